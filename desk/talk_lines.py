"""What citizen and office said to each other, in the order in which it was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from heapq import merge

from bot.zalo.error_table import meaning_kept
from desk.shown import without_numbers
from domain.words import Text, _
from domain.zone import local, local_date
from storage.inbox import KeptMessage
from storage.letters import GIVEN_UP, SENT, UNKNOWN, WAITING, Letter
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
    "enclosure_unknown": _("chưa rõ ảnh hoặc tệp đã tới chưa"),
    "night": _("thông báo mẫu chờ tới 6 giờ sáng"),
    "RefreshRefused": _("chờ quản trị viên OA cấp quyền lại"),
}
HELD = _("chưa gửi được, thử lại lúc {when}: {why}")
TRIED = {
    "list": _("danh sách để bấm"),
    "chat": _("tin nhắn thường"),
    "account": _("thông báo mẫu qua tài khoản Zalo"),
    "phone": _("thông báo mẫu qua số điện thoại"),
}
TRIED_WORDS = _("{why} (đã thử: {ways})")


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
    tried: tuple[str, ...] = ()
    again_at: datetime | None = None

    @property
    def day(self) -> date:
        """The day under whose divider it stands."""
        return local_date(self.at)

    @property
    def tick_words(self) -> Text:
        """How far the letter came, in words."""
        told = _why(self.why) if self.tick == "given_up" else None
        words = told or TICKS[self.tick]
        if self.tick == "waiting" and self.why and self.again_at:
            held = _why(self.why)
            words = HELD.with_(why=held, when=local(self.again_at)) if held else words
        ways = [TRIED[way] for way in self.tried if way in TRIED]
        return TRIED_WORDS.with_(why=words, ways=_listed(ways)) if ways else words


def _why(name: str) -> Text | None:
    """Return in words why a letter did not go: our own reason, or what a code of Zalo means."""
    for told in (name, name.partition(" ")[0]):
        if told in WHY_GIVEN_UP:
            return WHY_GIVEN_UP[told]
    _code, meaning = meaning_kept(name)
    return meaning.show if meaning else None


def _listed(ways: list[Text]) -> Text:
    names = [f"way_{number}" for number in range(len(ways))]
    source = ", ".join("{" + name + "}" for name in names)
    return Text(source, tuple(zip(names, ways, strict=True)))


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
        why=letter.error if letter.state in {GIVEN_UP, WAITING} else "",
        tried=tuple(filter(None, letter.tried.split(", "))) if letter.state == GIVEN_UP else (),
        again_at=letter.next_try_at,
    )


def _tick(letter: Letter) -> str:
    if letter.seen_at:
        return "seen"
    if letter.received_at:
        return "received"
    return letter.state if letter.state in {SENT, UNKNOWN, GIVEN_UP} else "waiting"
