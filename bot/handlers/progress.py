"""The way of a licence after the portal took the dossier: photo, result, parcel, home.

Each step can be taken back while the next has not been made.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from bot import notices
from bot.handlers import book
from bot.handlers.decide import read
from bot.handlers.ledger import record
from bot.handlers.offer import offer_another_time
from bot.handlers.tell import tell
from bot.shape import Forms
from bot.talk import Saying
from domain.appointments import Appointment, AppointmentState, NoAppointment
from domain.dossier import Dossier, DossierState, NotAllowedNow
from domain.events import Kind
from domain.pace import Stretch
from domain.people import Staff
from domain.words import Text, _
from domain.zone import local_date
from storage.store import Store

STEPS = {
    DossierState.PHOTOGRAPHED: (Kind.PHOTO_TAKEN, DossierState.ACCEPTED),
    DossierState.RESULT_RECEIVED: (Kind.RESULT_RECEIVED, DossierState.PHOTOGRAPHED),
    DossierState.POSTED: (Kind.DOSSIER_POSTED, DossierState.RESULT_RECEIVED),
    DossierState.DELIVERED: (Kind.DOSSIER_DELIVERED, None),
}


def photo_taken(store: Store, code: str, *, clerk: Staff, version: int, now: datetime) -> Dossier:
    """Record that the citizen came and was photographed."""
    before = read(store, code, version)
    after = before.photographed(now)
    _demand_day_come(store.appointments.of(code), now, _("Chưa đến ngày hẹn nên chưa ghi được."))
    book.end_seat(store, after, AppointmentState.PHOTOGRAPHED)
    _keep(store, Kind.PHOTO_TAKEN, before, after, clerk=clerk, now=now)
    _tell(
        store,
        after,
        notices.photographed(after, store.paces.of(after.office, Stretch.PRINTING)),
        now,
    )
    return after


def photo_missed(
    store: Store, code: str, *, forms: Forms, clerk: Staff, version: int, now: datetime
) -> Dossier:
    """Record that the citizen did not come; they are offered other times at once."""
    dossier = read(store, code, version)
    if dossier.state is not DossierState.ACCEPTED:
        raise NotAllowedNow(_("Hồ sơ không chờ chụp ảnh nên không ghi vắng được."))
    seat = store.appointments.of(code)
    if seat is None:
        raise NoAppointment(_("Hồ sơ này không có lịch hẹn nên không ghi vắng được."))
    _demand_day_come(seat, now, _("Chưa đến ngày hẹn nên chưa ghi vắng được."))
    book.end_seat(store, dossier, AppointmentState.MISSED)
    after = dossier.rebooked(now)
    _keep(store, Kind.PHOTO_MISSED, dossier, after, clerk=clerk, now=now)
    offer_another_time(store, after, partial(notices.missed, after), forms=forms, now=now)
    return after


def result_received(
    store: Store, code: str, *, clerk: Staff, version: int, now: datetime
) -> Dossier:
    """Record that the new licence lies at the post office, and whether that was in time."""
    before = read(store, code, version)
    after = before.result_received(now)
    outcome = "on_time" if now <= before.due_at else "late"
    _keep(store, Kind.RESULT_RECEIVED, before, after, clerk=clerk, now=now, outcome=outcome)
    _tell(store, after, notices.result_received(after), now)
    return after


def posted(
    store: Store, code: str, parcel_number: str, *, clerk: Staff, version: int, now: datetime
) -> Dossier:
    """Record that the licence is on its way home, and tell the citizen the parcel number."""
    before = read(store, code, version)
    after = before.posted(parcel_number, now)
    _keep(store, Kind.DOSSIER_POSTED, before, after, clerk=clerk, now=now)
    _tell(store, after, notices.posted(after, store.paces.of(after.office, Stretch.POST)), now)
    return after


def delivered(store: Store, code: str, *, clerk: Staff, version: int, now: datetime) -> Dossier:
    """Record that the citizen holds the new licence."""
    before = read(store, code, version)
    after = before.delivered(now)
    _keep(store, Kind.DOSSIER_DELIVERED, before, after, clerk=clerk, now=now)
    _tell(store, after, notices.delivered(after), now)
    return after


def undo(store: Store, code: str, *, clerk: Staff, version: int, now: datetime) -> Dossier:
    """Take back the last step, recorded by mistake; no report counts it any more."""
    before = read(store, code, version)
    kind, back_to = STEPS.get(before.state, (None, None))
    if kind is None:
        raise NotAllowedNow(_("Bước này không hoàn tác được nữa."))
    mistake = store.events.last(code, kind)
    came_from = back_to or (DossierState(mistake.before) if mistake else DossierState.POSTED)
    after = before.undone(came_from, now)
    undoes = mistake.number if mistake else 0
    if before.state is DossierState.PHOTOGRAPHED:
        book.take_back_photo(store, after)
    _keep(store, Kind.STEP_UNDONE, before, after, clerk=clerk, now=now, undoes=undoes)
    _tell(store, after, notices.undone(after), now)
    return after


def _keep(
    store: Store,
    kind: Kind,
    before: Dossier,
    after: Dossier,
    *,
    clerk: Staff,
    now: datetime,
    **values: Any,
) -> None:
    store.dossiers.replace(before, after)
    record(store, kind, after, actor=clerk.actor, now=now, before=before, **values)


def _demand_day_come(seat: Appointment | None, now: datetime, otherwise: Text) -> None:
    if seat is not None and local_date(seat.starts_at) > local_date(now):
        raise NotAllowedNow(otherwise)


def _tell(store: Store, dossier: Dossier, sayings: Iterable[Saying], now: datetime) -> None:
    tell(store, dossier.citizen, sayings, now=now, dossier=dossier.code)
