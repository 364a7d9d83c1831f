"""A day on which the office is closed: its times go; who had one is told and offered others."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from bot import notices
from bot.handlers.offer import offer_another_time
from bot.handlers.seats import ended, record_of
from bot.handlers.waiting import give_on
from bot.shape import Forms
from domain.appointments import OPEN, Appointment, AppointmentState
from domain.dossier import Dossier
from domain.events import Kind
from domain.people import SYSTEM
from domain.zone import day_bounds, local_date
from storage.store import Store


def clear_day(
    store: Store, day: date, why: str, *, office: str, forms: Forms, now: datetime
) -> int:
    """Cancel every appointment to come on a day that is closed by now, and tell; return how many.

    All seats go before anybody is offered another, so that none is offered on the closed day. A
    second time finds nobody. Without an `office` all are closed.
    """
    since, until = day_bounds(day)
    since = max(since, now)
    seats = store.appointments.between(since, until, office=office, states=tuple(OPEN))
    for citizen in sorted({seat.citizen for seat in seats}):
        store.talks.lock(citizen, now)
    _let_offers_go(store, day, office, now=now)
    for held in store.appointments.held_between(since, until, office=office):
        store.appointments.end(held, AppointmentState.CANCELLED, seat_back=True)
    fallen = [(_cancelled(store, seat, now=now), seat) for seat in seats]
    for key in [office] if office else [one.key for one in store.offices.all()]:
        store.slots.drop_empty(key, since=since, until=until)
    for dossier, seat in fallen:
        notice = partial(notices.office_closed, dossier, seat, why)
        offer_another_time(store, dossier, notice, forms=forms, now=now)
    return len(fallen)


def _cancelled(store: Store, seat: Appointment, *, now: datetime) -> Dossier:
    before = store.dossiers.get(seat.dossier)
    dossier = before.rebooked(now)
    store.dossiers.replace(before, dossier)
    ended(store, dossier, AppointmentState.CANCELLED, seat_back=True)
    record_of(store, Kind.APPOINTMENT_CANCELLED, dossier, seat.starts_at, actor=SYSTEM, now=now)
    return dossier


def _let_offers_go(store: Store, day: date, office: str, *, now: datetime) -> None:
    """Take back what the waiting list was offered on the day; everybody keeps their place."""
    for one in store.waiting.offered():
        on_the_day = one.starts_at is not None and local_date(one.starts_at) == day
        if on_the_day and office in ("", one.office):
            give_on(store, one, actor=SYSTEM, outcome="withdrawn", now=now)
