"""Sending letters: claim in one transaction, send with none open, note in another.

A send that timed out is unknown, not failed: the platform's echo of our own message settles it, or
a look at the conversation does; a blind resend would reach the citizen twice.

Who has been silent for seven days gets no chat any more: the letter goes as an approved template,
where the office has one, or is given up for all to see.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.ground import Ground
from bot.handlers import contact_request, enclosures, lists
from bot.handlers.letter_fate import given_up, noted, refused
from bot.handlers.templates_out import send_notice
from bot.logs import log, who
from bot.zalo.answers import RecentMessage
from bot.zalo.errors import Action, SendOutcomeUnknown, ZaloError
from bot.zalo.payloads import Button, Part, TextPart
from domain.window import Charge, window
from storage.letters import ENCLOSED, NOTICE, SENDING, UNKNOWN, Letter
from storage.store import Store

NOBODY_SENDS_SO_LONG = timedelta(seconds=30)
# The client waits ten seconds for an answer; a platform that is slower still may send meanwhile.
ECHO_COMES_WITHIN = timedelta(seconds=15)
MOST_TRIES_BY_A_BUG = 3
CLOCKS_DIFFER = timedelta(minutes=2)
LOOKED_BACK = 300
WORDLESS = {NOTICE: "notice_unknown", ENCLOSED: "enclosure_unknown"}
"""What is said of letters whose echo does not say our words, when we never hear of them."""
NO_CHAT = frozenset({-213, -222, -227, -230, -232, -305, -311})
"""Codes for who left, was away or silent (platform reference, 11.1): a template may reach them.

Whoever blocked or restricted the account is left in peace.
"""


def claim_letters(ground: Ground, most: int) -> list[Letter]:
    """Claim the first due letter of each citizen who has one, up to `most`.

    None while the platform takes no more calls: they wait here instead of being refused one by one.
    """
    if ground.zalo.is_full:
        return []
    with ground.database.transaction() as store:
        return store.letters.claim(ground.clock(), limit=most)


def seconds_until_due(ground: Ground) -> float:
    """Return how long it is until a letter or a picture is due that is not due yet."""
    now = ground.clock()
    with ground.database.reading() as store:
        due = (store.letters.next_due_at(now), store.pictures.next_due_at(now))
    return min(((at - now).total_seconds() for at in due if at), default=float("inf"))


def deliver(ground: Ground, letter: Letter) -> None:
    """Send one claimed letter and note what came of it.

    Of a citizen whose last word we do not know the platform decides whether a chat may be sent.
    """
    is_request = contact_request.is_request(letter)
    if is_request and contact_request.in_vain(ground, letter):
        return
    if _window_is_closed(ground, letter):
        contact_request.drop(ground, letter) if is_request else send_notice(ground, letter)
        return
    if lists.in_vain(ground, letter):
        letter = lists.as_words(ground, letter)
    _send(ground, letter)


def _send(ground: Ground, letter: Letter) -> bool:
    """Send a letter as it is; return whether Zalo took it."""
    try:
        part = _part(ground, letter)
        sent = ground.zalo.send(letter.citizen, part)
    except SendOutcomeUnknown as error:
        noted("letter_unknown", letter, error)
        with ground.database.transaction() as store:
            name = ENCLOSED if _carries_a_file(letter) else type(error).__name__
            store.letters.unknown(letter.id, error=name)
    except ZaloError as error:
        is_request = contact_request.is_request(letter)
        (contact_request.not_taken if is_request else _not_taken)(ground, letter, error)
    else:
        with ground.database.transaction() as store:
            store.letters.sent(letter.id, message_id=sent.message_id, at=ground.clock())
        return True
    return False


def _carries_a_file(letter: Letter) -> bool:
    has_words_alone = contact_request.is_request(letter) or lists.is_list(letter)
    return bool(letter.enclosure) and not has_words_alone


def _part(ground: Ground, letter: Letter) -> Part:
    if contact_request.is_request(letter):
        return contact_request.part_of(letter, ground.links)
    if lists.is_list(letter):
        return lists.part_of(letter)
    if letter.enclosure:
        part = enclosures.part_of(ground, letter)
        with ground.database.transaction() as store:
            store.letters.goes_as(letter.id, ENCLOSED)
        return part
    return TextPart(
        text=letter.text,
        buttons=tuple(Button(title=one["title"], payload=one["says"]) for one in letter.buttons),
    )


def _not_taken(ground: Ground, letter: Letter, error: ZaloError) -> None:
    noted("letter_refused", letter, error)
    if lists.is_list(letter) and lists.shape_may_be_why(ground, letter, error):
        if _send(ground, lists.as_words(ground, letter, tried=True)):
            lists.learn(ground, letter, error)
        return
    if _carries_a_file(letter) and error.code == enclosures.LAPSED:
        enclosures.lapsed(ground, letter)
    if error.action is Action.WINDOW or letter.tried:
        with ground.database.transaction() as store:
            store.letters.have_tried(letter.id, "chat")
    if error.code in NO_CHAT and ground.settings.zalo.notice_template:
        send_notice(ground, letter)
        return
    with ground.database.transaction() as store:
        refused(ground, store, letter, error)


def _window_is_closed(ground: Ground, letter: Letter) -> bool:
    with ground.database.reading() as store:
        talk = store.talks.read(letter.citizen)
    if talk is None or talk.interacted_at is None:
        return False
    return window(talk.interacted_at, ground.clock()).charge is Charge.CLOSED


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

    One of which we never hear what came, because the sending itself breaks, is given up; so is a
    template or a picture without an echo, because a second one could reach them twice.
    """
    if letter.error in WORDLESS:
        with ground.database.transaction() as store:
            given_up(store, letter, WORDLESS[letter.error], now=now)
        return True
    try:
        recent = _since_claimed(ground, letter)
    except ZaloError as error:
        noted("letter_still_unknown", letter, error)
        return False
    if len(recent) >= LOOKED_BACK:
        log.error("letter_out_of_sight", letter=letter.id, citizen=who(letter.citizen))
        return False
    with ground.database.transaction() as store:
        found = next((one for one in recent if _is_this(store, letter, one)), None)
        if found:
            store.letters.sent(letter.id, message_id=found.message_id, at=found.at or now)
        elif contact_request.is_request(letter):
            store.letters.drop(letter.id)
        elif letter.state == SENDING and letter.attempts >= MOST_TRIES_BY_A_BUG:
            given_up(store, letter, "broken", now=now)
        else:
            if lists.is_list(letter):
                store.letters.plain(letter.id)
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
    if contact_request.is_request(letter):
        says_it = contact_request.is_this(message)
    elif lists.is_list(letter):
        says_it = lists.is_this(letter, message)
    else:
        says_it = not message.from_citizen and message.text.strip() == letter.text.strip()
    if not says_it:
        return False
    if _is_older(message, letter):
        return False
    return not store.letters.known(message.message_id)
