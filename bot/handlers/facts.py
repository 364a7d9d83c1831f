"""What the world is like, as far as the pending question needs to know."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.shape import Question
from bot.talk import Facts, SlotOffer
from domain.appointments import Office
from domain.zone import local, local_date
from storage.store import Store

OFFERED = 5
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


def free_slots(store: Store, *, now: datetime, limit: int = OFFERED) -> tuple[SlotOffer, ...]:
    """Return free seats to choose from, soonest first, spread over days and times of day."""
    offers: list[SlotOffer] = []
    for office in store.offices.all():
        offers += _of_office(store, office, now=now, limit=limit)
    return tuple(sorted(offers, key=lambda offer: offer.starts_at)[:limit])


def _of_office(store: Store, office: Office, *, now: datetime, limit: int) -> list[SlotOffer]:
    since = now + timedelta(hours=office.lead_hours)
    slots = store.slots.free(office.key, since=since, until=now + LOOK_AHEAD, limit=200)
    chosen, seen = [], set[tuple[object, bool]]()
    for slot in slots:
        at = local(slot.starts_at)
        half_day = (at.date(), at.hour >= 12)  # noqa: PLR2004 - noon parts the day
        if half_day in seen:
            continue
        seen.add(half_day)
        chosen.append(SlotOffer(str(slot.id), at, office.key, office.name))
        if len(chosen) == limit:
            break
    return chosen
