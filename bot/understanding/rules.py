"""Which intents the patterns of `words.toml` find in a settled phrase. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from bot.understanding.lexicon import lexicon

LONGEST_LOOKED_AT = 240
"""Letters that are searched: what somebody is after stands in the first lines."""


def named(said: str) -> tuple[str, ...]:
    """Return the intents whose pattern is in the phrase, each once, those of most trust first."""
    said = said[:LONGEST_LOOKED_AT]
    return tuple(dict.fromkeys(name for name, pattern in _patterns() if pattern.search(said)))


def elsewhere(said: str) -> bool:
    """Tell whether the phrase names a subject that is not ours, and nothing of ours beside it."""
    told = lexicon()["elsewhere"]
    framed = f" {said[:LONGEST_LOOKED_AT]} "
    if _wanted().search(framed) and not _any(("bang lai", "giay phep lai xe"), framed):
        return True
    strange = _any(told["things"], framed)
    compared = _any(told["papers"], framed) and not _any(told["licence"], framed)
    return (strange or compared) and not _any(told["ours"], framed)


def _any(things: Iterable[str], framed: str) -> bool:
    return any(f" {thing} " in framed for thing in things)


@cache
def _wanted() -> re.Pattern[str]:
    told = lexicon()["elsewhere"]
    return re.compile(told["wanted"] % "|".join(told["things"]))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (one["name"], re.compile("|".join(one["patterns"]))) for one in lexicon()["intent"]
    )
