"""What citizens asked about their own data, until it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from domain.rights import DataRequest, Right
from storage.tables import DataRequestRow

T: Any = DataRequestRow.__table__  # type: ignore[attr-defined]

_NAMES = tuple(DataRequest.__dataclass_fields__)
_COLUMNS = [T.c[name] for name in _NAMES]


class DataRequests:
    """All requests, those that wait first."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        citizen: str,
        right: Right,
        *,
        channel: str,
        asked_at: datetime,
        answer_by: datetime,
        due_at: datetime,
    ) -> DataRequest:
        """Keep a request; one of the same kind that still waits is returned instead."""
        for waiting in self.open_of(citizen):
            if waiting.right is right and channel in ("chat", waiting.channel):
                return waiting
        row = {
            "citizen": citizen,
            "right": right,
            "channel": channel,
            "asked_at": asked_at,
            "answer_by": answer_by,
            "due_at": due_at,
            "done_at": None,
            "done_by": "",
        }
        number = self._connection.execute(insert(T).returning(T.c.id), row).scalar_one()
        return self._where(T.c.id == number)[0]

    def waiting(self) -> list[DataRequest]:
        """Return what is not done yet, what is due first before the rest."""
        return self._where(T.c.done_at.is_(None))

    def open_of(self, citizen: str) -> list[DataRequest]:
        """Return what a citizen still waits for."""
        return self._where(T.c.citizen == citizen, T.c.done_at.is_(None))

    def done(self, request: int, *, by: str, at: datetime) -> bool:
        """Note that it was done; False where that was noted before."""
        changed = self._connection.execute(
            update(T).where(T.c.id == request, T.c.done_at.is_(None)).values(done_at=at, done_by=by)
        )
        return changed.rowcount == 1

    def told_before(self, at: datetime) -> list[DataRequest]:
        """Return erasures done before then, whose citizens were told in a last letter."""
        return self._where(T.c.right == Right.ERASE, T.c.done_at < at, T.c.citizen != "")

    def _where(self, *conditions: Any) -> list[DataRequest]:
        rows = self._connection.execute(
            select(*_COLUMNS).where(*conditions).order_by(T.c.due_at, T.c.id)
        )
        return [_request(row) for row in rows]


def _request(row: Sequence[Any]) -> DataRequest:
    values = dict(zip(_NAMES, row, strict=True))
    return DataRequest(**{**values, "right": Right(values["right"])})
