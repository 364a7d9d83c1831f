"""How fast each office has been, measured in the night so that nobody waits for the counting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from domain.pace import ENDS, Pace, Stretch
from storage.events import T
from storage.report_tables import PaceRow

P: Any = PaceRow.__table__  # type: ignore[attr-defined]
LONGEST_WAY = timedelta(days=365)
"""A dossier that began earlier is not looked for."""

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

    def put(self, paces: Sequence[Pace]) -> None:
        """Keep these paces, each in place of the one before."""
        for pace in paces:
            before = delete(P).where(P.c.office == pace.office, P.c.stretch == pace.stretch)
            self._connection.execute(before)
            row = {name: getattr(pace, name) for name in Pace.__dataclass_fields__}
            self._connection.execute(insert(P), row)

    def walked(
        self, office: str, stretch: Stretch, since: datetime
    ) -> list[tuple[datetime, datetime]]:
        """Return when each dossier that ended a stretch since then began it and ended it.

        A step that was taken back is none. Joined here and not in the database, whose plan for it
        is bad while the tables are new.
        """
        first, last = ENDS[stretch]
        taken_back = set(self._connection.scalars(select(T.c.undoes).where(T.c.undoes > 0)))
        ended = [T.c.kind == last, T.c.at >= since, T.c.office == office]
        begun = [T.c.kind == first, T.c.at >= since - LONGEST_WAY]
        ends = self._first_or_last(ended, taken_back, earliest=True)
        begins = self._first_or_last(begun, taken_back, earliest=False)
        return [(begins[code], at) for code, at in ends.items() if code in begins]

    def _first_or_last(
        self, where: list[Any], taken_back: set[int], *, earliest: bool
    ) -> dict[str, datetime]:
        """Return by dossier when its first, or its last, such event happened."""
        order = T.c.id.desc() if earliest else T.c.id
        rows = self._connection.execute(
            select(T.c.id, T.c.dossier, T.c.at).where(*where).order_by(order)
        )
        return {code: at for number, code, at in rows if code and number not in taken_back}
