"""A dossier's seat: giving, changing and ending it, with the ledger and the citizen told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.handlers.ledger import record
from bot.handlers.tell import tell
from bot.talk import Saying
from domain.appointments import Appointment, AppointmentState, NoAppointment
from domain.dossier import ChangedMeanwhile, Dossier, DossierState
from domain.events import Kind
from domain.words import _
from storage.store import Store

BEFORE_THE_PHOTO = frozenset({DossierState.HANDED_IN, DossierState.TAKEN, DossierState.ACCEPTED})


def stands(seat: Appointment | None, starts_at: datetime) -> bool:
    """Whether a seat is confirmed for this time already."""
    confirmed = seat is not None and seat.state is AppointmentState.CONFIRMED
    return confirmed and seat.starts_at == starts_at  # type: ignore[union-attr]


def seated(
    store: Store,
    dossier: Dossier,
    starts_at: datetime,
    state: AppointmentState,
    *,
    office: str = "",
) -> Appointment:
    """Give the dossier a seat at this time; a time of the portal that is no slot needs none."""
    office = office or dossier.office
    before = store.appointments.of(dossier.code)
    if before and (before.starts_at, before.office) == (starts_at, office):
        _sure(store.appointments.change(before, state=state, held_until=None, reminded_at=None))
        return replace(before, state=state)
    slot = store.slots.at(office, starts_at)
    if slot:
        store.slots.take(slot.id)
    if before:
        _sure(store.appointments.end(before, AppointmentState.CANCELLED, seat_back=True))
    return store.appointments.add(
        citizen=dossier.citizen,
        dossier=dossier.code,
        office=office,
        slot=slot.id if slot else 0,
        starts_at=starts_at,
        state=state,
    )


def ended(
    store: Store, dossier: Dossier, state: AppointmentState, *, seat_back: bool
) -> Appointment:
    """End the dossier's open appointment and return it; raise NoAppointment."""
    seat = store.appointments.of(dossier.code)
    if seat is None:
        raise NoAppointment(_("Hồ sơ này không có lịch hẹn."))
    _sure(store.appointments.end(seat, state, seat_back=seat_back))
    return seat


def waiting_for_photo(store: Store, citizen: str, code: str = "") -> Dossier:
    """Return the citizen's dossier whose photo is to come; raise NoAppointment.

    Of several, that with this `code`; without one, that with the soonest seat comes first, and
    one whose citizen missed or cancelled has none.
    """
    seats = [seat for seat in store.appointments.of_citizen(citizen) if seat.dossier]
    seated = [seat.dossier for seat in seats if code in ("", seat.dossier)]
    if seated:
        return store.dossiers.get(seated[0])
    for dossier in store.dossiers.of_citizen(citizen):
        if dossier.state in BEFORE_THE_PHOTO and code in ("", dossier.code):
            return dossier
    raise NoAppointment(_("Anh/chị chưa có hồ sơ nào chờ chụp ảnh ạ."))


def place_of(store: Store, seat: Appointment) -> str:
    """Return the name and address of a seat's office, as the citizen reads it."""
    office = store.offices.get(seat.office)
    return f"{office.name}, {office.address}" if office else ""


def tell_of(store: Store, dossier: Dossier, sayings: Iterable[Saying], now: datetime) -> None:
    """Tell a dossier's citizen."""
    tell(store, dossier.citizen, sayings, now=now, dossier=dossier.code)


def record_of(
    store: Store, kind: Kind, dossier: Dossier, starts_at: datetime, *, actor: str, now: datetime
) -> None:
    """Write into the ledger what happened to a dossier's seat."""
    record(store, kind, dossier, actor=actor, now=now, detail={"starts_at": starts_at.isoformat()})


def _sure(changed: bool) -> None:  # noqa: FBT001 - the answer of a compare-and-set
    if not changed:
        raise ChangedMeanwhile(_("Lịch hẹn vừa được thay đổi. Anh/chị xem lại rồi làm tiếp."))
