"""The ledger: events are written once, and every figure and timeline is read from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select

from domain.events import Event, Kind
from storage.tables import EventRow

T: Any = EventRow.__table__  # type: ignore[attr-defined]

_NAMES = (
    "at",
    "kind",
    "actor",
    "dossier",
    "office",
    "channel",
    "procedure",
    "reason",
    "before",
    "after",
    "outcome",
    "detail",
    "undoes",
)
_COLUMNS = [*(T.c[name] for name in _NAMES), T.c.id]
_INSERT = insert(T)
_FILTERED = ("actor", "dossier", "office", "channel", "procedure", "reason", "outcome")


@dataclass(frozen=True)
class EventFilter:
    """Which events; an empty field means any. `since` is included, `until` is not."""

    since: datetime | None = None
    until: datetime | None = None
    kinds: tuple[Kind, ...] = ()
    actor: str = ""
    dossier: str = ""
    office: str = ""
    channel: str = ""
    procedure: str = ""
    reason: str = ""
    outcome: str = ""


class Events:
    """The ledger of the office."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(self, *events: Event) -> None:
        """Write events in the transaction of the change they record."""
        rows = [{name: getattr(event, name) for name in _NAMES} for event in events]
        self._connection.execute(_INSERT, rows)

    def of(self, dossier: str) -> list[Event]:
        """Return what happened to a dossier, first event first."""
        rows = self._connection.execute(
            select(*_COLUMNS).where(T.c.dossier == dossier).order_by(T.c.id)
        )
        return [_event(row) for row in rows]

    def last(self, dossier: str, kind: Kind) -> Event | None:
        """Return the newest event of a kind for a dossier, or None."""
        row = self._connection.execute(
            select(*_COLUMNS)
            .where(T.c.dossier == dossier, T.c.kind == kind)
            .order_by(T.c.id.desc())
            .limit(1)
        ).first()
        return None if row is None else _event(row)

    def find(self, wanted: EventFilter, *, before: int = 0, limit: int = 50) -> list[Event]:
        """Return matching events, newest first; a page begins below the number `before`."""
        query = select(*_COLUMNS).where(*conditions(wanted)).order_by(T.c.id.desc()).limit(limit)
        if before:
            query = query.where(T.c.id < before)
        return [_event(row) for row in self._connection.execute(query)]


def conditions(wanted: EventFilter) -> list[ColumnElement[bool]]:
    """Return the filter as SQL conditions on the table of events."""
    found: list[ColumnElement[bool]] = []
    if wanted.since:
        found.append(T.c.at >= wanted.since)
    if wanted.until:
        found.append(T.c.at < wanted.until)
    if wanted.kinds:
        found.append(T.c.kind.in_(wanted.kinds))
    named = {name: getattr(wanted, name) for name in _FILTERED}
    return found + [T.c[name] == value for name, value in named.items() if value]


def _event(row: Sequence[Any]) -> Event:
    values = dict(zip((*_NAMES, "number"), row, strict=True))
    return Event(**{**values, "kind": Kind(values["kind"])})
