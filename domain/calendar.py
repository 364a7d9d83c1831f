"""The working calendar of the office, and the day on which a dossier is due. Pure.

Tables are values that are passed in: a calendar is a frozen value, and each answer follows from it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import cache
from pathlib import Path

import holidays

from domain.zone import VIETNAM, local

KNOWN_DAYS = Path(__file__).with_name("calendar.toml")
SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """An unbroken stretch of opening hours; closed from `closes` on."""

    opens: time
    closes: time

    @property
    def first_minute(self) -> int:
        """Minutes from midnight to the opening."""
        return _minutes(self.opens)

    @property
    def end_minute(self) -> int:
        """Minutes from midnight to the closing."""
        return _minutes(self.closes)


# The default of the provincial one-stop system; Gia Lai's own hours are not confirmed.
OFFICE_HOURS = (Stretch(time(7), time(11, 30)), Stretch(time(13, 30), time(17)))


@dataclass(frozen=True)
class CalendarDay:
    """A day against the rule of the week: a holiday, a closure, or a Saturday that is worked."""

    on: date
    is_working: bool
    note: str


@dataclass(frozen=True)
class WorkingCalendar:
    """Which minutes the office works.

    `days` hold the exceptions; other days go by the week: Monday to Friday `hours`, Saturday
    `saturday` (closed unless given), Sunday closed. A working exception has the full `hours`.
    """

    days: Mapping[date, CalendarDay] = field(default_factory=dict)
    hours: tuple[Stretch, ...] = OFFICE_HOURS
    saturday: tuple[Stretch, ...] = ()

    def __post_init__(self) -> None:
        """Refuse hours in which nobody could ever be served."""
        if not self.hours:
            raise ValueError("a calendar needs opening hours")
        for stretches in (self.hours, self.saturday):
            edges = [edge for one in stretches for edge in (one.first_minute, one.end_minute)]
            if edges != sorted(set(edges)):
                raise ValueError("opening hours must follow one another through the day")

    def with_days(self, days: Iterable[CalendarDay]) -> WorkingCalendar:
        """Return the calendar with these exceptions over its own."""
        own = {day.on: day for day in days}
        return WorkingCalendar({**self.days, **own}, self.hours, self.saturday)

    def hours_on(self, day: date) -> tuple[Stretch, ...]:
        """Return the opening hours of this day, none for a day off."""
        if day in self.days:
            return self.hours if self.days[day].is_working else ()
        if day.weekday() < SATURDAY:
            return self.hours
        return self.saturday if day.weekday() == SATURDAY else ()

    def is_working(self, day: date) -> bool:
        """Return whether the office opens at all on this day."""
        return bool(self.hours_on(day))

    def note(self, day: date) -> str:
        """Return why this day is an exception, or nothing."""
        return self.days[day].note if day in self.days else ""

    def working_day_after(self, day: date, count: int = 1) -> date:
        """Return the `count`-th working day after this one, which is itself not counted."""
        if count < 1:
            raise ValueError("count working days from 1")
        for _ in range(count):
            day += ONE_DAY
            while not self.is_working(day):
                day += ONE_DAY
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """Return how many working days lie after the first day, up to and with the second."""
        days = (after + timedelta(days=number) for number in range(1, (until - after).days + 1))
        return sum(self.is_working(day) for day in days)

    def due_at(
        self,
        received_at: datetime,
        working_days: Decimal,
        pauses: Sequence[tuple[datetime, datetime]] = (),
    ) -> datetime:
        """Return when a dossier received at this instant is due, in local time.

        1. Receipt outside opening hours counts from the next opening. 2. A working day is as many
        minutes as the office opens on one (8 hours by default); halves are allowed. 3. Only working
        minutes count, so that the day of receipt is in effect excluded: an instant that falls on a
        closing time is the next opening. 4. The working minutes of each pause (begin, end), while a
        supplement was awaited, are added. Instants must be aware.
        """
        asked = (working_days * self._minutes_of_a_day()).to_integral_value(ROUND_CEILING)
        return self._after(_on_the_clock(received_at), int(asked) + self._paused(pauses))

    def moved_to(
        self,
        other: WorkingCalendar,
        received_at: datetime,
        due_at: datetime,
        pauses: Sequence[tuple[datetime, datetime]] = (),
    ) -> datetime:
        """Return when it is due by another calendar: the same working time on other days."""
        asked = self.working_minutes(received_at, due_at) - self._paused(pauses)
        return other._after(_on_the_clock(received_at), max(0, asked) + other._paused(pauses))

    def working_minutes(self, begin: datetime, end: datetime) -> int:
        """Return how many minutes the office was open between two aware instants."""
        first, last = _on_the_clock(begin), _on_the_clock(end)
        total, day = 0, first.date()
        while day <= last.date():
            start = _minutes(first.time()) if day == first.date() else 0
            stop = _minutes(last.time()) if day == last.date() else _minutes(time.max)
            for one in self.hours_on(day):
                total += max(0, min(stop, one.end_minute) - max(start, one.first_minute))
            day += ONE_DAY
        return total

    def _paused(self, pauses: Sequence[tuple[datetime, datetime]]) -> int:
        return sum(self.working_minutes(begin, end) for begin, end in _apart(pauses))

    def _minutes_of_a_day(self) -> int:
        return sum(one.end_minute - one.first_minute for one in self.hours)

    def _after(self, start: datetime, minutes: int) -> datetime:
        for opens, closes in self._open_from(start):
            if minutes < closes - opens.minute_of_day:
                return opens.later(minutes)
            minutes -= closes - opens.minute_of_day
        raise AssertionError  # the calendar never ends

    def _open_from(self, start: datetime) -> Iterator[tuple[_Moment, int]]:
        """Yield the open stretches from this instant on: where each begins, and its closing."""
        day, earliest = start.date(), _minutes(start.time())
        while True:
            for one in self.hours_on(day):
                if one.end_minute > earliest:
                    yield _Moment(day, max(earliest, one.first_minute)), one.end_minute
            day, earliest = day + ONE_DAY, 0


@dataclass(frozen=True)
class _Moment:
    day: date
    minute_of_day: int

    def later(self, minutes: int) -> datetime:
        midnight = datetime.combine(self.day, time(), VIETNAM)
        return midnight + timedelta(minutes=self.minute_of_day + minutes)


def vietnamese_calendar(
    years: Iterable[int],
    own: Iterable[CalendarDay] = (),
    *,
    hours: tuple[Stretch, ...] = OFFICE_HOURS,
    saturday: tuple[Stretch, ...] = (),
) -> WorkingCalendar:
    """Return the calendar of these years: public holidays, days known since, the office's own.

    What comes later in that list wins.
    """
    seeded = WorkingCalendar({}, hours, saturday).with_days(public_holidays(years))
    return seeded.with_days(known_days()).with_days(own)


def public_holidays(years: Iterable[int]) -> tuple[CalendarDay, ...]:
    """Return the holidays of Vietnam in these years, and the Saturdays worked in exchange.

    They come from the `holidays` package, which has gaps: it lacks Friday 02/01/2026.
    """
    return tuple(day for year in sorted(set(years)) for day in _holidays_of(year))


@cache
def _holidays_of(year: int) -> tuple[CalendarDay, ...]:
    known = holidays.country_holidays("VN", years=year, language="vi")
    off = [CalendarDay(day, is_working=False, note=name) for day, name in known.items()]
    worked = [
        CalendarDay(day, is_working=True, note="Làm bù")
        for day in known.weekend_workdays
        if day.year == year
    ]
    return tuple(sorted([*off, *worked], key=lambda day: day.on))


@cache
def known_days() -> tuple[CalendarDay, ...]:
    """Return the exceptions that came out after the package, from `calendar.toml`."""
    rows = tomllib.loads(KNOWN_DAYS.read_text(encoding="utf-8"))["day"]
    return tuple(CalendarDay(row["on"], row["is_working"], row["note"]) for row in rows)


def closed_days(first: date, last: date, reason: str) -> tuple[CalendarDay, ...]:
    """Return a closure from the first day to the last, such as for a typhoon."""
    if last < first:
        raise ValueError("a closure ends on or after the day it begins")
    return tuple(
        CalendarDay(first + timedelta(days=number), is_working=False, note=reason)
        for number in range((last - first).days + 1)
    )


def _apart(pauses: Sequence[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Return the pauses in order with their overlaps cut, so that no minute counts twice."""
    apart: list[tuple[datetime, datetime]] = []
    for begin, end in sorted(pauses):
        start = max(begin, apart[-1][1]) if apart else begin
        if start < end:
            apart.append((start, end))
    return apart


def _on_the_clock(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("an instant must be aware")
    return local(at)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
