"""Frozen days: each night the events of the day before are written down as they stand.

A day is frozen once and never anew, so that the figures of a report cannot change afterwards.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, literal, select

from domain.figures import COUNTED_KINDS
from domain.zone import day_bounds
from storage.counting import F, FrozenTime, stands
from storage.events import T
from storage.inserting import insert_once
from storage.report_tables import FrozenDayRow

D: Any = FrozenDayRow.__table__  # type: ignore[attr-defined]


class FrozenDays:
    """The days whose figures are settled; there is no gap between the first and the last."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> set[date]:
        """Return every frozen day."""
        return set(self._connection.scalars(select(D.c.day)))

    def time(self) -> FrozenTime | None:
        """Return the time that is frozen, or None before the first night."""
        first, last = self._connection.execute(select(func.min(D.c.day), func.max(D.c.day))).one()
        if first is None:
            return None
        return FrozenTime(day_bounds(first)[0], day_bounds(last)[1])

    def first_event_at(self) -> datetime | None:
        """Return when the first event of the ledger happened."""
        first: datetime | None = self._connection.scalar(select(func.min(T.c.at)))
        return first

    def freeze(self, day: date, *, now: datetime) -> bool:
        """Write down which events of a day stand; False, and nothing, where it is frozen."""
        if not insert_once(self._connection, D, {"day": day, "frozen_at": now}, unique="day"):
            return False
        since, until = day_bounds(day)
        standing = select(T.c.id, literal(day, F.c.day.type)).where(
            T.c.kind.in_(COUNTED_KINDS), T.c.at >= since, T.c.at < until, stands()
        )
        self._connection.execute(insert(F).from_select(["event", "day"], standing))
        return True
