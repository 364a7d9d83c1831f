"""The Official Account's tokens, locked; a pair is replaced whole, never by half."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage.tables import GrantRow, TokensRow
from storage.vault import Vault

T: Any = TokensRow.__table__  # type: ignore[attr-defined]
G: Any = GrantRow.__table__  # type: ignore[attr-defined]

# Zalo's own code is good for ten minutes, once (platform reference, 9.1); people take longer.
GRANT_HOLDS = timedelta(minutes=30)


@dataclass(frozen=True)
class TokenPair:
    """An access token with the refresh token that replaces it."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: datetime
    refreshed_at: datetime


class TokenPairs:
    """The pair of each Official Account."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def get(self, oa_id: str) -> TokenPair | None:
        """Return the pair, or None before the first grant; raise Locked under a wrong key."""
        row = self._connection.execute(
            select(T.c.access_token, T.c.refresh_token, T.c.expires_at, T.c.refreshed_at).where(
                T.c.oa_id == oa_id
            )
        ).first()
        if row is None:
            return None
        access, refresh, expires_at, refreshed_at = row
        return TokenPair(self._open(access), self._open(refresh), expires_at, refreshed_at)

    def put(self, oa_id: str, pair: TokenPair) -> None:
        """Keep a pair in the place of the one before."""
        self._connection.execute(delete(T).where(T.c.oa_id == oa_id))
        self._connection.execute(
            insert(T),
            {
                "oa_id": oa_id,
                "access_token": self._lock(pair.access_token),
                "refresh_token": self._lock(pair.refresh_token),
                "expires_at": pair.expires_at,
                "refreshed_at": pair.refreshed_at,
                "refused_at": None,
            },
        )

    def refused(self, oa_id: str, *, at: datetime) -> bool:
        """Note since when no new pair is given; True the first time, until a new pair is kept."""
        changed = self._connection.execute(
            update(T).where(T.c.oa_id == oa_id, T.c.refused_at.is_(None)).values(refused_at=at)
        )
        return changed.rowcount == 1

    def refused_since(self, oa_id: str) -> datetime | None:
        """Return since when an administrator of the account has to consent again, or None."""
        since: datetime | None = self._connection.scalar(
            select(T.c.refused_at).where(T.c.oa_id == oa_id)
        )
        return since

    def ask_for_grant(self, state: str, verifier: str, *, at: datetime) -> None:
        """Keep the verifier of a consent that was asked for; older ones are forgotten."""
        self._connection.execute(delete(G).where(G.c.asked_at < at - GRANT_HOLDS))
        row = {"state": state, "verifier": self._lock(verifier), "asked_at": at}
        self._connection.execute(insert(G), row)

    def grant_verifier(self, state: str, *, now: datetime) -> str | None:
        """Return the verifier of a consent and forget it; None where it is unknown or too old."""
        row = self._connection.execute(
            delete(G).where(G.c.state == state).returning(G.c.verifier, G.c.asked_at)
        ).first()
        if row is None or row.asked_at < now - GRANT_HOLDS:
            return None
        return self._open(row.verifier)

    def newest_grant(self) -> str | None:
        """Return the state of the consent that was asked for last, however long ago."""
        newest: str | None = self._connection.scalar(
            select(G.c.state).order_by(G.c.asked_at.desc()).limit(1)
        )
        return newest

    def changed_since(self, oa_id: str, at: datetime) -> bool:
        """Whether a new pair was kept after `at`; none is kept before this transaction ends."""
        held = select(T.c.refreshed_at).where(T.c.oa_id == oa_id)
        # While somebody replaced the row, the locking look finds none; the next finds the new one.
        for statement in (held.with_for_update(read=True), held):
            row = self._connection.execute(statement).first()
            if row is not None:
                return bool(row[0] > at)
        return False

    def _lock(self, token: str) -> str:
        return self._vault.lock(token.encode()).decode()

    def _open(self, locked: str) -> str:
        return self._vault.open(locked.encode()).decode()
