"""Lengths of time that the law names: days, months, years. Pure.

A month ends on the day of the same number, or on the last day of a shorter month.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAYS_OF_A_COUNTED_MONTH = 30
MONTHS_OF_A_YEAR = 12
SPAN = re.compile(r"([1-9]\d{0,2}) (day|month|year)s?")


class MonthReading(StrEnum):
    """How long a month is, where the text does not say."""

    CALENDAR = "calendar"
    THIRTY_DAYS = "30_days"


class NotASpan(ValueError):
    """A length of time is written as `30 days`, `3 months` or `1 year`."""


@dataclass(frozen=True)
class Span:
    """A length of time: a number of `day`, `month` or `year`."""

    number: int
    unit: str

    def after(self, start: date, months: MonthReading = MonthReading.CALENDAR) -> date:
        """Return the first day on which this length has passed since `start`.

        The reading matters to months only: thirty days are thirty days, a year is a year.
        """
        if self.unit == "day":
            return _days_after(start, self.number)
        if self.unit == "year":
            return months_after(start, self.number * MONTHS_OF_A_YEAR)
        if months is MonthReading.THIRTY_DAYS:
            return _days_after(start, self.number * DAYS_OF_A_COUNTED_MONTH)
        return months_after(start, self.number)


def span(written: str) -> Span:
    """Return the Span that is written as `30 days`, `3 months` or `1 year`."""
    found = SPAN.fullmatch(written)
    if not found:
        raise NotASpan(written)
    return Span(int(found[1]), found[2])


def months_after(start: date, months: int) -> date:
    """Return the day `months` calendar months after `start` (before it, if negative).

    31/01 and one month is the last day of February. Past the last year that a date can name, the
    answer is the greatest date.
    """
    year, month = divmod(start.year * MONTHS_OF_A_YEAR + start.month - 1 + months, MONTHS_OF_A_YEAR)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _days_after(start: date, days: int) -> date:
    return start + timedelta(days=min(days, (date.max - start).days))
