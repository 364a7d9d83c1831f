"""Keeping the Official Account's tokens: one process at a time may replace the pair.

The lock is a lease and never an open transaction, because the refresh is a call to the platform.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from bot.logs import log
from bot.zalo.errors import RefreshRefused
from bot.zalo.tokens import Tokens
from storage.database import Database
from storage.tokens import TokenPair

LEASE = "tokens"
HELD_FOR = timedelta(seconds=60)
PAUSE = 0.05


class DatabaseTokenKeeper:
    """Keeps the pair of one Official Account in the database."""

    def __init__(self, database: Database, oa_id: str) -> None:
        self._database = database
        self._oa_id = oa_id

    def read(self) -> Tokens | None:
        """Return the pair that is committed, or None before the first grant."""
        with self._database.reading() as store:
            pair = store.tokens.get(self._oa_id)
        if pair is None:
            return None
        return Tokens(
            access=pair.access_token,
            refresh=pair.refresh_token,
            issued_at=pair.refreshed_at,
            expires_at=pair.expires_at,
        )

    def write(self, tokens: Tokens) -> None:
        """Commit a new pair in the place of the old one; letters that waited for it go at once."""
        pair = TokenPair(tokens.access, tokens.refresh, tokens.expires_at, tokens.issued_at)
        with self._database.transaction() as store:
            store.tokens.put(self._oa_id, pair)
            store.held.let_go(error=RefreshRefused.__name__, at=datetime.now(UTC))

    @contextmanager
    def replacing(self) -> Iterator[DatabaseTokenKeeper]:
        """Wait until nobody else replaces the pair, and hold everybody else off meanwhile."""
        holder = uuid.uuid4().hex
        while not self._taken(holder):
            time.sleep(PAUSE)
        try:
            yield self
        except RefreshRefused:
            self._alert()
            raise
        finally:
            with self._database.transaction() as store:
                store.leases.give_back(LEASE, holder)

    def _alert(self) -> None:
        """Let the desk and /readyz say that an administrator of the account has to consent."""
        with self._database.transaction() as store:
            if store.tokens.refused(self._oa_id, at=datetime.now(UTC)):
                log.critical("consent_needed", oa_id=self._oa_id)

    def _taken(self, holder: str) -> bool:
        now = datetime.now(UTC)
        with self._database.transaction() as store:
            return store.leases.take(LEASE, holder, now=now, until=now + HELD_FOR)
