"""Looking at one picture: its codes, by modules if need be, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image

from bot.reading import seen
from bot.reading.codes import all_codes, is_qr
from bot.reading.finding import found_codes
from bot.reading.opening import NotAPicture, TooLarge, opened
from bot.reading.place import Box, drawn_close, places
from bot.reading.seen import Code, Seen
from bot.reading.triage import problem_of
from bot.reading.unmixing import unmixed

SECONDS = 0.65
"""After this no further place is looked at, and no further mixing tried."""

SIDE = 300
"""To this a patch is brought to be told module by module: four pixels to a module, or more."""

ROOM = 0.25
"""What is taken around a patch of texture, in sides of it: its edge may not be the code's."""

PLACES = 3
FAINTEST = 0.002
"""A place with less texture than this is a wall or a sky."""


def look(content: bytes, *, clock: Callable[[], float] = lambda: 0.0) -> Seen:
    """Return what the file is, every code in it and what is wrong with it, if anything is.

    `clock` counts seconds of work; without one the reader tries all it knows. A picture whose
    citizen code was read has no problem, whatever it looks like. Never raises for any content.
    """
    until = clock() + SECONDS
    try:
        found = opened(content)
    except NotAPicture:
        return Seen(problem=seen.NOT_A_PICTURE)
    except TooLarge as error:
        return Seen(width=error.size[0], height=error.size[1], problem=seen.TOO_LARGE)
    codes = all_codes(found.picture)
    if not any(is_qr(one) for one in codes):
        codes = (*codes, *_by_modules(found.grey, lambda: clock() < until))
    return Seen(
        media_type=found.media_type,
        width=found.size[0],
        height=found.size[1],
        codes=codes,
        problem=_problem(found.grey, codes),
        likeness=likeness(found.grey),
    )


def _problem(grey: Image.Image, codes: tuple[Code, ...]) -> str | None:
    """Return what is wrong; a picture with some code in it is of something, whatever that is."""
    if any(one.kind == seen.CITIZEN for one in codes):
        return None
    problem = problem_of(grey)
    return None if codes and problem == seen.NO_DOCUMENT else problem


def likeness(grey: Image.Image) -> str:
    """Return 16 hex digits: which of 64 spots are lighter than the one to their right."""
    spots = grey.resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            here = row * 9 + column
            bits = bits << 1 | (spots[here] > spots[here + 1])
    return f"{bits:016x}"


def _by_modules(grey: Image.Image, in_time: Callable[[], bool]) -> tuple[Code, ...]:
    """Return the codes that are told module by module in the likeliest places; or none."""
    for place in [one for one in places(grey, PLACES) if one.score >= FAINTEST]:
        codes = _unmixed(grey, drawn_close(grey, place), in_time) if in_time() else ()
        if codes:
            return codes
    return ()


def _unmixed(grey: Image.Image, box: Box, in_time: Callable[[], bool]) -> tuple[Code, ...]:
    """Return the code that is found in a box by its corner squares, and told module by module."""
    patch = grey.crop(_with_room(box, grey.size))
    factor = SIDE / max(patch.size)
    size = (max(8, round(patch.width * factor)), max(8, round(patch.height * factor)))
    patch = patch.resize(size, Image.Resampling.BICUBIC)
    pixels = np.asarray(patch)
    for found in found_codes(patch, pixels):
        codes = unmixed(pixels, found.seen, in_time, found.mixings)
        if codes:
            return codes
    return ()


def _with_room(box: Box, size: tuple[int, int]) -> Box:
    room = int(ROOM * max(box[2] - box[0], box[3] - box[1]))
    return (
        max(0, box[0] - room),
        max(0, box[1] - room),
        min(size[0], box[2] + room),
        min(size[1], box[3] + room),
    )
