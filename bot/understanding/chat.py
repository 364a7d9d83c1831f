"""A message made comparable as people chat: keyboards undone, «ko» written out. Pure."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from unicodedata import normalize

from bot.understanding.keyboard import untyped
from bot.understanding.lexicon import lexicon
from bot.understanding.plain import phrase

_MARKED_WORD = re.compile(r"\b[^\W\d_]+\b")
_LENGTHENED = re.compile(r"([a-z])\1{2,}")


@lru_cache(maxsize=1024)
def settled(text: str) -> str:
    """Return the plain phrase of the text with chat words written out, one space between words."""
    short, english = _chat_words(), _english()
    said = _LENGTHENED.sub(r"\1", phrase(_of_everybody(text)))
    return " ".join(
        word if word in english else short.get(word) or short.get(untyped(word)) or untyped(word)
        for word in said.split()
    )


def _of_everybody(text: str) -> str:
    """Return the text with the words of a region, where their marks tell them, in common ones."""
    dialect = lexicon()["dialect"]
    return _MARKED_WORD.sub(
        lambda hit: dialect.get(hit.group().lower(), hit.group()), normalize("NFC", text)
    )


@cache
def _english() -> frozenset[str]:
    return frozenset(lexicon()["keyboard"]["english"])


@cache
def _chat_words() -> dict[str, str]:
    return {word: whole for whole, words in lexicon()["chat"].items() for word in words}
