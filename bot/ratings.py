"""After the delivery: how satisfied somebody is, and what else they would say. Pure.

It is asked once, an answer is optional, and whoever talks of something else is not held up.
"""

from __future__ import annotations

from dataclasses import replace

from bot.talk import Rated, Saying, Talk, Turn
from bot.understanding import NotUnderstood, intents
from bot.understanding.rating import rating
from domain.words import _

RATING, WORDS = "rating", "rating_words"
THANKS = _("Em cảm ơn anh/chị ạ. Muốn góp ý thêm, anh/chị nhắn luôn tại đây; không thì thôi ạ.")
SORRY = _("Em xin lỗi vì anh/chị chưa vui. Anh/chị nhắn giúp em chỗ nào chưa được, em chuyển ngay.")
KEPT = _("Em ghi lại và chuyển cho bưu cục rồi ạ. Em cảm ơn anh/chị.")
CONTENT = 3
LONGEST_WISH = 4


def asked(talk: Talk, dossier: str) -> Talk:
    """Return the talk in which a rating of this dossier was just asked for."""
    return replace(talk.idle(), asked=RATING, dossier=dossier)


def met(talk: Talk, text: str) -> Turn | None:
    """Take a rating, or the words after one; None for what is neither."""
    if talk.asked == RATING:
        return _rated(talk, text)
    if talk.asked == WORDS and not _is_something_else(text):
        return Turn(talk.idle(), (Saying(KEPT),), (Rated(str(talk.dossier), 0, text),))
    return None


def let_go(talk: Talk) -> Talk:
    """Return the talk without the question of the rating: whoever passes it by is not asked again.

    Any other talk stays what it is.
    """
    return talk.idle() if talk.asked in {RATING, WORDS} else talk


def _rated(talk: Talk, text: str) -> Turn | None:
    try:
        score, words = rating(text)
    except NotUnderstood:
        return None
    effects = (Rated(str(talk.dossier), score, words),)
    if words:
        return Turn(talk.idle(), (Saying(KEPT),), effects)
    told = THANKS if score >= CONTENT else SORRY
    return Turn(replace(talk, asked=WORDS), (Saying(told),), effects)


def _is_something_else(text: str) -> bool:
    """Tell whether a text is a wish or too short to be an opinion; a guess counts in few words."""
    words = len(text.split())
    if words == 1 or "?" in text or intents.command(text) is not None:
        return True
    return words <= LONGEST_WISH and intents.intent(text) is not None
