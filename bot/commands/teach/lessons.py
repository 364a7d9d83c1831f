"""What the classifier learns from: the corpus, its families, and every sentence typed anew."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

from bot.commands.teach.learner import Example
from bot.commands.teach.noise import variants
from bot.understanding import scored
from bot.understanding.chat import settled
from bot.understanding.features import features
from bot.understanding.kinds import INTENTS
from bot.understanding.plain import phrase, plain
from bot.understanding.scored import Sentence

CORPUS = Path(scored.__file__).with_name("corpus")
WAYS_OF_TYPING = 3
ELSEWHERE = 2200
NAMES = 250
FRAMED = 260
"""Sentences put together for each label."""
SHORT = 14
"""Letters of a message that is one answer or one word, to which no other words are added."""
ANSWERS_WEIGH = 2
"""How often an answer is shown: it must never be taken for a wish in the middle of a form."""

ALIKE = 0.5


def corpus(name: str) -> list[Sentence]:
    """Return the intents of one file of the corpus: «learn» or «judge»."""
    text = (CORPUS / f"{name}.tsv").read_text(encoding="utf-8")
    return [one for one in scored.sentences(text) if one.kind == "intent"]


def mark() -> str:
    """Return a mark of all that is learnt from, which changes with every letter of it."""
    taught = "".join(
        (CORPUS / name).read_text(encoding="utf-8")
        for name in ("learn.tsv", "elsewhere.toml", "ways.toml", "replies.toml")
    )
    return f"{crc32(taught.encode()):08x}"


def examples(sentences: Iterable[Sentence], chance: Random) -> list[Example]:
    """Return what the sentences teach, each typed in several ways, with what is asked elsewhere."""
    made: list[Example] = []
    for one in sentences:
        label = INTENTS.index(one.expected)
        bare = _bare(one)
        ways = variants(one.text, chance, count=WAYS_OF_TYPING, bare=bare)
        made += [(features(way), label) for way in ways * (ANSWERS_WEIGH if bare else 1)]
    other = INTENTS.index("other")
    for text in _elsewhere(chance):
        made += [(features(way), other) for way in variants(text, chance, count=1, bare=False)[1:]]
    made += [(features(text), other) for text in names(chance)]
    for label, text in _framed(chance):
        made += [(features(way), label) for way in variants(text, chance, count=1, bare=False)]
    return made


def _framed(chance: Random) -> Iterator[tuple[int, str]]:
    """Yield sentences put together from frames; what the judge asks word for word is left out."""
    told = _told("ways")
    asked = {phrase(one.text) for one in corpus("judge")}
    for name, frames in told["frames"].items():
        made = {_filled(chance.choice(frames), told["places"], chance) for _turn in range(FRAMED)}
        yield from (
            (INTENTS.index(name), text) for text in sorted(made) if phrase(text) not in asked
        )


def _filled(frame: str, places: dict[str, list[str]], chance: Random) -> str:
    filled = re.sub(r"{(\w+)}", lambda hit: chance.choice(places[hit.group(1)]), frame)
    return " ".join(filled.split())


def _bare(one: Sentence) -> bool:
    answer = one.expected == "other"
    return answer and (len(one.text) < SHORT or bool(re.search(r"^[A-ZĐ]|\d", one.text)))


def _told(name: str) -> dict[str, Any]:
    return tomllib.loads((CORPUS / f"{name}.toml").read_text(encoding="utf-8"))


def names(chance: Random, count: int = NAMES) -> list[str]:
    """Return so many full names, typed in several ways."""
    told = _told("elsewhere")
    parts = [told["families"], told["middles"], told["givens"]]
    whole = [" ".join(" ".join(map(chance.choice, parts)).split()) for _turn in range(count)]
    shapes = (str, str.lower, str.upper, plain)
    return [shape(name) for name, shape in zip(whole, shapes * count, strict=False)]


def _elsewhere(chance: Random) -> list[str]:
    told = _told("elsewhere")
    return [
        chance.choice(told["asks"]).format(chance.choice(told["things"]))
        for _turn in range(ELSEWHERE)
    ]


def families(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """Return the sentences in families: of one meaning, half of their words those of the first."""
    found: dict[str, list[tuple[frozenset[str], list[Sentence]]]] = defaultdict(list)
    for one in sentences:
        words = frozenset(settled(one.text).split())
        kin = [members for first, members in found[one.expected] if _alike(words, first)]
        if kin:
            kin[0].append(one)
        else:
            found[one.expected].append((words, [one]))
    return [members for label in found.values() for _first, members in label]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= ALIKE * len(one | other)
