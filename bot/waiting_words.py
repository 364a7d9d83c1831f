"""Words about the waiting list for a photo, understood in a form and out of it. Pure.

They are few and whole, so that no answer to a question is mistaken for one of them.
"""

from __future__ import annotations

import re

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


def plea(text: str) -> WaitForSeat | StopWaiting | AnswerOffer | None:
    """Return what somebody wants of the waiting list, or None for anything else."""
    said = phrase(text)
    if said in _TAKES:
        return AnswerOffer(takes=True)
    if said in _LEAVES_IT:
        return AnswerOffer(takes=False)
    if said in _STOPS:
        return StopWaiting()
    return WaitForSeat() if waits(text) else None


def waits(text: str) -> bool:
    """Tell whether somebody wants to be told of a free or an earlier time."""
    return bool(_WAITS.search(phrase(text)))
