"""Multinomial logistic regression by stochastic descent, in plain Python: a table of weights."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, sqrt
from random import Random

from bot.understanding.features import BUCKETS

Weights = list[list[float]]
Example = tuple[Sequence[int], int]

ROUNDS = 12
FIRST_STEP = 4.0
LEAST_PULL = 0.01
"""A class whose error is smaller is left alone, which saves nine tenths of the work."""
UNSEEN = 0.3
"""The share of a sentence that is hidden each time it is shown, so that no word decides alone."""
AVERAGED = 5
"""The last rounds whose weights are averaged: how the dice of the last one fell decides less."""
SHRINK = 0.985
"""What each round leaves of every weight, so that rare words do not decide alone."""


def learnt(
    examples: Sequence[Example],
    labels: int,
    chance: Random,
    *,
    rounds: int = ROUNDS,
    places: int = BUCKETS,
) -> Weights:
    """Return a weight for each of the `places` of the table and each label."""
    weights: Weights = [[0.0] * labels for _place in range(places)]
    kept: Weights = [[0.0] * labels for _place in range(places)]
    order = list(examples)
    for turn in range(rounds):
        chance.shuffle(order)
        step = FIRST_STEP / (1 + turn * 0.5)
        for touched, label in order:
            shown = [place for place in touched if chance.random() >= UNSEEN]
            _pull(weights, shown or touched, label, step)
        _shrink(weights)
        if turn >= rounds - AVERAGED:
            _add(weights, kept, 1 / min(AVERAGED, rounds))
    return kept


def _add(weights: Weights, kept: Weights, share: float) -> None:
    for row, sums in zip(weights, kept, strict=True):
        if any(row):
            sums[:] = [old + share * new for old, new in zip(sums, row, strict=True)]


def _pull(weights: Weights, places: Sequence[int], label: int, step: float) -> None:
    rows = [weights[place] for place in places]
    scale = 1 / sqrt(len(rows) or 1)
    chances = softmax([sum(column) * scale for column in zip(*rows, strict=True)])
    for other, likely in enumerate(chances):
        pull = (1.0 if other == label else 0.0) - likely
        if abs(pull) >= LEAST_PULL:
            by = step * pull * scale
            for row in rows:
                row[other] += by


def _shrink(weights: Weights) -> None:
    for row in weights:
        if any(row):
            row[:] = [weight * SHRINK for weight in row]


def softmax(scores: Sequence[float]) -> list[float]:
    """Return the chances that the scores stand for."""
    top = max(scores, default=0.0)
    raised = [exp(score - top) for score in scores]
    total = sum(raised)
    return [one / total for one in raised]
