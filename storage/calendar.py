"""Our own word on single days: closures of an office, and days that the state moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, select

from domain.appointments import Closure
from storage.inserting import insert_once
from storage.office_tables import CalendarDayRow, ClosureRow

T: Any = ClosureRow.__table__  # type: ignore[attr-defined]
D: Any = CalendarDayRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class CalendarDay:
    """Our own word on a day, which wins over the package of holidays."""

    day: date
    is_working: bool
    note: str


class CalendarTables:
    """Closures and moved days."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def close(self, closure: Closure) -> bool:
        """Close an office (or all, with an empty `office`) on a day; False where it was closed."""
        row = {"office": closure.office, "day": closure.day, "reason": closure.reason}
        return insert_once(self._connection, T, row, unique="office,day")

    def reopen(self, office: str, day: date) -> bool:
        """Take a closure back; False where there was none."""
        gone = self._connection.execute(delete(T).where(T.c.office == office, T.c.day == day))
        return gone.rowcount == 1

    def closures(self) -> list[Closure]:
        """Return all closures by day."""
        rows = self._connection.execute(select(T.c.office, T.c.day, T.c.reason).order_by(T.c.day))
        return [Closure(*row) for row in rows]

    def set_day(self, day: CalendarDay) -> None:
        """Say whether a day is worked; the last word counts."""
        self._connection.execute(delete(D).where(D.c.day == day.day))
        row = {"day": day.day, "is_working": day.is_working, "note": day.note}
        insert_once(self._connection, D, row, unique="day")

    def days(self) -> list[CalendarDay]:
        """Return our own days in order."""
        rows = self._connection.execute(select(D.c.day, D.c.is_working, D.c.note).order_by(D.c.day))
        return [CalendarDay(*row) for row in rows]
