"""The classifier of intents as it was learnt: a table of small weights, shipped as one file. Pure.

`doibang teach` builds the file from `corpus/learn.tsv`. It holds a first line of JSON, and then,
compressed, one byte for each label in each place of the table: the weight times `scale`, plus 128.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from functools import cache
from math import exp, sqrt
from pathlib import Path

from bot.understanding.features import features

WEIGHTS = Path(__file__).with_name("intents.weights")
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

    def guess(self, text: str, *, less_other: float = 0.0) -> Guess:
        """Return the likeliest label of the text, with so much taken from the score of «other»."""
        width = len(self.labels)
        places = features(text)
        rows = [self.table[place * width : place * width + width] for place in places]
        by = 1 / (sqrt(len(rows)) * self.scale)
        less = MIDDLE * len(rows)
        scores = [(sum(column) - less) * by for column in zip(*rows, strict=True)]
        if less_other:
            scores[self.labels.index("other")] -= less_other
        best = max(range(width), key=scores.__getitem__)
        return Guess(self.labels[best], 1 / sum(exp(score - scores[best]) for score in scores))


def read(path: Path = WEIGHTS) -> Model:
    """Return the model in the file."""
    head, _, packed = path.read_bytes().partition(b"\n")
    about = json.loads(head)
    return Model(
        tuple(about["labels"]), about["scale"], zlib.decompress(packed), about["taught_by"]
    )


def written(labels: tuple[str, ...], weights: list[list[float]], taught_by: str) -> bytes:
    """Return the file for these weights: one row for each place, one column for each label.

    `taught_by` is a mark of the corpus, by which a file that has grown old is told.
    """
    heaviest = max(max(map(abs, row)) for row in weights)
    scale = round((MIDDLE - 1) / min(heaviest, HEAVIEST), 6)
    table = bytes(
        max(0, min(2 * MIDDLE - 1, round(weight * scale) + MIDDLE))
        for row in weights
        for weight in row
    )
    head = json.dumps({"labels": labels, "scale": scale, "taught_by": taught_by})
    return head.encode() + b"\n" + zlib.compress(table, 9)


HEAVIEST = 8.0
"""A weight beyond this is cut, so that the steps stay fine where most weights are."""


@cache
def model() -> Model:
    """Return the model that ships with the project."""
    return read()
