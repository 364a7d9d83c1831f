"""Taking in an event of Zalo: kept once, answered once; a bug keeps the message for another try."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from bot import notices
from bot.handlers import contact_request, data_rights, lists, templates_out
from bot.handlers.albums import pictures_wanted
from bot.handlers.bursts import ALONE
from bot.handlers.converse import converse
from bot.handlers.talks import place_of
from bot.handlers.tell import tell
from bot.handlers.write import A_PERSON_TALKS_FOR
from bot.logs import log, who
from bot.shape import Forms
from bot.talk import Other, Shared, Words
from bot.understanding import NotUnderstood, numbers
from bot.zalo.events import decode
from bot.zalo.said import (
    ChatOpened,
    Contact,
    Echo,
    Follow,
    Incoming,
    OtherSaid,
    PermissionRevoked,
    PictureSaid,
    Received,
    Said,
    Seen,
    TemplateReceived,
    TextSaid,
    Unfollow,
    Unknown,
    Withdrawn,
)
from domain.events import Event, Kind
from domain.people import SYSTEM
from domain.rights import Right
from storage.inbox import ANSWERED, IGNORED, KeptMessage
from storage.letters import NOTICE, Letter
from storage.store import DatabaseAway, Store

TRIES = (timedelta(seconds=2), timedelta(seconds=10))
HELLO = "bắt đầu"
ENCLOSED = frozenset({"image", "file"})
"""Kinds of an echo that carries something: it need not say our words."""
BACK_AGAIN = "xin chào"
AWAY = timedelta(hours=1)
"""Who opens the chat again after this long is told where they are in their form."""
ZALO_TOOLS = "staff:zalo"


def take_in(
    store: Store,
    event: Incoming,
    raw: bytes,
    *,
    forms: Forms,
    now: datetime,
    moment: timedelta = ALONE,
) -> bool:
    """Keep an event and answer it; False where it came before, and nothing changes.

    A bug in answering takes back only the answer: the message stays kept and is tried again. Of
    what asks nothing of us, and of what somebody sent before they were erased, only key and name.
    """
    if isinstance(event.said, Unknown) or _erased_since(store, event, now):
        return bool(store.inbox.keep(**_unread(event, now)))
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
            _answer(store, event, forms=forms, now=now, moment=moment)
    except DatabaseAway:
        raise
    except Exception:  # noqa: BLE001 - the door: a bug must not lose what a citizen wrote
        _failed(store, store.inbox.get(message), now=now)
    return True


def _erased_since(store: Store, event: Incoming, now: datetime) -> bool:
    """Whether its citizen was erased while the event was on its way, here on disk or at Zalo."""
    since = min(event.at, now)
    return bool(event.user_id) and store.erasing.has_erased(event.user_id, since=since)


def _unread(event: Incoming, now: datetime) -> dict[str, Any]:
    log.info("event_kept_by_name", event_name=event.name)
    unread = {"event_key": event.event_key, "name": event.name, "citizen": "", "body": ""}
    return unread | {"received_at": now, "state": IGNORED}


def catch_up(
    store: Store,
    message: KeptMessage,
    *,
    forms: Forms,
    now: datetime,
    moment: timedelta = ALONE,
) -> None:
    """Try a kept message again; an answer to a question that is no longer asked is set aside.

    Nothing happens where somebody else tried it meanwhile.
    """
    talk = store.talks.lock(message.citizen, now)
    if store.inbox.get(message.id) != message:
        return
    if message.shown and message.asked != place_of(talk):
        _set_aside(store, message, now=now)
        return
    try:
        with store.savepoint():
            event = decode(message.body.encode())
            _answer(store, event, forms=forms, now=now, moment=moment)
            store.inbox.answered(message.id)
    except DatabaseAway:
        raise
    except Exception:  # noqa: BLE001 - the door: a bug must not lose what a citizen wrote
        _failed(store, message, now=now)


def _answer(
    store: Store, event: Incoming, *, forms: Forms, now: datetime, moment: timedelta
) -> None:
    citizen = event.user_id
    match event.said:
        case TextSaid(text=text):
            converse(
                store,
                citizen,
                Words(text),
                forms=forms,
                now=now,
                sent_at=event.at,
                moment=moment,
            )
        case PictureSaid(urls=urls, text=text) if not urls:
            converse(store, citizen, Other("picture"), forms=forms, now=now)
        case PictureSaid(urls=urls):
            pictures_wanted(store, citizen, urls, sent_at=event.at, now=now, moment=moment)
        case OtherSaid(kind=kind):
            converse(store, citizen, Other(kind), forms=forms, now=now)
        case Contact(card=False) as contact if profile := _profile(contact):
            converse(store, citizen, Shared(profile), forms=forms, now=now)
        case Follow() | ChatOpened():
            _greet(store, citizen, forms=forms, now=now)
        case _:
            _noted(store, event, now=now)


def _profile(contact: Contact) -> dict[str, str]:
    """Return what a citizen shared, as answers; a number that is no mobile phone is left out."""
    told = {"full_name": contact.name.strip(), "address": contact.address.strip()}
    with suppress(NotUnderstood):
        told["phone"] = numbers.phone(contact.phone)
    if told["address"]:
        told["delivery"] = "home"
    return {key: value for key, value in told.items() if value}


def _greet(store: Store, citizen: str, *, forms: Forms, now: datetime) -> None:
    """Say hello to somebody who came, or where they are to somebody who comes back to a form."""
    talk = store.talks.lock(citizen, now)
    if talk.form and talk.updated_at <= now - AWAY and not talk.is_paused(now):
        converse(store, citizen, Words(BACK_AGAIN), forms=forms, now=now)
    elif place_of(talk) or store.dossiers.of_citizen(citizen, limit=1):
        store.talks.interacted(citizen, now)
    else:
        converse(store, citizen, Words(HELLO), forms=forms, now=now)


def _noted(store: Store, event: Incoming, *, now: datetime) -> None:
    """Note what the platform tells about our own letters and about who follows us."""
    match event.said:
        case Unfollow():
            store.talks.followed(event.user_id, following=False)
        case Received(msg_ids):
            store.letters.ticked(msg_ids, seen=False, at=event.at, citizen=event.user_id)
        case Seen(msg_ids):
            store.letters.ticked(msg_ids, seen=True, at=event.at, citizen=event.user_id)
        case TemplateReceived() as receipt:
            templates_out.received(store, receipt, at=event.at)
        case Echo(admin_id=None) as echo:
            _echoed(store, event.user_id, echo, now=now)
        case Echo(msg_id=msg_id, text=text):
            _taken_over(store, event.user_id, msg_id, text, now=now)
        case Withdrawn():
            data_rights.asked(
                store, event.user_id, Right.ERASE, rules=None, now=now, channel=data_rights.ZALO
            )
        case PermissionRevoked():
            store.tokens.refused(event.oa_id, at=now)
            log.critical("permission_revoked")
        case _:
            log.info("event_ignored", event_name=event.name)


def _taken_over(store: Store, citizen: str, msg_id: str, text: str, *, now: datetime) -> None:
    """Fall silent while a person writes in the platform's own tools; the desk shows their words."""
    store.talks.lock(citizen, now)
    store.talks.pause(citizen, now + A_PERSON_TALKS_FOR)
    store.talks.wants_person(citizen, None)
    store.letters.note_sent(citizen, text, author=ZALO_TOOLS, message_id=msg_id, at=now)


