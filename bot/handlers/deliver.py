"""Sending letters: claim in one transaction, send with none open, note in another.

A send that timed out is unknown, not failed: the platform's echo of our own message settles it, or
a look at the conversation does; a blind resend would reach the citizen twice.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from bot.ground import Ground
from bot.logs import log, who
from bot.zalo.answers import RecentMessage
from bot.zalo.errors import RefreshRefused, SendOutcomeUnknown, ZaloError, next_try
from bot.zalo.payloads import Button, TextPart
from domain.events import Event, Kind
from domain.people import SYSTEM
from storage.letters import SENDING, UNKNOWN, Letter
from storage.store import Store

NOBODY_SENDS_SO_LONG = timedelta(seconds=30)
# The client waits ten seconds for an answer; a platform that is slower still may send meanwhile.
ECHO_COMES_WITHIN = timedelta(seconds=15)
MOST_TRIES_BY_A_BUG = 3
CLOCKS_DIFFER = timedelta(minutes=2)
LOOKED_BACK = 300


def claim_letters(ground: Ground, most: int) -> list[Letter]:
    """Claim the first due letter of each citizen who has one, up to `most`."""
    with ground.database.transaction() as store:
        return store.letters.claim(ground.clock(), limit=most)


def deliver(ground: Ground, letter: Letter) -> None:
    """Send one claimed letter and note what came of it."""
    part = TextPart(
        text=letter.text,
        buttons=tuple(Button(title=one["title"], payload=one["says"]) for one in letter.buttons),
    )
    try:
        sent = ground.zalo.send(letter.citizen, part)
    except SendOutcomeUnknown as error:
        _log("letter_unknown", letter, error)
        with ground.database.transaction() as store:
            store.letters.unknown(letter.id, error=type(error).__name__)
    except ZaloError as error:
        _log("letter_refused", letter, error)
        with ground.database.transaction() as store:
            _refused(ground, store, letter, error)
    else:
        with ground.database.transaction() as store:
            store.letters.sent(letter.id, message_id=sent.message_id, at=ground.clock())


def settle(ground: Ground) -> int:
    """Find out what became of letters of which we are unsure; return how many were settled."""
    now = ground.clock()
    with ground.database.reading() as store:
        unsure = store.letters.unsettled(now - ECHO_COMES_WITHIN)
    return sum(
        _settled(ground, letter, now=now)
        for letter in unsure
        if letter.state == UNKNOWN or _long_claimed(letter, now)
    )


def _long_claimed(letter: Letter, now: datetime) -> bool:
    return letter.claimed_at is None or letter.claimed_at <= now - NOBODY_SENDS_SO_LONG


def _settled(ground: Ground, letter: Letter, *, now: datetime) -> bool:
    """Look for the letter in the conversation: found, it was sent; not found, it goes again.

    One of which we never hear what came, because the sending itself breaks, is given up.
    """
    try:
        recent = _since_claimed(ground, letter)
    except ZaloError as error:
        _log("letter_still_unknown", letter, error)
        return False
    if len(recent) >= LOOKED_BACK:
        log.error("letter_out_of_sight", letter=letter.id, citizen=who(letter.citizen))
        return False
    with ground.database.transaction() as store:
        found = next((one for one in recent if _is_this(store, letter, one)), None)
        if found:
            store.letters.sent(letter.id, message_id=found.message_id, at=found.at or now)
        elif letter.state == SENDING and letter.attempts >= MOST_TRIES_BY_A_BUG:
            _given_up(store, letter, "broken", now=now)
        else:
            store.letters.again(letter.id, at=now, error="not_arrived")
    return True


def _since_claimed(ground: Ground, letter: Letter) -> list[RecentMessage]:
    """Return the conversation back to when the letter was claimed, page by page.

    A citizen who writes on while we are away pushes our letter off the first page.
    """
    found: list[RecentMessage] = []
    while len(found) < LOOKED_BACK:
        page = ground.zalo.recent_messages(letter.citizen, offset=len(found))
        found += page
        if not page or _is_older(page[-1], letter):
            break
    return found


def _is_older(message: RecentMessage, letter: Letter) -> bool:
    claimed = letter.claimed_at or letter.created_at
    return message.at is not None and message.at < claimed - CLOCKS_DIFFER


def _is_this(store: Store, letter: Letter, message: RecentMessage) -> bool:
    if message.from_citizen or message.text.strip() != letter.text.strip():
        return False
    if _is_older(message, letter):
        return False
    return not store.letters.known(message.message_id)


def _refused(ground: Ground, store: Store, letter: Letter, error: ZaloError) -> None:
    now = ground.clock()
    at = next_try(error, attempt=letter.attempts, now=now, chance=random.random())  # noqa: S311
    if isinstance(error, RefreshRefused) and _consented(ground, store, letter):
        at = now
    name = f"{type(error).__name__} {error.code or ''}".strip()
    if at is not None:
        store.letters.again(letter.id, at=at, error=name)
        return
    _given_up(store, letter, name, now=now)


def _consented(ground: Ground, store: Store, letter: Letter) -> bool:
    """Whether a new consent came while this letter was being refused for want of one."""
    claimed = letter.claimed_at or letter.created_at
    return store.tokens.changed_since(ground.settings.zalo.oa_id, claimed)


def _given_up(store: Store, letter: Letter, why: str, *, now: datetime) -> None:
    store.letters.given_up(letter.id, error=why)
    detail = {"letter": letter.id}
    store.events.write(
        Event(now, Kind.LETTER_GIVEN_UP, SYSTEM, dossier=letter.dossier, outcome=why, detail=detail)
    )


def _log(what: str, letter: Letter, error: ZaloError) -> None:
    log.warning(
        what,
        letter=letter.id,
        citizen=who(letter.citizen),
        attempt=letter.attempts,
        error=type(error).__name__,
        code=error.code,
    )
