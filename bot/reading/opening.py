"""Opening a file that anybody may have sent: three kinds, a cap on pixels, nothing repaired."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 50_000_000
"""The largest cameras of phones people own; Zalo itself makes pictures smaller. About 150 MB."""

HALVED_FROM = 25_000_000
"""From here on every second pixel will do, and a hostile file costs a quarter of the time."""

ON_ITS_SIDE = frozenset({5, 6, 7, 8})
"""Orientations of Exif that swap width and height."""

Image.MAX_IMAGE_PIXELS = None
"""Pillow's own bound is four times ours, and does not tell the size of what it refuses."""

_ORIENTATION = 0x0112
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_TROUBLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError)


class NotAPicture(Exception):
    """It is no JPEG, PNG or WebP, or a broken one."""


class TooLarge(Exception):
    """It has more pixels than MOST_PIXELS. `size` is what its header says."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__(size)
        self.size = size


@dataclass(frozen=True)
class Opened:
    """A picture as it is in the file, and in grey the way up in which people see it.

    `size` is its width and height in pixels, upright, though a very large one is opened halved.
    """

    media_type: str
    size: tuple[int, int]
    picture: Image.Image
    grey: Image.Image


def opened(content: bytes) -> Opened:
    """Return the picture; raise NotAPicture or TooLarge before any pixel of it is decoded."""
    try:
        with warnings.catch_warnings():
            # What Pillow warns of is odd metadata.
            warnings.simplefilter("ignore")
            _refuse_large(_webp_size(content))
            picture: Image.Image = Image.open(io.BytesIO(content), formats=tuple(MEDIA_TYPES))
            _refuse_large(picture.size)
            media_type = MEDIA_TYPES[str(picture.format)]
            size = _upright_size(picture)
            picture = _loaded(picture)
            grey = ImageOps.exif_transpose(picture).convert("L")
    except _TROUBLE as error:
        raise NotAPicture(type(error).__name__) from error
    return Opened(media_type, size, picture, grey)


def _refuse_large(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise TooLarge(size)


def _webp_size(content: bytes) -> tuple[int, int]:
    """Return what the header of a WebP says, (0, 0) for others: Pillow takes memory before."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return (0, 0)

    def number(start: int, end: int) -> int:
        return int.from_bytes(content[start:end], "little")

    if content[12:16] == b"VP8X":
        return (number(24, 27) + 1, number(27, 30) + 1)
    if content[12:16] == b"VP8L":
        both = number(21, 25)
        return ((both & 0x3FFF) + 1, (both >> 14 & 0x3FFF) + 1)
    return (number(26, 28) & 0x3FFF, number(28, 30) & 0x3FFF)


def _upright_size(picture: Image.Image) -> tuple[int, int]:
    width, height = picture.size
    lies = picture.getexif().get(_ORIENTATION) in ON_ITS_SIDE
    return (height, width) if lies else (width, height)


def _loaded(picture: Image.Image) -> Image.Image:
    if picture.width * picture.height <= HALVED_FROM:
        picture.load()
        return picture
    half = (picture.width // 2, picture.height // 2)
    if picture.format == "JPEG":
        picture.draft(picture.mode, half)
        picture.load()
        return picture
    exif = picture.getexif()
    halved = picture.reduce(2)
    halved.info["exif"] = exif.tobytes()
    return halved
