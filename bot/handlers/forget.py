"""Deleting pictures whose time is over, as citizens were told when they agreed.

A picture of a dossier goes some days after the dossier ended, one that no dossier uses some days
after it came; how many is a dated rule, `[[keeping]]` (domain reference, section 25).
"""

from __future__ import annotations

from datetime import datetime

from bot.ground import Ground
from domain.events import Event, Kind
from domain.people import CLOCK
from domain.rules import default_settings
from domain.zone import local_date
from storage.pictures import StoredPicture
from storage.store import Store


def forget_old(ground: Ground) -> int:
    """Delete the pictures whose time is over; return how many went."""
    now = ground.clock()
    kept = (ground.forms.rules or default_settings()).kept_for(local_date(now))
    gone, after = 0, ""
    while True:
        with ground.database.reading() as store:
            old = store.pictures.kept_before(now - kept.unused_picture, after=after)
            over = [one for one in old if _is_over(store, one, now - kept.picture)]
        for picture in over:
            _delete(ground, picture, now)
        gone += len(over)
        if not old:
            return gone
        after = old[-1].id


def _delete(ground: Ground, picture: StoredPicture, now: datetime) -> None:
    """Delete the file first: a file without its row would lie there for ever."""
    ground.files.remove(picture.id)
    with ground.database.transaction() as store:
        store.pictures.deleted(picture.id)
        event = Event(now, Kind.PICTURE_DELETED, CLOCK, detail={"picture": picture.id})
        store.events.write(event)


def _is_over(store: Store, picture: StoredPicture, ended_before: datetime) -> bool:
    """Tell whether no dossier needs it any more; one picture of a card may serve several."""
    return all(
        dossier.is_closed and dossier.changed_at < ended_before
        for dossier in store.dossiers.of_citizen(picture.citizen)
        if picture.id in (*dossier.answers.values(), *(one.old for one in dossier.mended))
    )
