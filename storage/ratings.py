"""How satisfied citizens were, one row for a dossier; what they wrote is for people alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, or_, select, update

from domain.dossier import DossierState
from storage.inserting import insert_once
from storage.report_tables import RatingRow
from storage.tables import DossierRow, TalkRow

R: Any = RatingRow.__table__  # type: ignore[attr-defined]
D: Any = DossierRow.__table__  # type: ignore[attr-defined]
K: Any = TalkRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Rating:
    """What a citizen thinks of one dossier; score 0 and no instant until they answered."""

    dossier: str
    office: str
    asked_at: datetime
    answered_at: datetime | None = None
    score: int = 0
    words: str = ""


@dataclass(frozen=True)
class Unrated:
    """Whom to ask: delivered within this time, and heard of since, so that we may write."""

    now: datetime
    delivered_since: datetime
    delivered_until: datetime
    heard_since: datetime


_COLUMNS = [R.c[name] for name in Rating.__dataclass_fields__]


class Ratings:
    """All ratings."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def to_ask(self, due: Unrated, *, limit: int = 50) -> list[str]:
        """Return delivered dossiers that nobody was asked about and whose citizen may be asked."""
        query = (
            select(D.c.code)
            .join(K, K.c.citizen == D.c.citizen)
            .outerjoin(R, R.c.dossier == D.c.code)
            .where(D.c.state == DossierState.DELIVERED, R.c.dossier.is_(None))
            .where(D.c.changed_at > due.delivered_since, D.c.changed_at <= due.delivered_until)
            .where(K.c.following, K.c.form == "", K.c.interacted_at > due.heard_since)
            .where(K.c.wants_person_at.is_(None))
            .where(or_(K.c.paused_until.is_(None), K.c.paused_until <= due.now))
            .order_by(D.c.changed_at)
            .limit(limit)
        )
        return list(self._connection.scalars(query))

    def expect(self, rating: Rating) -> bool:
        """Note that a citizen is asked; False where they were before."""
        row = {name: getattr(rating, name) for name in Rating.__dataclass_fields__}
        return insert_once(self._connection, R, row, unique="dossier")

    def answer(self, dossier: str, score: int, words: str, *, at: datetime) -> bool:
        """Keep the answer; False where there is one, or where nobody asked."""
        first = update(R).where(R.c.dossier == dossier, R.c.answered_at.is_(None))
        kept = self._connection.execute(first.values(score=score, words=words, answered_at=at))
        return kept.rowcount == 1

    def add_words(self, dossier: str, words: str) -> None:
        """Keep what was said after the score, where nothing was said with it."""
        unsaid = update(R).where(R.c.dossier == dossier, R.c.words == "")
        self._connection.execute(unsaid.values(words=words))

    def forget_words(self, before: datetime) -> None:
        """Forget what was written before this; the scores stay."""
        old = update(R).where(R.c.answered_at < before, R.c.words != "")
        self._connection.execute(old.values(words=""))

    def newest(self, *, limit: int = 100) -> list[Rating]:
        """Return the newest answers."""
        rows = self._connection.execute(
            select(*_COLUMNS)
            .where(R.c.answered_at.is_not(None))
            .order_by(R.c.answered_at.desc(), R.c.dossier)
            .limit(limit)
        )
        return [Rating(*row) for row in rows]
