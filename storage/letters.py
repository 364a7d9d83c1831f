"""Letters: written with the change that caused them, claimed one by one for each citizen, sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, case, delete, func, insert, select, update

from storage.early_ticks import keep_early, tick_what_came_early
from storage.tables import LetterRow

T: Any = LetterRow.__table__  # type: ignore[attr-defined]

WAITING, SENDING, SENT, UNKNOWN, GIVEN_UP = "waiting", "sending", "sent", "unknown", "given_up"
OPEN = (WAITING, SENDING, UNKNOWN)
NOTICE = "notice"
"""The mark, in `error`, of a letter on its way as an approved template."""
ENCLOSED = "enclosed"
"""The mark of a letter on its way that carries a picture or a file."""
_INSERT = insert(T)
_EMPTY = ("dossier", "message_id", "error", "tried", "enclosure", "early")
_NEW: dict[str, Any] = {"state": WAITING, "attempts": 0, **dict.fromkeys(_EMPTY, "")}


class Written(NamedTuple):
    """A letter to be kept: its words, its buttons, and what it carries."""

    text: str
    buttons: list[dict[str, str]]
    enclosure: str = ""


@dataclass(frozen=True)
class Letter:
    """A message to a citizen; `buttons` are {"title", "says"} pairs, `author` is bot or staff."""

    id: int
    citizen: str
    dossier: str
    author: str
    text: str
    buttons: list[dict[str, str]]
    state: str
    attempts: int
    created_at: datetime
    next_try_at: datetime
    claimed_at: datetime | None
    sent_at: datetime | None
    received_at: datetime | None
    seen_at: datetime | None
    message_id: str
    error: str
    tried: str = ""
    enclosure: str = ""


_COLUMNS = [T.c[name] for name in Letter.__dataclass_fields__]


class Letters:
    """The outbox of all citizens."""

    def __init__(self, connection: Connection, wrote: Callable[[], None]) -> None:
        self._connection = connection
        self._wrote = wrote

    def put(
        self,
        citizen: str,
        letters: Sequence[Written | tuple[str, list[dict[str, str]]]],
        *,
        at: datetime,
        due: datetime | None = None,
        author: str = "bot",
        dossier: str = "",
        enclosure: str = "",
    ) -> None:
        """Write letters, each a text with its buttons, in the order in which they will be read.

        They leave at once, or at `due`; `enclosure` says what they carry that do not say so
        themselves. A citizen who was erased ("") gets none.
        """
        if not letters or not citizen:
            return
        same = {"citizen": citizen, "dossier": dossier, "author": author}
        times = {"created_at": at, "next_try_at": due or at}
        written = [Written(*letter)._asdict() for letter in letters]
        own = [one | {"enclosure": one["enclosure"] or enclosure} for one in written]
        rows = [_NEW | same | times | one for one in own]
        self._connection.execute(_INSERT, rows)
        self._wrote()

    def drop(self, letter: int) -> None:
        """Remove a letter that did not reach anybody and that nobody needs."""
        self._connection.execute(delete(T).where(T.c.id == letter, T.c.state.in_(OPEN)))
        self._wrote()

    def take_back(self, citizen: str, *, written_at: datetime, count: int) -> bool:
        """Remove all `count` letters of one act of the bot; False, and none, where one is leaving.

        Nobody has been sent any of them.
        """
        ours = (T.c.citizen == citizen, T.c.author == "bot", T.c.created_at == written_at)
        unsent = (T.c.state == WAITING, T.c.attempts == 0)
        found = select(T.c.id).where(*ours, *unsent).with_for_update()
        numbers = self._connection.scalars(found).all()
        if len(numbers) != count:
            return False
        self._connection.execute(delete(T).where(T.c.id.in_(numbers)))
        return True

    def next_due_at(self, now: datetime) -> datetime | None:
        """Return when the next letter is due that is not due yet."""
        soonest: datetime | None = self._connection.scalar(
            select(T.c.next_try_at)
            .where(T.c.state == WAITING, T.c.next_try_at > now)
            .order_by(T.c.next_try_at)
            .limit(1)
        )
        return soonest

    def note_sent(
        self, citizen: str, text: str, *, author: str, message_id: str, at: datetime
    ) -> None:
        """Keep what a person sent with the platform's own tools, so that the desk has it."""
        said = {"citizen": citizen, "author": author, "text": text, "message_id": message_id}
        times = {"created_at": at, "next_try_at": at, "sent_at": at}
        row = _NEW | said | times | {"buttons": [], "state": SENT}
        self._connection.execute(insert(T), row)

    def claim(self, now: datetime, *, limit: int = 16) -> list[Letter]:
        """Claim the first unsent letter of each citizen who has one due; nobody else may send it.

        A citizen whose first open letter is being sent, or of whose fate we are unsure, waits.
        """
        first = (
            select(func.min(T.c.id))
            .where(T.c.state.in_(OPEN))
            .group_by(T.c.citizen)
            .scalar_subquery()
        )
        due = self._connection.scalars(
            select(T.c.id)
            .where(T.c.id.in_(first), T.c.state == WAITING, T.c.next_try_at <= now)
            .order_by(T.c.id)
            .limit(limit)
        ).all()
        claimed = [number for number in due if self._claimed(number, now)]
        if not claimed:
            return []
        rows = self._connection.execute(
            select(*_COLUMNS).where(T.c.id.in_(claimed)).order_by(T.c.id)
        )
        return [Letter(*row) for row in rows]

    def _claimed(self, number: int, now: datetime) -> bool:
        changed = self._connection.execute(
            update(T)
            .where(T.c.id == number, T.c.state == WAITING)
            .values(state=SENDING, claimed_at=now, attempts=T.c.attempts + 1)
        )
        return changed.rowcount == 1

    def sent(self, letter: int, *, message_id: str, at: datetime) -> bool:
        """Mark a letter as sent; False where its echo had already said so, or it was given up."""
        changed = self._connection.execute(
            update(T)
            .where(T.c.id == letter, T.c.state.in_((SENDING, UNKNOWN)))
            .values(state=SENT, message_id=message_id, sent_at=at, error="")
        )
        self._wrote()
        if changed.rowcount == 1:
            tick_what_came_early(self._connection, letter, message_id)
        return changed.rowcount == 1

    def get(self, letter: int) -> Letter | None:
        """Return a letter, or None where there is none of this number."""
        row = self._connection.execute(select(*_COLUMNS).where(T.c.id == letter)).first()
        return None if row is None else Letter(*row)

    def have_tried(self, letter: int, what: str) -> None:
        """Note a way in which a letter could not be sent, after the ways before it."""
        before = self._connection.scalar(select(T.c.tried).where(T.c.id == letter)) or ""
        ways = [way for way in before.split(", ") if way and way != what]
        self._connection.execute(
            update(T).where(T.c.id == letter).values(tried=", ".join([*ways, what]))
        )

    def goes_as(self, letter: int, mark: str) -> None:
        """Mark a letter whose echo will not say our words (NOTICE, ENCLOSED), just before it."""
        self._connection.execute(
            update(T).where(T.c.id == letter, T.c.state == SENDING).values(error=mark)
        )

    def plain(self, letter: int) -> None:
        """Let a letter that is on its way carry nothing: it goes as its words alone."""
        self._connection.execute(
            update(T).where(T.c.id == letter, T.c.state.in_(OPEN)).values(enclosure="")
        )

    def unknown(self, letter: int, *, error: str) -> None:
        """Note that we cannot tell whether it arrived; its echo, or the talk itself, will tell."""
        self._connection.execute(
            update(T)
            .where(T.c.id == letter, T.c.state == SENDING)
            .values(state=UNKNOWN, error=error)
        )

    def again(self, letter: int, *, at: datetime, error: str) -> None:
        """Try the letter again at `at`."""
        self._connection.execute(
            update(T)
            .where(T.c.id == letter, T.c.state.in_((SENDING, UNKNOWN)))
            .values(state=WAITING, next_try_at=at, error=error)
        )

    def given_up(self, letter: int, *, error: str) -> None:
        """Stop trying, so that the citizen's next letter may go."""
        self._connection.execute(
            update(T)
            .where(T.c.id == letter, T.c.state.in_(OPEN))
            .values(state=GIVEN_UP, error=error)
        )
        self._wrote()

    def orphaned(self) -> int:
        """Say of every letter that was being sent that we cannot tell; return how many.

        For the start of a process that is the only one to send.
        """
        why = case((T.c.error.in_((NOTICE, ENCLOSED)), T.c.error), else_="restarted")
        changed = self._connection.execute(
            update(T).where(T.c.state == SENDING).values(state=UNKNOWN, error=why)
        )
        return changed.rowcount

    def unsettled(self, claimed_before: datetime, *, limit: int = 50) -> list[Letter]:
        """Return letters claimed before then of which nobody knows whether they arrived."""
        rows = self._connection.execute(
            select(*_COLUMNS)
            .where(T.c.state.in_((SENDING, UNKNOWN)), T.c.claimed_at <= claimed_before)
            .order_by(T.c.id)
            .limit(limit)
        )
        return [Letter(*row) for row in rows]

    def awaiting_echo(self, citizen: str) -> list[Letter]:
        """Return the citizen's letters that are on their way, oldest first."""
        rows = self._connection.execute(
            select(*_COLUMNS)
            .where(T.c.citizen == citizen, T.c.state.in_((SENDING, UNKNOWN)))
            .order_by(T.c.id)
        )
        return [Letter(*row) for row in rows]

    def known(self, message_id: str) -> bool:
        """Whether a letter of ours has this message id of the platform."""
        return bool(
            self._connection.scalar(select(T.c.id).where(T.c.message_id == message_id).limit(1))
        )

    def ticked(
        self, message_ids: Sequence[str], *, seen: bool, at: datetime, citizen: str = ""
    ) -> None:
        """Note that letters were received or seen; ticks only go forward.

        One that comes before we know the letter's name waits with the letter that is on its way.
        """
        column = T.c.seen_at if seen else T.c.received_at
        self._connection.execute(
            update(T).where(T.c.message_id.in_(message_ids), column.is_(None)).values({column: at})
        )
        unknown = [name for name in message_ids if not self.known(name)]
        for letter in self.awaiting_echo(citizen)[:1] if citizen and unknown else ():
            keep_early(self._connection, letter.id, unknown, {column.name: at})

    def of(self, citizen: str, *, limit: int = 200) -> list[Letter]:
        """Return a citizen's newest letters, oldest first."""
        rows = self._connection.execute(
            select(*_COLUMNS).where(T.c.citizen == citizen).order_by(T.c.id.desc()).limit(limit)
        )
        return [Letter(*row) for row in reversed(rows.all())]

    def oldest_unsent_at(self) -> datetime | None:
        """Return when the oldest letter that still waits was written."""
        row = self._connection.execute(
            select(T.c.created_at).where(T.c.state.in_(OPEN)).order_by(T.c.id).limit(1)
        ).first()
        return None if row is None else row[0]
