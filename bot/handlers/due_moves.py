"""The promised days that move when the office's calendar changes, forth and back again.

The working time that a dossier has stays the same; a pause for the citizen keeps its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.handlers.calendar import calendar_of, pauses_of
from bot.handlers.ledger import record
from domain.calendar import WorkingCalendar
from domain.dossier import Dossier, DossierState
from domain.events import Kind
from domain.people import SYSTEM
from domain.zone import day_bounds, local_date
from storage.dossiers import QueueFilter
from storage.store import Store

STILL_DUE = (
    DossierState.HANDED_IN,
    DossierState.TAKEN,
    DossierState.SENT_BACK,
    DossierState.ACCEPTED,
    DossierState.PHOTOGRAPHED,
)
ALL = 1_000_000


@dataclass(frozen=True)
class DueMove:
    """A dossier as it stood, and when it is due by the new calendar."""

    dossier: Dossier
    to: datetime

    @property
    def changes_the_day(self) -> bool:
        """Whether the day that the citizen was promised is another one now."""
        return local_date(self.dossier.due_at) != local_date(self.to)


def calendars_of(store: Store, office: str, *, now: datetime) -> dict[str, WorkingCalendar]:
    """Return the calendars of an office, or of all, as they stand; ask before they change."""
    keys = [office] if office else [one.key for one in store.offices.all()]
    return {key: calendar_of(store, key, around=now) for key in keys}


def due_moves(
    store: Store, day: date, was: Mapping[str, WorkingCalendar], *, now: datetime
) -> list[DueMove]:
    """Return what moves now that a day is worked or not; nothing is changed yet."""
    since, _ = day_bounds(day)
    return [
        move
        for office, before in was.items()
        for dossier in store.dossiers.find(QueueFilter(office=office, states=STILL_DUE), limit=ALL)
        if dossier.due_at >= since
        for move in _moves(store, dossier, before, calendar_of(store, office, around=now))
    ]


def moved(store: Store, move: DueMove, day: date, *, now: datetime) -> Dossier:
    """Keep the new due time; the ledger says from when to when, and for which day."""
    before = store.dossiers.get(move.dossier.code)
    after = before.due_moved(move.to, now)
    store.dossiers.replace(before, after)
    detail = {"day": day.isoformat(), "from": before.due_at.isoformat(), "to": move.to.isoformat()}
    record(store, Kind.DUE_MOVED, after, actor=SYSTEM, now=now, detail=detail)
    return after


def _moves(
    store: Store, dossier: Dossier, before: WorkingCalendar, after: WorkingCalendar
) -> Iterator[DueMove]:
    if before.days == after.days:
        return
    pauses, _ = pauses_of(store, dossier)
    received, due = dossier.handed_in_at, dossier.due_at
    stood = before.moved_to(before, received, due, pauses)
    to = before.moved_to(after, received, due, pauses)
    if to != stood:
        yield DueMove(dossier, to)
