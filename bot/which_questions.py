"""The kind of question that asks which of several photo appointments is meant. Pure.

Each line tells what people know it by: the day and hour, whose licence it is, the dossier's code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot import phrases
from bot.questions import Plain, words_of
from bot.shape import Answer, Asked, At, Question, Thought
from bot.spoken_time import time_said
from bot.talk import Answers, Booked, Button, Facts, Row, Said, Unclear
from bot.understanding import NotUnderstood
from bot.understanding.choices import pick
from bot.understanding.moments import wish
from domain.names import split_name
from domain.words import Text, _, said_as

WHICH, SEVERAL, AT = "which", "several", "which_at"
"""What a talk keeps: the dossier that is meant, those there were to choose from, its time."""

BEGUN = frozenset({WHICH, "slot", "sure"})
"""Answers after which nobody is asked any more which appointment they meant."""

MANY = 2
Line = list[str]


@dataclass(frozen=True, kw_only=True)
class WhichOne(Plain):
    """One of the citizen's appointments, by number, by its day or hour, by name, or by code."""

    example: Text = _("Nhắn số ở đầu dòng của lịch đó, ví dụ: 1.")

    def read(self, said: Said, at: At) -> Answer:
        """Return the dossier that is meant."""
        lines: list[Line] = list(at.answers.get(SEVERAL) or ())
        text = words_of(said)
        suiting = _at_that_time(text, lines, at.facts.today)
        try:
            code, _name, starts_at = suiting or lines[pick(text, [_ways(one) for one in lines])]
        except NotUnderstood:
            raise Unclear(_("Anh/chị nhắn số của một lịch trong danh sách giúp em ạ.")) from None
        return Answer({at.key: code, AT: starts_at})

    def asked(self, at: At) -> Asked:
        """List the appointments, numbered."""
        there: list[Line] = list(at.answers.get(SEVERAL) or ())
        rows = tuple(_row(one) for one in there)
        buttons = tuple(Button(_button(one), one[0]) for one in there)
        return Asked(phrases.listed(rows), buttons, rows=rows)


def which(ask: Text, *, needs: str) -> Question:
    """Return the question that comes first where there are several appointments."""
    return Question(
        key=WHICH,
        label=_("Lịch hẹn nào"),
        ask=ask,
        read=WhichOne(),
        when=are_several,
        needs=frozenset({needs}),
        listed=False,
        kept=False,
    )


def are_several(answers: Answers) -> bool:
    """Hold where it has to be asked which appointment is meant."""
    return len(answers.get(SEVERAL) or ()) >= MANY


def chosen_among(*, with_a_seat: bool) -> Callable[[Answers, Facts], Thought]:
    """Return what remembers the appointments to choose from, at the beginning of a form.

    `with_a_seat` leaves out dossiers that wait for their photo without a time.
    """

    def remembered(answers: Answers, facts: Facts) -> Thought:
        there = [one for one in facts.booked if one.starts_at or not with_a_seat]
        if answers.keys() & BEGUN or len(there) < MANY:
            return Thought()
        return Thought(marks={SEVERAL: [_line(one) for one in there]})

    return remembered


def _at_that_time(text: str, lines: Iterable[Line], today: date) -> Line | None:
    """Return the only appointment at a time that the words name, if there is one."""
    try:
        wished = wish(text, today=today)
    except NotUnderstood:
        return None
    at = {one[0]: datetime.fromisoformat(one[2]) for one in lines if one[2]}
    suiting = [
        one for one in lines if one[0] in at and wished.suits(at[one[0]].date(), at[one[0]].time())
    ]
    return suiting[0] if len(suiting) == 1 else None


def _line(one: Booked) -> Line:
    return [one.dossier, one.name, f"{one.starts_at:%Y-%m-%dT%H:%M}" if one.starts_at else ""]


def _row(line: Line) -> Row:
    code, name, starts_at = line
    time = time_said(datetime.fromisoformat(starts_at)) if starts_at else _("chưa có giờ")
    return Row(
        _("{time}, {name}").with_(time=time, name=name), code, _("hồ sơ {code}").with_(code=code)
    )


def _button(line: Line) -> Text:
    code, name, starts_at = line
    if not starts_at:
        return _("{code}, chưa có giờ").with_(code=code)
    return _("{name}, {time}").with_(
        name=split_name(name).given, time=time_said(datetime.fromisoformat(starts_at))
    )


def _ways(line: Line) -> tuple[str, ...]:
    code, name, _starts_at = line
    return (code, *said_as(_button(line)), *filter(None, (name, split_name(name).given)))
