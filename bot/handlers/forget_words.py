"""Forgetting what citizens wrote and were written, and their dossiers, when its time is over.

For how long which is kept is a dated rule (`[[keeping]]` in domain/rules.toml), and citizens are
told before they agree. What is counted stays: the ledger never held what goes here.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from bot.ground import Ground
from bot.handlers.ledger import record
from bot.logs import log
from domain.events import Event, Kind
from domain.people import CLOCK
from domain.rules import default_settings
from domain.zone import local_date
from storage.outlived import Silence

AT_ONCE = 500
"""Citizens, and dossiers, of one tick, each in a transaction of its own; the rest waits."""
HALF_WRITTEN = timedelta(days=1)
"""A file that is not whole after this long never will be."""


def forget_words(ground: Ground) -> int:
    """Forget the talks, dossiers and messages whose time is over; return how many.

    At most AT_ONCE of each; a death in between leaves the rest for the next time.
    """
    now = ground.clock()
    kept = (ground.forms.rules or default_settings()).kept_for(local_date(now))
    silence = Silence(now - kept.unfinished, now - kept.talk)
    with ground.database.reading() as store:
        citizens = store.outlived.citizens(silence, limit=AT_ONCE)
        dossiers = store.outlived.dossiers(now - kept.dossier, limit=AT_ONCE)
    gone = sum(_talk_of(ground, citizen, silence, now=now) for citizen in citizens)
    for code in dossiers:
        _dossier(ground, code, now=now)
    gone += len(dossiers) + _rest(ground, kept.unfinished, kept.dossier, now=now)
    if gone:
        log.info("words_forgotten", talks=len(citizens), dossiers=len(dossiers))
    return gone


def _talk_of(ground: Ground, citizen: str, silence: Silence, *, now: datetime) -> bool:
    """Forget one citizen's talk, unless they spoke meanwhile; files go before their rows."""
    with ground.database.reading() as store:
        files = store.erasing.picture_files(citizen)
    for name in files:
        ground.files.remove(name)
    with ground.database.transaction() as store:
        known = store.talks.read(citizen) is not None
        if known and not store.outlived.is_silent(store.talks.lock(citizen, now).citizen, silence):
            return False
        gone = store.erasing.talk(citizen)
        store.events.write(Event(now, Kind.DATA_FORGOTTEN, CLOCK, detail=asdict(gone)))
    return True


def _dossier(ground: Ground, code: str, *, now: datetime) -> None:
    with ground.database.transaction() as store:
        dossier = store.dossiers.get(code)
        store.erasing.dossier(code)
        record(store, Kind.DATA_FORGOTTEN, dossier, actor=CLOCK, now=now)


def _rest(ground: Ground, unfinished: timedelta, longest: timedelta, *, now: datetime) -> int:
    """Forget what no silence ends: the oldest words of who still talks, and events of nobody."""
    with ground.database.transaction() as store:
        store.erasing.drop_marks(now - longest)
        return (
            store.outlived.empty_messages(now - unfinished, of_nobody=True)
            + store.outlived.empty_messages(now - longest, of_nobody=False)
            + store.outlived.remove_letters(now - longest)
        )


def forget_files(ground: Ground) -> int:
    """Delete from this machine's disk what nobody can read any more, and halves of files."""
    now = ground.clock()
    kept = (ground.forms.rules or default_settings()).kept_for(local_date(now))
    return (
        ground.spool.remove_unreadable(now - kept.dossier)
        + ground.spool.remove_unfinished(now - HALF_WRITTEN)
        + ground.files.remove_unfinished(now - HALF_WRITTEN)
    )
