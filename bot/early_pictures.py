"""Pictures that come while words are asked: kept where they will be asked for. Pure.

The rest of an album on a slow line comes so; nobody is told to send it once more.
"""

from __future__ import annotations

from dataclasses import replace

from bot import moves, phrases
from bot.shape import At, Form, Question
from bot.talk import PictureRead, Said, Saying, Turn, Unclear

CONSENTS = frozenset({"consent", "their_consent"})
"""Nothing is kept before whom it is about agreed."""
CARD = "id_picture"


def early(form: Form, at: At, said: Said) -> Turn | None:
    """Return the turn that keeps a picture at the question it will answer; None for what fits none.

    Without a code that says what it is, a picture is taken in the order in which it would be asked
    for, only once there is a picture of the citizen card, and never where what was read off it is
    to be confirmed: there it may be the card's other side.
    """
    pending = form.question(at.key)
    if not isinstance(said, PictureRead) or pending is None or pending.read.by_picture:
        return None
    path = form.path(at.answers)
    if any(one.key in CONSENTS and one.key not in at.answers for one in path):
        return None
    if said.qr is None and not (pending.listed and at.answers.get(CARD)):
        return None
    for question in path:
        if question.read.by_picture and question.key not in at.answers:
            turn = _kept(form, at, said, question)
            if turn is not None or question.key == CARD:
                return turn
    return None


def _kept(form: Form, at: At, said: PictureRead, question: Question) -> Turn | None:
    talk = replace(at.talk, strikes=0)
    try:
        answer = question.read.read(said, replace(at, talk=talk, key=question.key))
    except Unclear:
        return None
    kept = moves.thought_over(form, moves.with_answer(form, talk, answer), at.facts)
    told = Saying(phrases.KEPT_EARLY.with_(label=question.label))
    waits = kept.talk.form == form.key and at.key not in kept.talk.answers
    then = replace(kept.talk, asked=at.key, digressed=True) if waits else kept.talk
    return Turn(then, (told, *answer.say, *kept.say), (*answer.effects, *kept.effects))
