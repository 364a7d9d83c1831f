"""What the world is like, as far as the pending question needs to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from bot.handlers.seats import BEFORE_THE_PHOTO, waiting_for_photo
from bot.shape import Question
from bot.talk import Booked, Facts, SlotOffer
from domain.appointments import Appointment, NoAppointment, Office
from domain.dossier import Dossier
from domain.zone import local, local_date
from storage.store import Store

MOST_SLOTS = 500
LOOK_AHEAD = timedelta(days=21)
ABOUT_A_SEAT = frozenset({"has_appointment", "waits_for_photo", "waits_for_time"})


def facts_for(
    store: Store, citizen: str, question: Question | None, *, now: datetime, dossier: str = ""
) -> Facts:
    """Return the facts that this question declares, and no others.

    With a `dossier` they are about its seat, of all that the citizen has.
    """
    needs = question.needs if question else frozenset()
    seats = _seats(store, citizen, dossier) if needs & ABOUT_A_SEAT else []
    return Facts(
        now=now,
        today=local_date(now),
        free_slots=free_slots(store, now=now, but=seats) if "free_slots" in needs else (),
        dossiers=tuple(store.dossiers.of_citizen(citizen)) if "dossiers" in needs else (),
        has_appointment=_has_one(store, citizen, dossier, needs=needs, seats=seats),
        appointment_at=local(seats[0].starts_at) if seats else None,
    )


def free_slots(
    store: Store, *, now: datetime, but: Iterable[Appointment] = ()
) -> tuple[SlotOffer, ...]:
    """Return the free seats of the coming weeks, soonest first; the question chooses among them.

    The slots of the appointments `but` are left out: nobody moves to where they sit.
    """
    offers = [offer for office in store.offices.all() for offer in _of_office(store, office, now)]
    own = {str(seat.slot) for seat in but}
    return tuple(
        sorted((one for one in offers if one.id not in own), key=lambda offer: offer.starts_at)
    )


def booked_of(store: Store, citizen: str, theirs: Sequence[Dossier]) -> tuple[Booked, ...]:
    """Return the citizen's dossiers that wait for their photo, those with a time first, soonest."""
    if not theirs:
        return ()
    at = {one.dossier: local(one.starts_at) for one in _seats(store, citizen)}
    waiting = [one for one in theirs if waits(one, at)]
    there = [Booked(one.code, one.full_name, at.get(one.code)) for one in waiting]
    seated = sorted((one for one in there if one.starts_at), key=lambda one: at[one.dossier])
    return (*seated, *(one for one in there if not one.starts_at))


def waits(dossier: Dossier, seats: Mapping[str, datetime]) -> bool:
    """Tell whether the photo of a dossier is to come."""
    return dossier.code in seats or dossier.state in BEFORE_THE_PHOTO


def _seats(store: Store, citizen: str, dossier: str = "") -> list[Appointment]:
    seats = [one for one in store.appointments.of_citizen(citizen) if one.dossier]
    return [one for one in seats if one.dossier == dossier] if dossier else seats


def _has_one(
    store: Store,
    citizen: str,
    dossier: str,
    *,
    needs: frozenset[str],
    seats: Sequence[Appointment],
) -> bool:
    """Tell whether there is something to act on: a seat, a photo to come, one without a time."""
    if "waits_for_time" in needs:
        return not seats and _waits(store, citizen, dossier)
    return bool(seats) or ("waits_for_photo" in needs and _waits(store, citizen, dossier))


def _waits(store: Store, citizen: str, dossier: str) -> bool:
    try:
        waiting_for_photo(store, citizen, dossier)
    except NoAppointment:
        return False
    return True


def _of_office(store: Store, office: Office, now: datetime) -> Iterator[SlotOffer]:
    since = now + timedelta(hours=office.lead_hours)
    slots = store.slots.free(office.key, since=since, until=now + LOOK_AHEAD, limit=MOST_SLOTS)
    for slot in slots:
        yield SlotOffer(str(slot.id), local(slot.starts_at), office.key, office.name)
