"""Taking in an event of Zalo: kept once, answered once; a bug keeps the message for another try."""

from __future__ import annotations

import time
import uuid
from datetime import datetime, timedelta

from bot import notices
from bot.handlers.converse import converse
from bot.handlers.tell import tell
from bot.logs import log, who
from bot.shape import Forms
from bot.talk import Other, Words
from bot.zalo.events import decode
from bot.zalo.said import (
    ChatOpened,
    Contact,
    Echo,
    Follow,
    Incoming,
    OtherSaid,
    PictureSaid,
    Received,
    Said,
    Seen,
    TextSaid,
    Unfollow,
)
from domain.events import Event, Kind
from domain.people import SYSTEM
from storage.inbox import ANSWERED, KeptMessage
from storage.store import DatabaseAway, Store

TRIES = (timedelta(seconds=2), timedelta(seconds=10))
HELLO = "bắt đầu"


def take_in(store: Store, event: Incoming, raw: bytes, *, forms: Forms, now: datetime) -> bool:
    """Keep an event and answer it; False where it came before, and nothing changes.

    A bug in answering takes back only the answer: the message stays kept and is tried again.
    """
    message = store.inbox.keep(
        event_key=event.event_key,
        name=event.name,
        citizen=event.user_id,
        body=raw.decode("utf-8", "replace"),
        received_at=now,
        shown=_shown(event.said),
        state=ANSWERED,
    )
    if not message:
        return False
    try:
        with store.savepoint():
            _answer(store, event, forms=forms, now=now)
    except DatabaseAway:
        raise
    except Exception:  # noqa: BLE001 - the door: a bug must not lose what a citizen wrote
        _failed(store, message, event.user_id, attempts=1, now=now)
    return True


def catch_up(store: Store, message: KeptMessage, *, forms: Forms, now: datetime) -> None:
    """Try a kept message again; an answer to a question that is no longer asked is set aside."""
    if message.asked != _asked(store, message.citizen):
        _set_aside(store, message, now=now)
        return
    try:
        with store.savepoint():
            _answer(store, decode(message.body.encode()), forms=forms, now=now)
            store.inbox.answered(message.id)
    except DatabaseAway:
        raise
    except Exception:  # noqa: BLE001 - the door: a bug must not lose what a citizen wrote
        _failed(store, message.id, message.citizen, attempts=message.attempts + 1, now=now)


def _answer(store: Store, event: Incoming, *, forms: Forms, now: datetime) -> None:
    citizen = event.user_id
    match event.said:
        case TextSaid(text=text):
            converse(store, citizen, Words(text), forms=forms, now=now)
        case PictureSaid(urls=urls, text=text) if not urls:
            converse(store, citizen, Other("picture"), forms=forms, now=now)
        case PictureSaid(urls=urls):
            _pictures(store, citizen, urls, now=now)
        case OtherSaid(kind=kind):
            converse(store, citizen, Other(kind), forms=forms, now=now)
        case Contact(phone=phone, card=False) if phone:
            converse(store, citizen, Words(phone), forms=forms, now=now)
        case Follow() | ChatOpened():
            converse(store, citizen, Words(HELLO), forms=forms, now=now)
        case _:
            _noted(store, event, now=now)


def _noted(store: Store, event: Incoming, *, now: datetime) -> None:
    """Note what the platform tells about our own letters and about who follows us."""
    match event.said:
        case Unfollow():
            store.talks.followed(event.user_id, following=False)
        case Received(msg_ids):
            store.letters.ticked(msg_ids, seen=False, at=event.at)
        case Seen(msg_ids):
            store.letters.ticked(msg_ids, seen=True, at=event.at)
        case Echo(msg_id=msg_id, text=text, admin_id=None):
            _echoed(store, event.user_id, msg_id, text, now=now)
        case _:
            log.info("event_ignored", event_name=event.name)


def _pictures(store: Store, citizen: str, urls: tuple[str, ...], *, now: datetime) -> None:
    talk = store.talks.lock(citizen, now)
    for url in urls:
        store.pictures.want(new_picture_id(), citizen=citizen, url=url, asked=talk.asked, at=now)
    store.talks.interacted(citizen, now)


def new_picture_id() -> str:
    """Return an id that sorts by time, so that a citizen's pictures are read in order."""
    return f"{time.time_ns():016x}{uuid.uuid4().hex[:16]}"


def _echoed(store: Store, citizen: str, msg_id: str, text: str, *, now: datetime) -> None:
    """Settle a letter by the platform's own echo of it, which may come before its answer."""
    if store.letters.known(msg_id):
        return
    for letter in store.letters.awaiting_echo(citizen):
        if letter.text.strip() == text.strip():
            store.letters.sent(letter.id, message_id=msg_id, at=now)
            return


def _failed(store: Store, message: int, citizen: str, *, attempts: int, now: datetime) -> None:
    log.exception("message_failed", message=message, citizen=who(citizen), attempts=attempts)
    again = attempts <= len(TRIES)
    store.inbox.failed(
        message,
        attempts=attempts,
        next_try_at=now + TRIES[attempts - 1] if again else None,
        asked=_asked(store, citizen),
    )
    if not again:
        _note_set_aside(store, message, citizen, now=now)


def _set_aside(store: Store, message: KeptMessage, *, now: datetime) -> None:
    store.inbox.failed(message.id, attempts=message.attempts, next_try_at=None, asked=message.asked)
    _note_set_aside(store, message.id, message.citizen, now=now)


def _note_set_aside(store: Store, message: int, citizen: str, *, now: datetime) -> None:
    log.error("message_set_aside", message=message, citizen=who(citizen))
    store.events.write(
        Event(now, Kind.MESSAGE_SET_ASIDE, SYSTEM, channel="zalo", detail={"message": message})
    )
    if citizen:
        store.talks.wants_person(citizen, now)
        tell(store, citizen, notices.our_fault(), now=now)


def _asked(store: Store, citizen: str) -> str:
    talk = store.talks.read(citizen)
    return talk.asked if talk else ""


def _shown(said: Said) -> str:
    match said:
        case TextSaid(text=text):
            return text
        case PictureSaid(urls=urls):
            return "🖼" * max(1, len(urls))
        case OtherSaid(kind=kind):
            return f"[{kind}]"
        case _:
            return ""
