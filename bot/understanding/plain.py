"""Text made comparable: one case, no accents, no punctuation. Pure."""

from __future__ import annotations

import re
import unicodedata

FILLERS = frozenset(
    [
        "a",
        "ah",
        "aj",
        "nha",
        "nhe",
        "nhes",
        "nhá",
        "nhé",
        "nhen",
        "ne",
        "oi",
        "voi",
        "em",
        "anh",
        "chi",
        "co",
        "chu",
        "bac",
        "ad",
        "admin",
        "shop",
        "luon",
        "giup",
    ]
)
"""Words of politeness that carry no choice (domain reference 15.4)."""

_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]"
)
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def tidy(text: str) -> str:
    """Return the text in NFC, without control and zero-width characters, spaces made single."""
    kept = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return _SPACES.sub(" ", kept).strip()


def plain(text: str) -> str:
    """Return the text in lower case without Vietnamese marks; đ is replaced by hand (NFD keeps it)."""
    loose = unicodedata.normalize("NFD", tidy(text).lower())
    bare = "".join(letter for letter in loose if unicodedata.category(letter) != "Mn")
    return bare.replace("đ", "d")


def words(text: str) -> tuple[str, ...]:
    """Return the plain words of the text, punctuation gone."""
    return tuple(_NOT_WORD.sub(" ", plain(text)).split())


def phrase(text: str) -> str:
    """Return the plain words in one line: the key on which phrases are compared."""
    return " ".join(words(text))


def core(text: str) -> str:
    """Return the phrase without the words of politeness around it; all politeness stays as it is."""
    kept = list(words(text))
    while len(kept) > 1 and kept[-1] in FILLERS:
        kept.pop()
    while len(kept) > 1 and kept[0] in FILLERS:
        kept.pop(0)
    return " ".join(kept)


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
