"""What is seen of a short answer: words, their order and marks, and pieces of words. Pure.

Order counts more than in a wish: «không sai» and «sai, không phải» share their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from bot.understanding.chat import settled
from bot.understanding.features import of_word
from bot.understanding.keyboard import syllable
from bot.understanding.plain import near, tidy

BUCKETS = 1 << 15
"""Features are hashed into this many places of the table."""

LONGEST_LOOKED_AT = 30
"""Words of an answer that are looked at."""

LETTERS = 240
"""Letters of a message in which a yes or a no is looked for; who writes more tells a story."""

ADDRESSED = re.compile(r"\b(cô|cơ|chú|bác|nó|ạ|à|á)\b")
"""«cô» and «cơ» without their marks would be «có», and «nó» a no in English."""

_BESIDE = frozenset({
    "em", "anh", "chi", "bac", "toi", "minh", "con", "chau", "ong", "ba", "a", "nha", "nhe",
    "nghen", "ne", "oi", "ad",
})  # fmt: skip
"""Words between which the others stand; without them «đúng em rồi» is «đúng rồi»."""


_DENIES = {"khong": 0x2A5B, "chang": 0x2A5B, "cha": 0x2A5B, "khoi": 0x2A5B, "dau": 0x2A5B,
           "deo": 0x2A5B, "not": 0x2A5B, "t": 0x2A5B, "chua": 0x4C31}  # fmt: skip
"""Words that turn those after them, and to which other places the turned ones go."""

CLAUSE_WORDS = 8
"""Words of the first and of the last clause that are looked at as such."""

DENIED = 4
"""Words after a denial that it may turn."""

_CLAUSE = re.compile(r"[,.;:!?\n]+")


def words(text: str) -> list[str]:
    """Return the words of an answer as they are compared."""
    return [word for clause in _clauses(tidy(text[:LETTERS]).lower()) for word in clause]


def _clauses(marked: str) -> list[list[str]]:
    return [heard(part).split() for part in _CLAUSE.split(marked)]


def heard(marked: str) -> str:
    """Return the settled phrase without who is spoken to, a slip in a word of yes or no mended."""
    return " ".join(_mended(word) for word in settled(ADDRESSED.sub(" ", marked)).split())


_CHAT = {"ko": "khong", "hok": "khong", "hong": "khong", "dc": "duoc", "oke": "ok", "rui": "roi"}
_PARTS = _CHAT | {word: word for word in (
    "dung", "khong", "chua", "co", "duoc", "phai", "roi", "sai", "vang", "da", "van", "con",
    "mat", "dong", "chinh", "chuan", "het", "ok", "bet", "luon", "giu", "kham", "nham", "xac",
    "vay", "nha", "y", "em", "ban", "oi", "toi", "tui", "minh", "chac", "tat", "nhien", "hoan",
    "toan",
)}  # fmt: skip
_PART = re.compile("|".join(sorted(_PARTS, key=len, reverse=True)))
_GLUED = re.compile(f"(?:{_PART.pattern}){{2,5}}")
_OF_WEIGHT = ("khong", "dung", "vang", "chua", "duoc", "phai", "dong", "chinh", "chuan")


@lru_cache(maxsize=2048)
def _mended(word: str) -> str:
    """Return «dung» for «dugn», «sai» for «saii», which are no syllables; other words stay.

    Words typed as one are parted: «okdungroi».
    """
    if not word.isalpha() or syllable(word):
        return word
    if _GLUED.fullmatch(word) and "".join(_PART.findall(word)) == word:
        return " ".join(_PARTS[part] for part in _PART.findall(word))
    if word[-1] == word[-2:-1] and syllable(word[:-1]):
        return word[:-1]
    same = (one for one in _OF_WEIGHT if near(word, one))
    return next((one for one in same if set(one) == set(word) and len(word) >= len(one)), word)


def features(text: str) -> list[int]:
    """Return the places of the table that this answer touches, each once, in order."""
    marked = tidy(text[:LETTERS]).lower()
    clauses = _clauses(marked)
    said = [word for clause in clauses for word in clause][:LONGEST_LOOKED_AT]
    typed = [word.strip(".,!?:;") for word in marked.split()[:LONGEST_LOOKED_AT]]
    edges = ["^", *said, "$"]
    bare = ["^", *(word for word in said if word not in _BESIDE), "$"]
    found = {place for clause in clauses for place in _turned(clause[:LONGEST_LOOKED_AT])}
    for name, line in (("b", edges), ("k", bare), ("v", typed)):
        found.update(_hash(name, *pair) for pair in pairwise(line))
    for name, line in (("3", edges), ("l", bare)):
        found.update(_hash(name, *three) for three in zip(line, line[1:], line[2:], strict=False))
    found.update(_hash("t", *pair) for pair in zip(said, said[2:], strict=False))
    found.update(_hash("m", word) for word in typed if not word.isascii())
    found.add(_hash("n", str(min(len(said), 8)), "?" if "?" in marked else ""))
    found.update(_first_and_last(clauses))
    return sorted(found)


def _first_and_last(clauses: Sequence[Sequence[str]]) -> Iterator[int]:
    """Yield the places of the first and the last clause, where most say what they mean."""
    telling = [kept for one in clauses if (kept := [word for word in one if word not in _BESIDE])]
    if telling:
        yield _hash("W", *telling[0][:CLAUSE_WORDS])
    if len(telling) > 1:
        for name, clause in (("F", telling[0]), ("L", telling[-1])):
            yield from (_hash(name, word) for word in clause[:CLAUSE_WORDS])


def _turned(clause: Sequence[str]) -> Iterator[int]:
    """Yield the places of each word, of a word that is denied other ones than of the bare word."""
    turn = left = 0
    for word in clause:
        yield from ((place ^ (turn if left else 0)) % BUCKETS for place in of_word(word))
        left = max(0, left - 1)
        if word in _DENIES:
            turn, left = _DENIES[word], DENIED


def _hash(*parts: str) -> int:
    return crc32(" ".join(parts).encode()) % BUCKETS
