"""Reading a code module by module, where its place is known but too many modules are in doubt.

What is drawn in every code of a version (corners, dotted lines, small squares) tells how well a
grid lies and which way of cleaning was best; then each module is an average of many pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.reading.place import averaged

Values = NDArray[np.float64]
Corners = NDArray[np.float64]
"""Points (x, y): top left, top right, bottom right, bottom left; in sides of the cleaned box."""

MODULE_PIXELS = 4
QUIET = 4
LEAST_LIKE = 0.45
"""How well the fixed pattern must correlate for a grid to be worth reading."""

INSIDE = (0.3, 0.5, 0.7)
SHIFTS = (0.6, 0.3, 0.15)


@dataclass(frozen=True)
class Sighting:
    """A code that was found but not read: where, and its version (1–40)."""

    corners: Corners
    version: int

    @property
    def modules(self) -> int:
        """How many modules each side has."""
        return 17 + 4 * self.version


@lru_cache(maxsize=40)
def fixed_pattern(version: int) -> tuple[NDArray[np.int64], NDArray[np.int64], Values]:
    """Return rows, columns and colours (1 dark, -1 light) of what each code of a version shows."""
    side = 17 + 4 * version
    known = np.zeros((side, side))
    known[6, 8 : side - 8] = known[8 : side - 8, 6] = np.where(np.arange(8, side - 8) % 2, -1, 1)
    centres = _centres(version)
    for row in centres:
        for column in centres:
            if (row, column) not in {(6, 6), (6, side - 7), (side - 7, 6)}:
                known[row - 2 : row + 3, column - 2 : column + 3] = _rings(5, light=1)
    corner = -np.ones((8, 8))
    corner[:7, :7] = _rings(7, light=2)
    known[:8, :8] = corner
    known[:8, -8:] = corner[:, ::-1]
    known[-8:, :8] = corner[::-1]
    rows, columns = np.nonzero(known)
    return rows, columns, known[rows, columns]


def better_placed(pixels: NDArray[np.uint8], seen: Sighting) -> tuple[float, Sighting]:
    """Return how well a grid fits these pixels at best (0–1), and the grid, its corners moved."""
    module = np.abs(seen.corners[1] - seen.corners[0]).max() / seen.modules
    best, found = likeness(pixels, seen), seen
    for shift in SHIFTS:
        for place in (*np.ndindex(4, 2), *np.ndindex(4, 2)):
            for sign in (-1, 1):
                corners = found.corners.copy()
                corners[place] += sign * shift * module
                tried = Sighting(corners, seen.version)
                if (like := likeness(pixels, tried)) > best:
                    best, found = like, tried
    return best, found


def likeness(pixels: NDArray[np.uint8], seen: Sighting) -> float:
    """Return how well the fixed pattern correlates with the pixels under a grid (-1 to 1)."""
    rows, columns, colours = fixed_pattern(seen.version)
    try:
        values = _sampled(pixels, seen, (rows, columns), (0.5,))
    except np.linalg.LinAlgError:
        return 0.0
    return float(-np.corrcoef(values, colours)[0, 1]) if values.std() > 0 else 0.0


def modules_of(pixels: NDArray[np.uint8], seen: Sighting) -> Values:
    """Return how light each module is against those around it, in units of their spread."""
    every = np.indices((seen.modules, seen.modules)).reshape(2, -1)
    values = _sampled(pixels, seen, (every[0], every[1]), INSIDE)
    square = values.reshape(seen.modules, seen.modules)
    against = square - averaged(square.astype(np.float32), 9)
    light: Values = against / max(float(against.std()), 1e-6)
    return light


def drawn_anew(light: Values) -> NDArray[np.uint8]:
    """Return a clean picture of the code: each module dark or light, with its quiet zone."""
    bits = np.pad(np.where(light > 0, 255, 0).astype(np.uint8), QUIET, constant_values=255)
    return np.ascontiguousarray(np.kron(bits, np.ones((MODULE_PIXELS,) * 2, np.uint8)))


def _sampled(
    pixels: NDArray[np.uint8],
    seen: Sighting,
    places: tuple[NDArray[Any], NDArray[Any]],
    inside: tuple[float, ...],
) -> Values:
    """Return the mean tone of the modules at `places` (rows, columns), at points `inside` each."""
    lie = _perspective(seen.corners * max(pixels.shape), seen.modules)
    total = np.zeros(places[0].shape)
    for down in inside:
        for across in inside:
            points = np.stack((places[1] + across, places[0] + down, np.ones(places[0].shape)))
            x, y, depth = lie @ points
            total += _between(pixels, x / depth - 0.5, y / depth - 0.5)
    return total / len(inside) ** 2


def _between(pixels: NDArray[np.uint8], x: Values, y: Values) -> Values:
    """Return the tones at points between pixels."""
    height, width = pixels.shape
    x, y = np.clip(x, 0, width - 1.001), np.clip(y, 0, height - 1.001)
    left, top = x.astype(np.intp), y.astype(np.intp)
    right, low = x - left, y - top
    upper = pixels[top, left] * (1 - right) + pixels[top, left + 1] * right
    lower = pixels[top + 1, left] * (1 - right) + pixels[top + 1, left + 1] * right
    tones: Values = upper * (1 - low) + lower * low
    return tones


def _perspective(corners: Corners, side: float) -> Values:
    """Return the matrix that takes a square of this side to four corners."""
    rows, wanted = [], []
    for (u, v), (x, y) in zip(((0, 0), (side, 0), (side, side), (0, side)), corners, strict=True):
        rows += [[u, v, 1, 0, 0, 0, -u * x, -v * x], [0, 0, 0, u, v, 1, -u * y, -v * y]]
        wanted += [x, y]
    solved = np.linalg.solve(np.array(rows), np.array(wanted))
    return np.append(solved, 1.0).reshape(3, 3)


def _rings(side: int, *, light: int) -> Values:
    """Return nested squares: dark, one light ring as far from the middle as `light` says, dark."""
    half = side // 2
    away = np.abs(np.indices((side, side)) - half).max(0)
    return np.where(away == light, -1.0, 1.0)


def _centres(version: int) -> list[int]:
    """Return where the small squares are centred (ISO/IEC 18004, Annex E), by its rule."""
    if version == 1:
        return []
    many = version // 7 + 2
    step = 26 if version == 32 else (version * 4 + many * 2 + 1) // (many * 2 - 2) * 2  # noqa: PLR2004
    last = 17 + 4 * version - 7
    return [6, *(last - step * place for place in range(many - 2, -1, -1))]
