"""Erasing a citizen: the talk, letters, messages, pictures and answers; counts stay.

What still waits is withdrawn and leaves the queue. A dossier that the authority has accepted is
kept as the law wants (docs/security.md), but belongs to nobody: it is not found by name, and
nothing is sent about it.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from bot import notices
from bot.ground import Ground
from bot.handlers import book, waiting
from bot.handlers.data_rights import erased_by_zalo
from bot.handlers.ledger import record
from bot.handlers.tell import language_of, tell
from bot.logs import log, who
from domain.appointments import AppointmentState
from domain.dossier import Dossier, DossierState
from domain.events import Event, Kind
from domain.people import CITIZEN, CLOCK
from domain.rights import Right
from storage.erasing import Erased
from storage.store import Store

ACCEPTED = frozenset(
    {
        DossierState.ACCEPTED,
        DossierState.PHOTOGRAPHED,
        DossierState.RESULT_RECEIVED,
        DossierState.POSTED,
        DossierState.DELIVERED,
    }
)
MOST_DOSSIERS = 1_000
LAST_LETTER_KEPT = timedelta(days=7)


def erase(ground: Ground, citizen: str, *, actor: str, told: bool) -> Erased:
    """Erase a citizen, and tell them in one last letter if they are to be `told`.

    A second time finds nothing and does no harm. Files go before their rows, so that a death in
    between leaves rows that the next try finds.
    """
    with ground.database.reading() as store:
        files = store.erasing.picture_files(citizen)
    for name in files:
        ground.files.remove(name)
    with ground.database.transaction() as store:
        now = ground.clock()
        store.talks.lock(citizen, now)
        late = set(store.erasing.picture_files(citizen)) - set(files)
        gone = _erased(store, citizen, actor=actor, told=told, now=now)
    for name in late:
        ground.files.remove(name)
    log.info("citizen_erased", citizen=who(citizen), **asdict(gone))
    return gone


def _erased(store: Store, citizen: str, *, actor: str, told: bool, now: datetime) -> Erased:
    language = language_of(store, citizen)
    dossiers = store.dossiers.of_citizen(citizen, limit=MOST_DOSSIERS)
    for dossier in dossiers:
        if dossier.state not in ACCEPTED:
            let_go(store, dossier, actor=CITIZEN, now=now)
    for seat in store.appointments.of_citizen(citizen):
        if not seat.dossier:
            store.appointments.end(seat, AppointmentState.CANCELLED, seat_back=True)
    for one in store.waiting.of_citizen(citizen):
        waiting.taken_off(store, one, actor=actor, outcome="skipped", now=now)
    for request in store.data_requests.open_of(citizen):
        store.data_requests.done(request.id, by=actor, at=now)
    kept = [one.code for one in dossiers if one.state in ACCEPTED]
    gone = store.erasing.erase(citizen, kept=kept)
    store.erasing.note(citizen, now)
    store.events.write(Event(now, Kind.DATA_ERASED, actor, channel="zalo", detail=asdict(gone)))
    if told:
        _tell(store, citizen, kept=bool(kept), language=language, now=now)
    return gone


def let_go(store: Store, before: Dossier, *, actor: str, now: datetime) -> None:
    """Withdraw a dossier that the authority does not have yet, and give its seat back."""
    if before.is_closed:
        return
    after = before.withdrawn(now)
    store.dossiers.replace(before, after)
    book.cancel_with(store, after, actor=actor, now=now)
    record(store, Kind.DOSSIER_WITHDRAWN, after, actor=actor, now=now, before=before)


def _tell(store: Store, citizen: str, *, kept: bool, language: str, now: datetime) -> None:
    """Write the last letter; the request remembers whose it is until the letter is forgotten."""
    request = store.data_requests.add(
        citizen, Right.ERASE, channel="letter", asked_at=now, answer_by=now, due_at=now
    )
    store.data_requests.done(request.id, by=CLOCK, at=now)
    tell(store, citizen, notices.erased(kept=kept), now=now, language=language)


def erase_withdrawn(ground: Ground) -> int:
    """Erase who asked for it with Zalo's own button, and forget last letters; return how many."""
    now = ground.clock()
    with ground.database.reading() as store:
        citizens = list(erased_by_zalo(store))
        told = store.data_requests.told_before(now - LAST_LETTER_KEPT)
    for citizen in citizens:
        erase(ground, citizen, actor=CITIZEN, told=False)
    for request in told:
        with ground.database.transaction() as store:
            store.erasing.last_letter(request.citizen, until=request.done_at or now)
    return len(citizens)
