"""Looking at one picture: its codes, cleaned until they can be read, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PIL import Image

from bot.reading import seen
from bot.reading.cleaning import Cleaner, Way, first_ways, further_ways
from bot.reading.codes import all_codes, codes_and_sightings, is_qr
from bot.reading.grid import Sighting
from bot.reading.opening import NotAPicture, TooLarge, opened
from bot.reading.place import drawn_close, places
from bot.reading.seen import Code, Seen
from bot.reading.triage import problem_of
from bot.reading.weighing import by_modules

SECONDS = 0.75
"""After this no further way of cleaning is begun."""

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
    patches = [Patch(Cleaner(grey.crop(drawn_close(grey, place)))) for place in found]
    for listed in (first_ways, further_ways):
        for patch in patches:
            codes = patch.read(listed(), in_time)
            if codes:
                return codes
    return ()


class Patch:
    """One place of a photo, and the codes that were seen there but could not be read."""

    def __init__(self, cleaner: Cleaner) -> None:
        self._cleaner = cleaner
        self._seen: list[tuple[Way, Sighting]] = []

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
