"""What becomes of a letter that Zalo did not take: again later, or given up for all to see."""

from __future__ import annotations

import random
from datetime import datetime

from bot.ground import Ground
from bot.logs import log, who
from bot.zalo.errors import RefreshRefused, ZaloError, next_try
from domain.events import Event, Kind
from domain.people import SYSTEM
from storage.letters import Letter
from storage.store import Store


def refused(ground: Ground, store: Store, letter: Letter, error: ZaloError) -> None:
    """Try the letter again when its error says, or give it up."""
    now = ground.clock()
    at = next_try(error, attempt=letter.attempts, now=now, chance=random.random())  # noqa: S311
    if isinstance(error, RefreshRefused) and _consented(ground, store, letter):
        at = now
    name = name_of(error)
    if at is not None:
        store.letters.again(letter.id, at=at, error=name)
        return
    given_up(store, letter, name, now=now)


def name_of(error: ZaloError) -> str:
    """Return what is kept of an error: its class, and the platform's code where there is one."""
    return f"{type(error).__name__} {error.code or ''}".strip()


def given_up(store: Store, letter: Letter, why: str, *, now: datetime) -> None:
    """Stop trying; the ledger says why, and the desk what was tried."""
    store.letters.given_up(letter.id, error=why)
    detail = {"letter": letter.id}
    store.events.write(
        Event(now, Kind.LETTER_GIVEN_UP, SYSTEM, dossier=letter.dossier, outcome=why, detail=detail)
    )


def noted(what: str, letter: Letter, error: ZaloError) -> None:
    """Write into the log what Zalo answered; louder where only a person can mend it."""
    loud = log.error if error.alert else log.warning
    loud(
        what,
        letter=letter.id,
        citizen=who(letter.citizen),
        attempt=letter.attempts,
        error=type(error).__name__,
        code=error.code,
    )


def _consented(ground: Ground, store: Store, letter: Letter) -> bool:
    """Whether a new consent came while this letter was being refused for want of one."""
    claimed = letter.claimed_at or letter.created_at
    return store.tokens.changed_since(ground.settings.zalo.oa_id, claimed)
