"""Fetching pictures that citizens sent, looking at them, and answering as if they had just come.

Pictures that were sent in one go are answered together once the last of them is settled, under the
question they were sent to; whatever came too late for its question is not used.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.ground import Ground
from bot.handlers.converse import converse
from bot.handlers.receive import own_up, record_set_aside
from bot.handlers.talks import place_of, talk_of
from bot.handlers.tell import tell
from bot.logs import log, who
from bot.picture_questions import is_citizen_card
from bot.reading.seen import NOT_A_PICTURE, TOO_LARGE, Seen, are_alike
from bot.talk import SAME, Album, PictureRead, Saying, Talk
from bot.zalo.pictures import PictureProblem, PictureTooBig, PictureUnreachable
from domain.words import _
from storage.pictures import DELETED, KEPT, WANTED, StoredPicture
from storage.store import DatabaseAway, Store

CLAIMED_FOR = timedelta(seconds=40)
TRIES = (timedelta(seconds=2), timedelta(seconds=10))
UNREACHABLE = "unreachable"
SET_ASIDE = "set_aside"
CARD_QUESTION = "id_picture"
TOO_LATE = Saying(
    _("Ảnh vừa rồi tới sau khi câu hỏi đã qua nên em chưa dùng ạ. Anh/chị gửi lại giúp em nhé.")
)


def claim_pictures(ground: Ground, most: int) -> list[StoredPicture]:
    """Claim the first wanted picture of each citizen, up to `most`."""
    now = ground.clock()
    with ground.database.transaction() as store:
        return store.pictures.claim(now, until=now + CLAIMED_FOR, limit=most)


def fetch(ground: Ground, picture: StoredPicture) -> None:
    """Fetch one picture, look at it, keep it locked; with the last of an album, go on talking.

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
            _settle(ground, picture, Seen(problem=UNREACHABLE))
    except PictureProblem as error:
        log.warning("picture_refused", picture=picture.id, error=type(error).__name__)
        too_big = isinstance(error, PictureTooBig)
        _settle(ground, picture, Seen(problem=TOO_LARGE if too_big else NOT_A_PICTURE))
    else:
        seen = ground.reader.look(content)
        if seen.media_type:
            ground.files.keep(picture.id, content)
        _settle(ground, picture, seen)


def _tried_again(ground: Ground, picture: StoredPicture) -> bool:
    """Leave the picture for another try; False where there were enough."""
    if picture.attempts >= len(TRIES):
        return False
    with ground.database.transaction() as store:
        store.pictures.again(picture.id, at=ground.clock() + TRIES[picture.attempts])
    return True


def _settle(ground: Ground, picture: StoredPicture, seen: Seen) -> None:
    """Note what was seen and answer the album if it is whole; files of no use are removed after."""
    with ground.database.transaction() as store:
        store.talks.lock(picture.citizen, ground.clock())
        if not _noted(store, picture.id, seen):
            # Somebody else was first, and it is the same file; or its citizen has been erased.
            known = store.pictures.get(picture.id)
            useless = [picture.id] if known is None or known.state == DELETED else []
        else:
            useless = _answered(ground, store, picture)
    for name in useless:
        ground.files.remove(name)


def _noted(store: Store, picture: str, seen: Seen) -> bool:
    problem = seen.problem or ""
    if not seen.media_type:
        return store.pictures.failed(picture, problem=problem)
    return store.pictures.kept(
        picture,
        media_type=seen.media_type,
        qr=seen.qr or "",
        problem=problem,
        likeness=seen.likeness,
    )


def _answered(ground: Ground, store: Store, picture: StoredPicture) -> list[str]:
    """Answer the pictures that came in one go, unless one is still to come.

    Returns the pictures whose question has passed meanwhile: nobody needs their files.
    """
    album = store.pictures.album(picture.id)
    if any(one.state == WANTED for one in album):
        return []
    now = ground.clock()
    stored = store.talks.lock(picture.citizen, now)
    before = place_of(stored)
    if next(one.asked for one in album if one.id == picture.id) != before:
        tell(store, picture.citizen, (TOO_LATE,), now=now)
        return list(_given_up(store, album))
    reads = _reads(store, album, talk_of(stored))
    if reads:
        said = reads[0] if len(reads) == 1 else Album(reads)
        converse(store, picture.citizen, said, forms=ground.forms, now=now)
        after = place_of(store.talks.lock(picture.citizen, now))
        store.pictures.follow(picture.citizen, before, after)
    return []


def _given_up(store: Store, album: list[StoredPicture]) -> Iterator[str]:
    for one in album:
        if one.state == KEPT:
            store.pictures.deleted(one.id)
            yield one.id


def _reads(store: Store, album: list[StoredPicture], talk: Talk) -> tuple[PictureRead, ...]:
    """Return what the form reads. Where the card is asked for, the side with its code goes first.

    A picture that looks like one that answers another question, or like an earlier one of the
    album, is told as the same.
    """
    asked_anew = {talk.asked, *talk.reopened}
    used = [value for key, value in talk.answers.items() if key not in asked_anew]
    before = [one for one in store.pictures.kept_of(talk.citizen) if one.id in used]
    reads: list[PictureRead] = []
    for one in album:
        if one.problem == SET_ASIDE:
            continue
        same = any(are_alike(one.likeness, other.likeness) for other in before)
        problem = SAME if same else one.problem or None
        reads.append(PictureRead(one.id, qr=one.qr or None, problem=problem))
        before.append(one)
    if talk.asked == CARD_QUESTION:
        reads.sort(key=lambda read: not is_citizen_card(read))
    return tuple(reads)


def _set_aside(ground: Ground, picture: StoredPicture) -> None:
    now = ground.clock()
    with ground.database.transaction() as store:
        if store.pictures.failed(picture.id, problem=SET_ASIDE):
            log.error("picture_set_aside", picture=picture.id, citizen=who(picture.citizen))
            record_set_aside(store, {"picture": picture.id}, now=now)
            own_up(store, picture.citizen, now=now)
