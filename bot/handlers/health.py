"""Whether the service can do its work now, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.ground import Ground
from bot.zalo.error_table import for_a_person
from storage.migrate import current, head
from storage.store import DatabaseAway
from storage.vault import Locked

CLOCK_LEASE = "clock"


@dataclass(frozen=True)
class Readiness:
    """The state of the parts; ages are seconds, None where there is nothing to be old.

    `secret_key` is false where the key does not open what the database holds. `consent_needed_for`
    is how long Zalo has been refusing to renew its tokens; `letters_held` counts letters that wait
    for what only a person can mend, such as a quota.
    """

    spool_waiting: int
    database: bool = False
    migrations: bool = False
    secret_key: bool = False
    scheduler_lease: bool = False
    token_age: float | None = None
    consent_needed_for: float | None = None
    oldest_unsent_letter: float | None = None
    letters_held: int = 0

    @property
    def ready(self) -> bool:
        """Whether citizens and clerks can be served."""
        return self.database and self.migrations and self.secret_key

    def to_json(self) -> dict[str, Any]:
        """Return the state as JSON."""
        return {"ready": self.ready, **self.__dict__}


def readiness(ground: Ground) -> Readiness:
    """Look at every part; a database that is away is an answer, not an error."""
    state = Readiness(spool_waiting=ground.spool.count())
    try:
        state = replace(state, migrations=current(ground.database) == head(), database=True)
        return _inside(ground, state) if state.migrations else state
    except DatabaseAway:
        return Readiness(spool_waiting=state.spool_waiting)
    except Locked:
        return state


def _inside(ground: Ground, state: Readiness) -> Readiness:
    now = ground.clock()
    with ground.database.reading() as store:
        lease = store.leases.get(CLOCK_LEASE)
        tokens = store.tokens.get(ground.settings.zalo.oa_id)
        oldest = store.letters.oldest_unsent_at()
        refused = store.tokens.refused_since(ground.settings.zalo.oa_id)
        held = sum(one.count for one in store.held.by_reason() if for_a_person(one.error))
    return replace(
        state,
        secret_key=True,
        scheduler_lease=lease is not None and lease.until > now,
        token_age=_age(tokens.refreshed_at if tokens else None, now),
        consent_needed_for=_age(refused, now),
        oldest_unsent_letter=_age(oldest, now),
        letters_held=held,
    )


def _age(at: datetime | None, now: datetime) -> float | None:
    return None if at is None else round((now - at).total_seconds(), 1)
