"""What the world is like, as far as the pending question needs to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from bot.handlers.seats import waiting_for_photo
from bot.shape import Question
from bot.talk import Facts, SlotOffer
from domain.appointments import Appointment, NoAppointment, Office
from domain.zone import local, local_date
from storage.store import Store

MOST_SLOTS = 500
LOOK_AHEAD = timedelta(days=21)
ABOUT_A_SEAT = frozenset({"has_appointment", "waits_for_photo"})


def facts_for(store: Store, citizen: str, question: Question | None, *, now: datetime) -> Facts:
    """Return the facts that this question declares, and no others."""
    needs = question.needs if question else frozenset()
    seats = _seats(store, citizen) if needs & ABOUT_A_SEAT else []
    return Facts(
        now=now,
        today=local_date(now),
        free_slots=free_slots(store, now=now, but=seats) if "free_slots" in needs else (),
        dossiers=tuple(store.dossiers.of_citizen(citizen)) if "dossiers" in needs else (),
        has_appointment=bool(seats) or ("waits_for_photo" in needs and _waits(store, citizen)),
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


def _seats(store: Store, citizen: str) -> list[Appointment]:
    return [one for one in store.appointments.of_citizen(citizen) if one.dossier]


def _waits(store: Store, citizen: str) -> bool:
    try:
        waiting_for_photo(store, citizen)
    except NoAppointment:
        return False
    return True


def _of_office(store: Store, office: Office, now: datetime) -> Iterator[SlotOffer]:
    since = now + timedelta(hours=office.lead_hours)
    slots = store.slots.free(office.key, since=since, until=now + LOOK_AHEAD, limit=MOST_SLOTS)
    for slot in slots:
        yield SlotOffer(str(slot.id), local(slot.starts_at), office.key, office.name)
