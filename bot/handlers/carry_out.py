"""Doing what a citizen asked for in a turn: each effect of the engine is one act of the office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime

from bot import cancelling, notices
from bot.form import correcting, opened, reopened
from bot.handlers import book, data_rights, hand_in, handover, rate, waiting
from bot.handlers.facts import booked_of
from bot.handlers.take_back import take_back
from bot.shape import Forms
from bot.talk import (
    AskCancel,
    AskData,
    AskPerson,
    CancelSeat,
    ChooseSeat,
    Coming,
    ConsentGiven,
    Effect,
    HandIn,
    HoldSeat,
    Mend,
    MoveSeat,
    Rated,
    ReleaseSeat,
    Routed,
    Saying,
    TakeBack,
    Talk,
    TellStatus,
    Turn,
)
from bot.waiting_acts import AnswerOffer, StopWaiting, WaitForSeat
from domain.appointments import NoAppointment, SeatTaken
from domain.dossier import DossierState
from domain.events import Event, Kind
from domain.people import CITIZEN
from domain.rights import Right
from domain.rules import DatedSettings
from domain.words import _
from domain.zone import local_date
from storage.store import Store

NOTHING_TO_MEND = _("Hiện không có hồ sơ nào của anh/chị cần bổ sung ạ.")
CHANNEL = "zalo"
PROCEDURE = "exchange"
MOVE_FORM = "move_appointment"
TIME_FORM = "photo_time"


def carry_out(store: Store, turn: Turn, *, forms: Forms, now: datetime) -> Turn:
    """Do each effect and return the turn with what the office says about it.

    A seat that somebody else has just taken opens its question again; nothing else is lost.
    """
    citizen = turn.talk.citizen
    if Mend() in turn.effects:
        return _mending(store, turn, forms=forms)
    if AskCancel() in turn.effects:
        theirs = store.dossiers.of_citizen(citizen)
        return cancelling.asked(turn.talk, booked_of(store, citizen, theirs))
    for wish in turn.effects:
        if isinstance(wish, TakeBack):
            return take_back(store, turn, wish, forms=forms, now=now)
    try:
        said = [
            one
            for effect in turn.effects
            for one in _done(store, citizen, effect, rules=forms.rules, now=now)
        ]
    except SeatTaken:
        return replace(turn, talk=_asked_for_another_seat(forms, turn))
    except NoAppointment as none:
        return replace(turn, say=(*turn.say, Saying(none.text)))
    return replace(turn, talk=_asked_for_a_time(store, turn, forms=forms), say=(*turn.say, *said))


def _asked_for_a_time(store: Store, turn: Turn, *, forms: Forms) -> Talk:
    """Return the talk in which who has just handed in chooses the time of their photo.

    Who chose before, or left it to the office, is not asked again.
    """
    new = [one for one in turn.effects if isinstance(one, HandIn) and not one.dossier]
    if not new or "slot" in new[0].answers:
        return turn.talk
    code = store.dossiers.of_citizen(turn.talk.citizen, limit=1)[0].code
    whose = {"filed_for": new[0].answers["filed_for"]} if "filed_for" in new[0].answers else {}
    return opened(forms, turn.talk, TIME_FORM, {"which": code, **whose})


def _asked_for_another_seat(forms: Forms, turn: Turn) -> Talk:
    sorry = notices.seat_taken().text
    for effect in turn.effects:
        if isinstance(effect, ChooseSeat):
            asked = opened(forms, turn.talk, TIME_FORM, {"which": effect.dossier})
            return replace(asked, why=sorry)
        if isinstance(effect, MoveSeat):
            known = {"which": effect.dossier} if effect.dossier else {}
            return replace(opened(forms, turn.talk, MOVE_FORM, known), why=sorry)
    return reopened(forms, turn.talk, "slot", sorry)


def _mending(store: Store, turn: Turn, *, forms: Forms) -> Turn:
    """Open the questions that a clerk asked to be answered again."""
    for dossier in store.dossiers.of_citizen(turn.talk.citizen):
        if dossier.state is DossierState.SENT_BACK:
            return replace(turn, talk=correcting(forms, turn.talk, dossier))
    return replace(turn, say=(*turn.say, Saying(NOTHING_TO_MEND)))


def _done(
    store: Store, citizen: str, effect: Effect, *, rules: DatedSettings | None, now: datetime
) -> Iterator[Saying]:
    match effect:
        case HandIn():
            yield from hand_in.take_in(store, citizen, effect, now=now, rules=rules)
        case HoldSeat() | ReleaseSeat() | ChooseSeat() | MoveSeat() | CancelSeat() | Coming():
            yield from _booked(store, citizen, effect, now=now)
        case WaitForSeat() | StopWaiting() | AnswerOffer():
            yield from _waiting(store, citizen, effect, now=now)
        case TellStatus(besides):
            yield from _status(store, citizen, besides=besides)
        case AskData(right):
            yield _data_asked(store, citizen, right, rules=rules, now=now)
        case Rated():
            rate.take_in(store, citizen, effect, now=now)
        case AskPerson():
            yield from _person(store, citizen, now=now)
        case Routed():
            store.events.write(_counted(Kind.INQUIRY_ROUTED, now, **asdict(effect)))
        case ConsentGiven(version, relationship):
            told = {"given_by": "filer", "relationship": relationship} if relationship else {}
            detail = {"version": version, **told}
            store.events.write(_counted(Kind.CONSENT_GIVEN, now, detail=detail))


def _booked(store: Store, citizen: str, effect: Effect, *, now: datetime) -> Iterator[Saying]:
    match effect:
        case HoldSeat(slot):
            book.hold(store, citizen, int(slot), now=now)
        case ReleaseSeat():
            book.release(store, citizen)
        case ChooseSeat(slot, dossier):
            yield from book.choose(store, citizen, int(slot), now=now, dossier=dossier)
        case MoveSeat(slot, dossier):
            yield from book.move_by_citizen(store, citizen, int(slot), now=now, dossier=dossier)
        case CancelSeat(dossier):
            yield from book.cancel_by_citizen(store, citizen, now=now, dossier=dossier)
        case Coming(dossiers):
            yield from book.answered_coming(store, citizen, now=now, dossiers=dossiers)


def _waiting(store: Store, citizen: str, effect: Effect, *, now: datetime) -> Iterator[Saying]:
    match effect:
        case WaitForSeat(wish, dossier):
            yield from waiting.join(store, citizen, wish, dossier=dossier, now=now)
        case StopWaiting():
            yield from waiting.leave(store, citizen, now=now)
        case AnswerOffer(takes):
            yield from waiting.answer_offer(store, citizen, takes=takes, now=now)


def _status(store: Store, citizen: str, *, besides: bool) -> Iterator[Saying]:
    dossiers = tuple(store.dossiers.of_citizen(citizen, limit=5))
    if besides and not dossiers:
        return
    seats = {seat.dossier: seat for seat in store.appointments.of_citizen(citizen) if seat.dossier}
    told = {one.code: store.events.of(one.code) for one in dossiers if not one.is_closed}
    waits = {one.dossier: one for one in store.waiting.of_citizen(citizen)}
    yield notices.status(dossiers, seats, told, waits)


def _data_asked(
    store: Store, citizen: str, right: Right, *, rules: DatedSettings | None, now: datetime
) -> Saying:
    request = data_rights.asked(store, citizen, right, rules=rules, now=now)
    days = local_date(request.answer_by), local_date(request.due_at)
    return notices.data_asked(right, *days)


def _person(store: Store, citizen: str, *, now: datetime) -> Iterator[Saying]:
    store.events.write(_counted(Kind.PERSON_ASKED_FOR, now))
    yield handover.ask_for_person(store, citizen, now=now)


def _counted(kind: Kind, now: datetime, **values: object) -> Event:
    known = {"channel": CHANNEL, "procedure": PROCEDURE, "actor": CITIZEN}
    return Event(at=now, kind=kind, **{**known, **values})  # type: ignore[arg-type]
