"""Phones, citizen ids and licence numbers as people type them: ASCII digits only. Pure."""

from __future__ import annotations

import re

from bot.understanding import NotUnderstood
from bot.understanding.plain import tidy

MOBILE = re.compile(r"^0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}$")
"""Mobile numbers since 2018 (domain reference 15.1)."""
LANDLINE = re.compile(r"^0269[0-9]{7}$")
"""Landlines of Gia Lai (domain reference 15.1)."""
_PHONE_LIKE = re.compile(r"(?<![0-9])\+?[0-9](?:[ .\-()]*[0-9]){7,14}(?![0-9])")
_ID_LIKE = re.compile(r"(?<![0-9A-Za-z])[0-9](?:[ .\-]{0,2}[0-9]){8,13}(?![0-9])")
_UNBROKEN = re.compile(r"(?<![0-9A-Za-z])[0-9]{9,14}(?![0-9A-Za-z])")
_PAPER = re.compile(r"(?<![A-Z0-9])([A-Z]{1,3}) ?([0-9]{5,9})(?![0-9])")
CITIZEN_ID_LENGTHS = (12, 9)
LICENCE_NUMBER_LENGTH = 12


def phone(text: str) -> str:
    """Return the first phone number in the text as ten digits (a landline has eleven).

    Raises NotUnderstood "none", or "not_in_use" for digits that no network gives out.
    """
    found = [_national(hit.group()) for hit in _PHONE_LIKE.finditer(tidy(text))]
    for number in found:
        if MOBILE.match(number) or LANDLINE.match(number):
            return number
    raise NotUnderstood("not_in_use" if found else "none")


def _national(text: str) -> str:
    digits = re.sub(r"[^0-9]", "", text)
    for prefix in ("0084", "840", "84"):
        rest = digits.removeprefix(prefix)
        if rest != digits and len(rest) == 9:  # noqa: PLR2004  a number without its leading 0
            return "0" + rest
    return digits


def citizen_id(text: str) -> str:
    """Return the citizen id in the text: 12 digits, or 9 of the old identity card.

    Raises NotUnderstood "none", or "length" where digits are missing or too many.
    """
    return _of_length(text, CITIZEN_ID_LENGTHS)


def licence_number(text: str) -> str:
    """Return the 12-digit licence number in the text. Raises NotUnderstood "none" or "length"."""
    return _of_length(text, (LICENCE_NUMBER_LENGTH,))


def paper_number(text: str) -> str:
    """Return the number of a licence from before PET: one to three letters and five to nine digits.

    Raises NotUnderstood "none".
    """
    hit = _PAPER.search(tidy(text).upper())
    if not hit:
        raise NotUnderstood("none")
    return hit.group(1) + hit.group(2)


def _of_length(text: str, lengths: tuple[int, ...]) -> str:
    together = [hit.group() for hit in _UNBROKEN.finditer(tidy(text))]
    apart = [re.sub(r"[^0-9]", "", hit.group()) for hit in _ID_LIKE.finditer(tidy(text))]
    found = [*together, *apart]
    for length in lengths:
        for digits in found:
            if len(digits) == length:
                return digits
    some = found or re.search(r"[0-9]{3}", text)
    raise NotUnderstood("length" if some else "none")
