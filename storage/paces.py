"""How fast each office has been, measured in the night so that nobody waits for the counting."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from domain.pace import ENDS, Pace, Stretch
from storage.events import T
from storage.report_tables import PaceRow

P: Any = PaceRow.__table__  # type: ignore[attr-defined]
_COLUMNS = [P.c[name] for name in Pace.__dataclass_fields__]


class Paces:
    """One pace for each office and stretch."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, office: str, stretch: Stretch) -> Pace | None:
        """Return an office's pace on a stretch, or None where it was never measured."""
        row = self._connection.execute(
            select(*_COLUMNS).where(P.c.office == office, P.c.stretch == stretch)
        ).first()
        return None if row is None else Pace(row[0], Stretch(row[1]), *row[2:])

    def measured_on(self, day: date) -> set[tuple[str, str]]:
        """Return the offices and stretches whose pace was measured on a day."""
        rows = self._connection.execute(
            select(P.c.office, P.c.stretch).where(P.c.measured_on == day)
        )
        return {(office, stretch) for office, stretch in rows}

    def put(self, pace: Pace) -> None:
        """Keep a pace in place of the one before."""
        self._connection.execute(
            delete(P).where(P.c.office == pace.office, P.c.stretch == pace.stretch)
        )
        row = {name: getattr(pace, name) for name in Pace.__dataclass_fields__}
        self._connection.execute(insert(P), row)

    def walked(
        self, office: str, stretch: Stretch, since: datetime
    ) -> list[tuple[datetime, datetime]]:
        """Return when each dossier that ended a stretch since then began it and ended it.

        A step that was taken back is none.
        """
        begun, ended = T.alias("begun"), T.alias("ended")
        first, last = ENDS[stretch]
        query = (
            select(func.max(begun.c.at), func.min(ended.c.at))
            .join(begun, begun.c.dossier == ended.c.dossier)
            .where(ended.c.kind == last, ended.c.at >= since, ended.c.office == office)
            .where(ended.c.dossier != "", begun.c.kind == first)
            .where(_stands(begun), _stands(ended))
            .group_by(ended.c.dossier)
        )
        return [(at, until) for at, until in self._connection.execute(query)]


def _stands(events: Any) -> Any:
    undoing = T.alias(f"undoing_{events.name}")
    return events.c.id.not_in(select(undoing.c.undoes).where(undoing.c.undoes > 0))
