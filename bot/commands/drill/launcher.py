"""Starts a part of the service broken on purpose: `… launcher VARIANT serve --port 8080`.

A drill's control uses it: what is changed here by hand must be noticed there. Used by drills alone;
nothing of the service knows of it.
"""

from __future__ import annotations

import sys
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

LATE = 1.5


def acks_before_commit() -> None:
    """Answer 200 first and keep the event a while later."""
    from bot import webhook

    kept = webhook.keep

    def keep(ground: Any, event: Any, raw: bytes) -> bool:
        threading.Timer(LATE, kept, (ground, event, raw)).start()
        return True

    _replace(webhook, "keep", keep)


def resends_blindly() -> None:
    """Take a send without an answer for one that failed."""
    from storage.letters import Letters

    def unknown(self: Letters, letter: int, *, error: str) -> None:
        self.again(letter, at=datetime.now(UTC), error=error)

    _replace(Letters, "unknown", unknown)


def forgets_what_came() -> None:
    """Keep every event under a key of its own: a second delivery is a new event."""
    from storage.inbox import Inbox

    keep = Inbox.keep

    def kept(self: Inbox, *, event_key: str, **rest: Any) -> int:
        return keep(self, event_key=f"{event_key}{uuid.uuid4().hex}", **rest)

    _replace(Inbox, "keep", kept)


def refreshes_without_the_lock() -> None:
    """Let every process replace the tokens whenever it likes."""
    from bot.handlers.tokens import DatabaseTokenKeeper

    @contextmanager
    def replacing(self: DatabaseTokenKeeper) -> Iterator[DatabaseTokenKeeper]:
        yield self

    _replace(DatabaseTokenKeeper, "replacing", replacing)


def poisoned() -> None:
    """Add a conversation that raises after it has had an effect: what the poison drill gives."""
    from bot import conversations
    from bot.commands.drill.poisonous import FORM
    from bot.shape import Forms

    load = conversations.load

    def poisonous(*given: Any, **named: Any) -> Forms:
        forms = load(*given, **named)
        return replace(forms, forms=(*forms.forms, FORM))

    _replace(conversations, "load", poisonous)


def poisoned_without_savepoint() -> None:
    """Keep what a conversation had written before it raised."""
    from storage.store import Store

    @contextmanager
    def savepoint(_self: Store) -> Iterator[None]:
        yield

    _replace(Store, "savepoint", savepoint)
    poisoned()


def decoder_that_crashes() -> None:
    """Let an unreadable body raise what nobody awaits."""
    from bot import webhook
    from bot.zalo.events import BadEvent, decode

    def decoded(raw: bytes, **rest: Any) -> Any:
        try:
            return decode(raw, **rest)
        except BadEvent as error:
            raise KeyError(error.reason) from error

    _replace(webhook, "decode", decoded)


def _replace(owner: Any, name: str, value: Any) -> None:
    setattr(owner, name, value)


VARIANTS: Mapping[str, Callable[[], None]] = {
    one.__name__: one
    for one in (
        acks_before_commit,
        resends_blindly,
        forgets_what_came,
        refreshes_without_the_lock,
        poisoned,
        poisoned_without_savepoint,
        decoder_that_crashes,
    )
}


def main(arguments: list[str]) -> None:
    """Break what the first word says, then run the console script with the rest."""
    variant, *rest = arguments
    VARIANTS[variant]()
    from bot.commands import main as console

    console(rest)


if __name__ == "__main__":
    main(sys.argv[1:])
