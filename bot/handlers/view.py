"""Looking at personal data leaves a trace: who saw which picture or number, and when."""

from __future__ import annotations

from datetime import datetime

from bot.handlers.ledger import record
from domain.dossier import Dossier
from domain.events import Kind
from domain.people import Staff
from storage.store import Store


def picture_viewed(
    store: Store, dossier: Dossier, picture: str, *, clerk: Staff, now: datetime
) -> None:
    """Record that a picture was looked at."""
    detail = {"picture": picture}
    record(store, Kind.PICTURE_VIEWED, dossier, actor=clerk.actor, now=now, detail=detail)


def identity_revealed(
    store: Store, dossier: Dossier, field: str, *, clerk: Staff, now: datetime
) -> None:
    """Record that a masked number was uncovered."""
    detail = {"field": field}
    record(store, Kind.IDENTITY_REVEALED, dossier, actor=clerk.actor, now=now, detail=detail)
