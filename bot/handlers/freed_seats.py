"""Seats that come free go to the waiting list, one person at a time; the clock's side of it.

A seat that is offered is kept by the slot's own count, so that nobody else gets it meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.form import ask, is_free, opened, question_of
from bot.handlers.facts import LOOK_AHEAD, MOST_SLOTS, facts_for
from bot.handlers.ledger import record
from bot.handlers.seats import BEFORE_THE_PHOTO
from bot.handlers.talks import keep_talk, talk_of
from bot.handlers.tell import tell
from bot.handlers.waiting import taken_off
from bot.notices import waiting as told
from bot.shape import Forms
from bot.talk import Talk
from bot.understanding.moments import Wish, wish_of
from domain.appointments import SeatTaken, Slot
from domain.dossier import Dossier, DossierState
from domain.events import Kind
from domain.people import CLOCK
from domain.rules import default_settings
from domain.waiting import Waiting, answer_by
from domain.window import Charge, window
from domain.zone import local, local_date
from storage.store import Store

OFFER_FORM = "seat_offer"


def next_lapsed(store: Store, *, now: datetime) -> bool:
    """Give on the seat of one who did not answer in time; False where there is none."""
    for one in store.waiting.offered():
        if one.offered_until is None or one.offered_until > now:
            continue
        talk = talk_of(store.talks.lock(one.citizen, now))
        if taken_off(store, one, actor=CLOCK, outcome="lapsed", now=now):
            if talk.form == OFFER_FORM:
                keep_talk(store, talk.idle(), now=now)
            at = local(one.starts_at or now)
            tell(store, one.citizen, told.lapsed(at), now=now, dossier=one.dossier)
            return True
    return False


def offer_next(store: Store, *, forms: Forms, now: datetime) -> bool:
    """Offer one free seat to whoever waited longest for one like it; False where none suits.

    Whose wish names such a seat goes before whom any seat suits. Who waits for nothing any more
    leaves the list; whom no letter can reach keeps their place.
    """
    asked = {one.citizen for one in store.waiting.offered()}
    for one in sorted(store.waiting.waiting(), key=lambda one: not one.wish):
        if one.citizen in asked:
            continue  # one offer a person, so that their «1» means one seat
        dossier = store.dossiers.get(one.dossier)
        if dossier.state is DossierState.SENT_BACK:
            continue  # it comes back, and has its place until then
        if dossier.state not in BEFORE_THE_PHOTO:
            taken_off(store, one, actor=CLOCK, outcome="withdrawn", now=now)
            continue
        stored = store.talks.read(one.citizen)
        if window(stored.interacted_at if stored else None, now).charge is Charge.CLOSED:
            continue
        slot = _suiting(store, one, now=now)
        if slot and _offered(store, one, dossier, slot, forms=forms, now=now):
            return True
    return False


def _suiting(store: Store, one: Waiting, *, now: datetime) -> Slot | None:
    """Return the first free slot that they would like better than what they have.

    A seat that is not what they wished for is worse than any that is, be that later.
    """
    office = store.offices.get(one.office)
    lead = timedelta(hours=office.lead_hours if office else 24)
    seat = store.appointments.of(one.dossier)
    wished = _wish(one, local_date(now))
    until = now + LOOK_AHEAD
    if seat and _suits(wished, seat.starts_at):
        until = min(until, seat.starts_at)
    free = store.slots.free(one.office, since=now + lead, until=until, limit=MOST_SLOTS)
    return next(
        (slot for slot in free if slot.id not in one.seen and _suits(wished, slot.starts_at)),
        None,
    )


def _wish(one: Waiting, today: date) -> Wish:
    """Return what they wait for; once the day that they wished for has come, any day will do."""
    wished = wish_of(one.wish)
    passed = wished.on is not None and wished.on <= today
    return replace(wished, on=None) if passed else wished


def _suits(wished: Wish, starts_at: datetime) -> bool:
    here = local(starts_at)
    return wished.suits(here.date(), here.time())


def _offered(
    store: Store, one: Waiting, dossier: Dossier, slot: Slot, *, forms: Forms, now: datetime
) -> bool:
    stored = store.talks.lock(one.citizen, now)
    rules = forms.rules or default_settings()
    today = local_date(now)
    allowed = timedelta(minutes=rules.seat_offer(today).minutes)
    until = answer_by(now, allowed, rules.courtesy(today), starts_at=slot.starts_at)
    try:
        store.slots.take(slot.id)
    except SeatTaken:
        return False
    if not store.waiting.offer(one, slot=slot.id, starts_at=slot.starts_at, until=until):
        store.slots.give_back(slot.id)
        return False
    detail = {"starts_at": slot.starts_at.isoformat()}
    record(store, Kind.SEAT_OFFERED, dossier, actor=CLOCK, now=now, detail=detail)
    asks = is_free(forms, talk_of(stored)) and not stored.is_paused(now)
    _tell(store, talk_of(stored), slot, until, asks=asks, forms=forms, dossier=dossier, now=now)
    return True


def _tell(
    store: Store,
    talk: Talk,
    slot: Slot,
    until: datetime,
    *,
    asks: bool,
    forms: Forms,
    dossier: Dossier,
    now: datetime,
) -> None:
    """Ask at once, or, in the middle of something else, tell with which words it is answered."""
    office = store.offices.get(slot.office)
    place = office.name if office else ""
    at, ends = local(slot.starts_at), local(until)
    if not asks:
        sayings = (told.seat_offered_meanwhile(at, place, ends),)
        tell(store, talk.citizen, sayings, now=now, dossier=dossier.code)
        return
    known = {"offered_at": f"{at:%Y-%m-%dT%H:%M}", "offered_place": place}
    known["offered_until"] = f"{ends:%Y-%m-%dT%H:%M}"
    talk = opened(forms, talk, OFFER_FORM, known)
    facts = facts_for(store, talk.citizen, question_of(forms, talk), now=now)
    talk, question = ask(forms, talk, facts)
    keep_talk(store, talk, now=now)
    tell(store, talk.citizen, question, now=now, dossier=dossier.code)
