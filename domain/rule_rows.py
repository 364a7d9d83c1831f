"""Reading single values out of one entry of a file of rules. Pure.

What does not fit raises KeyError, ValueError or TypeError; `rule_file` says in which entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.rule_sets import Confidence, Source

Row = Mapping[str, Any]


def source_of(row: Row) -> Source:
    """Return the source of an entry, and how sure it is."""
    return Source(text_of(row, "source"), Confidence(row["confidence"]))


def first_day(row: Row) -> date:
    """Return the first day of an entry; without `from` it has held always."""
    return _day(row, "from", date.min)


def last_day(row: Row) -> date:
    """Return the last day of an entry; without `to` it holds for ever."""
    return _day(row, "to", date.max)


def _day(row: Row, key: str, otherwise: date) -> date:
    day = row.get(key, otherwise)
    if type(day) is not date:
        raise ValueError(f"`{key}` is a date such as 2026-07-01")
    return day


def text_of(row: Row, key: str) -> str:
    """Return a text that says something."""
    text = row[key]
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"`{key}` is a text")
    return text


def whole_of(row: Row, key: str) -> int:
    """Return a whole number, zero or more."""
    number = row[key]
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise ValueError(f"`{key}` is a whole number")
    return number


def yes_or_no(row: Row, key: str) -> bool:
    """Return true or false."""
    answer = row[key]
    if not isinstance(answer, bool):
        raise TypeError(f"`{key}` is true or false")
    return answer
