"""One webhook body in, one typed event out. Pure: it neither verifies, keeps nor asks anything.

Shapes: platform reference, sections 3 and 4, with the older and the doubtful ones beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from bot.zalo.fields import (
    account_of,
    inner_object,
    instant_of,
    list_of,
    message_id_of,
    message_ids_of,
    number_of,
    object_of,
    phone_of,
    text_of,
    url_of,
)
from bot.zalo.said import (
    ChatOpened,
    Contact,
    Echo,
    Follow,
    Incoming,
    OtherSaid,
    PermissionRevoked,
    PictureSaid,
    Reacted,
    Received,
    Said,
    Seen,
    TemplateReceived,
    TextSaid,
    Unfollow,
    Unknown,
    Withdrawn,
)
from bot.zalo.wire import NotJson, read_json

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_BYTES = 262_144
MAX_NAME = 64
NAME = re.compile(r"[A-Za-z0-9_]{1,64}", re.ASCII)
PLAIN_ID = re.compile(r"[0-9A-Za-z_.:-]{1,60}", re.ASCII)
# These start like a citizen's or the account's message, and belong to other conversations.
ELSEWHERE = ("group_", "anonymous_", "consent")


class BadEvent(Exception):
    """The body is no event of Zalo that can be read; `reason` says what is wrong, in one word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Event:
    name: str
    body: dict[str, Any]
    message: dict[str, Any]
    sender: str
    recipient: str


def decode(raw: bytes, *, oa_id: str = "") -> Incoming:
    """Return the event that these bytes hold; raise BadEvent, and nothing else, if they hold none.

    With our own `oa_id` the citizen is found whichever way round sender and recipient stand.
    A redelivery has the same bytes, and so the same `event_key`.
    """
    body = _body(raw)
    name = _name(body)
    at = instant_of(body.get("timestamp"))
    if at is None:
        raise BadEvent("timestamp")
    event = _Event(
        name=name,
        body=body,
        message=object_of(body.get("message")),
        sender=account_of(object_of(body.get("sender")).get("id")),
        recipient=account_of(object_of(body.get("recipient")).get("id")),
    )
    said = _said(event)
    user, account = _parties(event, said, oa_id)
    return Incoming(_key(event, said, raw), name, user, account, at, said)


def _body(raw: bytes) -> dict[str, Any]:
    if len(raw) > MAX_BYTES:
        raise BadEvent("too_big")
    try:
        body = read_json(raw)
    except NotJson as error:
        raise BadEvent("not_json") from error
    if not isinstance(body, dict):
        raise BadEvent("not_an_object")
    return body


def _name(body: dict[str, Any]) -> str:
    name = text_of(body.get("event_name"))[:MAX_NAME]
    if not NAME.fullmatch(name):
        raise BadEvent("event_name")
    return name


def _said(event: _Event) -> Said:
    if event.name in BY_NAME:
        return BY_NAME[event.name](event)
    for prefix, read in (("user_send_", _other), ("oa_send_", _echo)):
        kind = event.name.removeprefix(prefix)
        if kind != event.name and not kind.startswith(ELSEWHERE):
            return read(event)
    return Unknown()


def _parties(event: _Event, said: Said, oa_id: str) -> tuple[str, str]:
    """Return (citizen, account); each kind of event names them elsewhere."""
    named = account_of(event.body.get("oa_id") or event.body.get("oaId")) or oa_id
    match said:
        case Unknown() | PermissionRevoked():
            return "", named
        case Follow() | Unfollow():
            user, account = account_of(object_of(event.body.get("follower")).get("id")), named
        case ChatOpened() | Withdrawn():
            user, account = account_of(event.body.get("user_id")), named
        case TemplateReceived():
            return "", event.sender
        case Received() | Seen() | Echo():
            user, account = event.recipient, event.sender
        case _:
            user, account = event.sender, event.recipient
    if oa_id and user == oa_id != account:
        user, account = account, user
    if not user:
        raise BadEvent("no_citizen")
    return user, account


def _key(event: _Event, said: Said, raw: bytes) -> str:
    """Return what is unique to the event: its message and name, else a digest of its bytes.

    A reaction names the message it is put on, so its own bytes tell it from the next one.
    """
    named = isinstance(said, TextSaid | PictureSaid | OtherSaid | Echo | Received)
    msg_id = message_id_of(event.message.get("msg_id"))
    if named and PLAIN_ID.fullmatch(msg_id):
        return f"{event.name}:{msg_id}"
    return f"sha256:{sha256(raw).hexdigest()}"


