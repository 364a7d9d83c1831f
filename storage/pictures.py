"""Pictures that citizens sent: wanted until fetched, then kept or failed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from storage.tables import PictureRow

T: Any = PictureRow.__table__  # type: ignore[attr-defined]

WANTED, KEPT, FAILED, DELETED = "wanted", "kept", "failed", "deleted"


@dataclass(frozen=True)
class StoredPicture:
    """A picture: `asked` is its question, `qr` what its code says, `likeness` how it looks.

    Ids grow with time; pictures that were sent in one go begin with the same ALBUM letters.
    """

    id: str
    citizen: str
    url: str
    state: str
    problem: str
    qr: str
    media_type: str
    asked: str
    likeness: str
    created_at: datetime
    attempts: int


ALBUM = 24
_COLUMNS = [T.c[name] for name in StoredPicture.__dataclass_fields__]


class Pictures:
    """All pictures."""

    def __init__(self, connection: Connection, wrote: Callable[[], None]) -> None:
        self._connection = connection
        self._wrote = wrote

    def want(
        self,
        picture: str,
        *,
        citizen: str,
        url: str,
        asked: str,
        at: datetime,
        due: datetime | None = None,
    ) -> None:
        """Ask for a picture to be fetched, outside this transaction, at once or at `due`."""
        self._connection.execute(
            insert(T),
            {
                "id": picture,
                "citizen": citizen,
                "url": url,
                "state": WANTED,
                "problem": "",
                "qr": "",
                "media_type": "",
                "asked": asked,
                "likeness": "",
                "created_at": at,
                "next_try_at": due or at,
                "attempts": 0,
            },
        )
        self._wrote()

    def add(self, picture: str, *, citizen: str, media_type: str, qr: str, at: datetime) -> None:
        """Note a picture that is in the file store already (for the demo's past dossiers)."""
        self.want(picture, citizen=citizen, url="", asked="", at=at)
        self.kept(picture, media_type=media_type, qr=qr, problem="")

    def claim(self, now: datetime, *, until: datetime, limit: int = 8) -> list[StoredPicture]:
        """Claim the first wanted picture of each citizen; nobody else claims it before `until`."""
        first = (
            select(func.min(T.c.id))
            .where(T.c.state == WANTED)
            .group_by(T.c.citizen)
            .scalar_subquery()
        )
        rows = self._connection.execute(
            select(*_COLUMNS)
            .where(T.c.id.in_(first), T.c.next_try_at <= now)
            .order_by(T.c.id)
            .limit(limit)
        ).all()
        return [StoredPicture(*row) for row in rows if self._claimed(row.id, row.attempts, until)]

    def _claimed(self, picture: str, attempts: int, until: datetime) -> bool:
        changed = self._connection.execute(
            update(T)
            .where(T.c.id == picture, T.c.state == WANTED, T.c.attempts == attempts)
            .values(next_try_at=until, attempts=attempts + 1)
        )
        return changed.rowcount == 1

    def open_album(self, citizen: str, asked: str, *, since: datetime) -> str:
        """Return what the ids of an album begin with that is not answered yet, or "".

        Its pictures were sent under the question `asked`, the last of them after `since`.
        """
        newest: str | None = self._connection.scalar(
            select(T.c.id)
            .where(
                T.c.citizen == citizen,
                T.c.state == WANTED,
                T.c.asked == asked,
                T.c.created_at >= since,
            )
            .order_by(T.c.created_at.desc())
            .limit(1)
        )
        return newest[:ALBUM] if newest else ""

    def next_due_at(self, now: datetime) -> datetime | None:
        """Return when the next picture may be fetched that may not be fetched yet."""
        soonest: datetime | None = self._connection.scalar(
            select(T.c.next_try_at)
            .where(T.c.state == WANTED, T.c.next_try_at > now)
            .order_by(T.c.next_try_at)
            .limit(1)
        )
        return soonest

    def again(self, picture: str, *, at: datetime) -> None:
        """Try a wanted picture again at `at`."""
        self._connection.execute(
            update(T).where(T.c.id == picture, T.c.state == WANTED).values(next_try_at=at)
        )
        self._wrote()

    def follow(self, citizen: str, before: str, after: str) -> None:
        """Let pictures that were sent together move on to the question the first one led to."""
        self._connection.execute(
            update(T)
            .where(T.c.citizen == citizen, T.c.state == WANTED, T.c.asked == before)
            .values(asked=after)
        )

    def orphaned(self, now: datetime) -> int:
        """Let wanted pictures be claimed again at once; return how many were claimed before.

        For the start of a process that is the only one to fetch: whoever claimed them is dead.
        """
        changed = self._connection.execute(
            update(T).where(T.c.state == WANTED, T.c.next_try_at > now).values(next_try_at=now)
        )
        return changed.rowcount

    def kept(
        self, picture: str, *, media_type: str, qr: str, problem: str, likeness: str = ""
    ) -> bool:
        """Note that the file is in the store; False where that was noted before."""
        return self._settled(
            picture,
            state=KEPT,
            media_type=media_type,
            qr=qr,
            problem=problem,
            likeness=likeness,
        )

    def failed(self, picture: str, *, problem: str) -> bool:
        """Note that it could not be fetched; False where it was settled before."""
        return self._settled(picture, state=FAILED, media_type="", qr="", problem=problem)

    def _settled(self, picture: str, **values: str) -> bool:
        changed = self._connection.execute(
            update(T).where(T.c.id == picture, T.c.state == WANTED).values(**values)
        )
        return changed.rowcount == 1

    def album(self, picture: str) -> list[StoredPicture]:
        """Return the pictures that came in one go with this one, in their order."""
        rows = self._connection.execute(
            select(*_COLUMNS).where(T.c.id.startswith(picture[:ALBUM])).order_by(T.c.id)
        )
        return [StoredPicture(*row) for row in rows]

    def kept_of(self, citizen: str) -> list[StoredPicture]:
        """Return the pictures of a citizen that are kept, in their order."""
        rows = self._connection.execute(
            select(*_COLUMNS).where(T.c.citizen == citizen, T.c.state == KEPT).order_by(T.c.id)
        )
        return [StoredPicture(*row) for row in rows]

    def kept_before(self, at: datetime, *, after: str, limit: int = 200) -> list[StoredPicture]:
        """Return pictures that came before `at` and are still kept, from the id `after` on."""
        rows = self._connection.execute(
            select(*_COLUMNS)
            .where(T.c.state == KEPT, T.c.created_at < at, T.c.id > after)
            .order_by(T.c.id)
            .limit(limit)
        )
        return [StoredPicture(*row) for row in rows]

    def unreadable_addresses(self, *, limit: int = 50) -> list[str]:
        """Return the addresses of the newest pictures that nobody could make anything of."""
        rows = self._connection.scalars(
            select(T.c.url)
            .where(T.c.state == FAILED, T.c.problem == "unreadable", T.c.url != "")
            .order_by(T.c.id.desc())
            .limit(limit)
        )
        return list(rows)

    def deleted(self, picture: str) -> None:
        """Note that the file is gone, and forget what its code said."""
        self._connection.execute(
            update(T).where(T.c.id == picture).values(state=DELETED, qr="", url="")
        )

    def get(self, picture: str) -> StoredPicture | None:
        """Return a picture, or None where there is none of this name."""
        row = self._connection.execute(select(*_COLUMNS).where(T.c.id == picture)).first()
        return None if row is None else StoredPicture(*row)
