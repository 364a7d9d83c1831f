"""Letters that wait because Zalo did not take them: for what, how many, and until when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from storage.letters import WAITING
from storage.tables import LetterRow

T: Any = LetterRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Held:
    """Letters that wait for one reason: `error` is what is kept of it, `until` the next try."""

    error: str
    count: int
    until: datetime


class HeldLetters:
    """The part of the outbox that waits for another try."""

    def __init__(self, connection: Connection, wrote: Callable[[], None]) -> None:
        self._connection = connection
        self._wrote = wrote

    def by_reason(self) -> list[Held]:
        """Return what letters wait for, in the order of the errors' names."""
        rows = self._connection.execute(
            select(T.c.error, func.count(), func.min(T.c.next_try_at))
            .where(T.c.state == WAITING, T.c.error != "")
            .group_by(T.c.error)
            .order_by(T.c.error)
        )
        return [Held(*row) for row in rows]

    def let_go(self, *, error: str, at: datetime) -> int:
        """Let letters go at `at` that wait because of this error; return how many.

        For when what held them was mended, so that nobody waits for the next try.
        """
        changed = self._connection.execute(
            update(T)
            .where(T.c.state == WAITING, T.c.error.startswith(error), T.c.next_try_at > at)
            .values(next_try_at=at)
        )
        if changed.rowcount:
            self._wrote()
        return changed.rowcount
