"""What the classifier sees of a message: words, pairs of words, and pieces of words. Pure."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from bot.understanding.chat import settled
from bot.understanding.plain import tidy
from bot.understanding.rules import named

BUCKETS = 1 << 16
"""Features are hashed into this many places of the table."""

LONGEST_LOOKED_AT = 60
"""Words of a message that are looked at: what somebody is after stands in its first lines."""

PIECES = (3, 4)


@lru_cache(maxsize=8192)
def of_word(word: str) -> tuple[int, ...]:
    """Return the places that this word touches, and the pieces that it is made of."""
    padded = f"<{word}>"
    pieces = {padded[at : at + size] for size in PIECES for at in range(len(padded) - size + 1)}
    return tuple(crc32(one.encode()) % BUCKETS for one in ("w" + word, *pieces))


def features(text: str) -> list[int]:
    """Return the places of the table that this text touches, each once, in order."""
    said = settled(text)
    words = said.split()[:LONGEST_LOOKED_AT]
    marked = [word for word in tidy(text).lower().split()[:LONGEST_LOOKED_AT] if not word.isascii()]
    found = {place for word in words for place in of_word(word)}
    edges = ["^", *words, "$"]
    found.update(_hash("b", one, two) for one, two in pairwise(edges))
    found.update(_hash("t", one, two) for one, two in zip(words, words[2:], strict=False))
    found.update(_hash("m", word.strip(".,!?:;")) for word in marked)
    found.update(_hash("r", name) for name in named(said))
    found.add(_hash("n", str(min(len(words), 8))))
    return sorted(found)


def _hash(*parts: str) -> int:
    return crc32(" ".join(parts).encode()) % BUCKETS
