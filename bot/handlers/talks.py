"""Reading and keeping where a citizen stands, as the engine's own value."""

from __future__ import annotations

from datetime import datetime

from bot.talk import Talk
from storage.store import Store
from storage.talks import StoredTalk


def talk_of(stored: StoredTalk) -> Talk:
    """Return the engine's talk from what is kept; a new citizen begins with an empty one."""
    return Talk.from_json(stored.state) if stored.state else Talk(stored.citizen)


def keep_talk(store: Store, talk: Talk, *, now: datetime, touched: bool = False) -> None:
    """Keep where the citizen now stands; `touched` says that the citizen did something."""
    store.talks.keep(
        talk.citizen,
        talk.to_json(),
        form=talk.form or "",
        asked=talk.asked or "",
        at=now,
        touched=touched,
    )
