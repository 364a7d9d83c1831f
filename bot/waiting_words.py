"""Words about the waiting list for a photo, understood in a form and out of it. Pure.

They are few and whole, so that no answer to a question is mistaken for one of them.
"""

from __future__ import annotations

import re
from datetime import date

from bot.understanding import NotUnderstood
from bot.understanding.moments import wish
from bot.understanding.plain import phrase
from bot.waiting_acts import AnswerOffer, StopWaiting, WaitForSeat

_TAKES = frozenset({"nhan gio nay", "nhan gio", "lay gio nay", "take this time"})
_LEAVES_IT = frozenset({"bo qua gio nay", "bo qua", "skip this time"})
_STOPS = frozenset(
    {"thoi cho", "khong cho nua", "khoi cho", "bo cho", "ra khoi danh sach cho", "stop waiting"}
)
_WAITS = re.compile(
    r"\b(?:danh sach cho|waiting list|earlier time"
    r"|cho gio (?:trong|som hon|khac)"
    r"|(?:gio|lich|cho|hom|ngay)(?: nao)?(?: trong)? som hon.*\b(?:bao|nhan|goi|hu)\b"
    r"|(?:gio|cho|lich)(?: nao)? trong.*\b(?:bao|nhan|goi|hu)\b"
    r"|(?:bao|nhan|goi|hu)\b.*\b(?:gio|lich|cho)(?: nao)? (?:trong|som hon))\b"
)


def plea(text: str, today: date) -> WaitForSeat | StopWaiting | AnswerOffer | None:
    """Return what somebody wants of the waiting list, or None for anything else.

    The wish goes along: «có giờ trống chiều thứ 6 thì báo em».
    """
    said = phrase(text)
    if said in _TAKES:
        return AnswerOffer(takes=True)
    if said in _LEAVES_IT:
        return AnswerOffer(takes=False)
    if said in _STOPS:
        return StopWaiting()
    return WaitForSeat(wish_in(text, today)) if waits(text) else None


def waits(text: str) -> bool:
    """Tell whether somebody wants to be told of a free or an earlier time."""
    return bool(_WAITS.search(phrase(text)))


PARTS = ("on", "half", "at")
"""What a wish on the waiting list may name: a day, a half of the day, an hour."""


def wish_in(text: str, today: date) -> dict[str, str]:
    """Return the wish that such words name; an hour counts in digits alone («một giờ» is any)."""
    try:
        kept = wish(text, today=today).kept()
    except NotUnderstood:
        return {}
    if not any(letter.isdigit() for letter in text):
        kept.pop("at", None)
    return kept
