"""What a citizen is after, from any point of a talk. Pure.

`command` knows whole messages and never guesses; `intent` looks inside longer ones. The words are
in `words.toml`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bot.understanding.lexicon import lexicon
from bot.understanding.plain import core, near, phrase, plain, tidy

LONGEST_LOOKED_AT = 400
"""Letters of a message that are searched: what somebody is after stands in its first lines."""


def command(text: str) -> str | None:
    """Return the intent of which the whole text is a known phrase, or None where it is none."""
    table = _commands()
    ways = (tidy(text).lower(), phrase(text), core(text))
    return next((table[way] for way in ways if way in table), None)


def intent(text: str) -> str | None:
    """Return the intent that the text names somewhere, or None where none is told."""
    sure = command(text)
    if sure:
        return sure
    said = phrase(text)[:LONGEST_LOOKED_AT]
    for way in (said, _mended(said), _without_telex(said)):
        for name, pattern in _patterns():
            if pattern.search(way):
                return name
    return None


def sounds_like_a_question(text: str) -> bool:
    """Tell whether the text asks something rather than answers."""
    said = plain(text)
    asks = re.search(
        r"\?|\b(bao nhieu|bao lau|the nao|tai sao|vi sao|lam sao|khi nao|o dau|la gi|may gio|"
        r"may ngay|duoc khong|dc ko|duoc ko|phai khong|co can|gi vay|sao vay)\b",
        said,
    )
    return bool(asks)


@cache
def _commands() -> dict[str, str]:
    return {way: name for name, ways in lexicon()["commands"].items() for way in ways}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (one["name"], re.compile("|".join(one["patterns"]))) for one in lexicon()["intent"]
    )


@cache
def _vocabulary() -> frozenset[str]:
    written = (pattern.pattern for _name, pattern in _patterns())
    return frozenset(word for one in written for word in re.findall(r"[a-z]{4,}", one))


def _mended(said: str) -> str:
    """Return the phrase with slips of the finger put right where one known word is near."""
    return " ".join(_nearest(word) for word in said.split()[:40])


@lru_cache(maxsize=4096)
def _nearest_known(word: str) -> str:
    close = [one for one in _vocabulary() if abs(len(one) - len(word)) <= 1 and near(one, word)]
    return close[0] if len(close) == 1 else word


def _nearest(word: str) -> str:
    if len(word) < 4 or len(word) > 12 or word in _vocabulary() or word.isdigit():  # noqa: PLR2004  short words are too alike
        return word
    return _nearest_known(word)


def _without_telex(said: str) -> str:
    """Return the phrase with leftovers of the Telex keyboard taken away: «leej phis» → «le phi»."""
    bare = re.sub(r"(aa|ee|oo|dd)", lambda hit: hit.group()[0], said)
    bare = re.sub(r"([uoa])w|w", lambda hit: hit.group(1) or "u", bare)
    return re.sub(r"([aeiouy](?:ng|nh|ch|c|m|n|p|t)?)[sfrxj]\b", r"\1", bare)
