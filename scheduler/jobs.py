"""Every job of the clock, in one list. Each may run twice without harm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ground import Ground
from bot.handlers import due_by_itself, freed_seats, night, rate, unmended
from bot.handlers.calendar import open_slots
from bot.handlers.deliver import settle
from bot.handlers.erase import erase_withdrawn
from bot.handlers.forget import forget_old
from bot.handlers.forget_words import forget_files, forget_words
from bot.handlers.nudge import nudge_idle
from bot.handlers.receive import catch_up
from bot.logs import log
from bot.zalo.errors import ZaloError
from domain.rules import default_settings
from domain.zone import day_bounds, local_date
from scheduler.draining import drain_spool


@dataclass(frozen=True)
class Job:
    """Something to do every so often; `alone` jobs run in one process of the whole system."""

    name: str
    every: timedelta
    run: Callable[[Ground], object]
    alone: bool = True


def _may_write(ground: Ground, at: datetime) -> bool:
    """Whether this is an hour at which one may write to people, by the dated rule."""
    rules = ground.forms.rules or default_settings()
    return rules.courtesy(local_date(at)).is_decent(at)


def answer_kept(ground: Ground) -> int:
    """Try again what is kept but was not answered."""
    with ground.database.reading() as store:
        due = store.inbox.due(ground.clock())
    for message in due:
        with ground.database.transaction() as store:
            catch_up(store, message, forms=ground.forms, now=ground.clock(), moment=ground.moment)
    return len(due)


def expire_holds(ground: Ground) -> int:
    """Give back seats whose citizens did not hand in."""
    with ground.database.transaction() as store:
        return due_by_itself.expire_holds(store, now=ground.clock())


def remind(ground: Ground) -> int:
    """Remind citizens of tomorrow's photo, at an hour at which one may write to people."""
    now = ground.clock()
    if not _may_write(ground, now):
        return 0
    tomorrow = day_bounds(local_date(now) + timedelta(days=1))
    with ground.database.transaction() as store:
        return due_by_itself.remind(store, forms=ground.forms, now=now, until=tomorrow[1])


def nudge(ground: Ground) -> int:
    """Remind citizens once of a form that lies idle, at a decent hour and while it is free."""
    with ground.database.transaction() as store:
        return nudge_idle(store, forms=ground.forms, now=ground.clock())


def offer_freed_seats(ground: Ground) -> int:
    """Offer seats that came free to the waiting list, one person each, by day only."""
    done = 0
    while _may_write(ground, ground.clock()):
        with ground.database.transaction() as store:
            now = ground.clock()
            moved = freed_seats.next_lapsed(store, now=now)
            if not (moved or freed_seats.offer_next(store, forms=ground.forms, now=now)):
                return done
        done += 1
    return done


def ask_ratings(ground: Ground) -> int:
    """Ask whoever holds their new licence how satisfied they are, once, at a decent hour."""
    with ground.database.transaction() as store:
        return rate.ask_ratings(store, forms=ground.forms, now=ground.clock())


def close_unmended(ground: Ground) -> int:
    """Close dossiers that were sent back and never mended, at a decent hour."""
    return unmended.close_unmended(ground) if _may_write(ground, ground.clock()) else 0


def extend_slots(ground: Ground) -> int:
    """Open the slots of the coming weeks."""
    with ground.database.transaction() as store:
        return open_slots(store, now=ground.clock())


def freeze_days(ground: Ground) -> int:
    """Freeze the figures of the days that are over, once nothing of them waits on this disk."""
    if not ground.spool.is_empty():
        return 0
    frozen = 0
    while True:
        with ground.database.transaction() as store:
            done = night.freeze_days(store, now=ground.clock())
        if not done:
            return frozen
        frozen += done


def measure_paces(ground: Ground) -> int:
    """Measure once a night how fast each office has been, for what citizens are told to expect."""
    with ground.database.reading() as store:
        paces = night.paces_due(store, ground.forms.rules, now=ground.clock())
    if paces:
        with ground.database.transaction() as store:
            store.paces.put(paces)
    return len(paces)


def refresh_tokens(ground: Ground) -> bool:
    """Refresh the platform's tokens before they end."""
    try:
        return ground.zalo.refresh_if_due()
    except ZaloError as error:
        log.error("token_refresh_failed", error=type(error).__name__, code=error.code)
        return False


JOBS = (
    Job("drain_spool", timedelta(seconds=1), drain_spool, alone=False),
    Job("answer_kept", timedelta(seconds=1), answer_kept),
    Job("settle_letters", timedelta(seconds=2), settle),
    Job("expire_holds", timedelta(minutes=1), expire_holds),
    Job("remind", timedelta(minutes=2), remind),
    Job("nudge", timedelta(minutes=5), nudge),
    Job("offer_freed_seats", timedelta(minutes=1), offer_freed_seats),
    Job("ask_ratings", timedelta(minutes=10), ask_ratings),
    Job("close_unmended", timedelta(hours=1), close_unmended),
    Job("extend_slots", timedelta(hours=1), extend_slots),
    Job("freeze_days", timedelta(minutes=10), freeze_days),
    Job("measure_paces", timedelta(minutes=30), measure_paces),
    Job("forget_pictures", timedelta(hours=1), forget_old),
    Job("forget_words", timedelta(hours=1), forget_words),
    Job("forget_files", timedelta(hours=1), forget_files, alone=False),
    Job("erase_withdrawn", timedelta(minutes=1), erase_withdrawn),
    Job("refresh_tokens", timedelta(minutes=10), refresh_tokens),
)
