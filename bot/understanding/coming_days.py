"""Days counted from today: «mai», «thứ 3 tuần sau», «ngày 5», «28/11». Pure; on plain text."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.understanding import NotUnderstood
from bot.understanding.typed_days import NEXT_MONTH

Found = tuple[list[date], bool]
"""The days that were named, and whether one was that does not exist."""

_DAY_ALONE = re.compile(
    r"\b(?:ngay mung|ngay mong|ngay|hom|mung|mong)\s*([0-9]{1,2})(?![0-9/.\-])"
    r"(?! (?:nua|toi|sau|thang))"
)
NO_YEAR = re.compile(
    r"(?<![0-9/.\-])([0-3]?[0-9])\s*(?:[/.\-]|\s*(?:thang|thg)\s*)\s*([01]?[0-9])(?![0-9/.\-])"
)
_SAYS_A_DAY = re.compile(r"/|thang|thg")
"""Beside a weekday the date counts; «2-3 giờ» and «8.30» are no dates."""

_RELATIVE = {
    "hom kia": -2,
    "hom qua": -1,
    "hom nay": 0,
    "bua nay": 0,
    "sang nay": 0,
    "trua nay": 0,
    "chieu nay": 0,
    "toi nay": 0,
    "dem nay": 0,
    "ngay mai": 1,
    "hom sau": 1,
    "mai(?! mai)": 1,
    "ngay mot": 2,
    "ngay kia": 2,
    "mot": 2,
    "day after tomorrow": 2,
    "tomorrow": 1,
    "today": 0,
}
_SOME_DAY = re.compile(r"\b(mai mot|mot mai|mai kia|mai mai)\b")
_PAST = re.compile(r"\btuan (truoc|roi|vua roi|qua)\b")
_THIS_DAY_NEXT_WEEK = re.compile(r"\bngay nay tuan (sau|toi)\b")
_OF_THIS_MONTH = re.compile(
    rf"\b(?:ngay|mung|mong|hom)? ?([0-9]{{1,2}}) (thang nay|{NEXT_MONTH})\b"
)
_AHEAD = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7}
_DAYS_AHEAD = re.compile(
    rf"(?<!thu )\b([0-9]{{1,2}}|{'|'.join(_AHEAD)}) (?:(ngay|hom|bua) (?:nua|toi|sau)|(tuan) nua)\b"
)
_ONE_DAY = r"(?:(?:thu|t)[ .]?(?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|ngay mai|hom nay|mai|mot)"
_NOT_THEN = re.compile(
    rf"\b(?:khong phai|tru|ngoai) (?:la |ngay )?{_ONE_DAY}\b"
    rf"|\b{_ONE_DAY} (?:thi |em |toi |minh |anh |chi )*"
    r"(?:khong|ko|k|ban|ket|nghi)(?: di| den)?(?: duoc| dc)?\b"
)
"""«không phải thứ 3», «mai bận»: a day on which somebody cannot come is no wish."""

_EITHER_DAY = re.compile(
    rf"\b{_ONE_DAY}(?: \w+){{0,3}} (?:hoac|hay|or)(?: la)?(?: \w+){{0,2}} {_ONE_DAY}\b"
)
"""«thứ 3 hoặc thứ 5»: of two days none is wished yet."""

_WEEKDAY = re.compile(r"\b(?:thu|t)[ .]?(hai|ba|tu|nam|sau|bay|[2-7])\b|\b(chu nhat|cn)\b")
_WEEKDAY_WORDS = {"hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7}
_WEEKS_AHEAD = (
    (re.compile(r"\btuan (sau|toi) nua\b"), 2),
    (re.compile(r"\btuan (sau|toi|ke|ke tiep)\b"), 1),
)


def wished(said: str, today: date) -> Found:
    """Return the coming day of which the plain text speaks without a year.

    Raises NotUnderstood "none" where it speaks of a day that is over, or of any.
    """
    of_month = _OF_THIS_MONTH.search(said)
    if of_month:
        return _of_month(int(of_month.group(1)), today, later=of_month.group(2) == NEXT_MONTH)
    hit = NO_YEAR.search(said)
    near = None if hit and _SAYS_A_DAY.search(hit.group()) else _near(said, today)
    if near is not None:
        return [near], False
    alone = _DAY_ALONE.search(said)
    if alone:
        return _this_or_next_month(int(alone.group(1)), today)
    return _this_or_next_year(int(hit.group(1)), int(hit.group(2)), today) if hit else ([], False)


def relative(said: str, today: date) -> Found:
    """Return the day that is named by its distance alone: «hôm qua», «mai»."""
    for word, step in _RELATIVE.items():
        if re.search(rf"\b{word}\b", said):
            return [today + timedelta(days=step)], False
    return [], False


def _near(said: str, today: date) -> date | None:
    said = _NOT_THEN.sub(" ", said)
    if _SOME_DAY.search(said) or _PAST.search(said) or _EITHER_DAY.search(said):
        raise NotUnderstood("none")
    if _THIS_DAY_NEXT_WEEK.search(said):
        return today + timedelta(days=7)
    ahead = _DAYS_AHEAD.search(said)
    if ahead:
        count = _AHEAD.get(ahead.group(1)) or int(ahead.group(1))
        return today + timedelta(days=count * (7 if ahead.group(3) else 1))
    hit = _WEEKDAY.search(said)
    if hit:
        number = 8 if hit.group(2) else int(_WEEKDAY_WORDS.get(hit.group(1), hit.group(1)))
        weeks = next((many for pattern, many in _WEEKS_AHEAD if pattern.search(said)), 0)
        return _weekday(number, today, weeks=weeks)
    for word, step in _RELATIVE.items():
        if re.search(rf"\b{word}\b(?! (gio|ngay|tuan|thang))", said):
            if step < 0:
                raise NotUnderstood("none")
            return today + timedelta(days=step)
    return None


def _weekday(number: int, today: date, *, weeks: int) -> date:
    monday = today - timedelta(days=today.weekday())
    asked = monday + timedelta(days=number - 2 + 7 * weeks)
    return asked if asked >= today else asked + timedelta(days=7)


def _this_or_next_year(day: int, month: int, today: date) -> Found:
    try:
        this = date(today.year, month, day)
        return [this if this >= today else date(today.year + 1, month, day)], False
    except ValueError:
        return [], True


def _of_month(day: int, today: date, *, later: bool) -> Found:
    first = today.replace(day=1)
    first = (first + timedelta(days=32)).replace(day=1) if later else first
    try:
        return [first.replace(day=day)], False
    except ValueError:
        return [], True


def _this_or_next_month(day: int, today: date) -> Found:
    return _of_month(day, today, later=day < today.day)
