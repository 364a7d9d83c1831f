"""Post offices and the hours in which they take photos."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from domain.appointments import Office, OpeningHours
from storage.inserting import insert_once
from storage.office_tables import OfficeRow, OpeningHoursRow

T: Any = OfficeRow.__table__  # type: ignore[attr-defined]
H: Any = OpeningHoursRow.__table__  # type: ignore[attr-defined]

_COLUMNS = [T.c[name] for name in Office.__dataclass_fields__]
_HOURS = [H.c[name] for name in OpeningHours.__dataclass_fields__]


class Offices:
    """All offices."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, office: Office) -> bool:
        """Keep an office; False where its key is taken."""
        row = {name: getattr(office, name) for name in Office.__dataclass_fields__}
        return insert_once(self._connection, T, row, unique="key")

    def all(self) -> list[Office]:
        """Return the offices in the order of their keys."""
        return [
            Office(*row) for row in self._connection.execute(select(*_COLUMNS).order_by(T.c.key))
        ]

    def get(self, key: str) -> Office | None:
        """Return the office, or None where no office has this key."""
        row = self._connection.execute(select(*_COLUMNS).where(T.c.key == key)).first()
        return None if row is None else Office(*row)

    def place(self, key: str, point: str) -> None:
        """Say where an office is on the map."""
        self._connection.execute(update(T).where(T.c.key == key).values(map_point=point))

    def set_hours(self, office: str, hours: list[OpeningHours]) -> None:
        """Replace an office's hours."""
        self._connection.execute(delete(H).where(H.c.office == office))
        if hours:
            names = OpeningHours.__dataclass_fields__
            rows = [{name: getattr(item, name) for name in names} for item in hours]
            self._connection.execute(insert(H), rows)

    def hours(self, office: str) -> list[OpeningHours]:
        """Return an office's hours through the week."""
        rows = self._connection.execute(
            select(*_HOURS).where(H.c.office == office).order_by(H.c.weekday, H.c.opens)
        )
        return [OpeningHours(*row) for row in rows]
