"""Whether the service can do its work now, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.ground import Ground
from storage.migrate import current, head
from storage.store import DatabaseAway

CLOCK_LEASE = "clock"


@dataclass(frozen=True)
class Readiness:
    """The state of the parts; ages are seconds, None where there is nothing to be old."""

    database: bool
    migrations: bool
    spool_waiting: int
    scheduler_lease: bool
    token_age: float | None
    oldest_unsent_letter: float | None

    @property
    def ready(self) -> bool:
        """Whether citizens and clerks can be served."""
        return self.database and self.migrations

    def to_json(self) -> dict[str, Any]:
        """Return the state as JSON."""
        return {"ready": self.ready, **self.__dict__}


def readiness(ground: Ground) -> Readiness:
    """Look at every part; a database that is away is an answer, not an error."""
    now = ground.clock()
    spooled = ground.spool.count()
    try:
        migrated = current(ground.database) == head()
        if not migrated:
            return Readiness(
                database=True,
                migrations=False,
                spool_waiting=spooled,
                scheduler_lease=False,
                token_age=None,
                oldest_unsent_letter=None,
            )
        with ground.database.reading() as store:
            lease = store.leases.get(CLOCK_LEASE)
            tokens = store.tokens.get(ground.settings.zalo.oa_id)
            oldest = store.letters.oldest_unsent_at()
    except DatabaseAway:
        return Readiness(
            database=False,
            migrations=False,
            spool_waiting=spooled,
            scheduler_lease=False,
            token_age=None,
            oldest_unsent_letter=None,
        )
    return Readiness(
        database=True,
        migrations=True,
        spool_waiting=spooled,
        scheduler_lease=lease is not None and lease.until > now,
        token_age=_age(tokens.refreshed_at if tokens else None, now),
        oldest_unsent_letter=_age(oldest, now),
    )


def _age(at: datetime | None, now: datetime) -> float | None:
    return None if at is None else round((now - at).total_seconds(), 1)
