"""The kind of question that asks which of several photo appointments is meant. Pure.

Each line tells what people know it by: the day and hour, whose licence it is, the dossier's code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot import phrases
from bot.appointment_lines import Line, button_of, line_of, meant, row_of
from bot.questions import Plain, words_of
from bot.shape import Answer, Asked, At, Question, Thought
from bot.talk import Answers, Button, Facts, Said, Unclear
from bot.understanding import NotUnderstood
from domain.words import Text, _

WHICH, SEVERAL, AT = "which", "several", "which_at"
"""What a talk keeps: the dossier that is meant, those there were to choose from, its time."""

BEGUN = frozenset({WHICH, "slot", "sure"})
"""Answers after which nobody is asked any more which appointment they meant."""

MANY = 2


@dataclass(frozen=True, kw_only=True)
class WhichOne(Plain):
    """One of the citizen's appointments, by number, by its day or hour, by name, or by code."""

    example: Text = _("Nhắn số ở đầu dòng của lịch đó, ví dụ: 1.")

    def read(self, said: Said, at: At) -> Answer:
        """Return the dossier that is meant."""
        there: list[Line] = list(at.answers.get(SEVERAL) or ())
        try:
            code, _name, starts_at = meant(words_of(said), there, at.facts.today)
        except NotUnderstood:
            raise Unclear(_("Anh/chị nhắn số của một lịch trong danh sách giúp em ạ.")) from None
        return Answer({at.key: code, AT: starts_at})

    def asked(self, at: At) -> Asked:
        """List the appointments, numbered."""
        there: list[Line] = list(at.answers.get(SEVERAL) or ())
        rows = tuple(row_of(one) for one in there)
        buttons = tuple(Button(button_of(one), one[0]) for one in there)
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
        return Thought(marks={SEVERAL: [line_of(one) for one in there]})

    return remembered
