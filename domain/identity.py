"""Numbers that name a person: citizen id, old identity card, licence number, and the card's QR.

Structure is a cross-check for a clerk, never a reason to turn somebody away. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.names import printed_name, search_key, split_name, tidy_name
from domain.provinces import Province, UnknownProvince, find_province

CITIZEN_ID = re.compile(r"(\d{3})(\d)(\d{2})\d{6}", re.ASCII)
OLD_ID = re.compile(r"\d{9}", re.ASCII)
LICENCE_NUMBER = re.compile(r"(\d{2})(\d)(\d{2})\d{7}", re.ASCII)
CARD_DATE = re.compile(r"(\d{2})[/-]?(\d{2})[/-]?(\d{4})", re.ASCII)
SHOWN_DIGITS = 4
QR_FIELDS = 6
LONGEST_QR = 2000


class Sex(StrEnum):
    """As printed on the cards."""

    MALE = "male"
    FEMALE = "female"


__all__ = [
    "CitizenCard",
    "CitizenIdParts",
    "LicenceNumberParts",
    "NotACitizenQr",
    "NotANumberOfThisKind",
    "Sex",
    "is_old_id",
    "masked",
    "parse_citizen_qr",
    "printed_name",
    "read_citizen_id",
    "read_licence_number",
    "search_key",
    "sex_of",
    "split_name",
    "tidy_name",
]

SEX_WORDS = {
    "nam": Sex.MALE,
    "male": Sex.MALE,
    "m": Sex.MALE,
    "nu": Sex.FEMALE,
    "female": Sex.FEMALE,
    "f": Sex.FEMALE,
}


class NotANumberOfThisKind(ValueError):
    """The text has not the shape of the number that was asked for."""


class NotACitizenQr(ValueError):
    """The code is not that of a citizen card."""


@dataclass(frozen=True)
class CitizenIdParts:
    """What the 12 digits of a citizen id say: `PPP G YY RRRRRR`.

    `province` is None for a code outside the table (holders born abroad have others). Source:
    Nghị định 137/2015/NĐ-CP, Thông tư 59/2021/TT-BCA.
    """

    province: Province | None
    sex: Sex
    birth_year: int


@dataclass(frozen=True)
class LicenceNumberParts:
    """What the 12 digits of a licence number commonly say: `PP S YY NNNNNNN`.

    `sex` is None for a digit other than 0 and 1; `pass_year` holds the last two digits of the year
    in which the holder first passed a test. No text was found for this: of 45 numbers looked at,
    all had the right sex and 43 the right year.
    """

    province: Province | None
    sex: Sex | None
    pass_year: int


@dataclass(frozen=True)
class CitizenCard:
    """What the QR of a citizen card says; what it leaves out is empty or None.

    `extras` are fields after those that are known, kept as they are.
    """

    citizen_id: str
    full_name: str
    birth_date: date | None
    sex: Sex | None
    residence: str
    issued_on: date | None
    old_id: str = ""
    extras: tuple[str, ...] = ()

    def answers(self) -> dict[str, str]:
        """Return what the card answers, by the keys of the form; dates as ISO text."""
        told = {
            "citizen_id": self.citizen_id,
            "full_name": self.full_name,
            "birth_date": self.birth_date.isoformat() if self.birth_date else "",
            "sex": self.sex.value if self.sex else "",
            "residence": self.residence,
        }
        return {key: value for key, value in told.items() if value}


def read_citizen_id(number: str) -> CitizenIdParts:
    """Return what a 12-digit citizen id says; raise NotANumberOfThisKind for another shape."""
    found = CITIZEN_ID.fullmatch(number)
    if not found:
        raise NotANumberOfThisKind(number)
    century, sex = divmod(int(found[2]), 2)
    return CitizenIdParts(
        province=_province(found[1]),
        sex=Sex.FEMALE if sex else Sex.MALE,
        birth_year=1900 + 100 * century + int(found[3]),
    )


def is_old_id(number: str) -> bool:
    """Return whether this is a 9-digit chứng minh nhân dân number."""
    return OLD_ID.fullmatch(number) is not None


def read_licence_number(number: str) -> LicenceNumberParts:
    """Return what a 12-digit licence number says.

    Raises NotANumberOfThisKind for another shape: paper licences from before PET have some.
    """
    found = LICENCE_NUMBER.fullmatch(number)
    if not found:
        raise NotANumberOfThisKind(number)
    return LicenceNumberParts(
        province=_province(found[1]),
        sex={"0": Sex.MALE, "1": Sex.FEMALE}.get(found[2]),
        pass_year=int(found[3]),
    )


def sex_of(written: str) -> Sex:
    """Return the sex that is printed as Nam or Nữ; raise ValueError for another word."""
    try:
        return SEX_WORDS[search_key(written)]
    except KeyError:
        raise ValueError(written) from None


def parse_citizen_qr(text: str) -> CitizenCard:
    """Return the citizen card that this QR text describes; raise NotACitizenQr for another code.

    The chip CCCD has 7 fields: `CCCD|CMND or nothing|name|birth ddmmyyyy|Nam/Nữ|residence|issued
    ddmmyyyy`; a 6-field variant leaves the CMND out; the card of 2024 (Thông tư 16/2024/TT-BCA) has
    more, in an order that is not confirmed. So the sex, which no other field can be mistaken for,
    is the anchor.
    """
    fields = [field.strip() for field in text.strip().lstrip("\ufeff").split("|")]
    if len(text) > LONGEST_QR or len(fields) < QR_FIELDS or not CITIZEN_ID.fullmatch(fields[0]):
        raise NotACitizenQr
    anchor = _sex_field(fields)
    name = tidy_name(fields[anchor - 2])
    if not any(letter.isalpha() for letter in name):
        raise NotACitizenQr
    after = fields[anchor + 1 :]
    extras = tuple(after[2:])
    between = fields[1 : anchor - 2]
    return CitizenCard(
        citizen_id=fields[0],
        full_name=name,
        birth_date=_card_date(fields[anchor - 1]),
        sex=sex_of(fields[anchor]),
        residence=" ".join(after[0].split()) if after else "",
        issued_on=_card_date(after[1]) if len(after) > 1 else None,
        old_id=next((one for one in (*between, *extras) if is_old_id(one)), ""),
        extras=extras,
    )


def masked(number: str) -> str:
    """Return a number with all but its last four characters hidden; a short one is all hidden."""
    shown = number[-SHOWN_DIGITS:] if len(number) > SHOWN_DIGITS else ""
    return "•" * (len(number) - len(shown)) + shown


def _sex_field(fields: list[str]) -> int:
    for index, field in enumerate(fields):
        if search_key(field) in {"nam", "nu"} and index >= 3:  # noqa: PLR2004 - id, name, birth date
            return index
    raise NotACitizenQr


def _card_date(written: str) -> date | None:
    """Return a date of the card; None for one that is no whole day, such as a birth year alone."""
    found = CARD_DATE.fullmatch(written)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _province(code: str) -> Province | None:
    try:
        return find_province(code)
    except UnknownProvince:
        return None
