"""The waiting list for a photo, as its citizens use it: join, leave, take an offer or let it go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from bot.handlers.ledger import record
from bot.handlers.seats import BEFORE_THE_PHOTO, place_of, record_of, seated, waiting_for_photo
from bot.notices import appointment_wished
from bot.notices import waiting as told
from bot.spoken_time import wish_said
from bot.talk import Saying
from bot.waiting_words import PARTS
from domain.appointments import AppointmentState
from domain.dossier import Dossier
from domain.events import Kind
from domain.people import CITIZEN
from domain.waiting import Waiting, WaitingState
from domain.zone import VIETNAM, local, local_date
from storage.store import Store


def join(
    store: Store, citizen: str, wish: Mapping[str, str], *, now: datetime, dossier: str = ""
) -> Iterator[Saying]:
    """Put the citizen's dossier on the list; raise NoAppointment where none waits for a photo.

    Of several, all that none was named of: whoever waits together would come together.
    """
    first = waiting_for_photo(store, citizen, dossier)
    rest = [one for one in store.dossiers.of_citizen(citizen) if one.state in BEFORE_THE_PHOTO]
    near = days_near(store, first.office, wish, now=now)
    if near is not None:
        yield told.no_photos_then(date.fromisoformat(wish["on"]), near)
        return
    several = [first, *(one for one in rest if one.code != first.code and not dossier)]
    told_of = [put_on_list(store, one, wish, now=now) for one in several]
    yield told.all_joined([one.code for one in several]) if len(several) > 1 else told_of[0]


NEAR = timedelta(days=10)
FEW = 3


def days_near(
    store: Store, office: str, wish: Mapping[str, str], *, now: datetime
) -> list[date] | None:
    """Return the days nearest to a wished one on which nobody takes photos; None for any other.

    A day is other, too, that lies beyond the times which are open by now.
    """
    if "on" not in wish:
        return None
    wished = date.fromisoformat(wish["on"])
    noon = datetime.combine(wished, time(12), VIETNAM)
    times = store.slots.times(office, since=max(now, noon - NEAR), until=noon + NEAR)
    days = sorted({local_date(at) for at in times})
    if not days or wished in days or days[-1] < wished:
        return None
    return sorted(sorted(days, key=lambda day: abs(day - wished))[:FEW])


def put_on_list(
    store: Store, dossier: Dossier, wish: Mapping[str, str], *, now: datetime
) -> Saying:
    """Put a dossier at the end of the list, unless it is there, and return what is said of it.

    Who is there keeps their place; another wish takes the place of the one before. The caller has
    locked the citizen's talk, so that nobody joins twice at once.
    """
    kept = {key: value for key, value in wish.items() if key in PARTS}
    if before := store.waiting.of(dossier.code):
        changed = bool(kept) and store.waiting.wish_for(before, kept)
        return told.waits_already(wish_said(kept if changed else before.wish))
    store.waiting.join(
        dossier.citizen, dossier=dossier.code, office=dossier.office, wish=kept, at=now
    )
    record(store, Kind.WAITING_JOINED, dossier, actor=CITIZEN, now=now)
    seat = store.appointments.of(dossier.code)
    return told.joined(local(seat.starts_at) if seat else None, wish_said(kept))


def leave(store: Store, citizen: str, *, now: datetime) -> Iterator[Saying]:
    """Take the citizen off the list; a seat that was kept for them goes to the next."""
    waited = store.waiting.of_citizen(citizen)
    for one in waited:
        taken_off(store, one, actor=CITIZEN, outcome="skipped", now=now)
    yield told.left_the_list() if waited else told.not_on_the_list()


def answer_offer(store: Store, citizen: str, *, takes: bool, now: datetime) -> Iterator[Saying]:
    """Take the seat that is kept for the citizen, or let it go to the next and wait on.

    The seat stays theirs until the clock gave it on, even where the time has just run out.
    """
    waited = store.waiting.of_citizen(citizen)
    offered = [one for one in waited if one.state is WaitingState.OFFERED]
    if not offered:
        yield told.offer_is_over() if waited or takes else told.not_on_the_list()
    elif takes:
        yield from _take(store, offered[0], now=now)
    else:
        gone = give_on(store, offered[0], actor=CITIZEN, outcome="skipped", now=now)
        yield told.let_go() if gone else told.offer_is_over()


def taken_off(store: Store, one: Waiting, *, actor: str, outcome: str, now: datetime) -> bool:
    """End somebody's waiting; a seat that was kept for them is free again."""
    if not store.waiting.end(one):
        return False
    dossier = store.dossiers.get(one.dossier)
    if one.state is WaitingState.OFFERED:
        store.slots.give_back(one.slot)
        record_ended(store, one, dossier, actor=actor, outcome=outcome, now=now)
    if outcome != "lapsed":
        record(store, Kind.WAITING_LEFT, dossier, actor=actor, now=now)
    return True


def record_ended(
    store: Store, one: Waiting, dossier: Dossier, *, actor: str, outcome: str, now: datetime
) -> None:
    """Write into the ledger what came of an offer."""
    detail = {"starts_at": one.starts_at.isoformat()} if one.starts_at else {}
    record(
        store,
        Kind.SEAT_OFFER_ENDED,
        dossier,
        actor=actor,
        now=now,
        outcome=outcome,
        detail=detail,
    )


def _take(store: Store, one: Waiting, *, now: datetime) -> Iterator[Saying]:
    """Give the dossier the seat that was kept: back and taken again in one transaction."""
    before = store.dossiers.get(one.dossier)
    if before.state not in BEFORE_THE_PHOTO or one.starts_at is None or not store.waiting.end(one):
        yield told.offer_is_over()
        return
    dossier = before.rebooked(now)
    store.dossiers.replace(before, dossier)
    store.slots.give_back(one.slot)
    seat = seated(store, dossier, one.starts_at, AppointmentState.HELD, office=one.office)
    record_ended(store, one, dossier, actor=CITIZEN, outcome="taken", now=now)
    record_of(store, Kind.APPOINTMENT_MOVED, dossier, seat.starts_at, actor=CITIZEN, now=now)
    yield from appointment_wished(dossier, seat, place_of(store, seat))


def give_on(store: Store, one: Waiting, *, actor: str, outcome: str, now: datetime) -> bool:
    """Free a seat that was kept for them; they wait on, at their old place."""
    if not store.waiting.wait_on(one):
        return False
    store.slots.give_back(one.slot)
    dossier = store.dossiers.get(one.dossier)
    record_ended(store, one, dossier, actor=actor, outcome=outcome, now=now)
    return True
