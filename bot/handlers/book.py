"""Photo appointments: holding a seat for a citizen, and what citizen and clerk do with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot import notices
from bot.handlers.calendar_link import ways_to
from bot.handlers.offer import offer_another_time
from bot.handlers.seats import (
    ended,
    place_of,
    record_of,
    seated,
    stands,
    tell_of,
    waiting_for_photo,
)
from bot.links import NO_LINKS, Links
from bot.shape import Forms
from bot.talk import Saying
from domain.appointments import Appointment, AppointmentState, NoAppointment, SeatTaken, Slot
from domain.dossier import ChangedMeanwhile, Dossier, DossierState, HeldByAnother, NotAllowedNow
from domain.events import Kind
from domain.people import CITIZEN, Staff
from domain.words import _
from storage.store import Store

HOLD = timedelta(hours=24)
WHICH_ONE = _(
    "Anh/chị có nhiều lịch chụp ảnh nên em chưa huỷ ạ. Anh/chị nhắn «huỷ lịch» để chọn lịch cần "
    "huỷ giúp em."
)
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
    record_of(store, Kind.APPOINTMENT_HELD, dossier, seat.starts_at, actor=CITIZEN, now=now)


def confirm(
    store: Store,
    code: str,
    starts_at: datetime,
    *,
    clerk: Staff,
    now: datetime,
    version: int = 0,
    links: Links = NO_LINKS,
) -> None:
    """Confirm the portal's date and time; the seat moves there if it is another.

    A second time does nothing. With the `version` that the clerk saw, a dossier that changed since
    is refused.
    """
    dossier = _bookable(store, code, clerk)
    if stands(store.appointments.of(code), starts_at):
        return
    dossier = _rebooked(store, dossier, version, now)
    seat = seated(store, dossier, starts_at, AppointmentState.CONFIRMED)
    record_of(store, Kind.APPOINTMENT_CONFIRMED, dossier, starts_at, actor=clerk.actor, now=now)
    ways = ways_to(store, seat, links)
    told = notices.appointment_confirmed(dossier, seat, place_of(store, seat), ways)
    tell_of(store, dossier, told, now)


def move(
    store: Store,
    code: str,
    starts_at: datetime,
    *,
    clerk: Staff,
    now: datetime,
    version: int = 0,
    links: Links = NO_LINKS,
) -> None:
    """Move a confirmed appointment to another time; a second time does nothing."""
    dossier = _bookable(store, code, clerk)
    before = store.appointments.of(code)
    if before is None:
        raise NoAppointment(_("Hồ sơ này chưa có lịch hẹn để đổi."))
    if stands(before, starts_at):
        return
    dossier = _rebooked(store, dossier, version, now)
    seat = seated(store, dossier, starts_at, AppointmentState.CONFIRMED)
    record_of(store, Kind.APPOINTMENT_MOVED, dossier, starts_at, actor=clerk.actor, now=now)
    ways = ways_to(store, seat, links)
    told = notices.appointment_moved(dossier, seat, place_of(store, seat), ways)
    tell_of(store, dossier, told, now)


def cancel(
    store: Store,
    code: str,
    why: str,
    *,
    forms: Forms,
    clerk: Staff,
    now: datetime,
    version: int = 0,
) -> None:
    """Cancel an appointment and give the seat back; the citizen is told why and offered others."""
    dossier = _rebooked(store, _bookable(store, code, clerk), version, now)
    seat = ended(store, dossier, AppointmentState.CANCELLED, seat_back=True)
    record_of(
        store, Kind.APPOINTMENT_CANCELLED, dossier, seat.starts_at, actor=clerk.actor, now=now
    )
    notice = partial(notices.appointment_cancelled, dossier, why)
    offer_another_time(store, dossier, notice, forms=forms, now=now)


def move_by_citizen(
    store: Store, citizen: str, slot: int, *, now: datetime, dossier: str = ""
) -> Iterator[Saying]:
    """Give the citizen's dossier this seat in place of any other, until a clerk confirms it.

    Also for somebody who missed or cancelled, and so has no seat to move.
    """
    return _moved(store, waiting_for_photo(store, citizen, dossier), slot, now=now)


def _moved(store: Store, before: Dossier, slot: int, *, now: datetime) -> Iterator[Saying]:
    dossier = _rebooked(store, before, 0, now)
    wished = _to_come(store, slot, now)
    seat = seated(store, dossier, wished.starts_at, AppointmentState.HELD, office=wished.office)
    record_of(store, Kind.APPOINTMENT_MOVED, dossier, seat.starts_at, actor=CITIZEN, now=now)
    yield from notices.appointment_wished(dossier, seat, place_of(store, seat))


def choose(
    store: Store, citizen: str, slot: int, *, now: datetime, dossier: str
) -> Iterator[Saying]:
    """Give a dossier that was just handed in the seat its citizen chose, until a clerk confirms it.

    One that got a time in another way meanwhile keeps that; the citizen hears which.
    """
    before = waiting_for_photo(store, citizen, dossier)
    if stands_already := store.appointments.of(before.code):
        yield from notices.has_a_time(before, stands_already)
        return
    wished = _to_come(store, slot, now)
    office = wished.office if before.state is DossierState.HANDED_IN else before.office
    answers = {**before.answers, "slot": str(slot)}
    chosen = replace(before.rebooked(now), office=office, answers=answers)
    store.dossiers.replace(before, chosen)
    seat = seated(store, chosen, wished.starts_at, AppointmentState.HELD, office=wished.office)
    record_held(store, chosen, seat, now=now)
    yield from notices.appointment_wished(chosen, seat, place_of(store, seat))


def cancel_by_citizen(
    store: Store, citizen: str, *, now: datetime, dossier: str = ""
) -> Iterator[Saying]:
    """Cancel the citizen's appointment; the dossier stays, and another time can be chosen.

    Of several, nothing is cancelled that was not named.
    """
    seats = _own(store, citizen, (dossier,) if dossier else ())
    if len(seats) > 1:
        raise NoAppointment(WHICH_ONE)
    return _cancelled(store, store.dossiers.get(seats[0].dossier), now=now)


def _cancelled(store: Store, before: Dossier, *, now: datetime) -> Iterator[Saying]:
    dossier = _rebooked(store, before, 0, now)
    seat = ended(store, dossier, AppointmentState.CANCELLED, seat_back=True)
    record_of(store, Kind.APPOINTMENT_CANCELLED, dossier, seat.starts_at, actor=CITIZEN, now=now)
    yield from notices.appointment_cancelled(dossier, "")


def answered_coming(
    store: Store, citizen: str, *, now: datetime, dossiers: Collection[str] = ()
) -> Iterator[Saying]:
    """Note that the citizen will come: to the seats of these dossiers, or those they heard of."""
    seats = _own(store, citizen, dossiers)
    reminded = [seat for seat in seats if seat.reminded_at is not None and not seat.answer]
    coming = seats if dossiers else reminded or seats[:1]
    for seat in coming:
        store.appointments.change(seat, answer="coming")
        dossier = store.dossiers.get(seat.dossier)
        at = seat.starts_at
        record_of(store, Kind.APPOINTMENT_ANSWERED, dossier, at, actor=CITIZEN, now=now)
    yield from notices.coming(coming)


def end_seat(store: Store, dossier: Dossier, state: AppointmentState) -> None:
    """End the dossier's appointment, if it has one, because the citizen came or did not."""
    if seat := store.appointments.of(dossier.code):
        store.appointments.end(seat, state, seat_back=False)


