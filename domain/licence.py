"""Licence classes of the old and the new scheme: their terms, ages, and what an old one becomes.

A class is always the pair (code, scheme): old B1 is a car, new B1 a motor tricycle. The table and
its sources are in `classes.toml`. Pure.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from domain.words import Text, _

NEW_SCHEME_STARTS = date(2025, 1, 1)
"""Luật 36/2024/QH15 Điều 57, 89: the new classes are issued from this day."""

SHORTEST_TERM_ENDS = date(2030, 1, 1)
"""A five-year licence that runs to this day or later was issued under the new scheme."""

CLASS_TABLE = Path(__file__).with_name("classes.toml")


class Scheme(StrEnum):
    """Which law a class belongs to: `old` to 31/12/2024, `new` from 01/01/2025."""

    OLD = "old"
    NEW = "new"


SCHEME_NAMES: Mapping[Scheme, Text] = {
    Scheme.OLD: _("hạng cũ, cấp đến 31/12/2024"),
    Scheme.NEW: _("hạng mới, cấp từ 01/01/2025"),
}


class UnknownClass(Exception):
    """No scheme has this class."""

    @property
    def text(self) -> Text:
        """What the person who wrote the class is told."""
        return _("Không có hạng «{code}» trong bảng hạng giấy phép lái xe.").with_(
            code=self.args[0]
        )


@dataclass(frozen=True)
class AgesBySex:
    """An age in whole years for women and for men."""

    female: int
    male: int


@dataclass(frozen=True)
class LicenceClass:
    """One class of one scheme.

    `years` is the term from the day of issue, None for a licence without a term. `until_age` (old
    B1 only) is the age to which the term runs; who was older than `ten_years_after_age` at issue
    has `years` instead. `becomes` lists the new codes that an exchange may give: none for A4,
    which becomes a certificate; two where the citizen must choose.
    """

    code: str
    scheme: Scheme
    years: int | None
    becomes: tuple[str, ...]
    restriction: str
    minimum_age: int
    maximum_age: AgesBySex | None
    until_age: AgesBySex | None
    ten_years_after_age: AgesBySex | None
    confidence: str

    @property
    def has_term(self) -> bool:
        """Whether the licence can expire (A1, A, new B1 and old A1, A2, A3 never do)."""
        return self.years is not None

    @property
    def becomes_certificate(self) -> bool:
        """Whether it is no licence any more from 2025 (A4; Luật 36/2024/QH15 Điều 89)."""
        return not self.becomes


def find_class(code: str, scheme: str) -> LicenceClass:
    """Return the class; raise UnknownClass where this scheme has no such code."""
    try:
        return _table()[(spelled(code), Scheme(scheme))]
    except (KeyError, ValueError):
        raise UnknownClass(code) from None


def classes_of(scheme: str) -> tuple[LicenceClass, ...]:
    """Return the classes of one scheme in the order of the law."""
    return tuple(one for one in _table().values() if one.scheme == scheme)


def schemes_of(code: str) -> tuple[Scheme, ...]:
    """Return the schemes that know this code; none for a code that does not exist."""
    return tuple(scheme for scheme in Scheme if (spelled(code), scheme) in _table())


def likely_scheme(code: str, *, on: date, expires_on: date | None, no_term: bool) -> Scheme:
    """Return the scheme that a code most likely belongs to; raise UnknownClass for no code at all.

    1. A code that only one scheme has belongs to it. 2. Before 2025 there was only the old scheme.
    3. B1 without a term is the new tricycle, with a term the old car. 4. A five-year class (C, D)
    that runs to 2030 or later was issued under the new scheme. 5. Otherwise old: nearly every
    card in citizens' hands is.
    """
    schemes = schemes_of(code)
    if not schemes:
        raise UnknownClass(code)
    if len(schemes) == 1:
        return schemes[0]
    if on < NEW_SCHEME_STARTS:
        return Scheme.OLD
    if spelled(code) == "B1":
        return Scheme.NEW if no_term else Scheme.OLD
    runs_late = expires_on is not None and expires_on >= SHORTEST_TERM_ENDS
    return Scheme.NEW if runs_late and find_class(code, Scheme.OLD).has_term else Scheme.OLD


def never_expires(code: str, scheme: str) -> bool:
    """Whether a licence of this class has no term, whatever is printed on it."""
    return not find_class(code, scheme).has_term


def exchange_targets(code: str, scheme: str) -> tuple[str, ...]:
    """Return the new codes that an exchange may give (Luật 36/2024/QH15 Điều 89.3).

    Two codes mean that the citizen must be asked; none that there is no licence to exchange for.
    """
    return find_class(code, scheme).becomes


def spelled(code: str) -> str:
    """Return a class code as it is printed: upper case, no spaces."""
    return "".join(code.split()).upper()


@cache
def _table() -> Mapping[tuple[str, Scheme], LicenceClass]:
    rows = tomllib.loads(CLASS_TABLE.read_text(encoding="utf-8"))["class"]
    return {(one.code, one.scheme): one for one in map(_class, rows)}


def _class(row: Mapping[str, Any]) -> LicenceClass:
    until_age = dict(row.get("until_age", {}))
    switch = until_age.pop("ten_years_after_age", None)
    return LicenceClass(
        code=row["code"],
        scheme=Scheme(row["scheme"]),
        years=row.get("years"),
        becomes=tuple(row["becomes"]),
        restriction=row.get("restriction", ""),
        minimum_age=row.get("minimum_age", 18),
        maximum_age=_ages(row.get("maximum_age")),
        until_age=_ages(until_age),
        ten_years_after_age=_ages(switch),
        confidence=row["confidence"],
    )


def _ages(row: Mapping[str, int] | None) -> AgesBySex | None:
    return AgesBySex(row["female"], row["male"]) if row else None
