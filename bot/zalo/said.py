"""What an event of Zalo says, as plain values. Ids are strings for ever; texts are clean NFC.

Shapes: platform reference, section 4. A handler matches on these classes and on nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class TextSaid:
    """A citizen typed, or tapped a button: a tap arrives as the button's payload."""

    msg_id: str
    text: str
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class PictureSaid:
    """A citizen sent pictures; `urls` lapse soon and may be empty, `text` is the caption."""

    msg_id: str
    urls: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class OtherSaid:
    """A citizen sent something else: sticker, gif, audio, video, file, location, link, ...

    `place` is (latitude, longitude) as decimal strings, for a location that carries them.
    """

    msg_id: str
    kind: str
    text: str = ""
    urls: tuple[str, ...] = ()
    place: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A citizen filled in the contact form, or sent a business card (`card`), maybe another's.

    `phone` is 0… with ten digits where it could be read as a Vietnamese number, else as received.
    """

    phone: str
    name: str
    address: str
    card: bool = False


@dataclass(frozen=True, slots=True)
class Follow:
    """A citizen follows the account; `source` is Zalo's word for where from, or empty."""

    source: str = ""


@dataclass(frozen=True, slots=True)
class Unfollow:
    """A citizen no longer follows the account."""


@dataclass(frozen=True, slots=True)
class ChatOpened:
    """A citizen who never wrote opened the chat: the account may write first."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A citizen asked Zalo that their personal data be erased."""


@dataclass(frozen=True, slots=True)
class PermissionRevoked:
    """The account no longer grants our app: nothing can be sent until somebody consents again."""


@dataclass(frozen=True, slots=True)
class Received:
    """Our letters reached the phone. May come after Seen."""

    msg_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """The citizen looked at our letters."""

    msg_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TemplateReceived:
    """A template message reached a phone; `phone` is 84… or its SHA-256, as it was sent."""

    msg_id: str
    tracking_id: str
    phone: str
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Echo:
    """The account wrote: a person in Zalo's own tools if `admin_id` is there, otherwise we.

    It may arrive before our send call returns.
    """

    msg_id: str
    kind: str
    text: str = ""
    admin_id: str | None = None


@dataclass(frozen=True, slots=True)
class Reacted:
    """A citizen put an icon on a message."""

    msg_id: str
    icon: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """An event that asks nothing of us: kept and counted by its name, without what it says."""


Said: TypeAlias = (
    TextSaid
    | PictureSaid
    | OtherSaid
    | Contact
    | Follow
    | Unfollow
    | ChatOpened
    | Withdrawn
    | PermissionRevoked
    | Received
    | Seen
    | TemplateReceived
    | Echo
    | Reacted
    | Unknown
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event. `event_key` is the same for each redelivery; `user_id` is empty without a citizen.

    `oa_id` is the account the event is for, as the event says (an app may serve several).
    """

    event_key: str
    name: str
    user_id: str
    oa_id: str
    at: datetime
    said: Said
