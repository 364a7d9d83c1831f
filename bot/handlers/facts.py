"""What the world is like, as far as the pending question needs to know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.shape import Question
from bot.talk import Facts, SlotOffer
from domain.appointments import Office
from domain.zone import local, local_date
from storage.store import Store

MOST_SLOTS = 500
LOOK_AHEAD = timedelta(days=21)


def facts_for(store: Store, citizen: str, question: Question | None, *, now: datetime) -> Facts:
    """Return the facts that this question declares, and no others."""
    needs = question.needs if question else frozenset()
    return Facts(
        now=now,
        today=local_date(now),
        free_slots=free_slots(store, now=now) if "free_slots" in needs else (),
        dossiers=tuple(store.dossiers.of_citizen(citizen)) if "dossiers" in needs else (),
        has_appointment="has_appointment" in needs
        and any(one.dossier for one in store.appointments.of_citizen(citizen)),
    )


def free_slots(store: Store, *, now: datetime) -> tuple[SlotOffer, ...]:
    """Return the free seats of the coming weeks, soonest first; the question chooses among them."""
    offers = [offer for office in store.offices.all() for offer in _of_office(store, office, now)]
    return tuple(sorted(offers, key=lambda offer: offer.starts_at))


def _of_office(store: Store, office: Office, now: datetime) -> Iterator[SlotOffer]:
    since = now + timedelta(hours=office.lead_hours)
    slots = store.slots.free(office.key, since=since, until=now + LOOK_AHEAD, limit=MOST_SLOTS)
    for slot in slots:
        yield SlotOffer(str(slot.id), local(slot.starts_at), office.key, office.name)