def _msg_id(event: _Event) -> str:
    return message_id_of(event.message.get("msg_id"))


def _payloads(event: _Event) -> list[dict[str, Any]]:
    """Return the attachments' payloads; a payload that is a bare address becomes {url}."""
    found = []
    for attachment in list_of(event.message.get("attachments")):
        payload = object_of(attachment).get("payload")
        found.append({"url": payload} if isinstance(payload, str) else object_of(payload))
    return found


def _urls(event: _Event) -> tuple[str, ...]:
    payloads = _payloads(event)
    urls = (url_of(each.get("url")) or url_of(each.get("thumbnail")) for each in payloads)
    return tuple(url for url in urls if url)


def _text(event: _Event) -> Said:
    if not event.message:
        raise BadEvent("no_message")
    quote = message_id_of(event.message.get("quote_msg_id")) or None
    return TextSaid(_msg_id(event), text_of(event.message.get("text")), quote)


def _picture(event: _Event) -> Said:
    return PictureSaid(_msg_id(event), _urls(event), text_of(event.message.get("text")))


def _other(event: _Event) -> Said:
    return OtherSaid(
        msg_id=_msg_id(event),
        kind=event.name.removeprefix("user_send_"),
        text=text_of(event.message.get("text")),
        urls=_urls(event),
        place=next(filter(None, map(_place, _payloads(event))), None),
    )


def _place(payload: dict[str, Any]) -> tuple[str, str] | None:
    spot = object_of(payload.get("coordinates"))
    place = number_of(spot.get("latitude")), number_of(spot.get("longitude"))
    return place if all(place) else None


def _business_card(event: _Event) -> Said:
    card = inner_object(next(iter(_payloads(event)), {}).get("description"))
    name = text_of(event.message.get("text")) or text_of(card.get("name"))
    return Contact(phone_of(card.get("phone")), name, "", card=True)


def _contact(event: _Event) -> Said:
    """Read both the shape of 2026 (full_address) and that of 2019 to 2024 (flat, with district)."""
    given = object_of(event.body.get("info")) or object_of(event.message.get("info"))
    full = object_of(given.get("full_address"))
    newer = (full.get(key) for key in ("user_address", "user_ward", "user_city"))
    older = (given.get(key) for key in ("address", "ward", "district", "city"))
    address = ", ".join(filter(None, map(text_of, newer if full else older)))
    return Contact(phone_of(given.get("phone")), text_of(given.get("name")), address)


def _received(event: _Event) -> Said:
    """Tell a template's receipt by its tracking id or delivery time, as there is no other sign."""
    message = event.message
    if message.get("tracking_id") is None and message.get("delivery_time") is None:
        return Received(message_ids_of(message))
    return TemplateReceived(
        msg_id=_msg_id(event),
        tracking_id=message_id_of(message.get("tracking_id")),
        phone=account_of(object_of(event.body.get("recipient")).get("id")),
        delivered_at=instant_of(message.get("delivery_time")),
    )


def _echo(event: _Event) -> Said:
    payload = next(iter(_payloads(event)), {})
    return Echo(
        msg_id=_msg_id(event),
        kind=event.name.removeprefix("oa_send_"),
        text=text_of(event.message.get("text")) or text_of(payload.get("text")),
        admin_id=account_of(object_of(event.body.get("sender")).get("admin_id")) or None,
    )


BY_NAME: dict[str, Callable[[_Event], Said]] = {
    "user_send_text": _text,
    "user_send_image": _picture,
    "user_send_business_card": _business_card,
    "user_submit_info": _contact,
    "user_received_message": _received,
    "user_seen_message": lambda event: Seen(message_ids_of(event.message)),
    "user_reacted_message": lambda event: Reacted(
        _msg_id(event), text_of(event.message.get("react_icon"))
    ),
    "follow": lambda event: Follow(text_of(event.body.get("source"))),
    "unfollow": lambda _event: Unfollow(),
    "user_click_chatnow": lambda _event: ChatOpened(),
    "user_withdraw": lambda _event: Withdrawn(),
    "permission_revoked": lambda _event: PermissionRevoked(),
}
