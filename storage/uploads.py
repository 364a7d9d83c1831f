"""Files of ours that Zalo keeps for some days: used again until their handle lapses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from storage.tables import UploadRow

T: Any = UploadRow.__table__  # type: ignore[attr-defined]


class Uploads:
    """What was uploaded, by a name that the same content always has."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def handle(self, file: str, *, since: datetime) -> str:
        """Return Zalo's handle of a file uploaded after `since`, or ""."""
        found: str | None = self._connection.scalar(
            select(T.c.handle).where(T.c.file == file, T.c.uploaded_at > since)
        )
        return found or ""

    def note(self, file: str, handle: str, *, at: datetime) -> None:
        """Keep the handle of a file that was uploaded just now, in place of an older one."""
        self.forget(file)
        self._connection.execute(insert(T), {"file": file, "handle": handle, "uploaded_at": at})

    def forget(self, file: str) -> None:
        """Forget a handle that Zalo does not know any more."""
        self._connection.execute(delete(T).where(T.c.file == file))

    def drop(self, *, before: datetime) -> None:
        """Forget the handles that have lapsed by now."""
        self._connection.execute(delete(T).where(T.c.uploaded_at < before))
