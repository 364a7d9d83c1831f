"""Text made comparable: one case, no accents, no punctuation. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from bot.understanding.lexicon import lexicon

_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ud800-\udfff\ufeff]"
)
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


LONGEST_ANSWER = 400
"""Letters of a message in which an answer is looked for; no honest answer is longer."""


def tidy(text: str) -> str:
    """Return the text in NFC, without control, zero-width and broken characters, spaces single."""
    kept = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return _SPACES.sub(" ", kept).strip()


def plain(text: str) -> str:
    """Return the text in lower case without marks; đ is replaced by hand, for NFD keeps it."""
    loose = unicodedata.normalize("NFD", tidy(text).lower())
    bare = "".join(letter for letter in loose if unicodedata.category(letter) != "Mn")
    return bare.replace("đ", "d")


@lru_cache(maxsize=4096)  # the phrases of the forms are asked for at every message
def words(text: str) -> tuple[str, ...]:
    """Return the plain words of the text, punctuation gone."""
    return tuple(_NOT_WORD.sub(" ", plain(text)).split())


@lru_cache(maxsize=4096)
def phrase(text: str) -> str:
    """Return the plain words in one line: the key on which phrases are compared."""
    return " ".join(words(text))


def without_numbers(text: str) -> str:
    """Return the text without its long numbers and days, which hide what somebody is after."""
    return _LONG_NUMBER.sub(" ", text)


_LONG_NUMBER = re.compile(r"[0-9][0-9/.\- ]{4,}")


def core(text: str) -> str:
    """Return the phrase without the politeness around it; what is all politeness stays."""
    kept = list(words(text))
    fillers = _fillers()
    while len(kept) > 1 and kept[-1] in fillers:
        kept.pop()
    while len(kept) > 1 and kept[0] in fillers:
        kept.pop(0)
    return " ".join(kept)


@cache
def _fillers() -> frozenset[str]:
    return frozenset(lexicon()["fillers"]["around"])


def near(one: str, other: str) -> bool:
    """Tell whether two words differ by at most one slip (added, lost, changed or swapped)."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start : start + 2] == long[start : start + 2][::-1]
    return short[start + 1 :] == long[start + 1 :] or (
        swapped and short[start + 2 :] == long[start + 2 :]
    )
