"""Group commit: works that wait at the same moment share one transaction and one sync to disk.

The first to come leads: it takes all that wait, does them one after the other in one transaction,
commits, and lets them go. Nobody is told "done" before the commit.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from storage.store import Store

T = TypeVar("T")
Work = Callable[[Store], T]

MOST_AT_ONCE = 64


class _Ticket:
    """One work that waits, and what came of it."""

    __slots__ = ("done", "error", "key", "result", "work")

    def __init__(self, key: str, work: Work[Any]) -> None:
        self.key = key
        self.work = work
        self.done = False
        self.result: Any = None
        self.error: BaseException | None = None


class GroupCommit:
    """Runs works in shared transactions made by `transaction`."""

    def __init__(self, transaction: Callable[[], AbstractContextManager[Store]]) -> None:
        self._transaction = transaction
        self._waiting: deque[_Ticket] = deque()
        self._turn = threading.Lock()

    def run(self, key: str, work: Work[T]) -> T:
        """Return what `work` returns, after its commit; works of a group run in order of `key`.

        A work that raises takes only itself down: the group is rolled back and each of the others
        gets a transaction of its own. A work may therefore run twice, and must have no effect
        outside its store.
        """
        ticket = _Ticket(key, work)
        self._waiting.append(ticket)
        with self._turn:
            if not ticket.done:
                self._lead(ticket)
        if ticket.error is not None:
            raise ticket.error
        result: T = ticket.result
        return result

    def _lead(self, own: _Ticket) -> None:
        while not own.done:
            group = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_AT_ONCE))]
            group.sort(key=lambda ticket: ticket.key)
            if not self._together(group):
                for ticket in group:
                    self._alone(ticket)

    def _together(self, group: list[_Ticket]) -> bool:
        try:
            with self._transaction() as store:
                for ticket in group:
                    ticket.result = ticket.work(store)
        except Exception:  # noqa: BLE001 - whose fault it was is found out one by one
            return False
        for ticket in group:
            ticket.done = True
        return True

    def _alone(self, ticket: _Ticket) -> None:
        try:
            with self._transaction() as store:
                ticket.result = ticket.work(store)
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits for it
            ticket.error = error
        ticket.done = True
