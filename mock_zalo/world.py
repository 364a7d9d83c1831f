"""The one world of a running simulator: state, ledger, clock, switches and luck under one lock."""

from __future__ import annotations

import os
import secrets
from threading import Condition, RLock
from typing import TYPE_CHECKING, Any

from mock_zalo.clock import Clock
from mock_zalo.journal import Journal, records
from mock_zalo.luck import Luck
from mock_zalo.state import State
from mock_zalo.switches import Switches

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mock_zalo.credentials import Credentials
    from mock_zalo.state import Citizen, Delivery

EVENTS_A_RECORD = 64


class UnknownCitizen(LookupError):
    """Nobody in this world has that user id."""


class World:
    """What happened so far and how to make more happen.

    `keep` changes the state at once; whoever then says «yes» to somebody calls `settle` first.
    """

    def __init__(
        self,
        credentials: Credentials,
        folder: Path,
        *,
        seed: int,
        sync: Callable[[int], object] = os.fsync,
    ) -> None:
        self.credentials = credentials
        self.folder = folder
        self.public_url = ""
        self.lock = RLock()
        self.changed = Condition(self.lock)
        self.luck = Luck(seed)
        self.switches = Switches()
        self.journal = Journal(folder, sync=sync)
        self.state = State()
        for record in records(folder):
            self.state.apply(record)
        for positions in self.state.switches:
            self.switches.change(positions)
        self.clock = Clock(self.state.moved)
        self.deliver: Callable[[list[Delivery]], None] = lambda _: None
        self.stopping = False

    def keep(self, kind: str, **fields: Any) -> int:
        """Add one record to the world and the ledger; return the ticket for `settle`."""
        with self.lock:
            number = self.state.n + 1
            for place, event in enumerate(fields.get("events", ())):
                event["id"] = number * EVENTS_A_RECORD + place
            record = {"n": number, "at": fields.pop("at", self.clock.now()), "kind": kind, **fields}
            ticket = self.journal.append(record)
            brought = self.state.apply(record)
            self.changed.notify_all()
        if brought:
            self.deliver(brought)
        return ticket

    def settle(self, ticket: int) -> None:
        """Return once everything up to `ticket` survives a kill -9 and a power cut."""
        self.journal.durable(ticket)

    def citizen(self, user_id: str) -> Citizen:
        """Return a citizen; raise `UnknownCitizen` for an id that nobody has."""
        try:
            return self.state.citizens[user_id]
        except KeyError:
            raise UnknownCitizen(user_id) from None

    def change_switches(self, wishes: dict[str, Any]) -> None:
        """Set switches and remember them; raise `BadSwitch` and change nothing when one is bad."""
        with self.lock:
            self.switches.change(wishes)
            ticket = self.keep("switches", switches=wishes)
        self.settle(ticket)

    def advance(self, seconds: float) -> None:
        """Move the clock forward; what falls due is delivered at once."""
        with self.lock:
            self.clock.moved += seconds
            ticket = self.keep("clock", moved=self.clock.moved)
        self.settle(ticket)
        self.deliver([])

    def stop(self) -> None:
        """Say that the end has come; everybody who waits is let go."""
        with self.lock:
            self.stopping = True
            self.changed.notify_all()

    def close(self) -> None:
        """Write what is queued and close the ledger."""
        self.journal.close()


def new_id() -> str:
    """Return an 18-digit id like the platform's: a string, and larger than 2**53."""
    return str(10**17 * (1 + secrets.randbelow(9)) + secrets.randbelow(10**17))


def new_msg_id() -> str:
    """Return a message id like the platform's: 20 hex characters."""
    return secrets.token_hex(10)
