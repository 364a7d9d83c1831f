"""Which intents the patterns of `words.toml` find in a settled phrase. Pure."""

from __future__ import annotations

import re
from functools import cache

from bot.understanding.lexicon import lexicon

LONGEST_LOOKED_AT = 400
"""Letters that are searched: what somebody is after stands in the first lines."""


def named(said: str) -> tuple[str, ...]:
    """Return the intents whose pattern is in the phrase, each once, those of most trust first."""
    said = said[:LONGEST_LOOKED_AT]
    return tuple(dict.fromkeys(name for name, pattern in _patterns() if pattern.search(said)))


def elsewhere(said: str) -> bool:
    """Tell whether the phrase names a subject that is not ours, and nothing of ours beside it."""
    told = lexicon()["elsewhere"]
    framed = f" {said[:LONGEST_LOOKED_AT]} "
    strange = any(f" {thing} " in framed for thing in told["things"])
    return strange and not any(f" {thing} " in framed for thing in told["ours"])


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (one["name"], re.compile("|".join(one["patterns"]))) for one in lexicon()["intent"]
    )
