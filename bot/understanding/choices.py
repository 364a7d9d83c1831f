"""Which of the offered choices a person means: by number, by words, without accents. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding import NotUnderstood
from bot.understanding.plain import core, near, phrase

ORDINALS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "dau": 1, "dau tien": 1, "nhat": 1, "thu nhat": 1, "thu hai": 2, "thu ba": 3, "thu tu": 4,
    "cuoi": -1, "cuoi cung": -1,
}  # fmt: skip
_NUMBER = re.compile(
    r"^(?:(?:so|chon|cai|y|muc|phuong an|lua chon|cau|dong|da|em|chon so|cai so|gio so|gio)\s+)*"
    r"([0-9]{1,2})(?: (?:di|nha|nhe|a|em|oi|giup|ban|dc|duoc))*$"
)
_ORDINAL = re.compile(
    r"^(?:(?:so|chon|cai|y|muc|phuong an|lua chon|da)\s+)*([a-z ]+?)(?: a| nha| nhe)?$"
)
GOOD_ENOUGH = 0.6


def number(text: str, count: int) -> int:
    """Return the number, from 1, that the text picks out of `count`; raise NotUnderstood "none".

    A number above `count` raises NotUnderstood "out_of_range".
    """
    said = phrase(text)
    hit = _NUMBER.match(said)
    chosen = int(hit.group(1)) if hit else _ordinal(said, count)
    if not 1 <= chosen <= count:
        raise NotUnderstood("out_of_range")
    return chosen


def _ordinal(said: str, count: int) -> int:
    hit = _ORDINAL.match(said)
    if not hit or hit.group(1) not in ORDINALS:
        raise NotUnderstood("none")
    chosen = ORDINALS[hit.group(1)]
    return count if chosen < 0 else chosen


def pick(text: str, options: Sequence[Sequence[str]]) -> int:
    """Return which option (from 0) the text names; each option is the ways of saying it.

    1. A number. 2. The exact words. 3. The only option whose words are all inside the text. 4. The
    option that shares most words with the text, slips of the finger forgiven, if no other does.
    Raises NotUnderstood "none", "out_of_range" or "many".
    """
    try:
        return number(text, len(options)) - 1
    except NotUnderstood as missed:
        if missed.why == "out_of_range":
            raise
    said = phrase(text)
    ways = [[phrase(way) for way in option if phrase(way)] for option in options]
    exact = [at for at, option in enumerate(ways) if said in option or core(text) in option]
    if len(exact) == 1:
        return exact[0]
    return _only_best(said, ways)


def _only_best(said: str, ways: Sequence[Sequence[str]]) -> int:
    inside = [max((len(way) for way in option if _within(way, said)), default=0) for option in ways]
    scores = [float(length) for length in inside] if any(inside) else _likeness(said, ways)
    best = max(scores, default=0.0)
    leaders = [index for index, score in enumerate(scores) if score == best]
    if best == 0.0:
        raise NotUnderstood("none")
    if len(leaders) > 1:
        raise NotUnderstood("many")
    return leaders[0]


def _within(way: str, said: str) -> bool:
    return f" {way} " in f" {said} "


def _likeness(said: str, ways: Sequence[Sequence[str]]) -> list[float]:
    heard = said.split()
    return [max((_share(heard, way.split()) for way in option), default=0.0) for option in ways]


def _share(heard: list[str], way: list[str]) -> float:
    """Return the share of both sides that matches, 0 where it is under GOOD_ENOUGH."""
    hits = sum(any(_same(one, other) for other in heard) for one in way)
    share = 2 * hits / (len(way) + len(heard)) if way and heard else 0.0
    return share if share >= GOOD_ENOUGH else 0.0


def _same(one: str, other: str) -> bool:
    lengths = (len(one), len(other))
    return one == other or (min(lengths) > 2 and max(lengths) > 3 and near(one, other))  # noqa: PLR2004  short words are too alike
