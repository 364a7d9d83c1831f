"""Dates as Vietnamese people type them: the day first, always. Pure; today is an argument."""

from __future__ import annotations

import re
from datetime import date

from bot.understanding import NotUnderstood
from bot.understanding.coming_days import NO_YEAR, Found, relative, wished
from bot.understanding.second_thoughts import on_second_thought
from bot.understanding.spoken import spelled_out
from bot.understanding.typed_days import NEXT_YEAR, THIS_YEAR, typed

ADULT = 18
"""The youngest holder of any class (Luật 36/2024/QH15 Điều 59); pivots two-digit birth years."""
OLDEST = 1900
LONGEST = 50
"""Years that a licence may still run: an old B1 to the age of 60."""

_STROKE = r"[/.\-_|*\\]"
_NUMERIC = re.compile(
    rf"(?<![0-9/.\-])([0-9]{{1,2}})(\s*{_STROKE}\s*|,|\s+)([0-9]{{1,2}})"
    rf"(?:\s*{_STROKE}\s*|,|\s*nam\s*|\s+)([0-9]{{4}}|[0-9]{{2}})(?![0-9])"
)
_TOGETHER = re.compile(r"(?<![0-9])([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})(?![0-9])")
_ISO = re.compile(r"(?<![0-9])([0-9]{4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,2})(?![0-9])")
_WORDED = re.compile(
    r"(?:(?:ngay|mung|mong|hom|ngay mung|ngay mong)\s*)?(?<![0-9])([0-9]{1,2})\s*,?\s*"
    r"[\-/.]?\s*(?:thang|thg|th|t)\s*([0-9]{1,2})\s*,?\s*(?:(?:nam|n)\s*)?[,/.\-]?\s*"
    r"([0-9]{4}|[0-9]{2})(?![0-9])"
)
_YEAR_FIRST = re.compile(
    r"\bnam\s*(?:sinh\s*)?([0-9]{4}|[0-9]{2})\D{1,12}?([0-9]{1,2})\s*(?:thang|thg|/)\s*"
    r"([0-9]{1,2})(?![0-9])"
)
_YEAR_MONTH_DAY = re.compile(
    r"\bnam\s*([0-9]{4}|[0-9]{2})\D{1,3}thang\s*([0-9]{1,2})\D{1,3}ngay\s*([0-9]{1,2})(?![0-9])"
)
_MONTH_DAY_YEAR = re.compile(
    r"\bthang\s*([0-9]{1,2})\D{1,3}ngay\s*([0-9]{1,2})\D{1,6}?([0-9]{4}|[0-9]{2})(?![0-9])"
)
_NO_TERM = re.compile(
    r"\b(khong|ko|k|kg|vo|hong|chang|khg|kh|khog|lam gi)\s*(co\s*|ghi\s*|thay\s*|bi\s*|bao gio\s*|"
    r"xac dinh\s*|gioi han\s*)*"
    r"(thoi han|thoi hang|han|ki han|ky han|het han|han su dung|ngay het han)\b"
    r"|\bkhong gioi han( thoi gian)?\b|\b(dung|xai|su dung) (hoai|mai|mai mai)\b|\bmai mai\b"
    r"|\b(vinh vien|vo han|tron doi|suot doi|vo thoi han)\b"
    r"|\b(no expiry|no expiration|unlimited|never expires|indefinite|permanent|lifetime)\b"
)


def no_term(text: str) -> bool:
    """Tell whether the text says «không thời hạn»."""
    return bool(_NO_TERM.search(typed(text)))


@on_second_thought
def day(text: str, *, field: str, today: date) -> date:
    """Return the day that the text names, for a field "birth", "issue", "expiry" or "wish".

    The field decides the century of two digits, which of two days is meant (an expiry is the
    later, a birth or an issue the earlier), and whether a day may be told without a year (only a
    wish). Raises NotUnderstood: "none", "impossible" (31/02), "no_year", "future" (a birth or an
    issue that has not come), "too_old".
    """
    years = typed(text).replace(NEXT_YEAR, f"nam {today.year + 1}")
    said = spelled_out(years.replace(THIS_YEAR, f"nam {today.year}"))
    found, impossible = _full_days(said, field=field, today=today)
    if not found and not impossible:
        found, impossible = _loose_days(said, field=field, today=today)
    if not found:
        raise NotUnderstood("impossible" if impossible else "none")
    chosen = max(found) if field == "expiry" else min(found) if field != "wish" else found[0]
    return _sane(chosen, field=field, today=today)


def _full_days(said: str, *, field: str, today: date) -> Found:
    found: list[date] = []
    impossible = False
    rest = said
    for pattern, order in (
        (_ISO, (3, 2, 1)),
        (_YEAR_MONTH_DAY, (3, 2, 1)),
        (_YEAR_FIRST, (2, 3, 1)),
        (_MONTH_DAY_YEAR, (2, 1, 3)),
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


def _loose_days(said: str, *, field: str, today: date) -> Found:
    if field == "wish":
        return wished(said, today)
    if NO_YEAR.search(said):
        raise NotUnderstood("no_year")
    return relative(said, today) if field == "expiry" else ([], False)


def _sane(chosen: date, *, field: str, today: date) -> date:
    if chosen.year < OLDEST:
        raise NotUnderstood("too_old")
    if field in {"birth", "issue"} and chosen > today:
        raise NotUnderstood("future")
    if chosen.year > today.year + 100:
        raise NotUnderstood("impossible")
    return chosen
