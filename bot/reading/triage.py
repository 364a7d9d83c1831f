"""What is wrong with a photo in which no code was read, named so that the citizen can mend it.

Print is looked for first: fine strokes that change direction often, beside calm ground, a little
ink on even paper. Where it is legible nothing else matters. Thresholds lie between drawn papers
under mild faults and drawn bad pictures (`benchmarks/photos.py`); where both are near, the picture
passes: a clerk looks anyway.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from bot.reading.place import averaged
from bot.reading.seen import BLURRED, DARK, NO_DOCUMENT, SMALL

SMALLEST_LONG_SIDE, SMALLEST_SHORT_SIDE = 400, 240
"""Below this, the print of a licence is under eight pixels tall."""

SIDE = 640
BLOCK = 16
DARKEST_PAPER = 60.0
SHADE, MOSTLY = 45.0, 0.43
"""Where no print is legible and so much of the picture is so dark, it lies in the dark: a paper
before a window, a lamp in a corner. Good pictures, on black leather too, have 0.38 at most."""

BLANK = 24.0
SMEARED, SOFT = 0.30, 0.40
"""Steepness of the sharpest edges: papers 0.50 and more; 0.39 for a blur of 3 px on 1280."""

FADED, FADED_EDGE = 0.27, 40.0
"""So blurred that nothing is left but its lights and shades: 30 px on 1280 has 0.22 and 40."""

SWEPT, SWEPT_EDGE = 0.30, 70.0
"""The same where only the paper's edge is left: swept 50 px on 1280 has 0.24–0.33 and 76–99."""

BUSY, ACTIVE = 0.22, 0.33
TEXT_TRACE = 0.15
PRINT_SIDE, SOFTENED = 1000, 0.8
"""The longer side of the picture in which print is looked for, and how much it is softened."""

LEGIBLE = 0.27
"""The least share of print in its densest square. Of the good pictures of four hands two in 152
have less; cloth, leaves, tiles, a field and a motorbike have 0.24 at most, but for one floor."""

AROUND = 25
LEAST_COVERED, MOST_COVERED, UNEVEN = 0.03, 0.40, 0.30
"""Print is the smaller part of what is around it, and what it stands on is even: the share of
darker pixels within so many, and how far the lighter ones are apart, beside the ink's contrast."""

INK, GRAIN, LEAST_INK = 0.09, 2.0, 3.0
"""What a stroke takes at least: a share of the light beside it, deviations of the grain, tones."""

FAINTEST_STROKE = 8.0
"""In tones of 255; below it lies the grain of a camera."""

CALM = 0.03
SOLID = 0.12

Pixels = NDArray[np.float32]
Measure = Callable[[Pixels, float], Pixels]
"""Of the calm ground and the grain, how many tones a stroke has at least."""


@dataclass(frozen=True)
class Marks:
    """What the triage goes by; shares are 0–1.

    `light`: tone of the lightest ground; `shade`: share that is very dark. `edge`: height of the
    strongest edges. `steep`: share of an edge's height in two of its pixels, in the less steep
    direction; `strongest` the same in the direction with the higher edges. `busy`: share of coarse
    blocks with anything in them, `active` of fine ones. `text`: share of blocks with strokes, in
    the square of a sixth of the picture where they are densest. `screen`: whether it is flat as
    only a screen is.
    """

    light: float
    shade: float
    edge: float
    steep: float
    strongest: float
    busy: float
    active: float
    text: float
    screen: bool


def problem_of(grey: Image.Image) -> str | None:
    """Return "small", "dark", "blurred", "no_document", or None for what a clerk can work with."""
    if max(grey.size) < SMALLEST_LONG_SIDE or min(grey.size) < SMALLEST_SHORT_SIDE:
        return SMALL
    marks = marks_of(grey)
    if marks.screen:
        return NO_DOCUMENT
    if marks.light < DARKEST_PAPER:
        return DARK
    if _shows_print(grey):
        return None
    if marks.shade > MOSTLY:
        return DARK
    return BLURRED if marks.edge >= BLANK and _is_blurred(marks) else NO_DOCUMENT


