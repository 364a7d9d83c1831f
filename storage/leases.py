"""Leases: what only one process may do, held for a while and renewed while it lives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from storage.inserting import insert_once
from storage.tables import LeaseRow

T: Any = LeaseRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Lease:
    """Who holds it, and until when unless it is renewed."""

    name: str
    holder: str
    until: datetime


class Leases:
    """All leases."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, name: str, holder: str, *, now: datetime, until: datetime) -> bool:
        """Take or renew a lease; False while somebody else holds it."""
        row = {"name": name, "holder": holder, "until": until}
        if insert_once(self._connection, T, row, unique="name"):
            return True
        changed = self._connection.execute(
            update(T)
            .where(T.c.name == name, or_(T.c.holder == holder, T.c.until <= now))
            .values(holder=holder, until=until)
        )
        return changed.rowcount == 1

    def give_back(self, name: str, holder: str) -> None:
        """Let the lease go, so that somebody else need not wait until it ends."""
        self._connection.execute(delete(T).where(T.c.name == name, T.c.holder == holder))

    def orphaned(self) -> int:
        """Let every lease go that is still held; return how many.

        For the start of a process that is the only one: who held them is dead.
        """
        return self._connection.execute(delete(T)).rowcount

    def get(self, name: str) -> Lease | None:
        """Return who holds a lease, or None where nobody ever did."""
        row = self._connection.execute(
            select(T.c.name, T.c.holder, T.c.until).where(T.c.name == name)
        ).first()
        return None if row is None else Lease(*row)
