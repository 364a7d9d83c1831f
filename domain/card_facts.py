"""What the answers say about a citizen's cards, read into dates and classes for checking. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.identity import Sex, sex_of
from domain.licence import LicenceClass, UnknownClass, find_class

ADULT = 18
NO_TERM = "none"
CENTURY = 100


@dataclass(frozen=True)
class CardFacts:
    """The answers that are there, typed; `unreadable` names those that mean nothing."""

    citizen_id: str
    licence_number: str
    issued_in: str
    sex: Sex | None
    birth_date: date | None
    issued_on: date | None
    expires_on: date | None
    no_term: bool
    licence: LicenceClass | None
    unreadable: tuple[str, ...]


def read_facts(answers: Mapping[str, Any]) -> CardFacts:
    """Return the facts in the answers of the exchange form; what is missing stays empty."""
    unreadable: list[str] = []
    written = {key: str(value or "").strip() for key, value in answers.items()}
    expires_on = written.get("licence_expires_on", "")
    return CardFacts(
        citizen_id=written.get("citizen_id", ""),
        licence_number=written.get("licence_number", ""),
        issued_in=written.get("licence_issued_in", ""),
        sex=_sex(written, unreadable),
        birth_date=_day(written, "birth_date", unreadable),
        issued_on=_day(written, "licence_issued_on", unreadable),
        expires_on=_day(written, "licence_expires_on", unreadable)
        if expires_on != NO_TERM
        else None,
        no_term=expires_on == NO_TERM,
        licence=_licence(written, unreadable),
        unreadable=tuple(unreadable),
    )


def age_on(day: date, birth_date: date) -> int:
    """Return the age in whole years; one born on 29/02 is a year older from 01/03."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (not had_birthday)


def first_pass_year(digits: int, latest: date) -> int:
    """Return the last year up to that of `latest` that ends in these two digits."""
    return latest.year - (latest.year - digits) % CENTURY


def _sex(written: Mapping[str, str], unreadable: list[str]) -> Sex | None:
    if not written.get("sex"):
        return None
    try:
        return sex_of(written["sex"])
    except ValueError:
        unreadable.append("sex")
        return None


def _day(written: Mapping[str, str], key: str, unreadable: list[str]) -> date | None:
    if not written.get(key):
        return None
    try:
        return date.fromisoformat(written[key])
    except ValueError:
        unreadable.append(key)
        return None


def _licence(written: Mapping[str, str], unreadable: list[str]) -> LicenceClass | None:
    code, scheme = written.get("licence_class", ""), written.get("licence_scheme", "")
    if not code or not scheme:
        return None
    try:
        return find_class(code, scheme)
    except UnknownClass:
        unreadable.append("licence_class")
        return None
