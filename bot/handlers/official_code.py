"""Mending the official code that was typed wrong when a dossier was accepted; it can be undone."""

from __future__ import annotations

from datetime import datetime

from bot import notices
from bot.handlers.decide import read
from bot.handlers.ledger import record
from bot.handlers.tell import tell
from domain.dossier import Dossier, NotAllowedNow
from domain.events import Event, Kind
from domain.people import Staff
from domain.words import _
from storage.store import Store


def correct(
    store: Store, code: str, official_code: str, *, clerk: Staff, version: int, now: datetime
) -> Dossier:
    """Record the right official code; the citizen, who was told the wrong one, is told."""
    return _changed(store, code, official_code, clerk=clerk, version=version, now=now)


def put_back(store: Store, code: str, *, clerk: Staff, version: int, now: datetime) -> Dossier:
    """Take the last correction back: the code before it holds again."""
    mistake = last_correction(store, code)
    if mistake is None:
        raise NotAllowedNow(_("Mã Cổng của hồ sơ này chưa sửa lần nào."))
    was = str(mistake.detail["was"])
    return _changed(store, code, was, clerk=clerk, version=version, now=now, undoes=mistake)


def last_correction(store: Store, code: str) -> Event | None:
    """Return the correction of the official code that stands, or None."""
    events = store.events.of(code)
    undone = {event.undoes for event in events}
    standing = [
        event
        for event in events
        if event.kind is Kind.OFFICIAL_CODE_CORRECTED and event.number not in undone
    ]
    return standing[-1] if standing else None


def _changed(
    store: Store,
    code: str,
    official_code: str,
    *,
    clerk: Staff,
    version: int,
    now: datetime,
    undoes: Event | None = None,
) -> Dossier:
    before = read(store, code, version)
    after = before.official_code_corrected(official_code, now)
    store.dossiers.replace(before, after)
    record(
        store,
        Kind.STEP_UNDONE if undoes else Kind.OFFICIAL_CODE_CORRECTED,
        after,
        actor=clerk.actor,
        now=now,
        before=before,
        undoes=undoes.number if undoes else 0,
        detail={"was": before.official_code},
    )
    tell(store, after.citizen, notices.official_code_corrected(after), now=now, dossier=code)
    return after
