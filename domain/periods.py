"""Report periods: the presets of the office and any free range. Pure.

Reports of the licence sector run from the 15th: Thông tư 35/2024/TT-BGTVT Điều 4 (half-year
15/12–14/06, year 15/12–14/12); the same windows hold generally under Nghị định 09/2019/NĐ-CP. The
quarters follow the same logic. A report prints its range, because habits differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.spans import MONTHS_OF_A_YEAR, months_after
from domain.words import Text, _

ONE_DAY = timedelta(days=1)
REPORT_DAY = 15
"""The day of the month on which the windows of the licence sector begin."""


class Preset(StrEnum):
    """A period by name."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    CALENDAR_HALF_YEAR = "calendar_half_year"
    YEAR = "year"
    CALENDAR_YEAR = "calendar_year"


PRESET_NAMES: Mapping[Preset, Text] = {
    Preset.MONTH: _("Tháng"),
    Preset.QUARTER: _("Quý (từ ngày 15)"),
    Preset.HALF_YEAR: _("6 tháng (15/12–14/6 hoặc 15/6–14/12)"),
    Preset.CALENDAR_HALF_YEAR: _("6 tháng (1/1–30/6 hoặc 1/7–31/12)"),
    Preset.YEAR: _("Năm (15/12–14/12)"),
    Preset.CALENDAR_YEAR: _("Năm (1/1–31/12)"),
}
MONTHS_OF: Mapping[Preset, int] = {
    Preset.MONTH: 1,
    Preset.QUARTER: 3,
    Preset.HALF_YEAR: 6,
    Preset.CALENDAR_HALF_YEAR: 6,
    Preset.YEAR: 12,
    Preset.CALENDAR_YEAR: 12,
}
FROM_THE_FIFTEENTH = frozenset({Preset.QUARTER, Preset.HALF_YEAR, Preset.YEAR})


class TurnedRange(ValueError):
    """A period must not end before it begins."""


@dataclass(frozen=True)
class Period:
    """The days from `start` to `end`, both included; `label` names them for a reader."""

    start: date
    end: date
    label: Text

    def __post_init__(self) -> None:
        """Refuse a range that ends before it begins."""
        if self.end < self.start:
            raise TurnedRange

    def __contains__(self, day: date) -> bool:
        """Return whether a day lies in the period."""
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    @property
    def printed_range(self) -> Text:
        """The range as a report prints it."""
        return RANGE.with_(start=self.start, end=self.end)


def period(preset: Preset | str, day: date) -> Period:
    """Return the period of this kind in which the day lies; raise ValueError for no such kind."""
    kind = Preset(preset)
    offset = REPORT_DAY - 1 if kind in FROM_THE_FIFTEENTH else 0
    months = MONTHS_OF[kind]
    start = _starts_before(day - timedelta(days=offset), kind)
    end = months_after(start, months)
    shift = timedelta(days=offset)
    first, last = start + shift, end + shift - ONE_DAY
    return Period(first, last, _label(kind, first, last))


def previous(preset: Preset | str, day: date) -> Period:
    """Return the period of this kind before the one in which the day lies."""
    return period(preset, period(preset, day).start - ONE_DAY)


def free_range(start: date, end: date) -> Period:
    """Return the period from one day to another; raise TurnedRange if they are turned."""
    return Period(start, end, RANGE.with_(start=start, end=end))


def from_day(start: date, today: date) -> Period:
    """Return the period from a given day until today."""
    return free_range(start, today)


def _starts_before(day: date, kind: Preset) -> date:
    """Return the first of the month in which a period of this kind begins, at or before the day.

    Windows from the 15th begin in December, March, June, September; the others in January.
    """
    begins_with = MONTHS_OF_A_YEAR - 1 if kind in FROM_THE_FIFTEENTH else 0
    since = (day.year * MONTHS_OF_A_YEAR + day.month - 1 - begins_with) % MONTHS_OF[kind]
    return months_after(day.replace(day=1), -since)


def _label(kind: Preset, first: date, last: date) -> Text:
    """Name a period by the year in which it ends: that which begins on 15/12 is of the next."""
    number = (last.month - 1) // MONTHS_OF[kind] + 1
    return LABELS[kind].with_(number=number, year=last.year, start=first, end=last)


RANGE = _("Từ {start} đến {end}")
LABELS: Mapping[Preset, Text] = {
    Preset.MONTH: _("Tháng {number}/{year}"),
    Preset.QUARTER: _("Quý {number}/{year} ({start}–{end})"),
    Preset.HALF_YEAR: _("6 tháng, kỳ {number}/{year} ({start}–{end})"),
    Preset.CALENDAR_HALF_YEAR: _("6 tháng, kỳ {number}/{year} ({start}–{end})"),
    Preset.YEAR: _("Năm {year} ({start}–{end})"),
    Preset.CALENDAR_YEAR: _("Năm {year} ({start}–{end})"),
}
