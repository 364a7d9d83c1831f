"""Photo appointments: holding a seat for a citizen, and what citizen and clerk do with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot import notices
from bot.form import opened
from bot.handlers.ledger import record
from bot.handlers.talks import keep_talk, talk_of
from bot.handlers.tell import tell
from bot.shape import Forms
from bot.talk import Saying
from domain.appointments import Appointment, AppointmentState, NoAppointment, SeatTaken, Slot
from domain.dossier import Dossier, DossierState, NotAllowedNow
from domain.events import Kind
from domain.people import CITIZEN, CLOCK, Staff
from domain.words import _
from storage.store import Store

HOLD = timedelta(hours=24)
REMINDER = "reminder"
BEFORE_THE_PHOTO = frozenset({DossierState.HANDED_IN, DossierState.TAKEN, DossierState.ACCEPTED})
CONFIRMABLE = frozenset({DossierState.TAKEN, DossierState.ACCEPTED})


def free_slots(store: Store, office: str, *, now: datetime, limit: int = 60) -> list[Slot]:
    """Return an office's free slots for the clerk to choose from, soonest first."""
    return store.slots.free(office, since=now, until=now + timedelta(days=30), limit=limit)


def hold(store: Store, citizen: str, slot: int, *, now: datetime) -> Appointment:
    """Hold a seat in place of any other this citizen holds; raise SeatTaken, keeping the other."""
    before = store.appointments.held_for(citizen)
    if before and before.slot == slot:
        store.appointments.change(before, held_until=now + HOLD)
        return before
    seat = store.appointments.hold(citizen, slot, until=now + HOLD)
    if before:
        store.appointments.end(before, AppointmentState.CANCELLED, seat_back=True)
    return seat


def release(store: Store, citizen: str) -> None:
    """Let go of the seat that is held for a citizen, if there is one."""
    if held := store.appointments.held_for(citizen):
        store.appointments.end(held, AppointmentState.CANCELLED, seat_back=True)


def seat_to_tie(store: Store, citizen: str, wish: str, *, now: datetime) -> Appointment | None:
    """Return the seat for a dossier that is being handed in; take it anew if the hold ran out.

    None where the citizen leaves the time to the office, or the seat is gone meanwhile.
    """
    if not wish.isdecimal():
        release(store, citizen)
        return None
    try:
        return hold(store, citizen, int(wish), now=now)
    except SeatTaken:
        return None


def tied(store: Store, seat: Appointment | None, dossier: Dossier) -> Dossier:
    """Tie a held seat to the dossier and return the dossier, at the seat's office."""
    if seat is None:
        return dossier
    store.appointments.change(seat, dossier=dossier.code, held_until=None)
    return replace(dossier, office=seat.office)


def record_held(store: Store, dossier: Dossier, seat: Appointment, *, now: datetime) -> None:
    """Write into the ledger that a seat is held for a dossier."""
    _record(store, Kind.APPOINTMENT_HELD, dossier, seat.starts_at, actor=CITIZEN, now=now)


def confirm(store: Store, code: str, starts_at: datetime, *, clerk: Staff, now: datetime) -> None:
    """Confirm the portal's date and time; the seat moves there if it is another."""
    dossier = _bookable(store, code)
    seat = _seated(store, dossier, starts_at, AppointmentState.CONFIRMED)
    _record(store, Kind.APPOINTMENT_CONFIRMED, dossier, starts_at, actor=clerk.actor, now=now)
    _tell(store, dossier, notices.appointment_confirmed(dossier, seat, _place(store, seat)), now)


def move(store: Store, code: str, starts_at: datetime, *, clerk: Staff, now: datetime) -> None:
    """Move a confirmed appointment to another time."""
    dossier = _bookable(store, code)
    if store.appointments.of(code) is None:
        raise NoAppointment(_("Hồ sơ này chưa có lịch hẹn để đổi."))
    seat = _seated(store, dossier, starts_at, AppointmentState.CONFIRMED)
    _record(store, Kind.APPOINTMENT_MOVED, dossier, starts_at, actor=clerk.actor, now=now)
    _tell(store, dossier, notices.appointment_moved(dossier, seat, _place(store, seat)), now)


def cancel(store: Store, code: str, why: str, *, clerk: Staff, now: datetime) -> None:
    """Cancel an appointment and give the seat back; the citizen is told why."""
    dossier = _bookable(store, code)
    seat = _ended(store, dossier, AppointmentState.CANCELLED, seat_back=True)
    _record(store, Kind.APPOINTMENT_CANCELLED, dossier, seat.starts_at, actor=clerk.actor, now=now)
    _tell(store, dossier, notices.appointment_cancelled(dossier, why), now)


def move_by_citizen(store: Store, citizen: str, slot: int, *, now: datetime) -> Iterator[Saying]:
    """Give the citizen's dossier this seat in place of any other, until a clerk confirms it.

    Also for somebody who missed or cancelled, and so has no seat to move.
    """
    dossier = _waiting_for_photo(store, citizen)
    seat = _seated(store, dossier, store.slots.get(slot).starts_at, AppointmentState.HELD)
    _record(store, Kind.APPOINTMENT_MOVED, dossier, seat.starts_at, actor=CITIZEN, now=now)
    yield from notices.appointment_wished(dossier, seat, _place(store, seat))


