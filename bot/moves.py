"""How a talk moves inside one form: on, back, to a question again. Pure; answers are never lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.shape import DERIVED, SKIPPED, Answer, Form, Question
from bot.talk import Answers, Effect, Facts, Saying, Talk, Turn
from domain.dossier import Dossier
from domain.rules import DatedSettings
from domain.zone import local_date

RECEIVED_ON = "received_on"
"""The day on which a dossier was handed in that is being mended; the law of that day holds."""

TICKED = "ticked"
"""The questions that a clerk wants answered again, of a dossier that is being mended."""


def on(form: Form, talk: Talk) -> Talk:
    """Return the talk at the next question of its path, nothing offered yet."""
    question = form.next_question(talk.answers, talk.reopened)
    asked = question.key if question else None
    return replace(talk, asked=asked, offered=(), strikes=0, missed=())


def again(form: Form, talk: Talk, keys: tuple[str, ...]) -> Talk:
    """Return the talk with these questions to be asked again; their answers stay until replaced."""
    kept = tuple(key for key in talk.reopened if key not in keys)
    first = next((one.key for one in form.path(talk.answers) if one.key in keys), None)
    moved = on(form, replace(talk, reopened=(*kept, *keys)))
    return replace(moved, asked=first) if first else moved


def pending(form: Form, talk: Talk) -> Question | None:
    """Return the question that waits: the one last asked, or the next where it is gone."""
    asked = form.question(talk.asked)
    if asked is not None and form.passes(asked, talk.answers):
        return asked
    return form.next_question(talk.answers, talk.reopened)


def before(form: Form, talk: Talk) -> Question | None:
    """Return the question that was put before the pending one, or None at the beginning.

    What was worked out or read along from a code was never put, so it is stepped over.
    """
    path = form.path(talk.answers)
    earlier = path[: _place(path, talk.asked)]
    read_along = [one for one in earlier if talk.sources.get(one.key) == "qr"][1:]
    put = [
        one
        for one in earlier
        if one.key in talk.answers
        and talk.answers[one.key] != SKIPPED
        and talk.sources.get(one.key) != DERIVED
        and one not in read_along
    ]
    return put[-1] if put else None


def _place(path: tuple[Question, ...], key: str | None) -> int:
    return next((place for place, one in enumerate(path) if one.key == key), len(path))


def back(form: Form, talk: Talk) -> Talk | None:
    """Return the talk one question back, or None at the beginning.

    A question that was open again only because of an earlier step back is closed: its answer is
    still there, and the citizen jumps forward over it again.
    """
    question = before(form, talk)
    if question is None:
        return None
    asked_by_clerk = {one.field for one in talk.correcting}
    closed = talk.asked in talk.answers and talk.asked not in asked_by_clerk
    reopened = tuple(key for key in talk.reopened if not (closed and key == talk.asked))
    return again(form, replace(talk, reopened=reopened), (question.key,))


def answered(form: Form, talk: Talk, answer: Answer, facts: Facts) -> Turn:
    """Return the turn after an answer: kept, thought over, on to the next question or the end."""
    if answer.ends:
        return Turn(talk.idle(), answer.say, answer.effects)
    if answer.mend:
        return Turn(again(form, talk, answer.mend), answer.say, answer.effects)
    talk = with_answer(form, talk, answer)
    turn = thought_over(form, talk, facts)
    return Turn(turn.talk, answer.say + turn.say, answer.effects + turn.effects)


def thought_over(form: Form, talk: Talk, facts: Facts) -> Turn:
    """Return the turn after the form has drawn its conclusions from the answers so far."""
    given = {key: value for key, value in talk.answers.items() if talk.sources.get(key) != DERIVED}
    thought = form.thinks(given, facts)
    if thought.ends:
        return Turn(talk.idle(), thought.say, thought.effects)
    derived = {key: value for key, value in thought.derived.items() if key not in given}
    sources = {key: value for key, value in talk.sources.items() if value != DERIVED}
    talk = replace(
        talk,
        answers={**given, **thought.marks, **derived},
        sources={**sources, **dict.fromkeys(derived, DERIVED)},
    )
    talk = on(form, talk)
    if talk.asked is not None:
        return Turn(talk, thought.say, thought.effects)
    return _finished(form, talk, thought.say, thought.effects)


def with_answer(form: Form, talk: Talk, answer: Answer) -> Talk:
    """Return the talk with the answer in it; what depended on a changed answer falls."""
    old = talk.answers
    changed = {key for key, value in answer.values.items() if old.get(key, value) != value}
    fallen: set[str] = set()
    for question in form.questions:
        if question.key in changed:
            fallen.update(set(question.resets) - set(answer.values))
    kept: dict[str, Any] = {key: value for key, value in old.items() if key not in fallen}
    return replace(
        talk,
        answers={**kept, **answer.values},
        sources={**talk.sources, **dict.fromkeys(answer.values, answer.source)},
        reopened=tuple(key for key in talk.reopened if key not in answer.values),
    )


def _finished(form: Form, talk: Talk, say: tuple[Saying, ...], effects: tuple[Effect, ...]) -> Turn:
    answers = form.handed_in(talk.answers)
    sources = {
        key: talk.sources[key]
        for key in answers
        if key in talk.sources and talk.sources[key] != DERIVED
    }
    return Turn(talk.idle(), say, effects + form.finishes(talk, answers, sources))


def handed_in_before(form: Form, talk: Talk, dossier: Dossier, rules: DatedSettings | None) -> Talk:
    """Return a talk that holds all of a dossier, as the rules see it on the day of its receipt.

    That day goes along (RECEIVED_ON): a licence that expires while a correction is awaited is none
    that came too late.
    """
    received = local_date(dossier.handed_in_at)
    ticked = [one.field for one in dossier.corrections]
    marks = {RECEIVED_ON: received.isoformat(), TICKED: ticked}
    known = {**dossier.answers, **marks}
    thought = form.thinks(known, Facts(dossier.handed_in_at, received, rules=rules))
    known = {**thought.marks, **known}
    derived = {key: DERIVED for key in form.works_out if key in dossier.answers}
    return replace(
        talk.idle(),
        form=form.key,
        answers={**filled(form, known), **known},
        sources={**derived, **dossier.sources},
        dossier=dossier.code,
        correcting=dossier.corrections,
    )


def filled(form: Form, answers: Answers) -> dict[str, str]:
    """Return SKIPPED for what the dossier never had, so that only corrections are asked."""
    path = form.path(answers)
    return {one.key: SKIPPED for one in path if one.kept and one.key not in answers}
