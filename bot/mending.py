"""«sửa …» and «nộp hồ sơ» in the middle of a form: what may be mended, and what is missing. Pure.

A wish to mend never lands in an answer: it opens its question, or is told why not yet.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot import moves, phrases
from bot.shape import SKIPPED, At, Form, Question
from bot.talk import Saying, Talk, Turn
from bot.understanding import NotUnderstood
from bot.understanding.choices import pick
from bot.understanding.plain import phrase
from domain.words import Text, lines, said_as

EDIT = "edit"

_EDIT_WHAT = re.compile(
    r"^(?:em |toi |minh |anh |chi |cho |muon |can |giup |xin |a |please |i |want |to |let |me )*"
    r"(?P<verb>sua|chinh sua|chinh|thay doi|dieu chinh|sai|edit|change|correct)"
    r"(?: lai| the| my)?(?: giup| gium)?"
    r"(?P<item>(?: cau| muc| so| phan| cho| o)? (?P<what>.+))$"
)
_UNMISTAKABLE = frozenset({"sua", "chinh sua", "dieu chinh", "thay doi", "edit", "change"})
"""Verbs that begin no name and no address of their own."""

LONGEST_WISH = 6
"""Words of what is to be mended; more is a sentence or an address («sửa xe Tám, thôn 2, …»)."""

MOST_MISSING = 4
"""Missing items that are named; the rest are counted."""


def named(form: Form, at: At, text: str) -> Turn | None:
    """Meet «sửa X» where X has an answer, or is no number of the list; None where it is neither."""
    hit = _EDIT_WHAT.match(phrase(text))
    if hit is None:
        return None
    try:
        key = _key_of(form, at.talk, hit)
    except NotUnderstood as missed:
        if missed.why == "out_of_range" and hit.group("verb") in _UNMISTAKABLE:
            return _waits(at.talk, only_so_many(form, at.talk))
        return None
    return Turn(moves.again(form, at.talk, (key,)))


def _key_of(form: Form, talk: Talk, hit: re.Match[str]) -> str:
    """Return the key of what is to be mended: «số bằng» as it stands before «bằng» alone."""
    try:
        return listed_key(form, talk, hit.group("item").strip())
    except NotUnderstood as missed:
        if missed.why == "out_of_range":
            raise
        return listed_key(form, talk, hit.group("what"))


def not_yet(form: Form, at: At, text: str) -> Turn | None:
    """Meet «sửa X» where X has no answer yet, or is nothing of this form; None for other words."""
    hit = _EDIT_WHAT.match(phrase(text))
    if hit is None or hit.group("verb") not in _UNMISTAKABLE:
        return None
    what = hit.group("what")
    if re.search(r"[,\d]", text) or len(what.split()) > LONGEST_WISH:
        return None
    later = _to_come(form, at)
    try:
        question = later[pick(what, [(*said_as(one.label), *one.also) for one in later])]
    except NotUnderstood:
        return offered(form, at.talk)
    if question.key == at.key:
        return Turn(replace(at.talk, digressed=True))
    return _waits(at.talk, phrases.ASKED_LATER.with_(label=question.label))


def offered(form: Form, talk: Talk) -> Turn | None:
    """Offer the list of what may be mended; None where nothing was answered yet."""
    return Turn(replace(talk, confirming=EDIT)) if form.listed(talk.answers) else None


def chosen(form: Form, talk: Talk, text: str) -> Turn | None:
    """Return the turn after the list was offered; None where something else was said."""
    try:
        key = listed_key(form, talk, text)
    except NotUnderstood as missed:
        if missed.why != "out_of_range":
            return None
        return Turn(talk, (Saying(only_so_many(form, talk)),))
    return Turn(moves.again(form, replace(talk, confirming=None), (key,)))


def listed_key(form: Form, talk: Talk, text: str) -> str:
    """Return the key of the answered question that a number or a name picks out.

    Raises NotUnderstood as `pick` does.
    """
    listed = form.listed(talk.answers)
    nearly = [one.key for one in listed if phrase(text) in one.nearly]
    try:
        return listed[pick(text, [(*said_as(one.label), *one.also) for one in listed])].key
    except NotUnderstood:
        if not nearly:
            raise
        return nearly[0]


def only_so_many(form: Form, talk: Talk) -> Text:
    """Say how many items there are to mend."""
    count = len(form.listed(talk.answers))
    return phrases.ONLY_SO_MANY.with_(count=count) if count else phrases.NOTHING_TO_EDIT


def hand_in_too_early(form: Form, at: At, text: str) -> Turn | None:
    """Meet «nộp hồ sơ» before the last question; None for other words."""
    last = form.questions[-1]
    if last.key == at.key or not last.read.claims(text):
        return None
    talk = at.talk
    if talk.asked in _opened_by_themselves(talk):
        talk = moves.on(form, replace(talk, reopened=_asked_for(talk)))
    labels = [one.label for one in missing(form, replace(at, talk=talk, key=str(talk.asked)))]
    if not labels:
        return Turn(talk)
    shown = [phrases.ITEM.with_(label=label) for label in labels[:MOST_MISSING]]
    more = len(labels) - len(shown)
    rest = [phrases.AND_MORE.with_(count=more)] if more else []
    return _waits(talk, lines(phrases.STILL_MISSING, *shown, *rest))


_WHY = re.compile(
    r"\b(?:tai sao|vi sao|sao (?:vay|the|lai|z|v)|sai (?:cho nao|gi|o dau)|vi ly do gi|ly do gi"
    r"|bi sao|bi gi|why|what is wrong)\b"
)


def why_again(at: At, text: str) -> Turn | None:
    """Tell who asks why a clerk wants something mended what the clerk wrote; None otherwise."""
    reasons = [one.reason for one in at.talk.correcting if one.field == at.key]
    if not reasons or at.key not in at.talk.reopened or _WHY.search(phrase(text)) is None:
        return None
    return _waits(at.talk, phrases.CLERK_WROTE.with_(reason=reasons[0]))


def _asked_for(talk: Talk) -> tuple[str, ...]:
    """Return what a clerk asked for and is not mended yet."""
    fields = {one.field for one in talk.correcting}
    return tuple(key for key in talk.reopened if key in fields)


def _opened_by_themselves(talk: Talk) -> set[str]:
    """Return what the citizen wanted to look at again; its answer stands until another is given."""
    return {key for key in talk.reopened if key in talk.answers} - set(_asked_for(talk))


def missing(form: Form, at: At) -> list[Question]:
    """Return what waits now and then what has no answer yet; conclusions need none.

    What the citizen opened again themselves still has its answer, and is not missing.
    """
    asked_for, stands = _asked_for(at.talk), _opened_by_themselves(at.talk)
    return [
        one
        for one in form.path(at.answers)
        if (one.key == at.key and one.key not in stands)
        or (one.listed and one.key not in at.answers and one.key not in form.works_out)
        or (one.key in asked_for and one.listed)
    ]


def _to_come(form: Form, at: At) -> list[Question]:
    """Return the questions without an answer that are still to be asked, the pending one first.

    A question that only confirms what was read along has none: there the list helps more.
    """
    here = form.question(at.key)
    if here is None or (not here.listed and form.listed(at.answers)):
        return []
    after = form.questions[form.questions.index(here) :]
    return [one for one in after if one.listed and at.answers.get(one.key, SKIPPED) == SKIPPED]


def _waits(talk: Talk, told: Text) -> Turn:
    return Turn(replace(talk, digressed=True), (Saying(told),))
