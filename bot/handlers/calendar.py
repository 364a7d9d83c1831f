"""The working calendar of an office, due times, and the slots that follow from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from domain.appointments import OpeningHours
from domain.calendar import CalendarDay, WorkingCalendar, vietnamese_calendar
from domain.dossier import Dossier
from domain.events import Kind
from domain.zone import VIETNAM, local_date
from storage.store import Store

SLOTS_AHEAD = 35


def calendar_of(store: Store, office: str, *, around: datetime) -> WorkingCalendar:
    """Return an office's calendar: public holidays, then our own days, then its closures."""
    own = [CalendarDay(day.day, day.is_working, day.note) for day in store.calendar.days()]
    closed = [
        CalendarDay(closure.day, is_working=False, note=closure.reason)
        for closure in store.calendar.closures()
        if closure.office in ("", office)
    ]
    year = local_date(around).year
    return vietnamese_calendar((year - 1, year, year + 1), [*own, *closed])


def due_at(store: Store, office: str, received_at: datetime, working_days: Decimal) -> datetime:
    """Return when a dossier received now is due."""
    return calendar_of(store, office, around=received_at).due_at(received_at, working_days)


def due_after_correction(
    store: Store, dossier: Dossier, working_days: Decimal, *, now: datetime
) -> datetime:
    """Return when a mended dossier is due: the time spent waiting for the citizen is added."""
    pauses, asked_at = pauses_of(store, dossier)
    if asked_at:
        pauses.append((asked_at, now))
    calendar = calendar_of(store, dossier.office, around=dossier.handed_in_at)
    return calendar.due_at(dossier.handed_in_at, working_days, pauses)


def pauses_of(
    store: Store, dossier: Dossier
) -> tuple[list[tuple[datetime, datetime]], datetime | None]:
    """Return the times spent waiting for the citizen, and since when they are waited for now."""
    pauses, asked_at = [], None
    for event in store.events.of(dossier.code):
        if event.kind is Kind.DOSSIER_SENT_BACK:
            asked_at = event.at
        elif event.kind is Kind.DOSSIER_CORRECTED and asked_at:
            pauses.append((asked_at, event.at))
            asked_at = None
    return pauses, asked_at


def open_slots(store: Store, *, now: datetime) -> int:
    """Open the slots of the coming weeks for every office; return how many are new."""
    today = local_date(now)
    opened = 0
    for office in store.offices.all():
        calendar = calendar_of(store, office.key, around=now)
        hours = store.offices.hours(office.key)
        for number in range(SLOTS_AHEAD):
            day = today + timedelta(days=number)
            if calendar.is_working(day):
                opened += sum(
                    store.slots.add(office.key, at, capacity) for at, capacity in _times(hours, day)
                )
    return opened


def _times(hours: list[OpeningHours], day: date) -> Iterator[tuple[datetime, int]]:
    for stretch in hours:
        if stretch.weekday != day.weekday():
            continue
        at = datetime.combine(day, stretch.opens, VIETNAM)
        end = datetime.combine(day, stretch.closes, VIETNAM)
        while at + timedelta(minutes=stretch.minutes) <= end:
            yield at.astimezone(UTC), stretch.capacity
            at += timedelta(minutes=stretch.minutes)
