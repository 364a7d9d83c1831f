"""Deciding which modules of a code are dark, taught by those that every code shows.

The fixed pattern is a seventh of all modules. On it is learnt how much each way of cleaning, and
each neighbour, should weigh; then, with what was decided, on the whole code again.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bot.reading.cleaning import Cleaner, Way, every_way
from bot.reading.codes import cleaned_codes
from bot.reading.grid import (
    LEAST_LIKE,
    Sighting,
    better_placed,
    drawn_anew,
    fixed_pattern,
    likeness,
    modules_of,
)
from bot.reading.seen import Code

Values = NDArray[np.float64]

MOST_SIGHTINGS = 4
WAYS_WEIGHED = 12
RIDGE = 0.01
ROUNDS = 5
BELIEVED = 0.5
"""What a module that was decided weighs in the next round, against one that is known."""


def by_modules(cleaner: Cleaner, seen: list[tuple[Way, Sighting]]) -> tuple[Code, ...]:
    """Return the code that was seen but not read, where it can be read module by module."""
    placed = [
        (*better_placed(cleaner.cleaned(way), sighting), way) for way, sighting in _spread(seen)
    ]
    if not placed:
        return ()
    like, grid, way = max(placed, key=lambda one: one[0])
    if like < LEAST_LIKE:
        return ()
    best = [modules_of(cleaner.cleaned(one), grid) for one in _best_ways(cleaner, grid, way)]
    for light in _decided(best, grid.version):
        codes = cleaned_codes(drawn_anew(light))
        if codes:
            return codes
    return ()


def _spread(seen: list[tuple[Way, Sighting]]) -> list[tuple[Way, Sighting]]:
    """Return a few of the sightings, from the first to the last."""
    return seen[:: max(1, len(seen) // MOST_SIGHTINGS)][:MOST_SIGHTINGS]


def _best_ways(cleaner: Cleaner, grid: Sighting, found_by: Way) -> list[Way]:
    """Return the ways of cleaning after which the fixed pattern is clearest."""
    tried = [way for way in every_way() if way.how != "shake" or way.angle == found_by.angle]
    if found_by.how != "shake":
        tried = [way for way in tried if way.how != "shake"]
    return sorted(tried, key=lambda way: -likeness(cleaner.cleaned(way), grid))[:WAYS_WEIGHED]


def _decided(ways: list[Values], version: int) -> Iterator[Values]:
    """Return how light each module is held to be, better from round to round."""
    side = ways[0].shape[0]
    told = np.column_stack([_with_neighbours(light) for light in ways] + [np.ones(side * side)])
    known = np.zeros((side, side))
    rows, columns, colours = fixed_pattern(version)
    known[rows, columns] = -colours
    wanted, is_known = known.ravel(), known.ravel() != 0
    weight = is_known.astype(float)
    for _round in range(ROUNDS):
        weighted = told * weight[:, None]
        ridge = RIDGE * weight.sum() * np.eye(told.shape[1])
        light = told @ np.linalg.solve(weighted.T @ told + ridge, weighted.T @ wanted)
        yield light.reshape(side, side)
        wanted = np.where(is_known, known.ravel(), np.clip(1.5 * light, -1, 1))
        weight = np.where(is_known, 1.0, BELIEVED)


def _with_neighbours(light: Values) -> Values:
    """Return, for each module, its own lightness and that of the eight around it."""
    side = light.shape[0]
    wide = np.pad(light, 1, constant_values=light.max())
    near = [wide[row : row + side, column : column + side] for row, column in np.ndindex(3, 3)]
    return np.stack(near, -1).reshape(side * side, 9)
