"""An album: pictures that a citizen sends within a moment, in one message or in several, are one.

They are fetched a moment later, so that the rest can join; who answers an album waits for all.
"""

from __future__ import annotations

import time
import uuid
from datetime import datetime, timedelta

from bot.handlers.talks import place_of
from storage.pictures import ALBUM
from storage.store import Store

TICK = 16
"""Milliseconds that count as one instant in an album's order; it comes round after 17 minutes."""
PLACES = 16**4


def pictures_wanted(
    store: Store,
    citizen: str,
    urls: tuple[str, ...],
    *,
    sent_at: datetime,
    now: datetime,
    moment: timedelta,
) -> None:
    """Want the pictures of one message, in the album that is still open or in a new one."""
    talk = store.talks.lock(citizen, now)
    place = place_of(talk)
    album = moment and store.pictures.open_album(citizen, place, since=now - 2 * moment)
    before = len(store.pictures.album(album)) if album else 0
    album = album or new_album()
    for number, url in enumerate(urls, start=before):
        name = f"{album}{_instant(sent_at):04x}{number % PLACES:04x}"
        due = now + moment
        store.pictures.want(name, citizen=citizen, url=url, asked=place, at=now, due=due)
    store.talks.interacted(citizen, now)


def new_album() -> str:
    """Return what the ids of an album's pictures begin with; albums are sorted by time."""
    return f"{time.time_ns():016x}{uuid.uuid4().hex[: ALBUM - 16]}"


def new_picture_id() -> str:
    """Return the id of a picture that came alone."""
    return f"{new_album()}{0:08x}"


def _instant(at: datetime) -> int:
    """Return the place in the album's order of what was sent then, whenever it is delivered."""
    return round(1000 * at.timestamp()) // TICK % PLACES
