"""Where each citizen stands; locking the row keeps one citizen's messages in one lane."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, case, or_, select, update

from storage.inserting import insert_once
from storage.tables import FORM_OPEN, TalkRow

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


@dataclass(frozen=True)
class Idle:
    """What counts as a form that lies idle: untouched for `after`, not silent for `within`."""

    now: datetime
    after: timedelta
    within: timedelta


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
        # a nudge is remembered as long as the form is the same
        nudged_at=case((T.c.form == bindparam("new_form"), T.c.nudged_at), else_=None),
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

    def with_a_person(self, now: datetime, *, limit: int = 100) -> list[StoredTalk]:
        """Return the talks that a person leads now and in which nobody waits for an answer."""
        rows = self._connection.execute(
            select(*_COLUMNS)
            .where(T.c.paused_until > now, T.c.wants_person_at.is_(None))
            .order_by(T.c.paused_until)
            .limit(limit)
        )
        return [StoredTalk(*row) for row in rows]

    def to_nudge(self, idle: Idle, *, limit: int = 50) -> list[str]:
        """Return the citizens whose form has lain idle, who has waited longest first."""
        due = select(T.c.citizen).where(*_lies_idle(idle)).order_by(T.c.updated_at).limit(limit)
        return list(self._connection.scalars(due))

    def nudge(self, citizen: str, idle: Idle) -> bool:
        """Note that a citizen was reminded of their form; False where that is not due any more."""
        due = update(T).where(T.c.citizen == citizen, *_lies_idle(idle))
        return self._connection.execute(due.values(nudged_at=idle.now)).rowcount == 1


def _lies_idle(idle: Idle) -> list[ColumnElement[bool]]:
    """Return the conditions on a talk: a form is open, nobody else is at it, a letter is free."""
    untouched = idle.now - idle.after
    return [
        FORM_OPEN,
        T.c.updated_at <= untouched,
        T.c.interacted_at <= untouched,
        T.c.interacted_at > idle.now - idle.within,
        T.c.nudged_at.is_(None),
        T.c.following,
        T.c.wants_person_at.is_(None),
        or_(T.c.paused_until.is_(None), T.c.paused_until <= idle.now),
    ]
