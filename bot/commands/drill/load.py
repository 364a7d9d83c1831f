"""The load of a drill: people who talk at a steady rate, and people who walk the whole form."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from random import Random
from typing import Any

from bot.commands.drill.people import Stuck, draw_papers, small_talk, walker
from bot.commands.drill.stage import Stage
from bot.commands.drill.wire import NoAnswer

TALKERS = 8
WALK_WITHIN = 150.0


class Load:
    """Everybody who writes to the office during a drill."""

    def __init__(
        self,
        stage: Stage,
        chance: Random,
        *,
        a_second: int,
        citizens: int,
        walkers: int,
        walk_within: float = WALK_WITHIN,
    ) -> None:
        self._walk_within = walk_within
        self._stage = stage
        self._chance = chance
        self._pause = 1 / a_second
        self._people = [stage.new_citizen()["user_id"] for _ in range(citizens)]
        self._papers = draw_papers(stage)
        self._pool = ThreadPoolExecutor(TALKERS, thread_name_prefix="talker")
        self._walkers = [threading.Thread(target=self._walk, daemon=True) for _ in range(walkers)]
        self._talker = threading.Thread(target=self._talk, daemon=True)
        self._over = threading.Event()
        self._waiting = threading.Semaphore(4 * TALKERS)
        self.said = 0
        self.seconds = 0.0
        self.walked = 0
        self.stuck: list[str] = []

    def start(self) -> None:
        """Let everybody begin."""
        for thread in (self._talker, *self._walkers):
            thread.start()

    def stop(self) -> None:
        """Let nobody begin anything new; who walks goes on to the end."""
        self._over.set()
        self._talker.join()
        self._pool.shutdown(wait=True)

    def wait(self) -> None:
        """Wait until everybody who walks has arrived, or is stuck."""
        for thread in self._walkers:
            thread.join(self._walk_within)

    def figures(self) -> dict[str, Any]:
        """Return what was done."""
        return {
            "said": self.said,
            "said_a_second": round(self.said / self.seconds, 1) if self.seconds else 0.0,
            "walked": self.walked,
            "stuck": len(self.stuck),
        }

    def _talk(self) -> None:
        began = due = time.monotonic()
        while not self._over.is_set():
            who = self._people[self._chance.randrange(len(self._people))]
            self._waiting.acquire()
            self._pool.submit(self._say, who, small_talk(self._chance)).add_done_callback(self._did)
            due = max(due + self._pause, time.monotonic() - 1)
            self._over.wait(max(0.0, due - time.monotonic()))
        self.seconds = time.monotonic() - began

    def _did(self, _done: Future[None]) -> None:
        self._waiting.release()

    def _say(self, who: str, words: str) -> None:
        try:
            self._stage.zalo.json("POST", f"/control/citizens/{who}/say", {"text": words})
        except NoAnswer as error:
            self.stuck.append(str(error))
        else:
            self.said += 1

    def _walk(self) -> None:
        while not self._over.is_set():
            try:
                walker(self._stage, self._papers).walks(within=self._walk_within)
            except (Stuck, NoAnswer) as error:
                self.stuck.append(str(error))
                return
            self.walked += 1
