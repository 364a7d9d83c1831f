"""Reading codes with zxing-cpp."""

from __future__ import annotations

from typing import Any

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from bot.reading.grid import Sighting
from bot.reading.seen import Code
from bot.reading.whose import QR_FORMATS, kind_of

BY_NEIGHBOURS = zxingcpp.Binarizer.LocalAverage
BY_WHOLE = zxingcpp.Binarizer.GlobalHistogram
QR_ONLY: Any = zxingcpp.BarcodeFormat.QRCodeModel2
MOST_CODES = 8
LONGEST_TEXT = 4000


def all_codes(picture: Any) -> tuple[Code, ...]:
    """Return every code that a plain call of zxing-cpp reads in a Pillow image."""
    return _told(zxingcpp.read_barcodes(picture))


def cleaned_codes(pixels: NDArray[np.uint8]) -> tuple[Code, ...]:
    """Return the QR codes in grey pixels that were drawn anew."""
    return codes_and_sightings(pixels, BY_NEIGHBOURS)[0]


def codes_and_sightings(
    pixels: NDArray[np.uint8], binarizer: Any
) -> tuple[tuple[Code, ...], list[Sighting]]:
    """Return the QR codes in cleaned grey pixels, and those that were found but not read."""
    found = zxingcpp.read_barcodes(
        pixels,
        formats=QR_ONLY,
        binarizer=binarizer,
        try_downscale=False,
        try_invert=False,
        return_errors=True,
    )
    codes = _told([one for one in found if one.valid])
    return codes, [_sighted(one, max(pixels.shape)) for one in found if _is_sighted(one)]


def is_qr(code: Code) -> bool:
    """Return whether it is a QR code, which no pattern of a picture is mistaken for."""
    return code.format in QR_FORMATS


def _is_sighted(found: Any) -> bool:
    return not found.valid and str((found.extra or {}).get("Version", "")).isdecimal()


def _sighted(found: Any, side: int) -> Sighting:
    place = found.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    points = np.array([(corner.x, corner.y) for corner in corners], dtype=float)
    return Sighting(points / side, int(found.extra["Version"]))


def _told(found: list[Any]) -> tuple[Code, ...]:
    told = []
    for one in found[:MOST_CODES]:
        name, text = one.format.name, str(one.text)[:LONGEST_TEXT]
        if text:
            told.append(Code(name, text, kind_of(text, name)))
    return tuple(dict.fromkeys(told))
