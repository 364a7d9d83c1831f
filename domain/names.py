"""Vietnamese names: one spelling, the parts that the portal asks for, a key to search by. Pure."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

# NFD leaves đ as it is, so it is replaced by hand; the apostrophes of Jrai and Bahnar names come in
# several shapes.
BY_HAND = str.maketrans({"đ": "d", "Đ": "D", "’": "'", "‘": "'", "ʼ": "'", "`": "'"})
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})


class NameParts(NamedTuple):
    """A name as the portal wants it: `family_and_middle` is empty for a name of one word."""

    family_and_middle: str
    given: str


def tidy_name(written: str) -> str:
    """Return a name in NFC with single spaces and straight apostrophes."""
    return " ".join(unicodedata.normalize("NFC", written).translate(APOSTROPHES).split())


def split_name(full_name: str) -> NameParts:
    """Return the family and middle name, and the given name, which is the last word."""
    family_and_middle, _, given = tidy_name(full_name).rpartition(" ")
    return NameParts(family_and_middle, given)


def unaccented(text: str) -> str:
    """Return the text without the marks of Vietnamese letters; case and spacing stay."""
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare.translate(BY_HAND))


def search_key(text: str) -> str:
    """Return what two spellings of the same words share: no marks, lower case, single spaces."""
    folded = unicodedata.normalize("NFD", text).casefold()
    return " ".join(unaccented(folded).split())


def printed_name(full_name: str) -> str:
    """Return a name as it is printed on the card for machines: upper case without marks."""
    return unaccented(tidy_name(full_name)).upper()
