"""Where each citizen stands; locking the row keeps one citizen's messages in one lane."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from storage.inserting import insert_once
from storage.tables import TalkRow

T: Any = TalkRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class StoredTalk:
    """A citizen's talk as kept: `state` is the engine's own text (empty at first)."""

    citizen: str
    state: str
    form: str
    asked: str
    updated_at: datetime
    interacted_at: datetime | None
    following: bool
    wants_person_at: datetime | None
    paused_until: datetime | None
    revision: int
    burst: str

    def is_paused(self, now: datetime) -> bool:
        """Whether a person talks with this citizen, so that the bot keeps silent."""
        return self.paused_until is not None and self.paused_until > now


_COLUMNS = [T.c[name] for name in StoredTalk.__dataclass_fields__]
_READ = select(*_COLUMNS).where(T.c.citizen == bindparam("who"))
_LOCK = _READ.with_for_update()
_KEEP = (
    update(T)
    .where(T.c.citizen == bindparam("who"))
    .values(
        state=bindparam("new_state"),
        form=bindparam("new_form"),
        asked=bindparam("new_asked"),
        burst=bindparam("new_burst"),
        updated_at=bindparam("at"),
        revision=T.c.revision + 1,
    )
)
_KEEP_TOUCHED = _KEEP.values(interacted_at=bindparam("at"), following=True)
_TOUCH = (
    update(T)
    .where(T.c.citizen == bindparam("who"))
    .values(interacted_at=bindparam("at"), following=True)
)


class Talks:
    """All citizens' talks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock(self, citizen: str, now: datetime) -> StoredTalk:
        """Return the citizen's talk, locked until the transaction ends; begin one if need be."""
        row = self._connection.execute(_LOCK, {"who": citizen}).first()
        if row is None:
            new = {
                "citizen": citizen,
                "state": "",
                "form": "",
                "asked": "",
                "updated_at": now,
                "interacted_at": None,
                "following": True,
                "wants_person_at": None,
                "paused_until": None,
                "revision": 0,
                "burst": "",
            }
            insert_once(self._connection, T, new, unique="citizen")
            row = self._connection.execute(_LOCK, {"who": citizen}).one()
        return StoredTalk(*row)

    def read(self, citizen: str) -> StoredTalk | None:
        """Return the citizen's talk without locking it, or None for somebody who never wrote."""
        row = self._connection.execute(_READ, {"who": citizen}).first()
        return None if row is None else StoredTalk(*row)

    def keep(
        self,
        citizen: str,
        state: str,
        *,
        form: str,
        asked: str,
        at: datetime,
        touched: bool = False,
        burst: str = "",
    ) -> None:
        """Keep where the citizen now stands; `touched` says that the citizen did something.

        `burst` are the lines whose reply has not left; whatever else changes the talk ends them.
        """
        self._connection.execute(
            _KEEP_TOUCHED if touched else _KEEP,
            {
                "who": citizen,
                "new_state": state,
                "new_form": form,
                "new_asked": asked,
                "new_burst": burst,
                "at": at,
            },
        )

    def interacted(self, citizen: str, at: datetime) -> None:
        """Note that the citizen did something, which opens the window for our letters."""
        self._connection.execute(_TOUCH, {"who": citizen, "at": at})

    def followed(self, citizen: str, *, following: bool) -> None:
        """Note that the citizen follows us, or no longer does."""
        self._connection.execute(
            update(T).where(T.c.citizen == citizen).values(following=following)
        )

    def wants_person(self, citizen: str, at: datetime | None) -> None:
        """Note since when the citizen waits for a person; None when somebody has answered."""
        self._connection.execute(update(T).where(T.c.citizen == citizen).values(wants_person_at=at))

    def pause(self, citizen: str, until: datetime | None) -> None:
        """Keep the bot silent until then, because a person talks; None lets it answer again."""
        self._connection.execute(update(T).where(T.c.citizen == citizen).values(paused_until=until))

    def waiting_for_a_person(self, *, limit: int = 100) -> list[StoredTalk]:
        """Return the talks whose citizens asked for a person, who waits longest first."""
        rows = self._connection.execute(
            select(*_COLUMNS)
            .where(T.c.wants_person_at.is_not(None))
            .order_by(T.c.wants_person_at)
            .limit(limit)
        )
        return [StoredTalk(*row) for row in rows]
