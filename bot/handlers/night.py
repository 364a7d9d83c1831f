"""What is settled in the night: the figures of the days that are over, and how fast we are."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.handlers.calendar import calendar_of
from domain.habits import Expectation
from domain.pace import Pace, Stretch, nine_of_ten
from domain.rules import DatedSettings, default_settings
from domain.zone import local, local_date
from storage.store import Store

SETTLED_FROM = 2
"""The hour, in Việt Nam, from which the day before is over: what waited on a disk has come in."""

ONE_DAY = timedelta(days=1)
MOST_AT_ONCE = 31
"""Days that are frozen in one transaction: the years of an old ledger keep nobody waiting."""


def freeze_days(store: Store, *, now: datetime) -> int:
    """Freeze the oldest days that are over and not frozen yet; return how many.

    The first is the day of the first event, so that a ledger of past years is frozen as it stands.
    Call it again until nothing is left.
    """
    first = store.frozen_days.first_event_at()
    if first is None:
        return 0
    due = _days(local_date(first), last_over(now)) - store.frozen_days.all()
    return sum(store.frozen_days.freeze(day, now=now) for day in sorted(due)[:MOST_AT_ONCE])


def last_over(now: datetime) -> date:
    """Return the last day that is over, at two in the morning of the next."""
    return local_date(local(now) - timedelta(hours=SETTLED_FROM)) - ONE_DAY


def _days(first: date, last: date) -> set[date]:
    return {first + timedelta(days=number) for number in range((last - first).days + 1)}


def paces_due(store: Store, rules: DatedSettings | None, *, now: datetime) -> list[Pace]:
    """Measure how fast each office has been, once a night; nothing where that is done."""
    today = last_over(now) + ONE_DAY
    wanted = (rules or default_settings()).expectation(today)
    due = {(office.key, stretch) for office in store.offices.all() for stretch in Stretch}
    due -= {(office, Stretch(stretch)) for office, stretch in store.paces.measured_on(today)}
    return [_measured(store, *one, wanted, on=today, now=now) for one in sorted(due)]


def _measured(
    store: Store, office: str, stretch: Stretch, wanted: Expectation, *, on: date, now: datetime
) -> Pace:
    walked = store.paces.walked(office, stretch, now - timedelta(days=wanted.days))
    if len(walked) < wanted.at_least:
        return Pace(office, stretch, on, len(walked), 0)
    calendar = calendar_of(store, office, around=now)
    days = [calendar.working_days_between(local_date(a), local_date(b)) for a, b in walked]
    return Pace(office, stretch, on, len(walked), nine_of_ten(days))
