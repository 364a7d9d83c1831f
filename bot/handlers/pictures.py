"""Fetching pictures that citizens sent, looking at them, and answering as if they had just come."""

from __future__ import annotations

from datetime import timedelta

from bot.ground import Ground
from bot.handlers.converse import converse
from bot.logs import log, who
from bot.talk import PictureRead
from bot.understanding.pictures import look
from bot.zalo.pictures import PictureProblem, PictureUnreachable
from storage.pictures import StoredPicture

CLAIMED_FOR = timedelta(seconds=40)
MOST_TRIES = 3


def claim_pictures(ground: Ground, most: int) -> list[StoredPicture]:
    """Claim the first wanted picture of each citizen, up to `most`."""
    now = ground.clock()
    with ground.database.transaction() as store:
        return store.pictures.claim(now, until=now + CLAIMED_FOR, limit=most)


def fetch(ground: Ground, picture: StoredPicture) -> None:
    """Fetch one picture, keep it locked, look at it, and carry the conversation on."""
    try:
        content = ground.zalo.fetch_picture(picture.url)
    except PictureUnreachable as error:
        log.warning("picture_unreachable", picture=picture.id, citizen=who(picture.citizen))
        if error.again and picture.attempts + 1 < MOST_TRIES:
            return
        _answered(ground, picture, PictureRead(picture.id, problem="unreachable"))
    except PictureProblem as error:
        log.warning("picture_refused", picture=picture.id, error=type(error).__name__)
        _answered(ground, picture, PictureRead(picture.id, problem="unreadable"))
    else:
        seen = look(content)
        if seen.media_type:
            ground.files.keep(picture.id, content)
        read = PictureRead(picture.id, qr=seen.qr, problem=seen.problem)
        _answered(ground, picture, read, media_type=seen.media_type)


def _answered(
    ground: Ground, picture: StoredPicture, read: PictureRead, *, media_type: str = ""
) -> None:
    """Settle the picture and answer it in one transaction, so that it is answered once."""
    with ground.database.transaction() as store:
        store.talks.lock(picture.citizen, ground.clock())
        if media_type:
            settled = store.pictures.kept(
                picture.id, media_type=media_type, qr=read.qr or "", problem=read.problem or ""
            )
        else:
            settled = store.pictures.failed(picture.id, problem=read.problem or "")
        if settled:
            converse(store, picture.citizen, read, forms=ground.forms, now=ground.clock())
