"""What a picture is and what its code says. Pure: bytes in, a value out.

Limits keep a hostile file from costing more than a moment.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

import zxingcpp
from PIL import Image, ImageFilter, ImageOps, ImageStat, UnidentifiedImageError

MOST_PIXELS = 40_000_000
SMALLEST_SIDE = 300
LONGEST_READ_SIDE = 2400
DARKEST = 40.0
# Variance of the Laplacian on a 1000-pixel card: clean about 750, blur of 2.6 px about 60.
SHARP_SIDE = 1000
BLURRED = 80.0
_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
_MEDIA = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


@dataclass(frozen=True)
class Look:
    """What was seen: `media_type` is empty where it is no picture that we keep."""

    media_type: str
    qr: str | None
    problem: str | None


def look(content: bytes) -> Look:
    """Return what the picture is, the text of a code in it, and what is wrong with it, if anything.

    `problem` is "unreadable", "small", "dark" or "blurred"; a picture whose code was read is fine.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content))
            media_type = _MEDIA.get(picture.format or "", "")
            if not media_type or picture.width * picture.height > MOST_PIXELS:
                return Look("", None, "unreadable")
            upright = ImageOps.exif_transpose(picture).convert("L")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Look("", None, "unreadable")
    except Image.DecompressionBombWarning:
        return Look("", None, "unreadable")
    qr = _code(upright)
    return Look(media_type, qr, None if qr else _problem(upright))


def _code(picture: Image.Image) -> str | None:
    """Return the text of the first QR code, trying the size as it is and then twice that."""
    for scale in (1.0, 2.0):
        side = min(max(picture.size) * scale, LONGEST_READ_SIDE)
        for found in zxingcpp.read_barcodes(_sized(picture, side)):
            if found.format == zxingcpp.BarcodeFormat.QRCode and found.text:
                return str(found.text)
    return None


def _sized(picture: Image.Image, longest: float) -> Image.Image:
    factor = longest / max(picture.size)
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    return picture if size == picture.size else picture.resize(size, Image.Resampling.BICUBIC)


def _problem(picture: Image.Image) -> str | None:
    if min(picture.size) < SMALLEST_SIDE:
        return "small"
    if ImageStat.Stat(picture).mean[0] < DARKEST:
        return "dark"
    edges = _sized(picture, SHARP_SIDE).filter(_LAPLACIAN)
    return "blurred" if ImageStat.Stat(edges).var[0] < BLURRED else None
