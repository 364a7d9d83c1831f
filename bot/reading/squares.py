"""A code's corner squares, drawn and spoiled in many ways, and how like them a patch is.

The patch has been laid nearly square (`finding.py`); each of its corners is compared with drawn
ones of several sizes, out of focus or moved, and the likeliest three tell how the code lies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from math import cos, pi, sin

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bot.reading.place import averaged

Pixels = NDArray[np.float32]
Values = NDArray[np.float64]
Waves = NDArray[np.complex64]

SQUARE = 108
AROUND = 24
WHOLE = SQUARE + 2 * AROUND
"""The patch laid square: the code's outline is SQUARE pixels wide, with AROUND on every side."""

MODULES = (33, 39, 45, 53, 61)
BELLS = (0.9, 1.8, 2.7)
LINES = (5.0, 8.5, 12.0)
LINE_BELL = 0.9
ANGLES = 12
WINDOW = 70
FRAME = 9
"""A corner square with its light edge, in modules."""

INWARDS = 0.07 * SQUARE
LEAST_VARIED = 1e-4
AROUND_FRAME = 4
DRAWN_SIDE = 96
TOP_LEFT, TOP_RIGHT, BOTTOM_RIGHT, BOTTOM_LEFT = range(4)


@dataclass(frozen=True)
class Spoiling:
    """How a corner square was spoiled: a bell of so many pixels, and a line at an angle."""

    bell: float
    line: float = 0.0
    angle: int = 0


@dataclass(frozen=True)
class Squares:
    """The three corner squares: how like drawn ones they are (0–1), and how those were spoiled.

    `centres` are theirs from the code's top left on, the third where a fourth would be; `side` is
    that of one, in pixels.
    """

    alike: float
    centres: Values
    side: float
    spoiling: Spoiling

    @property
    def modules(self) -> float:
        """How many modules a side of the code has, nearly."""
        across, down = self.centres[1] - self.centres[0], self.centres[3] - self.centres[0]
        return float((np.hypot(*across) + np.hypot(*down)) / 2 / self.side * FRAME + 7)


def square_corners() -> Values:
    """Return the corners that the code's outline is laid on."""
    low, high = float(AROUND), float(AROUND + SQUARE)
    return np.array(((low, low), (high, low), (high, high), (low, high)))


def corner_squares(laid: Pixels) -> Squares:
    """Return the likeliest corner squares in a patch of WHOLE pixels that was laid square."""
    corners = [_Corner(laid, corner) for corner in range(4)]
    best: tuple[float, list[tuple[float, float, float]], int, Spoiling] | None = None
    spoilings = tuple(_spoilings(_moved_along(laid)))
    for modules in MODULES:
        spreads = [one.spread(modules) for one in corners]
        for spoiling in spoilings:
            found = [
                one.best(modules, spoiling, spread)
                for one, spread in zip(corners, spreads, strict=True)
            ]
            alike = (sum(one[0] for one in found) - min(one[0] for one in found)) / 3
            if best is None or alike > best[0]:
                best = (alike, found, modules, spoiling)
    assert best is not None  # noqa: S101 - MODULES is not empty
    return _in_order(*best)


