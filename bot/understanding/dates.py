"""Dates as Vietnamese people type them: the day first, always. Pure; today is an argument."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.understanding import NotUnderstood
from bot.understanding.keyboard import untyped
from bot.understanding.plain import LONGEST_ANSWER, plain, tidy
from bot.understanding.spoken import spelled_out

ADULT = 18
"""The youngest holder of any class (Luật 36/2024/QH15 Điều 59); pivots two-digit birth years."""
OLDEST = 1900
LONGEST = 50
"""Years that a licence may still run: an old B1 to the age of 60."""

_NUMERIC = re.compile(
    r"(?<![0-9/.\-])([0-9]{1,2})(\s*[/.\-]\s*|,|\s+)([0-9]{1,2})(?:\s*[/.\-]\s*|,|\s+)([0-9]{4}|[0-9]{2})(?![0-9])"
)
_TOGETHER = re.compile(r"(?<![0-9])([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})(?![0-9])")
_ISO = re.compile(r"(?<![0-9])([0-9]{4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,2})(?![0-9])")
_WORDED = re.compile(
    r"(?:(?:ngay|mung|mong|hom|ngay mung|ngay mong)\s*)?(?<![0-9])([0-9]{1,2})\s*,?\s*"
    r"(?:thang|thg|th|t)\s*([0-9]{1,2})\s*,?\s*(?:(?:nam|n)\s*)?[,/.\-]?\s*([0-9]{4}|[0-9]{2})(?![0-9])"
)
_YEAR_FIRST = re.compile(
    r"\bnam\s*([0-9]{4}|[0-9]{2})\D{1,12}?([0-9]{1,2})\s*(?:thang|thg|/)\s*([0-9]{1,2})(?![0-9])"
)
_YEAR_MONTH_DAY = re.compile(
    r"\bnam\s*([0-9]{4}|[0-9]{2})\D{1,3}thang\s*([0-9]{1,2})\D{1,3}ngay\s*([0-9]{1,2})(?![0-9])"
)
_DAY_ALONE = re.compile(r"\b(?:ngay|hom)\s*([0-9]{1,2})(?![0-9/.\-])(?! (?:nua|toi|sau|thang))")
_NO_YEAR = re.compile(
    r"(?<![0-9/.\-])([0-3]?[0-9])\s*(?:[/.\-]|\s*(?:thang|thg)\s*)\s*([01]?[0-9])(?![0-9/.\-])"
)
_NO_TERM = re.compile(
    r"\b(khong|ko|k|kg|vo|hong|chang|khg|kh)\s*(co\s*|ghi\s*|bi\s*)?"
    r"(thoi han|thoi hang|han|ki han|ky han|het han|han su dung|ngay het han)\b"
    r"|\b(vinh vien|vo han|tron doi|suot doi|vo thoi han)\b"
    r"|\b(no expiry|no expiration|unlimited|never expires)\b"
)
_RELATIVE = {
    "hom kia": -2,
    "hom qua": -1,
    "hom nay": 0,
    "bua nay": 0,
    "sang nay": 0,
    "trua nay": 0,
    "chieu nay": 0,
    "ngay mai": 1,
    "hom sau": 1,
    "mai": 1,
    "ngay mot": 2,
    "ngay kia": 2,
    "mot": 2,
    "day after tomorrow": 2,
    "tomorrow": 1,
    "today": 0,
}
_SOME_DAY = re.compile(r"\b(mai mot|mot mai|mai kia)\b")
_THIS_DAY_NEXT_WEEK = re.compile(r"\bngay nay tuan (sau|toi)\b")
NEXT_MONTH = "thang_toi"
_OF_THIS_MONTH = re.compile(
    rf"\b(?:ngay|mung|mong|hom)? ?([0-9]{{1,2}}) (thang nay|{NEXT_MONTH})\b"
)
_AHEAD = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7}
_DAYS_AHEAD = re.compile(
    rf"(?<!thu )\b([0-9]{{1,2}}|{'|'.join(_AHEAD)}) (?:(ngay|hom|bua) (?:nua|toi|sau)|(tuan) nua)\b"
)
_WEEKDAY = re.compile(r"\b(?:thu|t) ?(hai|ba|tu|nam|sau|bay|[2-7])\b|\b(chu nhat|cn)\b")
_WEEKDAY_WORDS = {"hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7}
_NEXT_WEEK = re.compile(r"\b(tuan (sau|toi|ke|ke tiep)|tuan sau nua)\b")


def no_term(text: str) -> bool:
    """Tell whether the text says «không thời hạn»."""
    return bool(_NO_TERM.search(_typed(text)))


def _typed(text: str) -> str:
    """Return plain text, keyboards undone; «tháng sáu» is told from «tháng sau» while it can be."""
    marked = re.sub(r"tháng sáu\b", "tháng 6", tidy(text[:LONGEST_ANSWER]).lower())
    ahead = re.sub(r"\bth[áa]ng (sau|tới|toi)\b(?! (n[ăa]m|[0-9]))", NEXT_MONTH, marked)
    return re.sub(r"(?<![a-z0-9])[a-z][a-z0-9]*", lambda hit: untyped(hit.group()), plain(ahead))


def day(text: str, *, field: str, today: date) -> date:
    """Return the day that the text names, for a field "birth", "issue", "expiry" or "wish".

    The field decides the century of two digits, which of two days is meant (an expiry is the
    later, a birth or an issue the earlier), and whether a day may be told without a year (only a
    wish). Raises NotUnderstood: "none", "impossible" (31/02), "no_year", "future" (a birth or an
    issue that has not come), "too_old".
    """
    said = spelled_out(_typed(text))
    found, impossible = _full_days(said, field=field, today=today)
    if not found and not impossible:
        found, impossible = _loose_days(said, field=field, today=today)
    if not found:
        raise NotUnderstood("impossible" if impossible else "none")
    chosen = max(found) if field == "expiry" else min(found) if field != "wish" else found[0]
    return _sane(chosen, field=field, today=today)


def _full_days(said: str, *, field: str, today: date) -> tuple[list[date], bool]:
    found: list[date] = []
    impossible = False
    rest = said
    for pattern, order in (
        (_ISO, (3, 2, 1)),
        (_YEAR_MONTH_DAY, (3, 2, 1)),
        (_YEAR_FIRST, (2, 3, 1)),
        (_WORDED, (1, 2, 3)),
        (_NUMERIC, (1, 3, 4)),
        (_TOGETHER, (1, 2, 3)),
    ):
        for hit in pattern.finditer(rest):
            digits = [hit.group(group) for group in order]
            try:
                year = _year(digits[2], field=field, today=today)
                found.append(date(year, int(digits[1]), int(digits[0])))
            except ValueError:
                impossible = True
        rest = pattern.sub(" | ", rest)
    return found, impossible


def _year(digits: str, *, field: str, today: date) -> int:
    year = int(digits)
    if len(digits) == 4:  # noqa: PLR2004  a whole year
        return year
    newest = {"birth": today.year - ADULT, "issue": today.year}.get(field, today.year + LONGEST)
    return 2000 + year if 2000 + year <= newest else 1900 + year


def _loose_days(said: str, *, field: str, today: date) -> tuple[list[date], bool]:
    hit = _NO_YEAR.search(said)
    if hit and field != "wish":
        raise NotUnderstood("no_year")
    if field == "wish":
        of_month = _OF_THIS_MONTH.search(said)
        if of_month:
            return _of_month(int(of_month.group(1)), today, later=of_month.group(2) == NEXT_MONTH)
        near = _wish(said, today)
        if near is not None:
            return [near], False
    alone = _DAY_ALONE.search(said)
    if alone and field == "wish":
        return _this_or_next_month(int(alone.group(1)), today)
    if hit:
        return _this_or_next_year(int(hit.group(1)), int(hit.group(2)), today)
    for word, step in _RELATIVE.items():
        if field == "expiry" and re.search(rf"\b{word}\b", said):
            return [today + timedelta(days=step)], False
    return [], False


def _this_or_next_year(day_: int, month: int, today: date) -> tuple[list[date], bool]:
    try:
        this = date(today.year, month, day_)
        return [this if this >= today else date(today.year + 1, month, day_)], False
    except ValueError:
        return [], True


def _of_month(day_: int, today: date, *, later: bool) -> tuple[list[date], bool]:
    first = today.replace(day=1)
    first = (first + timedelta(days=32)).replace(day=1) if later else first
    try:
        return [first.replace(day=day_)], False
    except ValueError:
        return [], True


def _this_or_next_month(day_: int, today: date) -> tuple[list[date], bool]:
    first = today.replace(day=1)
    if day_ < today.day:
        first = (first + timedelta(days=32)).replace(day=1)
    try:
        return [first.replace(day=day_)], False
    except ValueError:
        return [], True


def _wish(said: str, today: date) -> date | None:
    if _SOME_DAY.search(said):
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
        return _weekday(number, today, next_week=bool(_NEXT_WEEK.search(said)))
    for word, step in _RELATIVE.items():
        if re.search(rf"\b{word}\b(?! (gio|ngay|tuan|thang))", said):
            if step < 0:
                raise NotUnderstood("none")
            return today + timedelta(days=step)
    return None


def _weekday(number: int, today: date, *, next_week: bool) -> date:
    monday = today - timedelta(days=today.weekday())
    asked = monday + timedelta(days=number - 2)
    if next_week:
        return asked + timedelta(days=7)
    return asked if asked >= today else asked + timedelta(days=7)


def _sane(chosen: date, *, field: str, today: date) -> date:
    if chosen.year < OLDEST:
        raise NotUnderstood("too_old")
    if field in {"birth", "issue"} and chosen > today:
        raise NotUnderstood("future")
    if chosen.year > today.year + 100:
        raise NotUnderstood("impossible")
    return chosen
