"""«Rút hồ sơ», «nộp nhầm»: a dossier that was handed in is wanted back. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.phrases import MENU
from bot.talk import TakeBack, Talk, Turn
from bot.understanding.plain import phrase


def _named(text: str) -> bool:
    """Tell whether a dossier that was handed in is wanted back: «rút hồ sơ», «nộp nhầm rồi»."""
    said = phrase(text)
    return bool(_TAKES_BACK.search(said)) and not _NOT_OURS.search(said)


def taken_back(talk: Talk, intent: str | None, text: str) -> Turn | None:
    """Ask for the dossier that was handed in, or whether that is meant; the menu where none is."""
    surely = _named(text)
    if not surely and intent != "cancel":
        return None
    return Turn(replace(talk, asked=MENU), effects=(TakeBack(surely),))


_TAKES_BACK = re.compile(
    r"\b(rut|thu hoi|lay) (lai |ve )?(cai |bo )?(ho so|don)\b"
    r"|\b(nop|gui) (nham|lon|lo)\b|\blo (tay )?(nop|gui)\b|\bho so (nop|gui) (nham|lon)\b"
    r"|\bwithdraw\b|\btake (it|my \w+) back\b|\b(submitted|sent) by mistake\b"
)
_NOT_OURS = re.compile(r"\b(goc|xe|dat|khong rut|dung rut)\b")