def marks_of(grey: Image.Image) -> Marks:
    """Return what the triage goes by."""
    small = _shrunk(grey, SIDE)
    soft = np.asarray(small.filter(ImageFilter.GaussianBlur(1.2)), dtype=np.float32)
    calm = np.asarray(small.filter(ImageFilter.BoxBlur(6)), dtype=np.float32)
    calmer = np.asarray(small.filter(ImageFilter.BoxBlur(20)), dtype=np.float32)
    dark, light = np.percentile(calm, (2, 98))
    strokes = soft - calm
    least = max(4.0, 0.06 * float(light - dark))
    edges = [_edge(soft, axis) for axis in (0, 1)]
    return Marks(
        light=float(light),
        shade=float((calm < SHADE).mean()),
        edge=max(edges)[0],
        steep=min(steep for _height, steep in edges),
        strongest=max(edges)[1],
        busy=float((_blocks(soft - calmer, 2 * BLOCK).std((1, 3)) > 10).mean()),  # noqa: PLR2004
        active=float((_blocks(np.abs(strokes) > least).mean((1, 3)) > 0.08).mean()),  # noqa: PLR2004
        text=_text(strokes, least),
        screen=_is_screen(np.asarray(small)),
    )


def _is_blurred(marks: Marks) -> bool:
    """Return whether there is something in the picture that has no sharp edge."""
    if marks.strongest < FADED and marks.edge >= FADED_EDGE:
        return True
    if marks.strongest < SWEPT and marks.edge >= SWEPT_EDGE:
        return True
    if marks.steep >= SOFT or marks.busy < BUSY:
        return False
    return marks.steep < SMEARED or marks.text >= TEXT_TRACE or marks.active >= ACTIVE


def _edge(soft: Pixels, axis: int) -> tuple[float, float]:
    """Return the height of the strongest edges along an axis, and how steep they are."""
    values = np.moveaxis(soft, axis, 0)
    near, far = (np.percentile(np.abs(values[n:] - values[:-n]), 99.9) for n in (2, 10))
    return float(far), float(near / max(far, 1.0))


def _shrunk(grey: Image.Image, side: int) -> Image.Image:
    factor = min(1.0, side / max(grey.size))
    size = (max(8, round(grey.width * factor)), max(8, round(grey.height * factor)))
    return grey.resize(size, Image.Resampling.BOX)


def _text(strokes: Pixels, least: float) -> float:
    """Return the share of blocks crossed by strokes both ways, where they are densest."""
    return _densest(_crossed(strokes, least))


def _shows_print(grey: Image.Image) -> bool:
    """Return whether there is print in some square of the picture that can be read."""
    picture = _shrunk(grey, PRINT_SIDE)
    soft = np.asarray(picture.filter(ImageFilter.GaussianBlur(SOFTENED)), dtype=np.float32)
    on_paper = _stands_on_paper(soft)
    return any(
        _densest(_print_in(picture, soft, measure) * on_paper) >= LEGIBLE
        for measure in (_against_all, _against_ground)
    )


def _stands_on_paper(soft: Pixels) -> Pixels:
    """Return 1 for each block where a little ink lies on even, lighter ground.

    Leaves, gravel and checked cloth are as much dark as light, or their light parts differ.
    """
    mean = averaged(soft, AROUND)
    up = _above(soft, mean)
    lighter = averaged(up, AROUND)
    light = averaged(soft * up, AROUND) / np.maximum(lighter, _NONE)
    dark = (mean - lighter * light) / np.maximum(1 - lighter, _NONE)
    paper = _above(2 * soft - light, dark)
    share = np.maximum(averaged(paper, AROUND), _NONE)
    ground = averaged(soft * paper, AROUND) / share
    uneven = np.sqrt(np.maximum(averaged(soft * soft * paper, AROUND) / share - ground**2, 0))
    ink = (mean - share * ground) / np.maximum(1 - share, _NONE)
    apart = _blocks(uneven / np.maximum(ground - ink, 1)).mean((1, 3))
    covered = 1 - _blocks(share).mean((1, 3))
    inked = (covered > LEAST_COVERED) & (covered < MOST_COVERED) & (apart < UNEVEN)
    stands: Pixels = inked.astype(np.float32)
    return stands