def cancel_by_citizen(store: Store, citizen: str, *, now: datetime) -> Iterator[Saying]:
    """Cancel the citizen's appointment; the dossier stays, and another time can be chosen."""
    seat, dossier = _own(store, citizen)
    store.appointments.end(seat, AppointmentState.CANCELLED, seat_back=True)
    _record(store, Kind.APPOINTMENT_CANCELLED, dossier, seat.starts_at, actor=CITIZEN, now=now)
    yield from notices.appointment_cancelled(dossier, "")


def answered_coming(store: Store, citizen: str, *, now: datetime) -> Iterator[Saying]:
    """Note that the citizen will come."""
    seat, dossier = _own(store, citizen)
    store.appointments.change(seat, answer="coming")
    _record(store, Kind.APPOINTMENT_ANSWERED, dossier, seat.starts_at, actor=CITIZEN, now=now)
    yield from notices.coming(dossier, seat)


def end_seat(store: Store, dossier: Dossier, state: AppointmentState) -> None:
    """End the dossier's appointment, if it has one, because the citizen came or did not."""
    if seat := store.appointments.of(dossier.code):
        store.appointments.end(seat, state, seat_back=state is AppointmentState.CANCELLED)


def expire_holds(store: Store, *, now: datetime) -> int:
    """Give back the seats of citizens who did not hand in; return how many."""
    over = store.appointments.holds_over(now)
    for seat in over:
        store.appointments.end(seat, AppointmentState.CANCELLED, seat_back=True)
    return len(over)


def remind(store: Store, *, forms: Forms, now: datetime, ahead: timedelta) -> int:
    """Remind citizens of confirmed appointments within `ahead`, each once; return how many.

    Whoever is not in the middle of a form may answer with 1, 2 or 3.
    """
    due = store.appointments.to_remind(now, now + ahead)
    for seat in due:
        dossier = store.dossiers.get(seat.dossier)
        if not store.appointments.change(seat, reminded_at=now):
            continue
        _record(store, Kind.APPOINTMENT_REMINDED, dossier, seat.starts_at, actor=CLOCK, now=now)
        _tell(store, dossier, notices.reminder(dossier, seat, _place(store, seat)), now)
        talk = talk_of(store.talks.lock(seat.citizen, now))
        keep_talk(store, opened(forms, talk, REMINDER), now=now)
    return len(due)


def _bookable(store: Store, code: str) -> Dossier:
    dossier = store.dossiers.get(code)
    if dossier.state not in CONFIRMABLE:
        raise NotAllowedNow(_("Hồ sơ chưa được nhận nên chưa chốt được lịch chụp ảnh."))
    return dossier


def _own(store: Store, citizen: str) -> tuple[Appointment, Dossier]:
    seats = [seat for seat in store.appointments.of_citizen(citizen) if seat.dossier]
    if not seats:
        raise NoAppointment(_("Anh/chị chưa có lịch chụp ảnh nào ạ."))
    return seats[0], store.dossiers.get(seats[0].dossier)


def _waiting_for_photo(store: Store, citizen: str) -> Dossier:
    seats = [seat for seat in store.appointments.of_citizen(citizen) if seat.dossier]
    if seats:
        return store.dossiers.get(seats[0].dossier)
    for dossier in store.dossiers.of_citizen(citizen):
        if dossier.state in BEFORE_THE_PHOTO:
            return dossier
    raise NoAppointment(_("Anh/chị chưa có hồ sơ nào chờ chụp ảnh ạ."))


def _seated(
    store: Store, dossier: Dossier, starts_at: datetime, state: AppointmentState
) -> Appointment:
    """Give the dossier a seat at this time; a time of the portal that is no slot needs none."""
    before = store.appointments.of(dossier.code)
    if before and before.starts_at == starts_at:
        store.appointments.change(before, state=state, held_until=None, reminded_at=None)
        return replace(before, state=state)
    slot = store.slots.at(dossier.office, starts_at)
    if slot:
        store.slots.take(slot.id)
    if before:
        store.appointments.end(before, AppointmentState.CANCELLED, seat_back=True)
    return store.appointments.add(
        citizen=dossier.citizen,
        dossier=dossier.code,
        office=dossier.office,
        slot=slot.id if slot else 0,
        starts_at=starts_at,
        state=state,
    )


def _ended(
    store: Store, dossier: Dossier, state: AppointmentState, *, seat_back: bool
) -> Appointment:
    seat = store.appointments.of(dossier.code)
    if seat is None:
        raise NoAppointment(_("Hồ sơ này không có lịch hẹn."))
    store.appointments.end(seat, state, seat_back=seat_back)
    return seat


def _place(store: Store, seat: Appointment) -> str:
    office = store.offices.get(seat.office)
    return f"{office.name}, {office.address}" if office else ""


def _tell(store: Store, dossier: Dossier, sayings: Iterator[Saying] | Any, now: datetime) -> None:
    tell(store, dossier.citizen, sayings, now=now, dossier=dossier.code)


def _record(
    store: Store, kind: Kind, dossier: Dossier, starts_at: datetime, *, actor: str, now: datetime
) -> None:
    record(store, kind, dossier, actor=actor, now=now, detail={"starts_at": starts_at.isoformat()})
