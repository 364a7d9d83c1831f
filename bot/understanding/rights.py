"""Whether words ask that something be done with one's own data. Pure.

Who only asks what happens with it is told; «xoá dữ liệu» is a request with a due date.
"""

from __future__ import annotations

import re

from bot.understanding.plain import phrase
from domain.rights import Right

_ASKED = (
    (Right.WITHDRAW, re.compile(r"\b(rut|huy) (lai )?(su )?dong y\b|\bwithdraw (my )?consent\b")),
    (
        Right.ERASE,
        re.compile(
            r"\b(xoa|huy) (bo |het )?(toan bo |tat ca |moi )?(cac )?(du lieu|thong tin)\b"
            r"|\b(delete|erase) (all )?(my )?data\b"
        ),
    ),
    (
        Right.SEE,
        re.compile(
            r"\b(xem|cho (toi|em|anh|chi) xem) (lai )?(toan bo )?du lieu\b|\b(see|show) my data\b"
        ),
    ),
)
_ONLY_ASKS = re.compile(
    r"\b(khong|ko|k|chua|nhu the nao|the nao|bao gio|khi nao|lam sao|co bi|duoc khong)$"
)


def right(text: str) -> Right | None:
    """Return what is asked for, or None where nothing is, or it is only asked about."""
    said = phrase(text)
    if _ONLY_ASKS.search(said):
        return None
    return next((asked for asked, words in _ASKED if words.search(said)), None)
