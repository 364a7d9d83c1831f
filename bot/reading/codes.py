"""Reading codes with zxing-cpp."""

from __future__ import annotations

from typing import Any

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from bot.reading.seen import Code
from bot.reading.whose import QR_FORMATS, kind_of

QR_ONLY: Any = zxingcpp.BarcodeFormat.QRCodeModel2
MOST_CODES = 8
LONGEST_TEXT = 4000


def all_codes(picture: Any) -> tuple[Code, ...]:
    """Return every code that a plain call of zxing-cpp reads in a Pillow image."""
    return _told(zxingcpp.read_barcodes(picture))


def drawn_codes(pixels: NDArray[np.uint8]) -> tuple[Code, ...]:
    """Return the QR codes in grey pixels that were drawn anew."""
    found = zxingcpp.read_barcodes(pixels, formats=QR_ONLY, try_downscale=False, try_invert=False)
    return _told(found)


def is_qr(code: Code) -> bool:
    """Return whether it is a QR code, which no pattern of a picture is mistaken for."""
    return code.format in QR_FORMATS


def _told(found: list[Any]) -> tuple[Code, ...]:
    told = []
    for one in found[:MOST_CODES]:
        name, text = one.format.name, str(one.text)[:LONGEST_TEXT]
        if text:
            told.append(Code(name, text, kind_of(text, name)))
    return tuple(dict.fromkeys(told))
