"""The platform's own form that asks for name, phone and address: one tap instead of much typing.

It goes beside a question and never instead of it, so whatever becomes of it, nothing is lost: one
that the platform refuses, or of which nobody knows whether it arrived, is dropped and not repeated.
"""

from __future__ import annotations

import json
from dataclasses import replace

from bot.ground import Ground
from bot.handlers.letter_fate import noted, refused
from bot.links import Links
from bot.phrases import SHARE_ASKED, SHARE_TITLE
from bot.shape import Forms
from bot.sharing import worth_asking
from bot.talk import Talk
from bot.zalo.answers import RecentMessage
from bot.zalo.errors import Action, NotTaken, ZaloError
from bot.zalo.payloads import ContactPart
from storage.letters import Letter, Written

WHAT = "contact"
MARK = json.dumps({"what": WHAT})
"""What a letter carries, in its row, that is such a form; its text is the title and the words."""
ECHOED_AS = frozenset({"template", "request_user_info"})
HELD_LIKE_ANY_LETTER = frozenset({Action.RETRY, Action.TOKEN})


def beside(forms: Forms, talk: Talk) -> tuple[Talk, list[Written]]:
    """Return the request that goes beside the question that was just asked; mostly none.

    The talk remembers that it was sent.
    """
    if not worth_asking(forms, talk):
        return talk, []
    title, words = (one.in_language(talk.language) for one in (SHARE_TITLE, SHARE_ASKED))
    return replace(talk, requested=True), [Written(f"{title}\n{words}", [], MARK)]


def is_request(letter: Letter) -> bool:
    """Tell whether a letter is such a form."""
    return letter.enclosure == MARK


def part_of(letter: Letter, links: Links) -> ContactPart:
    """Return what to send."""
    title, _break, words = letter.text.partition("\n")
    return ContactPart(title, words, links.picture())


def in_vain(ground: Ground, letter: Letter) -> bool:
    """Tell whether this process has seen the platform refuse such a form; it is dropped then."""
    if WHAT not in ground.refused:
        return False
    drop(ground, letter)
    return True


def not_taken(ground: Ground, letter: Letter, error: ZaloError) -> None:
    """Try again what any letter would be tried again for; else let the question go alone."""
    noted("contact_request_refused", letter, error)
    if error.action is Action.PERMANENT:
        ground.refused.add(WHAT)
    if isinstance(error, NotTaken) and error.action not in HELD_LIKE_ANY_LETTER:
        drop(ground, letter)
        return
    with ground.database.transaction() as store:
        refused(ground, store, letter, error)


def drop(ground: Ground, letter: Letter) -> None:
    """Take the request out of the outbox: the question stands without it."""
    with ground.database.transaction() as store:
        store.letters.drop(letter.id)


def is_this(message: RecentMessage) -> bool:
    """Tell whether a row of the conversation may be such a form: it says no words of its own."""
    return not message.from_citizen and message.kind != "text" and not message.text.strip()