def _echoed(store: Store, citizen: str, echo: Echo, *, now: datetime) -> None:
    """Settle a letter by the platform's own echo of it, which may come before its answer.

    The echo of a template does not say our words; there is one such letter at a time.
    """
    if store.letters.known(echo.msg_id):
        return
    for letter in store.letters.awaiting_echo(citizen):
        if _is_echo_of(letter, echo):
            store.letters.sent(letter.id, message_id=echo.msg_id, at=now)
            return


def _is_echo_of(letter: Letter, echo: Echo) -> bool:
    if letter.text.strip() == echo.text.strip():
        return True
    if echo.kind == "template" and letter.error == NOTICE:
        return True
    if contact_request.is_request(letter):
        return echo.kind in contact_request.ECHOED_AS
    if lists.is_list(letter):
        return echo.kind in lists.ECHOED_AS
    return bool(letter.enclosure) and echo.kind in ENCLOSED


def _failed(store: Store, message: KeptMessage, *, now: datetime) -> None:
    attempts = message.attempts + 1
    log.exception(
        "message_failed", message=message.id, citizen=who(message.citizen), attempts=attempts
    )
    again = attempts <= len(TRIES)
    store.inbox.failed(
        message.id,
        attempts=attempts,
        next_try_at=now + TRIES[attempts - 1] if again else None,
        asked=place_of(store.talks.lock(message.citizen, now)) if message.citizen else "",
    )
    if not again:
        _note_set_aside(store, message, now=now)


def _set_aside(store: Store, message: KeptMessage, *, now: datetime) -> None:
    store.inbox.failed(message.id, attempts=message.attempts, next_try_at=None, asked=message.asked)
    _note_set_aside(store, message, now=now)


def _note_set_aside(store: Store, message: KeptMessage, *, now: datetime) -> None:
    log.error("message_set_aside", message=message.id, citizen=who(message.citizen))
    record_set_aside(store, {"message": message.id}, now=now)
    if message.shown:
        own_up(store, message.citizen, now=now)


def record_set_aside(store: Store, detail: dict[str, Any], *, now: datetime) -> None:
    """Write into the ledger that something a citizen sent could not be answered."""
    store.events.write(Event(now, Kind.MESSAGE_SET_ASIDE, SYSTEM, channel="zalo", detail=detail))


def own_up(store: Store, citizen: str, *, now: datetime) -> None:
    """Tell a citizen of a fault of ours, and put them among those who wait for a person."""
    store.talks.wants_person(citizen, now)
    tell(store, citizen, notices.our_fault(), now=now)


def _shown(said: Said) -> str:
    match said:
        case TextSaid(text=text):
            return text
        case PictureSaid(urls=urls):
            return "🖼" * max(1, len(urls))
        case OtherSaid(kind=kind):
            return f"[{kind}]"
        case Contact(phone=phone, card=False):
            return phone
        case _:
            return ""
