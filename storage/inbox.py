"""Messages as they came in: kept once for ever, answered once, set aside when they cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from storage.inserting import insert_ignoring
from storage.tables import InboxRow

T: Any = InboxRow.__table__  # type: ignore[attr-defined]

KEPT, ANSWERED, SET_ASIDE, IGNORED = "kept", "answered", "set_aside", "ignored"


@dataclass(frozen=True)
class KeptMessage:
    """A message that was kept: its raw `body`, and which question was pending when it came."""

    id: int
    event_key: str
    name: str
    citizen: str
    body: str
    shown: str
    received_at: datetime
    state: str
    attempts: int
    asked: str


_COLUMNS = [T.c[name] for name in KeptMessage.__dataclass_fields__]
_ANSWERED = (
    update(T)
    .where(T.c.id == bindparam("message"))
    .values(state=bindparam("new_state"), next_try_at=None)
)


class Inbox:
    """The inbox of all citizens."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(
        self,
        *,
        event_key: str,
        name: str,
        citizen: str,
        body: str,
        received_at: datetime,
        shown: str = "",
        asked: str = "",
        state: str = KEPT,
    ) -> int:
        """Keep a message and return its number; return 0 where it was kept before."""
        row = {
            "event_key": event_key,
            "name": name,
            "citizen": citizen,
            "body": body,
            "shown": shown,
            "received_at": received_at,
            "state": state,
            "attempts": 0,
            "asked": asked,
            "next_try_at": received_at,
        }
        return insert_ignoring(self._connection, T, row, unique="event_key")

    def answered(self, message: int, *, state: str = ANSWERED) -> None:
        """Mark it as done; it will not be tried again."""
        self._connection.execute(_ANSWERED, {"message": message, "new_state": state})

    def failed(
        self, message: int, *, attempts: int, next_try_at: datetime | None, asked: str
    ) -> None:
        """Note a failed try; without a next one the message is set aside, visibly.

        `asked` is the question that was pending, so that a later try cannot file the answer under
        another one.
        """
        self._connection.execute(
            update(T)
            .where(T.c.id == message)
            .values(
                attempts=attempts,
                asked=asked,
                next_try_at=next_try_at,
                state=KEPT if next_try_at else SET_ASIDE,
            )
        )

    def due(self, now: datetime, *, limit: int = 50) -> list[KeptMessage]:
        """Return messages that are kept but not answered and due for a try, oldest first."""
        rows = self._connection.execute(
            select(*_COLUMNS)
            .where(T.c.state == KEPT, T.c.next_try_at <= now)
            .order_by(T.c.id)
            .limit(limit)
        )
        return [KeptMessage(*row) for row in rows]

    def get(self, message: int) -> KeptMessage:
        """Return one message."""
        row = self._connection.execute(select(*_COLUMNS).where(T.c.id == message)).one()
        return KeptMessage(*row)

    def of(self, citizen: str, *, limit: int = 200) -> list[KeptMessage]:
        """Return a citizen's newest messages that have something to show, oldest first."""
        rows = self._connection.execute(
            select(*_COLUMNS)
            .where(T.c.citizen == citizen, T.c.shown != "")
            .order_by(T.c.id.desc())
            .limit(limit)
        )
        return [KeptMessage(*row) for row in reversed(rows.all())]

    def newest_at(self) -> datetime | None:
        """Return when the newest message came; every one that is kept was signed rightly."""
        newest: datetime | None = self._connection.scalar(
            select(T.c.received_at).order_by(T.c.id.desc()).limit(1)
        )
        return newest

    def set_aside(self, *, limit: int = 100) -> list[KeptMessage]:
        """Return messages that three tries could not answer, newest first."""
        rows = self._connection.execute(
            select(*_COLUMNS).where(T.c.state == SET_ASIDE).order_by(T.c.id.desc()).limit(limit)
        )
        return [KeptMessage(*row) for row in rows]