def cancel_with(store: Store, dossier: Dossier, *, actor: str, now: datetime) -> None:
    """Give the seat of a dossier back that goes no further; the citizen hears of the dossier."""
    if seat := store.appointments.of(dossier.code):
        store.appointments.end(seat, AppointmentState.CANCELLED, seat_back=True)
        record_of(store, Kind.APPOINTMENT_CANCELLED, dossier, seat.starts_at, actor=actor, now=now)


def _bookable(store: Store, code: str, clerk: Staff) -> Dossier:
    dossier = store.dossiers.get(code)
    if dossier.state not in CONFIRMABLE:
        raise NotAllowedNow(_("Hồ sơ chưa được nhận nên chưa chốt được lịch chụp ảnh."))
    if dossier.state is DossierState.TAKEN and dossier.holder != clerk.name:
        raise HeldByAnother(_("{holder} đang làm hồ sơ này.").with_(holder=dossier.holder))
    return dossier


def _rebooked(store: Store, before: Dossier, version: int, now: datetime) -> Dossier:
    """Note on the dossier that its appointment changes; refuse a clerk who saw an older one."""
    if version not in (0, before.version):
        raise ChangedMeanwhile(_("Hồ sơ vừa được thay đổi. Anh/chị xem lại rồi làm tiếp."))
    after = before.rebooked(now)
    store.dossiers.replace(before, after)
    return after


def _to_come(store: Store, slot: int, now: datetime) -> Slot:
    """Return a slot that is still to come: an offer may be answered days after it was made."""
    found = store.slots.get(slot)
    if found.starts_at <= now:
        raise SeatTaken(_("Giờ này đã qua rồi ạ."))
    return found


def _own(store: Store, citizen: str, dossiers: Collection[str]) -> list[Appointment]:
    """Return the citizen's seats, soonest first: of these dossiers, or without any, all of them."""
    seats = [seat for seat in store.appointments.of_citizen(citizen) if seat.dossier]
    meant = [seat for seat in seats if not dossiers or seat.dossier in dossiers]
    if not meant:
        raise NoAppointment(_("Anh/chị chưa có lịch chụp ảnh nào ạ."))
    return meant
