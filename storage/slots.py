"""Times for photos. A seat is taken by one conditional update: nobody shares the last one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from domain.appointments import SeatTaken, Slot
from domain.words import _
from storage.inserting import insert_ignoring
from storage.office_tables import SlotRow

T: Any = SlotRow.__table__  # type: ignore[attr-defined]

_COLUMNS = [T.c[name] for name in Slot.__dataclass_fields__]


class Slots:
    """All offices' slots."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, office: str, starts_at: datetime, capacity: int) -> bool:
        """Open a slot; False where the office has one at this time."""
        row = {"office": office, "starts_at": starts_at, "capacity": capacity, "taken": 0}
        return insert_ignoring(self._connection, T, row, unique="office,starts_at") != 0

    def free(self, office: str, *, since: datetime, until: datetime, limit: int) -> list[Slot]:
        """Return slots with a seat left, soonest first."""
        rows = self._connection.execute(
            select(*_COLUMNS)
            .where(
                T.c.office == office,
                T.c.starts_at >= since,
                T.c.starts_at < until,
                T.c.taken < T.c.capacity,
            )
            .order_by(T.c.starts_at)
            .limit(limit)
        )
        return [Slot(*row) for row in rows]

    def times(self, office: str, *, since: datetime, until: datetime) -> list[datetime]:
        """Return when an office takes photos, whether a seat is left or not, soonest first."""
        rows = self._connection.execute(
            select(T.c.starts_at)
            .where(T.c.office == office, T.c.starts_at >= since, T.c.starts_at < until)
            .order_by(T.c.starts_at)
        )
        return [row.starts_at for row in rows]

    def get(self, slot: int) -> Slot:
        """Return a slot; raise SeatTaken where it is gone (its day was closed)."""
        row = self._connection.execute(select(*_COLUMNS).where(T.c.id == slot)).first()
        if row is None:
            raise SeatTaken(_("Giờ này không còn nữa."))
        return Slot(*row)

    def at(self, office: str, starts_at: datetime) -> Slot | None:
        """Return an office's slot at this time, or None where there is none."""
        row = self._connection.execute(
            select(*_COLUMNS).where(T.c.office == office, T.c.starts_at == starts_at)
        ).first()
        return None if row is None else Slot(*row)

    def take(self, slot: int) -> Slot:
        """Take a seat; raise SeatTaken where none is left."""
        taken = self._connection.execute(
            update(T).where(T.c.id == slot, T.c.taken < T.c.capacity).values(taken=T.c.taken + 1)
        )
        if taken.rowcount != 1:
            raise SeatTaken(_("Giờ này vừa có người chọn mất rồi."))
        return self.get(slot)

    def give_back(self, slot: int) -> None:
        """Give a seat back; slot 0 is no slot of ours."""
        self._connection.execute(
            update(T).where(T.c.id == slot, T.c.taken > 0).values(taken=T.c.taken - 1)
        )

    def drop_empty(self, office: str, *, since: datetime, until: datetime) -> int:
        """Remove slots in which nobody sits; return how many went."""
        gone = self._connection.execute(
            delete(T).where(
                T.c.office == office,
                T.c.starts_at >= since,
                T.c.starts_at < until,
                T.c.taken == 0,
            )
        )
        return gone.rowcount
