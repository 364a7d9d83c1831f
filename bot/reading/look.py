"""Looking at one picture: its codes, cleaned until they can be read, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from PIL import Image

from bot.reading import seen
from bot.reading.cleaning import Cleaner, Way, first_ways, further_ways
from bot.reading.codes import all_codes, codes_and_sightings, is_qr
from bot.reading.finding import found_codes
from bot.reading.grid import Sighting
from bot.reading.opening import NotAPicture, TooLarge, opened
from bot.reading.place import Box, drawn_close, places
from bot.reading.seen import Code, Seen
from bot.reading.triage import problem_of
from bot.reading.unmixing import unmixed
from bot.reading.weighing import by_modules

SECONDS = 0.75
"""After this no further way of cleaning is begun."""

SIDE = 300
"""To this a patch is brought to be told module by module: four pixels to a module, or more."""

ROOM = 0.25
"""What is taken around a patch of texture, in sides of it: its edge may not be the code's."""

LIKELY = 0.4
"""A place whose fixed pattern fits less well has no code, or none that any cleaning shows."""

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
        codes = (*codes, *_after_cleaning(found.grey, lambda: clock() < until))
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


def _after_cleaning(grey: Image.Image, in_time: Callable[[], bool]) -> tuple[Code, ...]:
    """Return the codes that are read after some way of cleaning the likeliest places; or none."""
    found = [place for place in places(grey, PLACES) if place.score >= FAINTEST]
    patches = [Patch(grey, drawn_close(grey, place)) for place in found]
    for step in (Patch.unmixed, Patch.first, Patch.further):
        for patch in patches if step is Patch.unmixed else [one for one in patches if one.likely]:
            codes = step(patch, in_time)
            if codes:
                return codes
    return ()


class Patch:
    """One place of a photo, and the codes that were seen there but could not be read."""

    def __init__(self, grey: Image.Image, box: Box) -> None:
        self._grey, self._box = grey, box
        self._cleaner = Cleaner(grey.crop(box))
        self._seen: list[tuple[Way, Sighting]] = []
        self.likely = False

    def unmixed(self, in_time: Callable[[], bool]) -> tuple[Code, ...]:
        """Return the code that is found by its corner squares, and told module by module."""
        if not in_time():
            return ()
        patch = self._grey.crop(_with_room(self._box, self._grey.size))
        factor = SIDE / max(patch.size)
        size = (max(8, round(patch.width * factor)), max(8, round(patch.height * factor)))
        patch = patch.resize(size, Image.Resampling.BICUBIC)
        pixels = np.asarray(patch)
        for found in found_codes(patch, pixels):
            self.likely = self.likely or found.like >= LIKELY
            codes = unmixed(pixels, found.seen, in_time, found.mixings)
            if codes:
                return codes
        return ()

    def first(self, in_time: Callable[[], bool]) -> tuple[Code, ...]:
        """Return the codes after one of the few ways of cleaning that read most."""
        return self.read(first_ways(), in_time)

    def further(self, in_time: Callable[[], bool]) -> tuple[Code, ...]:
        """Return the codes after any other way of cleaning."""
        return self.read(further_ways(), in_time)

    def read(self, listed: Iterator[Way], in_time: Callable[[], bool]) -> tuple[Code, ...]:
        """Return the codes after one of these ways of cleaning, or by what they leave in sight."""
        before = len(self._seen)
        for way in listed:
            if not in_time():
                break
            codes, sightings = codes_and_sightings(self._cleaner.cleaned(way), way.binarizer)
            if codes:
                return codes
            self._seen += [(way, one) for one in sightings]
        return by_modules(self._cleaner, self._seen) if len(self._seen) > before else ()


def _with_room(box: Box, size: tuple[int, int]) -> Box:
    room = int(ROOM * max(box[2] - box[0], box[3] - box[1]))
    return (
        max(0, box[0] - room),
        max(0, box[1] - room),
        min(size[0], box[2] + room),
        min(size[1], box[3] + room),
    )
