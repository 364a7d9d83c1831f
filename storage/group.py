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

from storage.store import DatabaseAway, Store

T = TypeVar("T")
Work = Callable[[Store], T]

MOST_AT_ONCE = 64


class _Ticket:
    """One work that waits, and what came of it."""

    __slots__ = ("done", "error", "key", "result", "woken", "work")

    def __init__(self, key: str, work: Work[Any]) -> None:
        self.key = key
        self.work = work
        self.done = False
        self.result: Any = None
        self.error: BaseException | None = None
        self.woken = threading.Lock()
        self.woken.acquire()

    def wait(self) -> None:
        """Sleep until the work is done, or it is this one's turn to lead."""
        self.woken.acquire()


class GroupCommit:
    """Runs works in shared transactions made by `transaction`.

    Each waits on a lock of its own: on a shared one, those whose work is done would queue behind
    the next leader.
    """

    def __init__(self, transaction: Callable[[], AbstractContextManager[Store]]) -> None:
        self._transaction = transaction
        self._waiting: deque[_Ticket] = deque()
        self._guard = threading.Lock()
        self._led = False

    def run(self, key: str, work: Work[T]) -> T:
        """Return what `work` returns, after its commit; works of a group run in order of `key`.

        A work that raises takes only itself down: the group is rolled back and each of the others
        gets a transaction of its own. A work may therefore run twice, and must have no effect
        outside its store.
        """
        ticket = _Ticket(key, work)
        with self._guard:
            self._waiting.append(ticket)
            leads, self._led = not self._led, True
        if not leads:
            ticket.wait()
        if not ticket.done:
            self._lead()
        if ticket.error is not None:
            raise ticket.error
        result: T = ticket.result
        return result

    def _lead(self) -> None:
        """Do the works that wait, this one among them; then wake the next leader."""
        with self._guard:
            group = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_AT_ONCE))]
        group.sort(key=lambda ticket: ticket.key)
        try:
            if not self._together(group):
                self._one_by_one(group)
        finally:
            self._hand_over()
            for ticket in group:
                ticket.done = True
                ticket.woken.release()

    def _hand_over(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting[0].woken.release()
            else:
                self._led = False

    def _together(self, group: list[_Ticket]) -> bool:
        try:
            with self._transaction() as store:
                for ticket in group:
                    ticket.result = ticket.work(store)
        except BaseException:  # noqa: BLE001 - whose fault it was is found out one by one
            return False
        return True

    def _one_by_one(self, group: list[_Ticket]) -> None:
        """Do each work alone; where the database is away for one, it is away for those behind."""
        away: BaseException | None = None
        for ticket in group:
            if away is None:
                self._alone(ticket)
                away = ticket.error if isinstance(ticket.error, DatabaseAway) else None
            else:
                ticket.error = away

    def _alone(self, ticket: _Ticket) -> None:
        try:
            with self._transaction() as store:
                ticket.result = ticket.work(store)
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits for it
            ticket.error = error
