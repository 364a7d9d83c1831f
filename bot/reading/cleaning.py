"""Making a spoiled code readable: ways to undo blur, shake and noise, in the order of their yield.

A way is a value; the order was found by measuring each way on drawn photos that a plain call of
zxing-cpp misses (`benchmarks/photos.py`, docs/reading-pictures.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import cos, pi, sin
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from bot.reading.codes import BY_NEIGHBOURS, BY_WHOLE

Pixels = NDArray[np.float32]
Grey = NDArray[np.uint8]

PADDING = 20
SOFT = 0.8
SHAKE_NOISE = 0.015
ANGLES = 8


@dataclass(frozen=True)
class Way:
    """One way to clean: what spoiled the code is thought to be `how`, `much` pixels of it.

    `side` is the length to which the longer side of the code's box is brought first. `noise` is the
    share of noise to reckon with; `angle` is in eighths of half a turn. `how` is "soften", or a
    spoiling to undo: "blur" (a bell), "disc" (out of focus), "shake" (a line).
    """

    side: int
    how: str
    much: float
    noise: float = 0.0
    angle: int = 0
    binarizer: Any = BY_NEIGHBOURS


def _shakes(side: int, *lengths: float) -> Iterator[Way]:
    for angle in (0, 4, 3, 5, 1, 7, 2, 6):
        for length in lengths:
            yield Way(side, "shake", length, SHAKE_NOISE, angle)


FIRST = (
    Way(300, "blur", 1.8, 0.1),
    Way(300, "blur", 3.0, 0.004),
    Way(420, "soften", 1.5),
    Way(300, "shake", 11, SHAKE_NOISE, 0),
    Way(220, "blur", 1.8, 0.004),
    Way(300, "shake", 11, SHAKE_NOISE, 4),
    Way(300, "blur", 2.4, 0.02),
    Way(300, "soften", 0.8),
)
ROUND = tuple(
    Way(side, how, much, noise)
    for side in (300, 420, 220)
    for noise in (0.02, 0.004, 0.1)
    for how, much in (
        ("blur", 1.2),
        ("blur", 1.8),
        ("blur", 2.4),
        ("blur", 3.0),
        ("blur", 3.6),
        ("blur", 4.2),
        ("disc", 3.0),
        ("disc", 4.0),
        ("disc", 5.0),
        ("disc", 6.0),
        ("disc", 7.5),
    )
)
SOFTENED = tuple(Way(side, "soften", much) for side in (300, 420) for much in (0.8, 1.5, 2.2, 3.0))
SHAKEN = (*_shakes(300, 7, 9, 13, 16), *_shakes(420, 11, 14, 20), *_shakes(220, 5, 8, 11))


def first_ways() -> Iterator[Way]:
    """Return the few ways that read most of what can be read."""
    return _with_both(FIRST)


def further_ways() -> Iterator[Way]:
    """Return all other ways, the best for its time first."""
    listed = (*ROUND[:33], *SOFTENED, *SHAKEN, *ROUND[33:])
    return _with_both(tuple(way for way in dict.fromkeys(listed) if way not in FIRST))


def every_way() -> tuple[Way, ...]:
    """Return each way of cleaning once."""
    return tuple(dict.fromkeys((*FIRST, *ROUND, *SOFTENED, *SHAKEN)))


def _with_both(listed: tuple[Way, ...]) -> Iterator[Way]:
    """Look at what was cleaned by both ways to part dark from light; a shake leaves no time."""
    for way in listed:
        yield way
        if way.how != "shake":
            yield replace(way, binarizer=BY_WHOLE)


class Cleaner:
    """The part of a photo in which a code lies, ready to be cleaned in one way after the other."""

    def __init__(self, patch: Image.Image) -> None:
        self._patch = patch
        self._sized: dict[int, Pixels] = {}
        self._waves: dict[int, tuple[NDArray[np.complex64], tuple[int, int]]] = {}
        self._last: tuple[Way, Grey] | None = None

    def cleaned(self, way: Way) -> Grey:
        """Return the pixels after this way of cleaning."""
        plain = replace(way, binarizer=BY_NEIGHBOURS)
        if self._last is None or self._last[0] != plain:
            self._last = (plain, self._worked(plain))
        return self._last[1]

    def _worked(self, way: Way) -> Grey:
        if way.how == "soften":
            picture = Image.fromarray(_bytes(self._at(way.side)))
            return np.asarray(picture.filter(ImageFilter.GaussianBlur(way.much)))
        waves, (top, left) = self._waves_at(way.side)
        height, width = self._at(way.side).shape
        size = way.side + 2 * PADDING
        undone = np.fft.irfft2(waves * _undoing(size, way), (size, size)).astype(np.float32)
        return _bytes(_stretched(undone[top : top + height, left : left + width]))

    def _at(self, side: int) -> Pixels:
        if side not in self._sized:
            factor = side / max(self._patch.size)
            size = tuple(min(side, max(8, round(edge * factor))) for edge in self._patch.size)
            method = Image.Resampling.BICUBIC if factor > 1 else Image.Resampling.BOX
            sized = self._patch.resize((size[0], size[1]), method)
            self._sized[side] = _stretched(np.asarray(sized, dtype=np.float32))
        return self._sized[side]

    def _waves_at(self, side: int) -> tuple[NDArray[np.complex64], tuple[int, int]]:
        if side not in self._waves:
            values, size = self._at(side), side + 2 * PADDING
            lacking = [size - edge for edge in values.shape]
            before = (lacking[0] // 2, lacking[1] // 2)
            pads = [(one // 2, one - one // 2) for one in lacking]
            padded = np.pad(values, pads, mode="symmetric").astype(np.float32)
            self._waves[side] = (np.fft.rfft2(padded).astype(np.complex64), before)
        return self._waves[side]


@lru_cache(maxsize=512)
def _undoing(size: int, way: Way) -> Pixels:
    """Return the Wiener filter that undoes this spoiling, for squares of `size` pixels."""
    spoiling = _spoiling(size, way)
    undoing: Pixels = (spoiling / (spoiling**2 + way.noise)).astype(np.float32)
    return undoing


def _spoiling(size: int, way: Way) -> Pixels:
    """Return how much of each frequency the spoiling leaves: its transfer function."""
    down = np.fft.fftfreq(size)[:, None]
    across = np.fft.rfftfreq(size)[None, :]
    squared = down**2 + across**2
    if way.how == "blur":
        return _bell(squared, way.much)
    soft = _bell(squared, SOFT)
    if way.how == "disc":
        return _disc(np.sqrt(squared), way.much) * soft
    angle = way.angle * pi / ANGLES
    line = np.sinc((across * cos(angle) + down * sin(angle)) * way.much) * soft
    return line.astype(np.float32)


def _bell(squared: Any, sigma: float) -> Pixels:
    bell: Pixels = np.exp(-2 * (pi * sigma) ** 2 * squared)
    return bell


def _disc(frequency: Any, radius: float) -> Pixels:
    """Return the transfer of a disc: the mean of waves over its chords, taken from a table."""
    offsets = (np.arange(64) + 0.5) / 64 * 2 - 1
    chords = np.sqrt(1 - offsets**2)
    table = np.linspace(0, 0.75, 600)
    waves = np.cos(2 * pi * radius * table[:, None] * offsets)
    along = (waves * chords).sum(-1) / chords.sum()
    disc: Pixels = np.interp(frequency, table, along)
    return disc


def _stretched(values: Pixels) -> Pixels:
    low, high = np.percentile(values[::3, ::3], (2, 98))
    stretched: Pixels = ((values - low) * (255 / max(float(high - low), 1.0))).astype(np.float32)
    return stretched


def _bytes(values: Pixels) -> Grey:
    return np.ascontiguousarray(np.clip(values, 0, 255).astype(np.uint8))
