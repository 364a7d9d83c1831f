"""hostile: the door is beaten with malformed bodies by somebody who has the time.

No answer may be a 5xx, no message may be left unanswered by a bug, the process lives, and its
memory does not grow.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from bot.commands.drill.case import ACK_P99_MS, ACK_WORST_MS, Case, Findings, audited
from bot.commands.drill.fuzz import Fuzzer
from bot.commands.drill.hose import Hose
from bot.commands.drill.stage import Child, Stage
from bot.commands.drill.wire import NoAnswer

BROKEN = "decoder_that_crashes"
# As many as the service has threads: those that wait at the same moment share one sync to disk.
HANDS = 16
SMALL, LARGE = 5_000, 1_000_000
SAMPLES = 100
# The first half warms up what is allocated once: threads, statements, the database's own cache.
WARM = SAMPLES // 2
GROWS_AT_MOST_KIB = 16 * 1024
FAULTS = ("unanswered", "database_damage", "kept_twice")


class Beating:
    """Some hands beat the door at once; what came of it is counted."""

    def __init__(self, case: Case, stage: Stage, child: Child) -> None:
        self._case = case
        self._stage = stage
        self._child = child
        self._lock = threading.Lock()
        self._count = case.pick(SMALL, LARGE)
        self._done = 0
        self.statuses: Counter[int | str] = Counter()
        self.seconds: list[float] = []
        self.memory: list[int] = []

    def run(self) -> None:
        """Give all blows, and raise where the process died."""
        with ThreadPoolExecutor(HANDS) as pool:
            for _ in pool.map(self._beats, range(HANDS)):
                pass

    def _beats(self, hand: int) -> None:
        fuzzer = Fuzzer(self._case.chance(f"hand {hand}"))
        hose = Hose(self._stage.web.port, "/webhook/zalo")
        for _ in range(self._count // HANDS):
            blow = fuzzer.blow()
            began = time.monotonic()
            try:
                status: int | str = hose.post(blow.body, blow.headers)
            except NoAnswer:
                status = "no answer"
            self._note(status, time.monotonic() - began)
            if not self._child.lives:
                return

    def _note(self, status: int | str, seconds: float) -> None:
        with self._lock:
            self.statuses[status] += 1
            self.seconds.append(seconds)
            self._done += 1
            if self._done % max(1, self._count // SAMPLES):
                return
            if self._child.lives:
                self.memory.append(self._child.memory)
        if not self._done % max(1, self._count // 10):
            self._case.say(f"{self._done} bodies, {self.memory[-1] // 1024} MiB")


def hostile(case: Case) -> Findings:
    """Send 5,000 hostile bodies (small) or 1,000,000 (large)."""
    with case.stage(control=BROKEN) as stage:
        stage.open()
        child = stage.start("web")
        stage.ready("web")
        beating = Beating(case, stage, child)
        began = time.monotonic()
        beating.run()
        took = time.monotonic() - began
        alive = child.lives and stage.ready("web") < 1
        stage.end_service()
        counts = audited(stage, [])
    return _judged(beating, counts, took, alive=alive)


def _judged(beating: Beating, counts: dict[str, int], took: float, *, alive: bool) -> Findings:
    seconds = sorted(beating.seconds)
    early, late = _ends(beating.memory)
    broken = sum(
        count
        for status, count in beating.statuses.items()
        if not isinstance(status, int) or status >= 500  # noqa: PLR2004 - HTTP
    )
    found = Findings(
        "answers_5xx",
        {
            "answers_5xx": broken,
            "bodies": len(seconds),
            "bodies_a_second": round(len(seconds) / took),
            "statuses": {str(status): count for status, count in beating.statuses.items()},
            "kept": counts["messages"],
            "memory_warm_mib": round(early / 1024, 1),
            "memory_end_mib": round(late / 1024, 1),
            "memory_mib": [one // 1024 for one in beating.memory[:: max(1, SAMPLES // 10)]],
            "growth_kib_per_1000": round((late - early) / (len(seconds) / 2 / 1000), 1),
            "ack_p99_ms": round(1000 * seconds[int(0.99 * len(seconds))], 1),
            "ack_worst_ms": round(1000 * seconds[-1], 1),
            **{name: counts[name] for name in FAULTS},
        },
    )
    found.zero("answers_5xx")
    found.demand(alive, "the process did not live")
    found.demand(late - early < GROWS_AT_MOST_KIB, f"memory grew by {(late - early) // 1024} MiB")
    found.demand(counts["messages"], "nothing got in: the fuzzer signs badly")
    found.demand(found.figures["ack_p99_ms"] < ACK_P99_MS, "acknowledged too late (p99)")
    found.demand(found.figures["ack_worst_ms"] < ACK_WORST_MS, "acknowledged too late (worst)")
    found.zero(*FAULTS)
    return found


def _ends(memory: list[int]) -> tuple[float, float]:
    """Return the memory once warm and at the end, each the median of a few samples, in KiB."""
    few = max(1, len(memory) // 15)
    warm = memory[min(WARM, len(memory) - few) :][:few]
    return median(warm), median(memory[-few:])