def _in_order(
    alike: float, found: list[tuple[float, float, float]], modules: int, spoiling: Spoiling
) -> Squares:
    """Return the squares from the code's top left on: opposite to it is the corner without one."""
    least = min(range(4), key=lambda corner: found[corner][0])
    first = (least + 2) % 4
    centres = np.array([found[(first + step) % 4][1:] for step in range(4)])
    centres[2] = centres[1] + centres[3] - centres[0]
    turned = replace(spoiling, angle=(spoiling.angle - first * ANGLES // 2) % ANGLES)
    return Squares(alike, centres, SQUARE * FRAME / modules, turned)


def _spoilings(along: int) -> Iterator[Spoiling]:
    for bell in BELLS:
        yield Spoiling(bell)
    for line in LINES:
        for turn in (-1, 0, 1):
            yield Spoiling(LINE_BELL, line, (along + turn) % ANGLES)


class _Corner:
    """One corner of a patch that was laid square, ready to be compared."""

    def __init__(self, laid: Pixels, corner: int) -> None:
        self._corner = corner
        at = square_corners()[corner]
        middle = (
            at[0] + (INWARDS if corner in {TOP_LEFT, BOTTOM_LEFT} else -INWARDS),
            at[1] + (INWARDS if corner in {TOP_LEFT, TOP_RIGHT} else -INWARDS),
        )
        self._left, self._top = (
            int(np.clip(one - WINDOW / 2, 0, WHOLE - WINDOW)) for one in middle
        )
        self._window = laid[self._top : self._top + WINDOW, self._left : self._left + WINDOW]
        self._waves = np.fft.rfft2(self._window - self._window.mean())

    def spread(self, modules: int) -> Values:
        """Return how varied the tones are around each pixel, over as much as a square takes."""
        size = _size(modules)
        mean = averaged(self._window, size)
        varied = averaged(self._window * self._window, size) - mean * mean
        spread = np.sqrt(np.maximum(varied, LEAST_VARIED)) * size
        half = size // 2 + 1
        spread[:half] = spread[-half:] = spread[:, :half] = spread[:, -half:] = np.inf
        return spread

    def best(self, modules: int, spoiling: Spoiling, spread: Values) -> tuple[float, float, float]:
        """Return how like a drawn square the likeliest place is, and where it is in the patch."""
        drawn, norm = _drawn(modules, spoiling, self._corner)
        alike = np.fft.irfft2(self._waves * drawn, (WINDOW, WINDOW)) / spread
        row, column = divmod(int(np.argmax(alike)), WINDOW)
        likeness = float(alike[row, column]) / norm
        return likeness, self._left + column + 0.5, self._top + row + 0.5


def _size(modules: int) -> int:
    return round(SQUARE * FRAME / modules) | 1


def _moved_along(laid: Pixels) -> int:
    """Return along which of ANGLES directions the patch changes least."""
    inner = laid[AROUND : AROUND + SQUARE, AROUND : AROUND + SQUARE]
    down, across = np.gradient(inner)
    apart = float((across**2).mean() - (down**2).mean())
    angle = 0.5 * np.arctan2(2 * float((across * down).mean()), apart)
    return round(float(angle + pi / 2) / pi * ANGLES) % ANGLES


@lru_cache(maxsize=1024)
def _drawn(modules: int, spoiling: Spoiling, corner: int) -> tuple[Waves, float]:
    """Return the waves of a corner square, spoiled, and its size for comparing."""
    fine = Image.fromarray(np.kron(_with_ground(corner), np.ones((12, 12))).astype(np.float32))
    side = round((FRAME + 2 * AROUND_FRAME) * SQUARE / modules) | 1
    small = np.asarray(fine.resize((side, side), Image.Resampling.BOX), dtype=np.float64)
    many = DRAWN_SIDE
    spoiled = np.fft.irfft2(np.fft.rfft2(small, (many, many)) * _spoil(spoiling), (many, many))
    size = _size(modules)
    cut = (side - size) // 2
    inner = spoiled[cut : cut + size, cut : cut + size]
    inner = inner - inner.mean()
    placed = np.zeros((WINDOW, WINDOW))
    placed[:size, :size] = inner
    placed = np.roll(placed, (-(size // 2), -(size // 2)), (0, 1))
    return np.fft.rfft2(placed).conj().astype(np.complex64), float(np.sqrt((inner**2).sum()))


def _spoil(spoiling: Spoiling) -> Values:
    down = np.fft.fftfreq(DRAWN_SIDE)[:, None]
    across = np.fft.rfftfreq(DRAWN_SIDE)[None, :]
    spoil: Values = np.exp(-2 * (pi * spoiling.bell) ** 2 * (down**2 + across**2))
    if spoiling.line:
        turn = spoiling.angle * pi / ANGLES
        spoil = spoil * np.sinc((across * cos(turn) + down * sin(turn)) * spoiling.line)
    return spoil


def _with_ground(corner: int) -> Values:
    """Return a corner square, light where the ground is and grey where words are: 1, -1 and 0."""
    wide = np.zeros((FRAME + 2 * AROUND_FRAME,) * 2)
    edge = slice(AROUND_FRAME)
    if corner in {TOP_LEFT, TOP_RIGHT}:
        wide[edge] = 1
    else:
        wide[-AROUND_FRAME:] = 1
    if corner in {TOP_LEFT, BOTTOM_LEFT}:
        wide[:, edge] = 1
    else:
        wide[:, -AROUND_FRAME:] = 1
    away = np.abs(np.indices((FRAME, FRAME)) - FRAME // 2).max(0)
    square = np.where((away == 2) | (away == 4), 1.0, -1.0)  # noqa: PLR2004 - the light rings
    wide[AROUND_FRAME:-AROUND_FRAME, AROUND_FRAME:-AROUND_FRAME] = square
    return wide
