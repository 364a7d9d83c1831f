"""The 63 provinces by code and by name; the table is `provinces.toml`. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from domain.names import search_key

PROVINCE_TABLE = Path(__file__).with_name("provinces.toml")
CODE_LENGTH = 3
CODE = re.compile(r"\d{2,3}", re.ASCII)
GIA_LAI = "064"


@dataclass(frozen=True)
class Province:
    """A province as it was numbered before the mergers of 2025: `code` has three digits."""

    code: str
    name: str

    @property
    def in_licence_number(self) -> str:
        """The two digits with which a licence number from here begins."""
        return self.code[1:]


class UnknownProvince(LookupError):
    """No province has this code or name."""


def all_provinces() -> tuple[Province, ...]:
    """Return the provinces in the order of their codes."""
    return tuple(_by_code().values())


def find_province(written: str) -> Province:
    """Return the province with this code (two or three digits) or name, with or without accents.

    Raises UnknownProvince.
    """
    key = search_key(written)
    is_code = CODE.fullmatch(key)
    try:
        return _by_code()[key.zfill(CODE_LENGTH) if is_code else _names()[_bare(key)]]
    except KeyError:
        raise UnknownProvince(written) from None


@cache
def _by_code() -> Mapping[str, Province]:
    return {code: Province(code, names[0]) for code, names in _rows()}


@cache
def _names() -> Mapping[str, str]:
    return {_bare(search_key(name)): code for code, names in _rows() for name in names}


def _rows() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = tomllib.loads(PROVINCE_TABLE.read_text(encoding="utf-8"))["province"]
    return tuple((row["code"], (row["name"], *row.get("also", ()))) for row in rows)


def _bare(key: str) -> str:
    """Return a name without "tỉnh" and "thành phố" before it, and without any punctuation."""
    for title in ("tinh ", "thanh pho ", "tp. ", "tp ", "tp."):
        key = key.removeprefix(title)
    return "".join(letter for letter in key if letter.isalnum())
