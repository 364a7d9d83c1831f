"""What citizen and office said to each other, in the order in which it was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge

from desk.shown import without_numbers
from domain.words import Text, _
from domain.zone import local_date
from storage.inbox import KeptMessage
from storage.letters import GIVEN_UP, SENT, UNKNOWN, Letter
from storage.store import Store

TICKS: Mapping[str, Text] = {
    "waiting": _("đang gửi"),
    "sent": _("đã gửi"),
    "received": _("đã nhận"),
    "seen": _("đã xem"),
    "unknown": _("chưa rõ đã tới chưa"),
    "given_up": _("không gửi được"),
}
SILENT = _("không gửi: quá 7 ngày công dân không nhắn, gọi điện giúp")
WHY_GIVEN_UP: Mapping[str, Text] = {
    "window_closed": SILENT,
    "NotTaken -230": SILENT,
    "NotTaken -232": SILENT,
    "notice_unknown": _("chưa rõ thông báo mẫu đã tới chưa"),
}


@dataclass(frozen=True)
class Said:
    """One message: `ours` are letters; `tick` says how far a letter came; numbers are masked."""

    at: datetime
    ours: bool
    by_bot: bool
    who: str
    text: str
    choices: tuple[str, ...] = ()
    tick: str = ""
    why: str = ""

    @property
    def day(self) -> date:
        """The day under whose divider it stands."""
        return local_date(self.at)

    @property
    def tick_words(self) -> Text:
        """How far the letter came, in words."""
        return WHY_GIVEN_UP.get(self.why) or TICKS[self.tick]


def talk_with(store: Store, citizen: str, names: Mapping[str, str]) -> tuple[Said, ...]:
    """Return the newest two hundred messages of each side, oldest first."""
    theirs = (_theirs(message) for message in store.inbox.of(citizen))
    ours = (_ours(letter, names) for letter in store.letters.of(citizen))
    return tuple(merge(theirs, ours, key=lambda said: said.at))


def staff_names(store: Store) -> dict[str, str]:
    """Return the full name of everybody on the staff by the name they sign in with."""
    return {staff.name: staff.full_name for staff in store.staff.all()}


def _theirs(message: KeptMessage) -> Said:
    text = without_numbers(message.shown)
    return Said(message.received_at, ours=False, by_bot=False, who="", text=text)


def _ours(letter: Letter, names: Mapping[str, str]) -> Said:
    author = letter.author.removeprefix("staff:")
    return Said(
        letter.created_at,
        ours=True,
        by_bot=letter.author == author,
        who=names.get(author, ""),
        text=without_numbers(letter.text),
        choices=tuple(button["title"] for button in letter.buttons),
        tick=_tick(letter),
        why=letter.error if letter.state == GIVEN_UP else "",
    )


def _tick(letter: Letter) -> str:
    if letter.seen_at:
        return "seen"
    if letter.received_at:
        return "received"
    return letter.state if letter.state in {SENT, UNKNOWN, GIVEN_UP} else "waiting"
