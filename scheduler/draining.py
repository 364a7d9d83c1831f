"""Taking in what waited on this machine's disk while the database was away, or too busy.

It must be faster than what comes in meanwhile: as long as anything waits, every new event joins it.
"""

from __future__ import annotations

from bot.ground import Ground
from bot.handlers.receive import take_in
from bot.logs import log
from bot.zalo.events import BadEvent, decode
from bot.zalo.said import Incoming
from storage.spool import SpooledEvent
from storage.store import DatabaseAway, Store

AT_ONCE = 64
"""Events that share one transaction, and so one sync to disk."""
MOST_PASSES = 20
"""Passes of one tick; each takes what came during the one before, until nothing has."""


def drain_spool(ground: Ground) -> int:
    """Take in the events that wait, in their order, as of when they came; return how many.

    One that a fault of ours keeps out waits on, and with it what its citizen said after it.
    """
    held_up = set[str]()
    drained = 0
    for _ in range(MOST_PASSES):
        taken = sum(_drained(ground, some, held_up) for some in ground.spool.in_batches(AT_ONCE))
        drained += taken
        if not taken:
            break
    return drained


def _drained(ground: Ground, some: list[SpooledEvent], held_up: set[str]) -> int:
    """Take in some events in one transaction, each citizen's in their order."""
    done = []
    readable = []
    for waiting in some:
        try:
            readable.append((decode(waiting.raw, oa_id=ground.settings.zalo.oa_id), waiting))
        except BadEvent:
            log.error("spooled_event_unreadable", name=waiting.name)
            done.append(waiting)
    readable.sort(key=lambda pair: pair[0].user_id)  # as a group at the door: no two wait crosswise
    with ground.database.transaction() as store:
        for event, waiting in readable:
            if event.user_id in held_up:
                continue
            if _taken_in(ground, store, event, waiting):
                done.append(waiting)
            else:
                held_up.add(event.user_id)
    for waiting in done:
        ground.spool.done(waiting)
    return len(done)


def _taken_in(ground: Ground, store: Store, event: Incoming, waiting: SpooledEvent) -> bool:
    try:
        with store.savepoint():
            take_in(
                store,
                event,
                waiting.raw,
                forms=ground.forms,
                now=waiting.received_at,
                moment=ground.moment,
            )
    except DatabaseAway:
        raise
    except Exception:  # noqa: BLE001 - the door of the clock: one event's bug stops no other
        log.exception("spooled_event_failed", name=waiting.name)
        return False
    return True
