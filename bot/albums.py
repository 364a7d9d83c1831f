"""An album that holds every picture a form still waits for: each goes under its own question. Pure.

Pictures are read in the order in which they are asked for, whatever is asked between them.
"""

from __future__ import annotations

from dataclasses import replace

from bot import moves, phrases
from bot.shape import At, Form, Question
from bot.talk import Album, Effect, Facts, Saying, Talk, Turn, Unclear
from domain.words import Text, lines

MANY = 3
"""Pictures; two may as well be both sides of the citizen card."""


def whole(form: Form | None, talk: Talk, album: Album, facts: Facts) -> Turn | None:
    """Return the turn of an album with as many pictures as are still to come; None for any other.

    A picture that will not do leaves the others where they belong, and is asked again at once.
    """
    waiting = _to_come(form, talk) if form is not None else []
    few = len(waiting) < MANY or len(waiting) != len(album.pictures)
    if form is None or few or talk.confirming is not None:
        return None
    before = replace(talk, digressed=False, why=None)
    talk = before
    say: tuple[Saying, ...] = (_in_order(waiting),)
    effects: tuple[Effect, ...] = ()
    missed: list[tuple[Question, Text]] = []
    for question, picture in zip(waiting, album.pictures, strict=True):
        try:
            answer = question.read.read(picture, _at(before, talk, question, facts))
        except Unclear as unclear:
            missed.append((question, unclear.text))
            continue
        talk = moves.with_answer(form, talk, answer)
        say, effects = (*say, *answer.say), (*effects, *answer.effects)
    turn = moves.thought_over(form, talk, facts)
    turn = Turn(turn.talk, (*say, *turn.say), (*effects, *turn.effects))
    return _again(turn, before, *missed[0]) if missed and turn.talk.form else turn


def _in_order(waiting: list[Question]) -> Saying:
    """Say which picture was taken for which paper: only the citizen can see a wrong order."""
    labels: list[Text | str] = [one.label for one in waiting]
    return Saying(lines(phrases.FILED_IN_ORDER, phrases.numbered(labels)))


def _to_come(form: Form, talk: Talk) -> list[Question]:
    """Return the questions for pictures from the pending one on; none where words are asked."""
    path = form.path(talk.answers)
    asked = form.question(talk.asked)
    if asked not in path or asked is None or not asked.read.by_picture:
        return []
    return [
        one
        for one in path[path.index(asked) :]
        if one.read.by_picture and (one.key not in talk.answers or one.key in talk.reopened)
    ]


def _at(before: Talk, talk: Talk, question: Question, facts: Facts) -> At:
    strikes = before.strikes if question.key == before.asked else 0
    return At(replace(talk, strikes=strikes), facts, question.key)


def _again(turn: Turn, before: Talk, question: Question, why: Text) -> Turn:
    strikes = 1 + (before.strikes if question.key == before.asked else 0)
    talk = replace(
        turn.talk,
        asked=question.key,
        strikes=strikes,
        why=phrases.missed(question, strikes, why),
    )
    return replace(turn, talk=talk)
