"""Telling whose code it is, by what it says."""

from __future__ import annotations

import re

from bot.reading.seen import CITIZEN, LICENCE, OTHER, PAYMENT, WEB
from domain.identity import LICENCE_NUMBER, NotACitizenQr, parse_citizen_qr

QR = "QRCode"
QR_FORMATS = frozenset({QR, "QRCodeModel2"})
SQUARE_FORMATS = QR_FORMATS | {"DataMatrix", "Aztec", "PDF417"}

# VietQR and every other payment code of EMVCo begin with the payload format indicator 01.
_PAYMENT = re.compile(r"000201\d{4}", re.ASCII)
_WEB = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_BETWEEN = re.compile(r"[|;,\s]+")


def kind_of(text: str, code_format: str = QR) -> str:
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


def _is_citizen(text: str) -> bool:
    try:
        parse_citizen_qr(text)
    except NotACitizenQr:
        return False
    return True
