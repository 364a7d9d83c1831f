"""Reading codes with zxing-cpp, and telling whose code it is."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from bot.reading.grid import Sighting
from bot.reading.seen import CITIZEN, LICENCE, OTHER, PAYMENT, WEB, Code
from domain.identity import LICENCE_NUMBER, NotACitizenQr, parse_citizen_qr

QR_FORMATS = frozenset({"QRCode", "QRCodeModel2"})
SQUARE_FORMATS = QR_FORMATS | {"DataMatrix", "Aztec", "PDF417"}
BY_NEIGHBOURS = zxingcpp.Binarizer.LocalAverage
BY_WHOLE = zxingcpp.Binarizer.GlobalHistogram
QR_ONLY: Any = zxingcpp.BarcodeFormat.QRCodeModel2
MOST_CODES = 8
LONGEST_TEXT = 4000

# VietQR and every other payment code of EMVCo begin with the payload format indicator 01.
_PAYMENT = re.compile(r"000201\d{4}", re.ASCII)
_WEB = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_BETWEEN = re.compile(r"[|;,\s]+")


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


def kind_of(text: str, code_format: str) -> str:
    """Return whose code it is; a citizen's only where the whole text has the card's form.

    The layout of the licence's code is not published (domain reference 11.4), so a licence is told
    by its number or by the address of the national register.
    """
    if _PAYMENT.match(text):
        return PAYMENT
    if code_format in QR_FORMATS and _is_citizen(text):
        return CITIZEN
    if _WEB.match(text):
        return LICENCE if "gplx" in text.lower() else WEB
    numbers = any(LICENCE_NUMBER.fullmatch(part) for part in _BETWEEN.split(text))
    return LICENCE if numbers and code_format in SQUARE_FORMATS else OTHER


def _is_sighted(found: Any) -> bool:
    return not found.valid and str((found.extra or {}).get("Version", "")).isdecimal()


def _sighted(found: Any, side: int) -> Sighting:
    place = found.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    points = np.array([(corner.x, corner.y) for corner in corners], dtype=float)
    return Sighting(points / side, int(found.extra["Version"]))


def _is_citizen(text: str) -> bool:
    try:
        parse_citizen_qr(text)
    except NotACitizenQr:
        return False
    return True


def _told(found: list[Any]) -> tuple[Code, ...]:
    told = []
    for one in found[:MOST_CODES]:
        name, text = one.format.name, str(one.text)[:LONGEST_TEXT]
        if text:
            told.append(Code(name, text, kind_of(text, name)))
    return tuple(dict.fromkeys(told))
