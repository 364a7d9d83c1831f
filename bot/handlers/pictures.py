"""Fetching pictures that citizens sent, looking at them, and answering as if they had just come.

A picture is read under the question that it was sent to, or, as one of several sent together, under
the question that the one before it led to; whatever came too late for its question is not used.
"""

from __future__ import annotations

from datetime import timedelta

from bot.ground import Ground
from bot.handlers.converse import converse
from bot.handlers.receive import own_up, record_set_aside
from bot.handlers.talks import place_of
from bot.handlers.tell import tell
from bot.logs import log, who
from bot.talk import PictureRead, Saying
from bot.understanding.pictures import look
from bot.zalo.pictures import PictureProblem, PictureUnreachable
from domain.words import _
from storage.pictures import StoredPicture
from storage.store import DatabaseAway, Store

CLAIMED_FOR = timedelta(seconds=40)
TRIES = (timedelta(seconds=2), timedelta(seconds=10))
OVERTAKEN = "overtaken"
TOO_LATE = Saying(
    _("Ảnh vừa rồi tới sau khi câu hỏi đã qua nên em chưa dùng ạ. Anh/chị gửi lại giúp em nhé.")
)


def claim_pictures(ground: Ground, most: int) -> list[StoredPicture]:
    """Claim the first wanted picture of each citizen, up to `most`."""
    now = ground.clock()
    with ground.database.transaction() as store:
        return store.pictures.claim(now, until=now + CLAIMED_FOR, limit=most)


def fetch(ground: Ground, picture: StoredPicture) -> None:
    """Fetch one picture, keep it locked, look at it, and carry the conversation on.

    What fails by a bug of ours is tried three times, then set aside visibly.
    """
    try:
        _fetched(ground, picture)
    except DatabaseAway:
        raise
    except Exception:  # noqa: BLE001 - the door: a bug must not lose what a citizen sent
        log.exception("picture_failed", picture=picture.id, citizen=who(picture.citizen))
        if not _tried_again(ground, picture):
            _set_aside(ground, picture)


def _fetched(ground: Ground, picture: StoredPicture) -> None:
    try:
        content = ground.zalo.fetch_picture(picture.url)
    except PictureUnreachable as error:
        log.warning("picture_unreachable", picture=picture.id, citizen=who(picture.citizen))
        if not error.again or not _tried_again(ground, picture):
            _answered(ground, picture, PictureRead(picture.id, problem="unreachable"))
    except PictureProblem as error:
        log.warning("picture_refused", picture=picture.id, error=type(error).__name__)
        _answered(ground, picture, PictureRead(picture.id, problem="unreadable"))
    else:
        seen = look(content)
        if seen.media_type:
            ground.files.keep(picture.id, content)
        read = PictureRead(picture.id, qr=seen.qr, problem=seen.problem)
        if not _answered(ground, picture, read, media_type=seen.media_type):
            ground.files.remove(picture.id)


def _tried_again(ground: Ground, picture: StoredPicture) -> bool:
    """Leave the picture for another try; False where there were enough."""
    if picture.attempts >= len(TRIES):
        return False
    with ground.database.transaction() as store:
        store.pictures.again(picture.id, at=ground.clock() + TRIES[picture.attempts])
    return True


def _answered(
    ground: Ground, picture: StoredPicture, read: PictureRead, *, media_type: str = ""
) -> bool:
    """Settle the picture and answer it in one transaction; return whether its file is of use."""
    now = ground.clock()
    with ground.database.transaction() as store:
        before = place_of(store.talks.lock(picture.citizen, now))
        current = store.pictures.get(picture.id)
        in_time = current is not None and current.asked == before
        if not _settled(store, read, media_type=media_type, in_time=in_time):
            return True  # somebody else was first, and it is the same file
        if not in_time:
            tell(store, picture.citizen, (TOO_LATE,), now=now)
            return False
        converse(store, picture.citizen, read, forms=ground.forms, now=now)
        after = place_of(store.talks.lock(picture.citizen, now))
        store.pictures.follow(picture.citizen, before, after)
    return bool(media_type)


def _settled(store: Store, read: PictureRead, *, media_type: str, in_time: bool) -> bool:
    if not in_time:
        return store.pictures.failed(read.picture, problem=OVERTAKEN)
    if not media_type:
        return store.pictures.failed(read.picture, problem=read.problem or "")
    return store.pictures.kept(
        read.picture, media_type=media_type, qr=read.qr or "", problem=read.problem or ""
    )


def _set_aside(ground: Ground, picture: StoredPicture) -> None:
    now = ground.clock()
    with ground.database.transaction() as store:
        if store.pictures.failed(picture.id, problem="set_aside"):
            log.error("picture_set_aside", picture=picture.id, citizen=who(picture.citizen))
            record_set_aside(store, {"picture": picture.id}, now=now)
            own_up(store, picture.citizen, now=now)
