"""The grid of a code's modules: how it lies in the pixels, and the code drawn anew.

What is drawn in every code of a version (corners, dotted lines, small squares) tells how well a
grid lies.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Corners = NDArray[np.float64]
"""Points (x, y): top left, top right, bottom right, bottom left; in sides of the box."""

MODULE_PIXELS = 4
QUIET = 4
SHIFTS = (1.0, 0.5, 0.25, 0.12)
STEPS = 8
_OUT = np.array(((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)))
_EACH = np.eye(8).reshape(8, 4, 2)
_ALL = np.stack([np.ones((4, 2)) * axis for axis in ((1, 0), (0, 1))])
_WIDER = np.stack([_OUT, _OUT * (1, 0), _OUT * (0, 1), _OUT[:, ::-1] * (1, -1)]) / 2
MOVES = np.concatenate([sign * one for one in (_EACH, _ALL, _WIDER) for sign in (-1, 1)])
"""Each corner moved each way along each axis; then all of them together, apart, and turned."""


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
    best, corners = likeness(pixels, seen), seen.corners
    for shift in SHIFTS:
        for _step in range(STEPS):
            tried = corners + shift * module * MOVES
            likes = likenesses(pixels, tried, seen.version)
            if likes.max() <= best:
                break
            best, corners = float(likes.max()), tried[int(likes.argmax())]
    return best, Sighting(corners, seen.version)


def likeness(pixels: NDArray[np.uint8], seen: Sighting) -> float:
    """Return how well the fixed pattern correlates with the pixels under a grid (-1 to 1)."""
    return float(likenesses(pixels, seen.corners[None], seen.version)[0])


def likenesses(pixels: NDArray[np.uint8], corners: Values, version: int) -> Values:
    """Return the same for many grids at once: `corners` is (grids, 4, 2)."""
    rows, columns, colours = fixed_pattern(version)
    points = np.stack((columns + 0.5, rows + 0.5, np.ones(rows.shape)))
    side = 17.0 + 4 * version
    square = np.array(((0, 0), (side, 0), (side, side), (0, side)))
    try:
        lies = all_taken_to(square, corners * max(pixels.shape))
    except np.linalg.LinAlgError:
        return np.zeros(len(corners))
    x, y, depth = np.moveaxis(lies @ points, 1, 0)
    values = _between(pixels, x / depth - 0.5, y / depth - 0.5)
    values = values - values.mean(1, keepdims=True)
    apart = colours - colours.mean()
    size = np.sqrt((values * values).sum(1) * (apart @ apart))
    like: Values = -(values @ apart) / np.maximum(size, 1e-6)
    return like


def drawn_anew(light: Values) -> NDArray[np.uint8]:
    """Return a clean picture of the code: each module dark or light, with its quiet zone."""
    bits = np.pad(np.where(light > 0, 255, 0).astype(np.uint8), QUIET, constant_values=255)
    return np.ascontiguousarray(np.kron(bits, np.ones((MODULE_PIXELS,) * 2, np.uint8)))


def tones_under(pixels: NDArray[np.uint8], seen: Sighting, points: tuple[Values, Values]) -> Values:
    """Return the tones at points (across, down) that are counted in modules from the top left."""
    lie = perspective(seen.corners * max(pixels.shape), seen.modules)
    x, y, depth = lie @ np.stack((*points, np.ones(points[0].shape)))
    return _between(pixels, x / depth - 0.5, y / depth - 0.5)


def _between(pixels: NDArray[np.uint8], x: Values, y: Values) -> Values:
    """Return the tones at points between pixels."""
    height, width = pixels.shape
    # fmax takes the number where the other is none: a point at infinity is at the edge
    x, y = np.fmin(np.fmax(x, 0), width - 1.001), np.fmin(np.fmax(y, 0), height - 1.001)
    left, top = x.astype(np.int32), y.astype(np.int32)
    right, low = x - left, y - top
    upper = pixels[top, left] * (1 - right) + pixels[top, left + 1] * right
    lower = pixels[top + 1, left] * (1 - right) + pixels[top + 1, left + 1] * right
    tones: Values = upper * (1 - low) + lower * low
    return tones


def perspective(corners: Corners, side: float) -> Values:
    """Return the matrix that takes a square of this side to four corners."""
    return taken_to(np.array(((0, 0), (side, 0), (side, side), (0, side))), corners)


def taken_to(four: Corners, corners: Corners) -> Values:
    """Return the matrix that takes four points to four others."""
    way: Values = all_taken_to(four, corners[None])[0]
    return way


def all_taken_to(four: Corners, corners: Values) -> Values:
    """Return the matrices that take four points to each of many fours."""
    many = len(corners)
    u, v = four[:, 0], four[:, 1]
    x, y = corners[:, :, 0], corners[:, :, 1]
    rows = np.zeros((many, 8, 8))
    rows[:, 0::2, 0], rows[:, 0::2, 1], rows[:, 0::2, 2] = u, v, 1
    rows[:, 1::2, 3], rows[:, 1::2, 4], rows[:, 1::2, 5] = u, v, 1
    rows[:, 0::2, 6], rows[:, 0::2, 7] = -u * x, -v * x
    rows[:, 1::2, 6], rows[:, 1::2, 7] = -u * y, -v * y
    solved = np.linalg.solve(rows, corners.reshape(many, 8, 1))[:, :, 0]
    ways: Values = np.concatenate([solved, np.ones((many, 1))], axis=1).reshape(many, 3, 3)
    return ways


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
