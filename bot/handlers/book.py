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
from domain.dossier import ChangedMeanwhile, Dossier, DossierState, HeldByAnother, NotAllowedNow
from domain.events import Event, Kind
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
    _to_come(store, slot, now)
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


def take_back_photo(store: Store, dossier: Dossier) -> None:
    """Let an appointment stand again whose photo was recorded by mistake."""
    if store.appointments.of(dossier.code) is None:
        store.appointments.stand_again(dossier.code)


def record_held(store: Store, dossier: Dossier, seat: Appointment, *, now: datetime) -> None:
    """Write into the ledger that a seat is held for a dossier."""
    _record(store, Kind.APPOINTMENT_HELD, dossier, seat.starts_at, actor=CITIZEN, now=now)


def confirm(store: Store, code: str, starts_at: datetime, *, clerk: Staff, now: datetime) -> None:
    """Confirm the portal's date and time; the seat moves there if it is another.

    A second time does nothing.
    """
    dossier = _bookable(store, code, clerk)
    if _stands(store.appointments.of(code), starts_at):
        return
    seat = _seated(store, dossier, starts_at, AppointmentState.CONFIRMED)
    _record(store, Kind.APPOINTMENT_CONFIRMED, dossier, starts_at, actor=clerk.actor, now=now)
    _tell(store, dossier, notices.appointment_confirmed(dossier, seat, _place(store, seat)), now)


def move(store: Store, code: str, starts_at: datetime, *, clerk: Staff, now: datetime) -> None:
    """Move a confirmed appointment to another time; a second time does nothing."""
    dossier = _bookable(store, code, clerk)
    before = store.appointments.of(code)
    if before is None:
        raise NoAppointment(_("Hồ sơ này chưa có lịch hẹn để đổi."))
    if _stands(before, starts_at):
        return
    seat = _seated(store, dossier, starts_at, AppointmentState.CONFIRMED)
    _record(store, Kind.APPOINTMENT_MOVED, dossier, starts_at, actor=clerk.actor, now=now)
    _tell(store, dossier, notices.appointment_moved(dossier, seat, _place(store, seat)), now)


def cancel(store: Store, code: str, why: str, *, clerk: Staff, now: datetime) -> None:
    """Cancel an appointment and give the seat back; the citizen is told why."""
    dossier = _bookable(store, code, clerk)
    seat = _ended(store, dossier, AppointmentState.CANCELLED, seat_back=True)
    _record(store, Kind.APPOINTMENT_CANCELLED, dossier, seat.starts_at, actor=clerk.actor, now=now)
    _tell(store, dossier, notices.appointment_cancelled(dossier, why), now)


def move_by_citizen(store: Store, citizen: str, slot: int, *, now: datetime) -> Iterator[Saying]:
    """Give the citizen's dossier this seat in place of any other, until a clerk confirms it.

    Also for somebody who missed or cancelled, and so has no seat to move.
    """
    dossier = _waiting_for_photo(store, citizen)
    wished = _to_come(store, slot, now)
    seat = _seated(store, dossier, wished.starts_at, AppointmentState.HELD, office=wished.office)
    _record(store, Kind.APPOINTMENT_MOVED, dossier, seat.starts_at, actor=CITIZEN, now=now)
    yield from notices.appointment_wished(dossier, seat, _place(store, seat))


def cancel_by_citizen(store: Store, citizen: str, *, now: datetime) -> Iterator[Saying]:
    """Cancel the citizen's appointment; the dossier stays, and another time can be chosen."""
    dossier = _own(store, citizen)[1]
    seat = _ended(store, dossier, AppointmentState.CANCELLED, seat_back=True)
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
        store.appointments.end(seat, state, seat_back=False)


def cancel_with(store: Store, dossier: Dossier, *, actor: str, now: datetime) -> None:
    """Give the seat of a dossier back that goes no further; the citizen hears of the dossier."""
    if seat := store.appointments.of(dossier.code):
        store.appointments.end(seat, AppointmentState.CANCELLED, seat_back=True)
        _record(store, Kind.APPOINTMENT_CANCELLED, dossier, seat.starts_at, actor=actor, now=now)


