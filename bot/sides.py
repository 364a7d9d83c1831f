"""The two sides of a licence, sent the wrong way round: put right by one word. Pure.

The side with the code is told by the code; where none is read, only the citizen can tell.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot import moves
from bot.reading.seen import LICENCE
from bot.reading.whose import kind_of
from bot.shape import SKIPPED, At, Form
from bot.talk import PictureRead, Saying, Talk, Turn
from bot.understanding.plain import core
from domain.words import _

FRONT, BACK = "licence_front", "licence_back"
SWAPPED = _("Dạ, em đã đổi lại hai ảnh bằng lái: mặt trước và mặt sau ạ.")
WAS_THE_BACK = _("Dạ, em xếp ảnh vừa rồi vào mặt sau ạ.")

LONGEST = 14
"""Words; more is a sentence about something else."""

_BOTH = r"mat truoc .*mat sau|mat sau .*mat truoc"
_MIXED = r"\b(?:nguoc|lon|nham|dao|doi cho|hoan doi)\b"
_WRONG_WAY = re.compile(
    r"^(?:(?:em|anh|chi|toi|minh|co|chu|hinh|2|hai|cai|tam|bang|lai|xe|mat) )*"
    r"(?:(?:gui|bi|chup|de|xep|nhan) )*"
    r"(?:nguoc|lon|dao)(?: (?:nguoc|roi|mat|anh|hinh|het|nhau|lai|thu|tu|2|hai|a|em))*$"
    rf"|(?:{_MIXED}).*(?:{_BOTH})|(?:{_BOTH}).*(?:{_MIXED})"
    r"|^(?:doi (?:cho|vi tri|nguoc)|dao(?: nguoc)?) (?:2|hai)\b(?: \w+){0,5}$"
    r"|^(?:please )?swap(?: (?:them|the|both|two|pictures|photos|sides|please))*$"
    r"|^(?:they are |it is |its )?(?:the )?(?:wrong|other) way (?:round|around)$"
)
_THIS_IS = (
    r"^(?:(?:em|anh|hinh|cai|tam|vua|moi|roi|gui|nay|do|kia|la|cua|bang|lai|this|that|it|was|is|"
    r"the|s) )*"
)
_BACK = re.compile(_THIS_IS + r"(?:mat sau|back(?: side)?)$")
_FRONT = re.compile(_THIS_IS + r"(?:mat truoc|front(?: side)?)$")


def has_code(picture: PictureRead) -> bool:
    """Return whether the code of a licence was read in it: it is printed on the back."""
    return bool(picture.qr) and kind_of(picture.qr or "") == LICENCE


def told(form: Form, at: At, text: str) -> Turn | None:
    """Meet words about which side a picture shows; None for others, or where none was sent."""
    words = core(text)
    if len(words.split()) > LONGEST or form.question(BACK) is None:
        return None
    front, back = (_sent(at.talk, key) for key in (FRONT, BACK))
    if front and back and _WRONG_WAY.search(words):
        talk = replace(at.talk, answers={**at.answers, FRONT: back, BACK: front}, digressed=True)
        return Turn(talk, (Saying(SWAPPED),))
    if front and not back and at.key == BACK:
        return _only_one(form, at, front, words)
    return None


def _only_one(form: Form, at: At, picture: str, words: str) -> Turn | None:
    """Meet them while the back is asked for and one picture was sent, as the front."""
    if _FRONT.search(words):
        return Turn(replace(at.talk, digressed=True))
    if not _BACK.search(words) and not _WRONG_WAY.search(words):
        return None
    answers = {key: value for key, value in at.answers.items() if key != FRONT}
    talk = replace(at.talk, answers={**answers, BACK: picture})
    return Turn(moves.on(form, talk), (Saying(WAS_THE_BACK),))


def _sent(talk: Talk, key: str) -> str:
    value = str(talk.answers.get(key) or "")
    return "" if value == SKIPPED else value
