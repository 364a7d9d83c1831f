"""Finding a code that is blurred, moved or seen aslant: by its outline and its corner squares.

The outline of what is textured is laid square, the corner squares are looked for there
(`squares.py`), and the fixed pattern of each version says which of them it is and how it lies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import pi

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bot.reading.grid import Sighting, better_placed, likenesses, taken_to
from bot.reading.mixing import mixings_of
from bot.reading.place import averaged, connected, steps, tones
from bot.reading.squares import (
    ANGLES,
    FRAME,
    WHOLE,
    Squares,
    corner_squares,
    square_corners,
)

Grey = NDArray[np.uint8]
Values = NDArray[np.float64]
Point = tuple[float, float]

OUTLINE_SIDE = 100
LEAST_TEXTURED = 100
SHARES = (0.45, 0.7)
"""How textured, between the calmest ground and the code's middle, its outline is taken to be."""

LEAST_ALIKE = 0.45
LEAST_FIT, NEARLY = 0.25, 0.12
MOST_FOUND = 3
VERSIONS = range(2, 15)
OFF = 0.16
"""How far a version may be from what the corner squares say of the number of modules."""

FIT_ANEW = 2
ASIDE = np.array([(across, down) for down in range(-4, 5) for across in range(-4, 5)])
FOUR = 4


@dataclass(frozen=True)
class Found:
    """A code as it may lie: how well its fixed pattern fits, and ways in which its modules mix."""

    like: float
    seen: Sighting
    mixings: Values


def found_codes(patch: Image.Image, pixels: Grey) -> list[Found]:
    """Return how codes may lie in a patch, the likeliest first; `pixels` are those to fit to."""
    try:
        lies = _lies(patch)
        placed = [one for way, squares in lies for one in _placed(way, squares, pixels)]
    except np.linalg.LinAlgError:  # an outline without an area
        return []
    placed.sort(key=lambda one: -one.like)
    least = max(LEAST_FIT, placed[0].like - NEARLY) if placed else 1.0
    versions: dict[int, Found] = {}
    for one in placed:
        if one.like >= least:
            versions.setdefault(one.seen.version, one)
    return list(versions.values())[:MOST_FOUND]


def _lies(patch: Image.Image) -> list[tuple[Values, Squares]]:
    """Return how a code may lie: the matrix from a square, and the corner squares in that.

    The first by the best outline of what is textured, the second by that first.
    """
    tried = [_lie_within(patch, outline) for outline in _outlines(patch)]
    if not tried:
        return []
    way, squares = max(tried, key=lambda one: one[1].alike)
    if squares.alike < LEAST_ALIKE:
        return []
    again = _lie_within(patch, _through(way, _corners(squares.centres, squares.modules)))
    return [(way, squares), again] if again[1].alike >= LEAST_ALIKE else []


def _lie_within(patch: Image.Image, outline: Values) -> tuple[Values, Squares]:
    way = taken_to(square_corners(), outline)
    laid = patch.transform(
        (WHOLE, WHOLE),
        Image.Transform.PERSPECTIVE,
        tuple(way.ravel()[:8]),
        Image.Resampling.BILINEAR,
    )
    return way, corner_squares(tones(laid))


def _placed(way: Values, squares: Squares, pixels: Grey) -> Iterator[Found]:
    """Yield how the code may lie for the versions that its corner squares allow."""
    pixel, spoiling = squares.side / FRAME, squares.spoiling
    mixings = mixings_of(spoiling.bell / pixel, spoiling.line / pixel, spoiling.angle * pi / ANGLES)
    fits = []
    for version in VERSIONS:
        modules = 17 + 4 * version
        if abs(modules / squares.modules - 1) <= OFF:
            corners = _through(way, _corners(squares.centres, modules)) / max(pixels.shape)
            fits.append(_far_corner(pixels, Sighting(corners, version)))
    fits.sort(key=lambda one: -one[0])
    for _like, seen in fits[:FIT_ANEW]:
        like, better = better_placed(pixels, seen)
        yield Found(like, better, mixings)


def _corners(centres: Values, modules: float) -> Values:
    """Return the code's corners where these are the middles of its corner squares."""
    out = 3.5 / (modules - 7)
    across, down = centres[1] - centres[0], centres[3] - centres[0]
    first = centres[0] - out * (across + down)
    whole = (1 + 2 * out) * np.array(((0, 0), (1, 0), (1, 1), (0, 1)))
    return np.asarray(first + whole[:, :1] * across + whole[:, 1:] * down)


