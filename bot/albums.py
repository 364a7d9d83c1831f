"""An album that holds every picture a form still waits for: each goes under its own question. Pure.

Pictures are read in the order in which they are asked for, whatever is asked between them. Of
several citizen cards only one can be meant.
"""

from __future__ import annotations

from dataclasses import replace

from bot import moves, phrases, sides
from bot.shape import At, Form, Question
from bot.talk import Album, Effect, Facts, PictureRead, Saying, Talk, Turn, Unclear
from domain.identity import CitizenCard, NotACitizenQr, parse_citizen_qr
from domain.words import Text, _, lines

MANY = 3
"""Pictures; two may as well be both sides of the citizen card."""

TWO_CARDS = _(
    "Trong các ảnh có thẻ của hai người. Em lấy thẻ của {first}, chưa dùng thẻ của {other}; "
    "nếu ngược lại, anh/chị gửi riêng thẻ của {other} giúp em ạ."
)


def of_one_person(album: Album) -> tuple[Album, tuple[Saying, ...]]:
    """Return the album with the first of its citizen cards only, and words about another's."""
    cards = {one.picture: card for one in album.pictures if (card := _card(one)) is not None}
    if len(cards) < 2:  # noqa: PLR2004 - one card is what is wanted
        return album, ()
    first, *others = cards.values()
    kept = tuple(
        one for one in album.pictures if one.picture not in cards or cards[one.picture] is first
    )
    other = next((one for one in others if one.citizen_id != first.citizen_id), None)
    if other is None:
        return Album(kept), ()
    told = TWO_CARDS.with_(first=first.full_name, other=other.full_name)
    return Album(kept), (Saying(told),)


def _card(picture: PictureRead) -> CitizenCard | None:
    try:
        return parse_citizen_qr(picture.qr or "")
    except NotACitizenQr:
        return None


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
    for question, picture in zip(waiting, _sides_right(waiting, album), strict=True):
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


def _sides_right(waiting: list[Question], album: Album) -> list[PictureRead]:
    """Return the pictures, both sides of the licence put right where the back's code was read."""
    pictures = list(album.pictures)
    keys = [one.key for one in waiting]
    if {sides.FRONT, sides.BACK} <= set(keys):
        front, back = keys.index(sides.FRONT), keys.index(sides.BACK)
        if sides.has_code(pictures[front]) and not sides.has_code(pictures[back]):
            pictures[front], pictures[back] = pictures[back], pictures[front]
    return pictures


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
