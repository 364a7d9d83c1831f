"""What Zalo's answers say, as plain values; a field that is missing or odd is empty, not an error.

Shapes: platform reference, sections 7.2 and 8.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.zalo.fields import (
    account_of,
    instant_of,
    list_of,
    message_id_of,
    object_of,
    phone_of,
    text_of,
    url_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

FROM_CITIZEN = "1"
MAX_DIGITS = 9
UNLINKED = frozenset({"", "0", "false"})


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that Zalo took. `billed` where no quota covered it; `remain` is its old counter."""

    message_id: str
    sent_at: datetime | None
    quota_type: str | None
    remain: int | None
    billed: bool


@dataclass(frozen=True, slots=True)
class RecentMessage:
    """One row of a conversation as Zalo kept it."""

    message_id: str
    text: str
    from_citizen: bool
    at: datetime | None
    kind: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What Zalo tells of a citizen; `phone` only where they shared it."""

    user_id: str
    name: str
    phone: str
    follower: bool | None
    avatar: str
    last_interaction_on: date | None


@dataclass(frozen=True, slots=True)
class OfficialAccount:
    """Our own account; `paying` is whether a Zalo Cloud Account is linked. None: not told."""

    oa_id: str
    name: str
    verified: bool | None
    package: str
    paying: bool | None = None


def sent_in(said: dict[str, Any]) -> Sent:
    """Return what a send came to."""
    told = object_of(said.get("data"))
    quota = object_of(told.get("quota"))
    remain = text_of(quota.get("remain"))[:MAX_DIGITS]
    return Sent(
        message_id=message_id_of(told.get("message_id") or told.get("msg_id")),
        sent_at=instant_of(told.get("sent_time")),
        quota_type=text_of(quota.get("quota_type")) or None,
        remain=int(remain) if remain.isascii() and remain.isdecimal() else None,
        billed=not quota,
    )


def messages_in(said: dict[str, Any]) -> tuple[RecentMessage, ...]:
    """Return the rows of a conversation in Zalo's order."""
    return tuple(_messages(list_of(said.get("data"))))


def _messages(rows: list[Any]) -> Iterator[RecentMessage]:
    for row in map(object_of, rows):
        if row:
            yield RecentMessage(
                message_id=message_id_of(row.get("message_id")),
                text=text_of(row.get("message")),
                from_citizen=text_of(row.get("src")) == FROM_CITIZEN,
                at=instant_of(row.get("time")),
                kind=text_of(row.get("type")),
            )


def profile_in(said: dict[str, Any]) -> Profile:
    """Return the citizen's profile."""
    told = object_of(said.get("data"))
    return Profile(
        user_id=account_of(told.get("user_id")),
        name=text_of(told.get("display_name")),
        phone=phone_of(object_of(told.get("shared_info")).get("phone")),
        follower=_claim(told.get("user_is_follower")),
        avatar=url_of(told.get("avatar")),
        last_interaction_on=_day(text_of(told.get("user_last_interaction_date"))),
    )


def account_in(said: dict[str, Any]) -> OfficialAccount:
    """Return our account; its id is named in two ways."""
    told = object_of(said.get("data"))
    return OfficialAccount(
        oa_id=account_of(told.get("oa_id") or told.get("oaid")),
        name=text_of(told.get("name")),
        verified=_claim(told.get("is_verified")),
        package=text_of(told.get("package_name")),
        paying=_linked(told.get("linked_ZCA")),
    )


def parameters_in(said: dict[str, Any]) -> tuple[str, ...]:
    """Return the names that a template wants filled in (platform reference, 13.1)."""
    rows = list_of(object_of(said.get("data")).get("listParams"))
    return tuple(name for row in rows if (name := text_of(object_of(row).get("name"))))


def left_in(said: dict[str, Any]) -> int | None:
    """Return how many templates are left of the day's quota."""
    left = text_of(object_of(said.get("data")).get("remainingQuota"))[:MAX_DIGITS]
    return int(left) if left.isascii() and left.isdecimal() else None


def _linked(value: Any) -> bool | None:
    """Read a field of which only the name is known: a word or a number, empty where there is none.

    Platform reference, section 8.
    """
    if value is None or isinstance(value, bool):
        return value
    return text_of(value) not in UNLINKED


def _claim(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _day(written: str) -> date | None:
    try:
        day, month, year = (int(number) for number in written.split("/"))
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None
