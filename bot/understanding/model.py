"""The classifiers as they were learnt: tables of small weights, each shipped as one file. Pure.

`doibang teach` builds the files from the corpus. Each holds a first line of JSON, and then,
compressed, one byte for each label in each place of the table: the weight times `scale`, plus 128.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, sqrt
from pathlib import Path

from bot.understanding.features import features

WEIGHTS = Path(__file__).with_name("intents.weights")
REPLIES = Path(__file__).with_name("replies.weights")
AGREEMENTS = Path(__file__).with_name("agreements.weights")
MIDDLE = 128
"""The byte that stands for a weight of nothing."""


@dataclass(frozen=True)
class Guess:
    """The likeliest label, and how likely it is (0 to 1)."""

    label: str
    chance: float


@dataclass(frozen=True)
class Model:
    """The labels, how much one step of a byte weighs, the table, and a mark of its corpus."""

    labels: tuple[str, ...]
    scale: float
    table: bytes
    taught_by: str = ""
    words: frozenset[str] = frozenset()

    def guess(self, text: str, *, less_other: float = 0.0) -> Guess:
        """Return the likeliest intent of the text, with so much taken from the score of «other»."""
        scores = self._scores(features(text))
        if less_other:
            scores[self.labels.index("other")] -= less_other
        return self._likeliest(scores)

    def likeliest(self, places: Sequence[int]) -> Guess:
        """Return the likeliest label of what touches these places of the table."""
        return self._likeliest(self._scores(places))

    def _scores(self, places: Sequence[int]) -> list[float]:
        width = len(self.labels)
        rows = [self.table[place * width : place * width + width] for place in places]
        by = 1 / (sqrt(len(rows)) * self.scale)
        less = MIDDLE * len(rows)
        return [(sum(column) - less) * by for column in zip(*rows, strict=True)]

    def _likeliest(self, scores: Sequence[float]) -> Guess:
        best = max(range(len(scores)), key=scores.__getitem__)
        return Guess(self.labels[best], 1 / sum(exp(score - scores[best]) for score in scores))


def read(path: Path = WEIGHTS) -> Model:
    """Return the model in the file."""
    head, _, packed = path.read_bytes().partition(b"\n")
    about = json.loads(head)
    return Model(
        tuple(about["labels"]),
        about["scale"],
        zlib.decompress(packed),
        about["taught_by"],
        frozenset(about.get("words", "").split()),
    )


def written(
    labels: tuple[str, ...],
    weights: list[list[float]],
    taught_by: str,
    words: Iterable[str] = (),
) -> bytes:
    """Return the file for these weights: one row for each place, one column for each label.

    `taught_by` is a mark of the corpus, by which a file that has grown old is told; `words` are
    those that were seen, where it matters that a text is made of words never seen.
    """
    heaviest = max(max(map(abs, row)) for row in weights)
    scale = round((MIDDLE - 1) / min(heaviest, HEAVIEST), 6)
    table = bytes(
        max(0, min(2 * MIDDLE - 1, round(weight * scale) + MIDDLE))
        for row in weights
        for weight in row
    )
    about = {"labels": labels, "scale": scale, "taught_by": taught_by}
    seen = " ".join(sorted(set(words)))
    head = json.dumps(about | ({"words": seen} if seen else {}))
    return head.encode() + b"\n" + zlib.compress(table, 9)


HEAVIEST = 8.0
"""A weight beyond this is cut, so that the steps stay fine where most weights are."""


@cache
def model() -> Model:
    """Return the model of wishes that ships with the project."""
    return read()


@cache
def replies() -> Model:
    """Return the model of answers to a question that wants a yes or a no."""
    return read(REPLIES)


@cache
def agreements() -> Model:
    """Return the model of agreements: «yes» or «not_yes»."""
    return read(AGREEMENTS)