_NONE = 1e-3
"""In place of a share of nothing, by which nothing can be divided."""


def _above(values: NDArray[Any], bound: NDArray[Any]) -> Pixels:
    above: Pixels = (values > bound).astype(np.float32)
    return above


def _print_in(picture: Image.Image, soft: Pixels, measure: Measure) -> Pixels:
    """Return 1 for each crossed block with calm ground beside it.

    Cloth, grain and grass are crossed too, but have no calm ground; a hand and a hill no strokes.
    """
    calm = np.asarray(picture.filter(ImageFilter.BoxBlur(6)), dtype=np.float32)
    grain = np.abs(np.asarray(picture, dtype=np.float32) - soft)[::2, ::2]
    strokes = (soft - calm) / measure(calm, 1.48 * float(np.median(grain)))
    quiet = _blocks(np.abs(strokes) > 1).mean((1, 3)) < CALM
    beside: Pixels = (averaged(quiet.astype(np.float32), 5) > 0).astype(np.float32)
    printed: Pixels = _crossed(strokes, 1.0) * beside
    return printed


def _against_all(calm: Pixels, _grain: float) -> Pixels:
    """Return the least of a stroke by how far the whole picture reaches from dark to light."""
    dark, light = np.percentile(calm, (2, 98))
    return np.full_like(calm, max(FAINTEST_STROKE, 0.06 * float(light - dark)))


def _against_ground(calm: Pixels, grain: float) -> Pixels:
    """Return the least of a stroke by the light beside it: a shadow takes as much from both."""
    least: Pixels = np.maximum(max(LEAST_INK, GRAIN * grain), INK * calm)
    return least


def _densest(crossed: Pixels) -> float:
    return float(averaged(np.pad(crossed, 7), 7).max())


def _crossed(strokes: Pixels, least: float) -> Pixels:
    """Return, for each block, 1 where strokes cross it both ways."""
    signs = np.where(strokes > least, 1, np.where(strokes < -least, -1, 0)).astype(np.int8)
    across = _blocks(_turns(signs)).sum((1, 3)) / BLOCK
    down = _blocks(_turns(signs.T).T).sum((1, 3)) / BLOCK
    crossed: Pixels = ((across > 0.6) & (down > 0.4)).astype(np.float32)  # noqa: PLR2004
    return crossed


def _turns(signs: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Return where, going along each row, light strokes follow dark ones or the other way round."""
    places = np.where(signs != 0, np.arange(signs.shape[1])[None, :], 0)
    latest = np.take_along_axis(signs, np.maximum.accumulate(places, axis=1), 1)
    turned: NDArray[np.bool_] = np.pad(latest[:, 1:] * latest[:, :-1] == -1, ((0, 0), (1, 0)))
    return turned


def _blocks(values: NDArray[Any], side: int = BLOCK) -> NDArray[Any]:
    """Return the picture cut into square blocks, as (rows, side, columns, side)."""
    rows, columns = (edge // side for edge in values.shape)
    cut = values[: rows * side, : columns * side]
    return cut.reshape(rows, side, columns, side)


def _is_screen(small: NDArray[np.uint8]) -> bool:
    """Return whether most is one light or dark tone, the rest is strokes, and whole rows are empty.

    A photo has grain and does not lie square; what a screen copied of itself has neither.
    """
    common = int(np.bincount(small.ravel(), minlength=256).argmax())
    apart = np.abs(small.astype(np.int16) - common)
    share = float((apart <= 2).mean())  # noqa: PLR2004
    solid = float((_blocks(apart > 12).mean((1, 3)) > 0.8).mean())  # noqa: PLR2004
    empty = max(
        float((small.max(axis).astype(np.int16) - small.min(axis) <= 6).mean())  # noqa: PLR2004
        for axis in (0, 1)
    )
    contrast = int(small.max()) - int(small.min())
    extreme = common > 225 or common < 50  # noqa: PLR2004
    strokes = share >= 0.5 and solid < SOLID  # noqa: PLR2004
    return extreme and strokes and empty >= 0.15 and contrast >= 100  # noqa: PLR2004