def _far_corner(pixels: Grey, seen: Sighting) -> tuple[float, Sighting]:
    """Return the fit with the fourth corner, which no square marks, where it is best."""
    module = np.abs(seen.corners[1:] - seen.corners[:-1]).max() / seen.modules
    tried = np.repeat(seen.corners[None], len(ASIDE), axis=0)
    tried[:, 2] += module * ASIDE
    likes = likenesses(pixels, tried, seen.version)
    return float(likes.max()), Sighting(tried[int(likes.argmax())], seen.version)


def _through(way: Values, points: Values) -> Values:
    x, y, depth = way @ np.column_stack([points, np.ones(len(points))]).T
    return np.column_stack([x / depth, y / depth])


def _outlines(patch: Image.Image) -> Iterator[Values]:
    """Yield the four corners of what is textured in the middle of a patch, by several measures."""
    factor = OUTLINE_SIDE / max(patch.size)
    size = (max(8, round(patch.width * factor)), max(8, round(patch.height * factor)))
    method = Image.Resampling.BOX if factor < 1 else Image.Resampling.BILINEAR
    texture = np.minimum(*(averaged(one, 7) for one in steps(tones(patch.resize(size, method)))))
    middle = texture[size[1] // 3 : 2 * size[1] // 3, size[0] // 3 : 2 * size[0] // 3]
    calm = float(np.percentile(texture, 5))
    for share in SHARES:
        mask = _nearest_part(texture > calm + share * (float(np.median(middle)) - calm))
        if mask is None:
            continue
        rows = np.flatnonzero(mask.any(1))
        ends = mask[rows].argmax(1), mask.shape[1] - 1 - mask[rows, ::-1].argmax(1)
        points = np.concatenate([np.column_stack([one + 0.5, rows + 0.5]) for one in ends])
        yield four_sided(hull(points)) / factor


def _nearest_part(mask: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
    """Return the part that hangs together and lies nearest to the middle, if it is large enough."""
    rows, columns = np.nonzero(mask)
    if len(rows) < LEAST_TEXTURED:
        return None
    away = (rows - mask.shape[0] / 2) ** 2 + (columns - mask.shape[1] / 2) ** 2
    nearest = int(np.argmin(away))
    part = connected(mask, (int(columns[nearest]), int(rows[nearest])))
    return part if part.sum() >= LEAST_TEXTURED else None


def hull(points: Values) -> list[Point]:
    """Return the convex hull, in order (Andrew's chain)."""
    ordered = sorted({(float(x), float(y)) for x, y in points})
    around: list[Point] = []
    for way in (ordered, ordered[::-1]):
        chain: list[Point] = []
        for point in way:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        around += chain[:-1]
    return around


def four_sided(corners: list[Point]) -> Values:
    """Return the four-sided outline that adds least to a hull, by dropping edge after edge."""
    corners = list(corners)
    while len(corners) > FOUR:
        least = min(_dropped(corners), default=None)
        if least is None:
            break
        _added, at, met = least
        corners[at] = met
        del corners[(at + 1) % len(corners)]
    return np.array((corners * FOUR)[:FOUR])


def _dropped(corners: list[Point]) -> Iterator[tuple[float, int, Point]]:
    """Yield, for each edge that can go, the area added, its place, where its neighbours meet."""
    many = len(corners)
    for at in range(many):
        before, left, right, after = (corners[(at + step) % many] for step in (-1, 0, 1, 2))
        met = _meeting((before, left), (after, right))
        if met is not None:
            yield abs(_turn(left, met, right)) / 2, at, met


def _meeting(one: tuple[Point, Point], other: tuple[Point, Point]) -> Point | None:
    """Return where two edges meet when both are drawn on; None where they part."""
    (before, left), (after, right) = one, other
    ahead = (left[0] - before[0], left[1] - before[1])
    back = (right[0] - after[0], right[1] - after[1])
    between = (right[0] - left[0], right[1] - left[1])
    cross = ahead[0] * back[1] - ahead[1] * back[0]
    if abs(cross) < 1e-9:  # noqa: PLR2004 - they run side by side
        return None
    along = (between[0] * back[1] - between[1] * back[0]) / cross
    beyond = (between[0] * ahead[1] - between[1] * ahead[0]) / cross
    if along < 0 or beyond < 0:
        return None
    return left[0] + along * ahead[0], left[1] + along * ahead[1]


def _turn(one: Point, two: Point, three: Point) -> float:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])
