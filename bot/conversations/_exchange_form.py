"""What the procedures that give a new card for an old one have in common. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversations._exchange_foreigners import hears_of_passport
from bot.conversations._exchange_people import hears, somebody_else
from bot.conversations._exchange_reasons import begins, menu, titles
from bot.conversations._exchange_rules import WORKS_OUT, explains, thinks
from bot.known_questions import KNOWN
from bot.saying import MenuLine
from bot.seat_questions import WAITS
from bot.shape import Form, Question
from bot.talk import Answers, Effect, Facts, HandIn, Talk
from domain.procedures import procedure_for
from domain.words import Text


def hands_in(talk: Talk, answers: Answers, sources: Mapping[str, str]) -> tuple[Effect, ...]:
    """Hand in the answers of the path, under the procedure that the reason leads to."""
    wish = dict(talk.answers.get("slot_wish") or {}) if answers.get("slot") == WAITS else {}
    procedure = procedure_for(str(answers["reason"]))
    return (HandIn(procedure, answers, sources, talk.dossier, wish),)


def belongs(answers: Answers) -> str | None:
    """Return the form of the reason that was told, or None while none was."""
    reason = answers.get("reason")
    return procedure_for(str(reason)) if reason else None


def procedure(
    key: str,
    title: Text,
    questions: tuple[Question, ...],
    *,
    opened_by: tuple[str, ...] = (),
    reason: str = "",
    lines: tuple[MenuLine, ...] = (),
    welcomes: bool = False,
) -> Form:
    """Return the form of one procedure; the titles of its reasons open it and stand in the menu.

    With `reason` that is taken as told by whoever opens the form without naming another.
    """

    def told(text: str, facts: Facts) -> Answers:
        other = somebody_else(text)
        known = {KNOWN: dict(facts.known)} if facts.known and not other else {}
        named = {"reason": reason} if reason else {}
        return {**named, **begins(text, facts), **other, **known}

    return Form(
        key=key,
        title=title,
        opened_by=(*opened_by, *titles(key)),
        welcomes=welcomes,
        questions=questions,
        finishes=hands_in,
        menu=(*menu(key), *lines),
        begins=told,
        for_another=lambda text: bool(somebody_else(text)),
        thinks=thinks,
        explains=explains,
        works_out=WORKS_OUT,
        belongs=belongs,
        hears=lambda form, text, at: hears(form, text, at) or hears_of_passport(form, text, at),
    )
