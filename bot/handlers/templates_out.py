"""Letters to whom no chat may be sent: an approved template, by Zalo account, then by phone.

Not at night, and no more than the day's quota; what cannot be sent says what was tried.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime

from bot.ground import Ground
from bot.handlers.letter_fate import given_up, noted, refused
from bot.handlers.talks import BrokenTalk, talk_of
from bot.zalo.answers import Sent
from bot.zalo.errors import Action, SendOutcomeUnknown, ZaloError, is_night, next_morning
from bot.zalo.payloads import notice
from bot.zalo.said import TemplateReceived
from storage.letters import NOTICE, SENDING, UNKNOWN, Letter
from storage.store import Store

WINDOW_CLOSED = "window_closed"
NIGHT = "night"
NOT_BY_ACCOUNT = -249  # platform reference, 11.1: this template cannot be sent by UID
PHONE = re.compile(r"0([1-9][0-9]{8})", re.ASCII)
TRACKING = re.compile(r"letter-([0-9]{1,18})-([0-9]{1,18})", re.ASCII)


def send_notice(ground: Ground, letter: Letter) -> None:
    """Send what a letter says as an approved template; give it up where the office has none.

    The mark comes first: the echo of a template does not carry our words, so that a letter of which
    we never hear what came can be told from one that may be looked for and sent again.
    """
    now = ground.clock()
    with ground.database.transaction() as store:
        if not ground.settings.zalo.notice_template:
            given_up(store, letter, WINDOW_CLOSED, now=now)
            return
        if is_night(now):
            store.letters.again(letter.id, at=next_morning(now), error=NIGHT)
            return
        store.letters.goes_as(letter.id, NOTICE)
        phone = _phone(store, letter)
    try:
        sent = _by_account_or_phone(ground, letter, phone)
    except SendOutcomeUnknown as error:
        noted("notice_unknown", letter, error)
        with ground.database.transaction() as store:
            store.letters.unknown(letter.id, error=NOTICE)
    except ZaloError as error:
        noted("notice_refused", letter, error)
        with ground.database.transaction() as store:
            refused(ground, store, letter, error)
    else:
        with ground.database.transaction() as store:
            store.letters.sent(letter.id, message_id=sent.message_id, at=ground.clock())


def _by_account_or_phone(ground: Ground, letter: Letter, phone: str) -> Sent:
    """Send by account; where that account cannot be reached, by the phone we know."""
    template = ground.settings.zalo.notice_template
    values = notice(letter.dossier, letter.text)
    try:
        return ground.zalo.notify(letter.citizen, template, values)
    except ZaloError as error:
        _note_tried(ground, letter, "account", error)
        unreachable = error.action is Action.WINDOW or error.code == NOT_BY_ACCOUNT
        if not (phone and unreachable):
            raise
        noted("notice_goes_by_phone", letter, error)
    try:
        return ground.zalo.notify_by_phone(phone, template, values, tracking_id=tracking_id(letter))
    except ZaloError as error:
        _note_tried(ground, letter, "phone", error)
        raise


def _note_tried(ground: Ground, letter: Letter, way: str, error: ZaloError) -> None:
    if not isinstance(error, SendOutcomeUnknown):
        with ground.database.transaction() as store:
            store.letters.have_tried(letter.id, way)


def tracking_id(letter: Letter) -> str:
    """Return the name under which Zalo tells that a template reached a phone."""
    return f"letter-{letter.id}-{_stamp(letter.created_at)}"


def received(store: Store, said: TemplateReceived, *, at: datetime) -> None:
    """Note that a template reached a phone: this settles a letter of whose fate we are unsure."""
    arrived = said.delivered_at or at
    letter = _tracked(store, said.tracking_id)
    if letter is not None and letter.state in (SENDING, UNKNOWN):
        store.letters.sent(letter.id, message_id=said.msg_id, at=arrived)
    store.letters.ticked((said.msg_id,), seen=False, at=arrived)


def _tracked(store: Store, name: str) -> Letter | None:
    found = TRACKING.fullmatch(name)
    letter = store.letters.get(int(found[1])) if found else None
    return letter if letter and found and found[2] == str(_stamp(letter.created_at)) else None


def _stamp(at: datetime) -> int:
    return round(1_000_000 * at.timestamp())


def _phone(store: Store, letter: Letter) -> str:
    """Return the citizen's phone as Zalo wants it, or "": from the dossier, else from the talk."""
    dossiers = store.dossiers.of_citizen(letter.citizen)
    mine = [one for one in dossiers if one.code == letter.dossier]
    told = [one.answers.get("phone") for one in (*mine, *dossiers)]
    stored = store.talks.read(letter.citizen)
    with suppress(BrokenTalk):
        told += [talk_of(stored).answers.get("phone")] if stored else []
    numbers = (PHONE.fullmatch(str(number or "")) for number in told)
    return next((f"84{number[1]}" for number in numbers if number), "")
