"""A day on which the office is closed: its times go; who had one is told and offered others.

What is due then or later moves on by that day, and back where the day is worked after all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from bot import notices
from bot.handlers.due_moves import due_moves, moved
from bot.handlers.offer import offer_another_time
from bot.handlers.seats import ended, record_of, tell_of
from bot.handlers.waiting import give_on
from bot.shape import Forms
from domain.appointments import OPEN, Appointment, AppointmentState
from domain.calendar import WorkingCalendar
from domain.dossier import Dossier
from domain.events import Kind
from domain.people import SYSTEM
from domain.zone import day_bounds, local_date
from storage.store import Store


@dataclass(frozen=True)
class Cleared:
    """How many appointments fell with a day, and how many promised days moved."""

    seats: int
    dues: int


def clear_day(
    store: Store,
    day: date,
    why: str,
    *,
    office: str,
    was: Mapping[str, WorkingCalendar],
    forms: Forms,
    now: datetime,
) -> Cleared:
    """Cancel every appointment to come on a day that is closed by now, move what is due, and tell.

    All seats go before anybody is offered another, so that none is offered on the closed day. A
    second time finds nobody. Without an `office` all are closed. `was` are the calendars before.
    """
    since, until = day_bounds(day)
    since = max(since, now)
    seats = store.appointments.between(since, until, office=office, states=tuple(OPEN))
    moves = due_moves(store, day, was, now=now)
    _lock(store, {*(seat.citizen for seat in seats), *(one.dossier.citizen for one in moves)}, now)
    for move in moves:
        moved(store, move, day, now=now)
    _let_offers_go(store, day, office, now=now)
    for held in store.appointments.held_between(since, until, office=office):
        store.appointments.end(held, AppointmentState.CANCELLED, seat_back=True)
    fallen = [(_cancelled(store, seat, now=now), seat) for seat in seats]
    for key in [office] if office else [one.key for one in store.offices.all()]:
        store.slots.drop_empty(key, since=since, until=until)
    told = {one.dossier.code: one for one in moves if one.changes_the_day}
    for dossier, seat in fallen:
        due = told.pop(dossier.code).to if dossier.code in told else None
        notice = partial(notices.office_closed, dossier, seat, why, due=due)
        offer_another_time(store, dossier, notice, forms=forms, now=now)
    for move in told.values():
        tell_of(store, move.dossier, notices.due_later(move.dossier, day, why, move.to), now)
    return Cleared(len(fallen), len(moves))


def work_day(store: Store, day: date, *, was: Mapping[str, WorkingCalendar], now: datetime) -> int:
    """Move what is due back by a day that is worked after all, and tell; return how many moved."""
    moves = due_moves(store, day, was, now=now)
    _lock(store, {one.dossier.citizen for one in moves}, now)
    for move in moves:
        moved(store, move, day, now=now)
        if move.changes_the_day:
            tell_of(store, move.dossier, notices.due_sooner(move.dossier, day, move.to), now)
    return len(moves)


def _lock(store: Store, citizens: Iterable[str], now: datetime) -> None:
    for citizen in sorted(one for one in citizens if one):
        store.talks.lock(citizen, now)


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
