"""What a clerk should know before the first word: where the citizen stands, and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass

from bot.handlers.talks import BrokenTalk, talk_of
from desk.ground import ground
from desk.shown import without_numbers
from domain.words import Text
from storage.talks import StoredTalk


@dataclass(frozen=True)
class Context:
    """The form and the question that waits, the answers so far, and words that were not understood.

    Numbers are masked, as the citizen's own summary shows them.
    """

    form: Text
    asked: Text | None
    answers: tuple[tuple[Text, Text | str], ...]
    missed: tuple[str, ...]


def context_of(stored: StoredTalk) -> Context | None:
    """Return the context of a talk, or None where the citizen is in the middle of nothing."""
    try:
        talk = talk_of(stored)
    except BrokenTalk:
        return None
    form = ground().forms.get(talk.form)
    if form is None:
        return None
    question = form.question(talk.asked)
    answers = tuple(
        (one.label, one.read.shown(talk.answers[one.key], talk.answers))
        for one in form.listed(talk.answers)
    )
    missed = tuple(without_numbers(words) for words in talk.missed)
    return Context(form.title, question.label if question else None, answers, missed)
