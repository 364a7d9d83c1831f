"""Erasing one citizen from every table at once; what is counted stays, without the person."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from storage.inbox import IGNORED, KEPT, SET_ASIDE
from storage.office_tables import AppointmentRow, WaitingRow
from storage.pictures import DELETED
from storage.report_tables import RatingRow
from storage.tables import (
    DataRequestRow,
    DossierRow,
    ErasureRow,
    InboxRow,
    LetterRow,
    PictureRow,
    TalkRow,
    UploadRow,
)
from storage.vault import Vault

_LETTERS: Any = LetterRow.__table__  # type: ignore[attr-defined]
_TALKS: Any = TalkRow.__table__  # type: ignore[attr-defined]
_INBOX: Any = InboxRow.__table__  # type: ignore[attr-defined]
_PICTURES: Any = PictureRow.__table__  # type: ignore[attr-defined]
_DOSSIERS: Any = DossierRow.__table__  # type: ignore[attr-defined]
_SEATS: Any = AppointmentRow.__table__  # type: ignore[attr-defined]
_WAITING: Any = WaitingRow.__table__  # type: ignore[attr-defined]
_REQUESTS: Any = DataRequestRow.__table__  # type: ignore[attr-defined]
_ERASURES: Any = ErasureRow.__table__  # type: ignore[attr-defined]
_UPLOADS: Any = UploadRow.__table__  # type: ignore[attr-defined]
_RATINGS: Any = RatingRow.__table__  # type: ignore[attr-defined]

_ERASED_AT = select(_ERASURES.c.erased_at).where(_ERASURES.c.mark == bindparam("marked"))
"""Asked for every event at the door, and so made once."""
_LAST = select(func.max(_ERASURES.c.erased_at))

NOBODY = ""
"""Whose rows are when their citizen has been erased."""

_EMPTY: dict[str, Any] = {
    "answers": {},
    "sources": {},
    "corrections": [],
    "notes": [],
    "mended": [],
    "refusal": "",
}
_OF_NOBODY: dict[str, Any] = {
    "citizen": NOBODY,
    "search_key": _DOSSIERS.c.code + " " + _DOSSIERS.c.official_code,
    "version": _DOSSIERS.c.version + 1,
}


@dataclass(frozen=True)
class Erased:
    """How much went, for the ledger; `kept` are dossiers that the law wants kept."""

    messages: int = 0
    letters: int = 0
    pictures: int = 0
    dossiers: int = 0
    kept: int = 0


class Erasing:
    """What an erasure does to the tables."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    @cached_property
    def _last(self) -> datetime | None:
        """When the last erasure was; on SQLite nobody else writes while this transaction does."""
        last: datetime | None = self._connection.scalar(_LAST)
        return last

    def picture_files(self, citizen: str) -> list[str]:
        """Return the ids of all that a citizen sent or was sent: each may have a file."""
        sent = select(_PICTURES.c.id).where(_PICTURES.c.citizen == citizen)
        return [*self._connection.scalars(sent), *self._carried(citizen, "file")]

    def _carried(self, citizen: str, what: str) -> list[str]:
        carried = select(_LETTERS.c.enclosure).where(
            _LETTERS.c.citizen == citizen, _LETTERS.c.enclosure != ""
        )
        told = (json.loads(kept).get(what) for kept in self._connection.scalars(carried))
        return [one for one in told if one]

    def note(self, citizen: str, at: datetime) -> None:
        """Remember that a citizen was erased, so that what they sent before is not let in."""
        mark = {"mark": self._vault.mark(citizen)}
        self._run(delete(_ERASURES).where(_ERASURES.c.mark == mark["mark"]))
        self._run(insert(_ERASURES).values(**mark, erased_at=at))
        self.__dict__.pop("_last", None)

    def has_erased(self, citizen: str, *, since: datetime) -> bool:
        """Whether this citizen was erased after then; the door asks, and mostly nobody was."""
        if self._connection.dialect.name == "sqlite" and (
            self._last is None or self._last <= since
        ):
            return False
        mark = {"marked": self._vault.mark(citizen)}
        at = self._connection.scalar(_ERASED_AT, mark)
        return at is not None and at > since

    def drop_marks(self, before: datetime) -> int:
        """Forget who was erased before then: nothing so old is let in to stay."""
        return self._run(delete(_ERASURES).where(_ERASURES.c.erased_at < before))

    def erase(self, citizen: str, *, kept: Collection[str]) -> Erased:
        """Empty all that tells who a citizen is; the dossiers `kept` keep their answers.

        Keys of messages stay, so that one that is delivered again is known and brings nobody back.
        """
        return Erased(
            messages=self._messages(citizen),
            letters=self._letters(citizen),
            pictures=self._pictures(citizen),
            dossiers=self._dossiers(citizen, kept),
            kept=len(kept),
        )

    def talk(self, citizen: str) -> Erased:
        """Empty what a citizen and we said to each other; their dossiers stay."""
        held = _SEATS.c.citizen == citizen, _SEATS.c.dossier == ""
        self._run(update(_SEATS).where(*held).values(citizen=NOBODY))
        return Erased(
            messages=self._messages(citizen),
            letters=self._letters(citizen),
            pictures=self._pictures(citizen),
        )

    def dossier(self, code: str) -> None:
        """Empty one dossier; that it was, and when and how it ended, stays."""
        this = _DOSSIERS.c.code == code
        self._run(update(_DOSSIERS).where(this).values(**_EMPTY, holder=""))
        self._run(update(_RATINGS).where(_RATINGS.c.dossier == code).values(words=""))
        for table in (_WAITING, _SEATS):
            self._run(update(table).where(table.c.dossier == code).values(citizen=NOBODY))
        self._run(update(_DOSSIERS).where(this).values(**_OF_NOBODY))

    def last_letter(self, citizen: str, *, until: datetime) -> None:
        """Remove the letter that told of the erasure, and what the platform said about it.

        Who has come back since is somebody new: their own words stay.
        """
        self._requests(citizen)
        told = _LETTERS.c.citizen == citizen, _LETTERS.c.created_at <= until
        self._run(delete(_LETTERS).where(*told))
        if not self._connection.scalar(select(_TALKS.c.citizen).where(_TALKS.c.citizen == citizen)):
            self._messages(citizen)

    def _letters(self, citizen: str) -> int:
        self._requests(citizen)
        uploaded = self._carried(citizen, "upload")
        self._run(delete(_UPLOADS).where(_UPLOADS.c.file.in_(uploaded)))
        return self._run(delete(_LETTERS).where(_LETTERS.c.citizen == citizen))

    def _requests(self, citizen: str) -> None:
        done = _REQUESTS.c.citizen == citizen, _REQUESTS.c.done_at.is_not(None)
        self._run(update(_REQUESTS).where(*done).values(citizen=NOBODY))

    def _messages(self, citizen: str) -> int:
        self._run(delete(_TALKS).where(_TALKS.c.citizen == citizen))
        open_ones = _INBOX.c.citizen == citizen, _INBOX.c.state.in_((KEPT, SET_ASIDE))
        self._run(update(_INBOX).where(*open_ones).values(state=IGNORED, next_try_at=None))
        return self._run(
            update(_INBOX)
            .where(_INBOX.c.citizen == citizen)
            .values(citizen=NOBODY, body="", shown="", asked="")
        )

    def _pictures(self, citizen: str) -> int:
        blank = {"citizen": NOBODY, "url": "", "qr": "", "likeness": "", "state": DELETED}
        return self._run(update(_PICTURES).where(_PICTURES.c.citizen == citizen).values(**blank))

    def _dossiers(self, citizen: str, kept: Collection[str]) -> int:
        mine = _DOSSIERS.c.citizen == citizen
        by_code = _DOSSIERS.c.code
        gone = self._run(
            update(_DOSSIERS).where(mine, by_code.not_in(kept)).values(**_EMPTY, holder="")
        )
        codes = select(by_code).where(mine)
        self._run(update(_RATINGS).where(_RATINGS.c.dossier.in_(codes)).values(words=""))
        self._run(update(_WAITING).where(_WAITING.c.citizen == citizen).values(citizen=NOBODY))
        self._run(update(_SEATS).where(_SEATS.c.citizen == citizen).values(citizen=NOBODY))
        self._run(update(_DOSSIERS).where(mine).values(**_OF_NOBODY))
        return gone

    def _run(self, statement: Any) -> int:
        return int(self._connection.execute(statement).rowcount)