def expire_holds(store: Store, *, now: datetime) -> int:
    """Give back the seats of citizens who did not hand in; return how many."""
    over = store.appointments.holds_over(now)
    for seat in over:
        if store.appointments.end(seat, AppointmentState.CANCELLED, seat_back=True):
            detail = {"starts_at": seat.starts_at.isoformat()}
            store.events.write(
                Event(now, Kind.HOLD_EXPIRED, CLOCK, office=seat.office, detail=detail)
            )
    return len(over)


def remind(store: Store, *, forms: Forms, now: datetime, until: datetime) -> int:
    """Remind citizens of confirmed appointments up to `until`, each once; return how many.

    Whoever is not in the middle of a form may answer with 1, 2 or 3.
    """
    due = store.appointments.to_remind(now, until)
    return sum(_reminded(store, seat, forms=forms, now=now) for seat in due)


def _reminded(store: Store, seat: Appointment, *, forms: Forms, now: datetime) -> bool:
    talk = talk_of(store.talks.lock(seat.citizen, now))
    if not store.appointments.reminded(seat, now):
        return False
    dossier = store.dossiers.get(seat.dossier)
    _record(store, Kind.APPOINTMENT_REMINDED, dossier, seat.starts_at, actor=CLOCK, now=now)
    _tell(store, dossier, notices.reminder(dossier, seat, _place(store, seat)), now)
    keep_talk(store, opened(forms, talk, REMINDER), now=now)
    return True


def _bookable(store: Store, code: str, clerk: Staff) -> Dossier:
    dossier = store.dossiers.get(code)
    if dossier.state not in CONFIRMABLE:
        raise NotAllowedNow(_("Hồ sơ chưa được nhận nên chưa chốt được lịch chụp ảnh."))
    if dossier.state is DossierState.TAKEN and dossier.holder != clerk.name:
        raise HeldByAnother(_("{holder} đang làm hồ sơ này.").with_(holder=dossier.holder))
    return dossier


def _stands(seat: Appointment | None, starts_at: datetime) -> bool:
    confirmed = seat is not None and seat.state is AppointmentState.CONFIRMED
    return confirmed and seat.starts_at == starts_at  # type: ignore[union-attr]


def _to_come(store: Store, slot: int, now: datetime) -> Slot:
    """Return a slot that is still to come: an offer may be answered days after it was made."""
    found = store.slots.get(slot)
    if found.starts_at <= now:
        raise SeatTaken(_("Giờ này đã qua rồi ạ."))
    return found


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


def _ended(
    store: Store, dossier: Dossier, state: AppointmentState, *, seat_back: bool
) -> Appointment:
    seat = store.appointments.of(dossier.code)
    if seat is None:
        raise NoAppointment(_("Hồ sơ này không có lịch hẹn."))
    _sure(store.appointments.end(seat, state, seat_back=seat_back))
    return seat


def _sure(changed: bool) -> None:  # noqa: FBT001 - the answer of a compare-and-set
    if not changed:
        raise ChangedMeanwhile(_("Lịch hẹn vừa được thay đổi. Anh/chị xem lại rồi làm tiếp."))


def _place(store: Store, seat: Appointment) -> str:
    office = store.offices.get(seat.office)
    return f"{office.name}, {office.address}" if office else ""


def _tell(store: Store, dossier: Dossier, sayings: Iterator[Saying] | Any, now: datetime) -> None:
    tell(store, dossier.citizen, sayings, now=now, dossier=dossier.code)


def _record(
    store: Store, kind: Kind, dossier: Dossier, starts_at: datetime, *, actor: str, now: datetime
) -> None:
    record(store, kind, dossier, actor=actor, now=now, detail={"starts_at": starts_at.isoformat()})
