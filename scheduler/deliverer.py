"""The thread that sends letters and fetches pictures: woken by a commit, at worst by a tick."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from bot.ground import Ground
from bot.handlers.deliver import claim_letters, deliver, seconds_until_due
from bot.handlers.pictures import claim_pictures, fetch
from bot.logs import log
from storage.letters import Letter
from storage.pictures import StoredPicture
from storage.store import DatabaseAway

W = TypeVar("W")
SENDERS = 16
FETCHERS = 3
TICK_SECONDS = 1.0


class Crew(Generic[W]):
    """Workers for one kind of work; a slow piece keeps one of them busy and nobody waiting."""

    def __init__(
        self,
        ground: Ground,
        size: int,
        claim: Callable[[Ground, int], Sequence[W]],
        act: Callable[[Ground, W], None],
    ) -> None:
        self._ground = ground
        self._claim = claim
        self._act = act
        self._free = size
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(size, thread_name_prefix=act.__name__)
        self.freed: Callable[[], None] = lambda: None

    def take_up(self) -> int:
        """Claim as much work as there are free workers, and set them to it; return how much."""
        with self._lock:
            free = self._free
        if not free:
            return 0
        work = self._claim(self._ground, free)
        for piece in work:
            with self._lock:
                self._free -= 1
            self._pool.submit(self._act, self._ground, piece).add_done_callback(self._done)
        return len(work)

    def close(self) -> None:
        """Wait until the work in hand is done."""
        self._pool.shutdown(wait=True)

    def _done(self, future: Future[None]) -> None:
        with self._lock:
            self._free += 1
        if error := future.exception():
            log.error("work_failed", exc_info=error)
        self.freed()


class Deliverer(threading.Thread):
    """Sends and fetches until it is stopped."""

    def __init__(self, ground: Ground) -> None:
        super().__init__(name="deliverer", daemon=True)
        self._ground = ground
        self._wake = threading.Event()
        self._stopping = False
        self._letters = Crew[Letter](ground, SENDERS, claim_letters, deliver)
        self._pictures = Crew[StoredPicture](ground, FETCHERS, claim_pictures, fetch)
        self._letters.freed = self._pictures.freed = self.wake
        ground.database.on_letters = self.wake

    def wake(self) -> None:
        """Look for work at once."""
        self._wake.set()

    def run(self) -> None:
        """Look for work whenever woken, when some is due, and once in a while unasked."""
        pause = TICK_SECONDS
        while not self._stopping:
            self._wake.wait(pause)
            self._wake.clear()
            pause = TICK_SECONDS
            try:
                self._letters.take_up()
                self._pictures.take_up()
                pause = min(TICK_SECONDS, seconds_until_due(self._ground))
            except DatabaseAway:
                log.warning("deliverer_waits_for_database")
            except Exception:  # noqa: BLE001 - the door: without this thread no letter goes out
                log.exception("deliverer_failed")

    def stop(self) -> None:
        """Finish what is in hand and end."""
        self._stopping = True
        self.wake()
        self.join()
        self._letters.close()
        self._pictures.close()
