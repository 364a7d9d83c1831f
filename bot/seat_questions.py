"""The kind of question about a seat for the photo: free times, a wish, the waiting list. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from bot import phrases
from bot.questions import Plain, words_of
from bot.shape import Answer, Asked, At
from bot.spoken_time import time_said, wish_said
from bot.talk import Answers, Button, HoldSeat, ReleaseSeat, Row, Said, Saying, SlotOffer, Unclear
from bot.understanding import NotUnderstood
from bot.understanding.choices import pick
from bot.understanding.moments import NOON, wish, wish_of
from bot.understanding.plain import phrase
from bot.waiting_acts import WaitForSeat
from bot.waiting_words import PARTS, waits, wish_in
from domain.words import Text, _, lines, said_as

OFFICE_CHOOSES = "office"
WAITS = "waiting"
"""The answer of whom no free time suits: they go on the waiting list."""

MOST_OFFERS = 5

_OFFICE_WORDS = (
    "buu cuc hen",
    "de buu cuc",
    "buu cuc chon",
    "gio nao cung duoc",
    "luc nao cung duoc",
    "tuy",
    "tuy buu cuc",
    "sao cung duoc",
    "khi nao cung duoc",
    "hen giup",
)
_OTHER_DAYS = (
    "ngay khac",
    "gio khac",
    "hom khac",
    "con gio nao",
    "khac",
    "bua khac",
    "them gio",
    "xem them",
)
OFFICE_TITLE = _("Để bưu cục hẹn giúp")
NONE_THEN = _("Không có giờ chụp ảnh trống {wish} ạ, gần nhất có những giờ này:")
NONE_LATER = _("Không còn giờ nào sau đó ạ, gần nhất có những giờ này:")
WAIT_TITLE = _("Chờ giờ khác, có thì báo em")
WAITS_FOR = _("chờ {wish}, bưu cục báo khi có")
_NOTHING: Mapping[str, str] = MappingProxyType({})
_SEPARATOR = "\t"


@dataclass(frozen=True, kw_only=True)
class Seat(Plain):
    """A free slot, by number or by time, or the office's choice.

    The answer is the slot's id or "office"; `slot_at` and `slot_place` go along for the summary,
    and a wish that no offer meets is kept as `slot_wish` until the next list.
    """

    example: Text = _("Ví dụ anh/chị nhắn: 1, hoặc «chiều thứ 3».")
    office_may_choose: bool = True
    holds: bool = True

    def read(self, said: Said, at: At) -> Answer:
        """Return the slot, or a wish that asks again with other times."""
        text = words_of(said)
        plain_text = phrase(text)
        offers = [one.split(_SEPARATOR) for one in at.talk.offered]
        if self.office_may_choose and any(way in plain_text for way in _OFFICE_WORDS):
            return self._chosen([OFFICE_CHOOSES, "", ""], at)
        if waits(text):
            return self._waiting(at, wish_in(text, at.facts.today))
        if offers and any(way in plain_text for way in _OTHER_DAYS):
            return Answer({"slot_wish": {"after": max(one[1] for one in offers)}})
        try:
            return self._chosen(offers[pick(text, [_said(one) for one in offers])], at)
        except (NotUnderstood, IndexError):
            return self._by_time(text, offers, at)

    def _by_time(self, text: str, offers: list[list[str]], at: At) -> Answer:
        try:
            wished = wish(text, today=at.facts.today)
        except NotUnderstood:
            if _NEXT_WEEK.search(phrase(text)):
                return Answer({"slot_wish": {"after": _end_of_week(at.facts.today)}})
            raise Unclear(self._which()) from None
        times = [(datetime.fromisoformat(one[1]), one) for one in offers if one[1]]
        suiting = [one for starts, one in times if wished.suits(starts.date(), starts.time())]
        exact = wished.at is not None or len(suiting) == len(times)
        if len(suiting) == 1 and (exact or wished.on is not None):
            return self._chosen(suiting[0], at)
        return Answer({"slot_wish": wished.kept()})

    def _which(self) -> Text:
        """Say how to choose, and the way out where an appointment is kept meanwhile."""
        if self.holds or self.office_may_choose:
            return _("Anh/chị nhắn số của một giờ trong danh sách giúp em ạ.")
        return _(
            "Anh/chị nhắn số của một giờ trong danh sách giúp em ạ. Chưa muốn chọn thì nhắn «thôi»."
        )

    def _chosen(self, offer: list[str], at: At) -> Answer:
        slot, starts_at, place = offer
        if slot == WAITS:
            return self._waiting(at)
        values = {at.key: slot, "slot_at": starts_at, "slot_place": place, "slot_wish": {}}
        if not self.holds:
            office = slot == OFFICE_CHOOSES
            return Answer(values, say=(Saying(phrases.OFFICE_SETS_IT),) if office else ())
        held = at.answers.get(at.key) not in {None, OFFICE_CHOOSES, WAITS}
        if slot == OFFICE_CHOOSES:
            return Answer(values, effects=(ReleaseSeat(),) if held else ())
        return Answer(values, effects=(HoldSeat(slot),))

    def _waiting(self, at: At, said: Mapping[str, str] = _NOTHING) -> Answer:
        """Go on the waiting list: at hand-in, or at once where a seat is kept meanwhile.

        The wish goes along: what was `said` just now, or else before.
        """
        before = at.answers.get("slot_wish") or {}
        wished = dict(said) or {key: before[key] for key in PARTS if key in before}
        if not self.holds:
            return Answer({}, effects=(WaitForSeat(wished, _named(at)),), ends=True)
        held = at.answers.get(at.key) not in {None, OFFICE_CHOOSES, WAITS}
        values = {at.key: WAITS, "slot_at": "", "slot_place": "", "slot_wish": wished}
        return Answer(values, effects=(ReleaseSeat(),) if held else ())

    def asked(self, at: At) -> Asked:
        """List up to five free times that suit the wish, spread over days."""
        wished = at.answers.get("slot_wish") or {}
        suiting = offers_for(at.facts.free_slots, wished)
        shown = suiting or nearest(at.facts.free_slots, wished)
        rows = [
            Row(time_said(one.starts_at), str(number), one.place)
            for number, one in enumerate(shown, 1)
        ]
        offered = [
            _SEPARATOR.join((one.id, f"{one.starts_at:%Y-%m-%dT%H:%M}", one.place)) for one in shown
        ]
        buttons = [Button(one.title, one.says) for one in rows]
        if self.office_may_choose:
            rows.append(Row(OFFICE_TITLE, str(OFFICE_TITLE)))
            offered.append(_SEPARATOR.join((OFFICE_CHOOSES, "", "")))
            buttons = [*buttons[: MOST_OFFERS - 1], Button(OFFICE_TITLE, str(OFFICE_TITLE))]
        if not (self.office_may_choose and suiting):
            rows.append(Row(WAIT_TITLE, str(WAIT_TITLE)))
            offered.append(_SEPARATOR.join((WAITS, "", "")))
        met = suiting or not at.facts.free_slots
        listed, beside = phrases.listed(tuple(rows)), _hint(at) if met else [_none(wished)]
        below = [listed, *beside] if met else [*beside, listed]
        return Asked(lines(*below), tuple(buttons), tuple(offered), tuple(rows), tuple(beside))

    def shown(self, value: Any, answers: Answers) -> Text | str:
        """Show the time and the place."""
        starts = answers.get("slot_at")
        if value == WAITS:
            wished = wish_said(answers.get("slot_wish") or {})
            return WAITS_FOR.with_(wish=wished) if wished else _("chờ giờ khác, bưu cục báo khi có")
        if value == OFFICE_CHOOSES or not starts:
            return _("bưu cục hẹn giúp") if value == OFFICE_CHOOSES else _("đã chọn giờ")
        return _("{time}, {place}").with_(
            time=time_said(datetime.fromisoformat(starts)), place=answers.get("slot_place", "")
        )


_NEXT_WEEK = re.compile(r"\btuan (sau|toi|ke)\b")


def _named(at: At) -> str:
    return str(at.answers.get("which") or "")


def _end_of_week(today: date) -> str:
    """Return the first moment of next Monday, as offers write their times."""
    return f"{today + timedelta(days=7 - today.weekday())}T00:00"


def _said(offer: list[str]) -> tuple[str, ...]:
    titles = {OFFICE_CHOOSES: OFFICE_TITLE, WAITS: WAIT_TITLE}
    return said_as(titles[offer[0]]) if offer[0] in titles else ("\u0000",)


def _none(wished: dict[str, str]) -> Text:
    """Say that no time is free as wished: full or closed, which is not seen here."""
    wish_words = wish_said(wished)
    return NONE_THEN.with_(wish=wish_words) if wish_words else NONE_LATER


def _hint(at: At) -> list[Text]:
    if not at.facts.free_slots:
        return [_("Hiện chưa có giờ trống, bưu cục sẽ nhắn giờ hẹn cho anh/chị ạ.")]
    return [_("• Hôm khác: nhắn «ngày khác», hoặc ví dụ «chiều thứ 3»")]


def offers_for(slots: Sequence[SlotOffer], wished: dict[str, str]) -> tuple[SlotOffer, ...]:
    """Return the free slots that suit a wish as it is kept in a talk, at most five."""
    if not wished:
        return spread(slots)
    after = wished.get("after")
    if after:
        return spread([one for one in slots if f"{one.starts_at:%Y-%m-%dT%H:%M}" > after])
    asked = wish_of(wished)
    fitting = [one for one in slots if asked.suits(one.starts_at.date(), one.starts_at.time())]
    return tuple(fitting[:MOST_OFFERS]) if asked.on else spread(fitting)


def spread(slots: Sequence[SlotOffer]) -> tuple[SlotOffer, ...]:
    """Return up to five slots in order of time: the first of each half-day before any second."""
    ordered = sorted(slots, key=lambda one: (one.starts_at, one.id))
    firsts: dict[tuple[date, bool], SlotOffer] = {}
    for one in ordered:
        firsts.setdefault((one.starts_at.date(), one.starts_at.hour < NOON), one)
    few = list(firsts.values())[:MOST_OFFERS]
    rest = [one for one in ordered if one not in few][: MOST_OFFERS - len(few)]
    return tuple(sorted([*few, *rest], key=lambda one: (one.starts_at, one.id)))


def nearest(slots: Sequence[SlotOffer], wished: dict[str, str]) -> tuple[SlotOffer, ...]:
    """Return the five slots nearest to the day of a wish that no slot suits, in order of time."""
    if "on" not in wished:
        return spread(slots)
    day = date.fromisoformat(wished["on"])
    ordered = sorted(
        slots, key=lambda one: (abs(one.starts_at.date() - day), one.starts_at, one.id)
    )
    return tuple(sorted(ordered[:MOST_OFFERS], key=lambda one: (one.starts_at, one.id)))
