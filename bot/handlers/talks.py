"""Reading and keeping where a citizen stands, as the engine's own value."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from bot.talk import Talk
from storage.store import Store
from storage.talks import StoredTalk


class BrokenTalk(Exception):
    """What is kept of a talk cannot be read; the citizen's messages are set aside for a person."""


def talk_of(stored: StoredTalk) -> Talk:
    """Return the engine's talk from what is kept; a new citizen begins with an empty one."""
    if not stored.state:
        return Talk(stored.citizen)
    try:
        return Talk.from_json(stored.state)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BrokenTalk from error


def keep_talk(
    store: Store, talk: Talk, *, now: datetime, touched: bool = False, burst: str = ""
) -> None:
    """Keep where the citizen now stands; `touched` says that the citizen did something.

    `burst` is what they typed a moment ago and may go on with.
    """
    store.talks.keep(
        talk.citizen,
        talk.to_json(),
        form=talk.form or "",
        asked=talk.asked or "",
        at=now,
        touched=touched,
        burst=burst,
    )


def place_of(stored: StoredTalk) -> str:
    """Return a mark of what a message would answer now: the question and what its numbers mean.

    A message that could not be answered at once is answered later only where the mark still fits.
    """
    try:
        talk = talk_of(stored)
    except BrokenTalk:
        return f"{stored.form}.{stored.asked}"
    if talk.form is None and talk.asked is None:
        return ""
    meant = "\n".join((talk.confirming or "", talk.dossier or "", *talk.offered))
    return f"{talk.form or ''}.{talk.asked or ''}.{sha256(meant.encode()).hexdigest()[:12]}"
