"""Taking a dossier back that was handed in by mistake, while no clerk has taken it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot import notices, phrases
from bot.handlers import book, waiting
from bot.handlers.ledger import record
from bot.seat_questions import WAITS
from bot.shape import Forms
from bot.talk import Facts, Saying, TakeBack, Talk, Turn
from bot.wanted_back import before_hand_in
from domain.dossier import Dossier, DossierState, Refused
from domain.events import Kind
from domain.people import CITIZEN
from domain.zone import local, local_date
from storage.store import Store


def take_back(store: Store, turn: Turn, effect: TakeBack, *, forms: Forms, now: datetime) -> Turn:
    """Put the citizen back before the hand-in of their newest dossier, all answers kept.

    The dossier is withdrawn and its seat held for them again. Of one that a clerk took, nothing
    changes, and the citizen hears why. A second time finds nothing to take back.
    """
    citizen = turn.talk.citizen
    dossier = next((one for one in store.dossiers.of_citizen(citizen) if not one.is_closed), None)
    waits = dossier is not None and dossier.state is DossierState.HANDED_IN
    if dossier is None or not (waits or effect.surely):
        return replace(turn, say=(*turn.say, Saying(phrases.NOTHING_OPEN)))
    idle = replace(turn, talk=turn.talk if turn.talk.digressed else turn.talk.idle())
    if not waits:
        return replace(idle, say=(*turn.say, *notices.a_clerk_has_it(dossier)))
    if not effect.surely:
        return replace(idle, say=(*turn.say, *notices.may_be_taken_back(dossier)))
    try:
        withdrawn = _withdrawn(store, dossier, now=now)
    except Refused:  # a clerk was quicker by a moment
        return replace(idle, say=(*turn.say, *notices.a_clerk_has_it(dossier)))
    talk = _at_the_summary(store, turn.talk, withdrawn, forms=forms, now=now)
    told = notices.taken_back if talk.form else notices.withdrawn
    return replace(turn, talk=talk, say=(*turn.say, *told(withdrawn)))


def _withdrawn(store: Store, before: Dossier, *, now: datetime) -> Dossier:
    after = before.withdrawn(now)
    store.dossiers.replace(before, after)
    record(store, Kind.DOSSIER_WITHDRAWN, after, actor=CITIZEN, now=now, before=before)
    return after


def _at_the_summary(
    store: Store, talk: Talk, dossier: Dossier, *, forms: Forms, now: datetime
) -> Talk:
    """Return the talk before the hand-in; the seat waits for it, or goes where nothing does.

    Who waited for a time waits for it again from the next hand-in on.
    """
    seat = store.appointments.of(dossier.code)
    answers = dict(dossier.answers)
    if seat is not None:
        office = store.offices.get(seat.office)
        answers["slot"] = str(seat.slot)
        answers["slot_at"] = f"{local(seat.starts_at):%Y-%m-%dT%H:%M}"
        answers["slot_place"] = office.name if office else ""
    waited = store.waiting.of(dossier.code)
    if waited is not None and seat is None:
        waiting.taken_off(store, waited, actor=CITIZEN, outcome="withdrawn", now=now)
        answers |= {"slot": WAITS, "slot_at": "", "slot_wish": dict(waited.wish)}
    facts = Facts(now=now, today=local_date(now), rules=forms.rules)
    back = before_hand_in(forms, talk, replace(dossier, answers=answers), facts)
    if back.form is None:
        book.cancel_with(store, dossier, actor=CITIZEN, now=now)
    elif seat is not None:
        store.appointments.change(seat, dossier="", held_until=now + book.HOLD)
    return back
