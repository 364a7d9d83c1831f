"""Whose words, and which dossiers, have outlived the time for which they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Text, cast, delete, exists, or_, select, union, update

from domain.dossier import CLOSED, DossierState
from storage.inbox import IGNORED
from storage.tables import DataRequestRow, DossierRow, InboxRow, LetterRow, TalkRow

_LETTERS: Any = LetterRow.__table__  # type: ignore[attr-defined]
_TALKS: Any = TalkRow.__table__  # type: ignore[attr-defined]
_INBOX: Any = InboxRow.__table__  # type: ignore[attr-defined]
_DOSSIERS: Any = DossierRow.__table__  # type: ignore[attr-defined]
_REQUESTS: Any = DataRequestRow.__table__  # type: ignore[attr-defined]

NOTHING = "{}"
"""How answers stand in the database when there are none left."""


@dataclass(frozen=True)
class Silence:
    """Since when somebody must have been silent: without any dossier, and with some that ended."""

    unfinished: datetime
    talked: datetime


class Outlived:
    """What the clock has to forget."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def citizens(self, silence: Silence, *, after: str = "", limit: int = 100) -> list[str]:
        """Return citizens of whom something is kept though they have been silent for long.

        From the id `after` on. Who has an open dossier, or waits for an answer about their data,
        is not among them.
        """
        everybody = union(
            *(
                select(one.c.citizen).where(one.c.citizen > after)
                for one in (_TALKS, _INBOX, _LETTERS)
            )
        ).subquery()
        who = everybody.c.citizen
        over = select(who).where(_is_silent(who, silence)).order_by(who).limit(limit)
        return list(self._connection.scalars(over))

    def is_silent(self, citizen: str, silence: Silence) -> bool:
        """Whether this citizen is still silent; ask it with their talk locked."""
        who = select(_TALKS.c.citizen).where(_TALKS.c.citizen == citizen).subquery().c.citizen
        return self._connection.scalar(select(who).where(_is_silent(who, silence))) is not None

    def dossiers(self, ended_before: datetime, *, limit: int = 100) -> list[str]:
        """Return the codes of dossiers that ended before then and still have their answers."""
        over = (
            select(_DOSSIERS.c.code)
            .where(
                _DOSSIERS.c.state.in_(CLOSED),
                _DOSSIERS.c.changed_at < ended_before,
                cast(_DOSSIERS.c.answers, Text) != NOTHING,
            )
            .order_by(_DOSSIERS.c.changed_at)
            .limit(limit)
        )
        return list(self._connection.scalars(over))

    def unmended(self, sent_back_before: datetime, *, limit: int = 100) -> list[str]:
        """Return the codes of dossiers that were sent back before then and never mended."""
        over = (
            _DOSSIERS.c.state == DossierState.SENT_BACK,
            _DOSSIERS.c.changed_at < sent_back_before,
        )
        found = select(_DOSSIERS.c.code).where(*over).order_by(_DOSSIERS.c.changed_at).limit(limit)
        return list(self._connection.scalars(found))

    def empty_messages(self, before: datetime, *, of_nobody: bool, limit: int = 1000) -> int:
        """Empty the oldest messages that came before then; return how many.

        `of_nobody` takes those that name no citizen of ours, such as receipts of templates.
        """
        old = select(_INBOX.c.id).where(_INBOX.c.body != "", _INBOX.c.received_at < before)
        if of_nobody:
            old = old.where(_INBOX.c.citizen == "")
        oldest = old.order_by(_INBOX.c.received_at).limit(limit)
        blank = {"citizen": "", "body": "", "shown": "", "asked": "", "state": IGNORED}
        emptied = update(_INBOX).where(_INBOX.c.id.in_(oldest)).values(**blank, next_try_at=None)
        return int(self._connection.execute(emptied).rowcount)

    def remove_letters(self, before: datetime, *, limit: int = 1000) -> int:
        """Remove the oldest letters that were written before then; return how many."""
        old = select(_LETTERS.c.id).where(_LETTERS.c.created_at < before)
        oldest = old.order_by(_LETTERS.c.id).limit(limit)
        removed = delete(_LETTERS).where(_LETTERS.c.id.in_(oldest))
        return int(self._connection.execute(removed).rowcount)


def _is_silent(who: Any, silence: Silence) -> Any:
    theirs = exists().where(_DOSSIERS.c.citizen == who)
    asks = exists().where(_REQUESTS.c.citizen == who, _REQUESTS.c.done_at.is_(None))
    since_long = ~theirs & _nothing_since(who, silence.unfinished)
    ended_long_ago = theirs & _nothing_since(who, silence.talked)
    return ~asks & or_(since_long, ended_long_ago)


def _nothing_since(who: Any, at: datetime) -> Any:
    moved = or_(_TALKS.c.updated_at >= at, _TALKS.c.interacted_at >= at)
    goes_on = or_(_DOSSIERS.c.state.not_in(CLOSED), _DOSSIERS.c.changed_at >= at)
    return ~or_(
        exists().where(_TALKS.c.citizen == who, moved),
        exists().where(_INBOX.c.citizen == who, _INBOX.c.received_at >= at),
        exists().where(_LETTERS.c.citizen == who, _LETTERS.c.created_at >= at),
        exists().where(_DOSSIERS.c.citizen == who, goes_on),
    )
