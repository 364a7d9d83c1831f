"""How the simulated Zalo misbehaves in the drills, and how it calms down again.

The switches are those of the platform reference, section 15.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from random import Random
from typing import Any

from bot.commands.drill.stage import Stage
from bot.commands.drill.wire import NoAnswer

# Zalo's own ladder takes hours; a drill's has as many rungs as it needs and few seconds between.
LADDER = [0.3, 0.7, 1.0, *[2.0] * 60]
IMPATIENT = {"retry.ladder": LADDER, "retry.disable_after_last": False}
RESTLESS = {
    "deliver.duplicate_rate": 0.25,
    "deliver.reorder_rate": 0.2,
    "deliver.reorder_seconds": 0.6,
    "deliver.delay_seconds": 0.3,
    "deliver.drop_rate": 0.05,
    "deliver.lost_ack_rate": 0.1,
    "deliver.echo_before_response": True,
}
CALM = {
    "deliver.duplicate_rate": 0.0,
    "deliver.reorder_rate": 0.0,
    "deliver.delay_seconds": 0.0,
    "deliver.drop_rate": 0.0,
    "deliver.lost_ack_rate": 0.0,
    "deliver.echo_before_response": False,
}
PLACES = ("send", "token", "read")
# The service waits a minute after -32, as the platform's limit is by the minute: so it comes first.
BUSY = {"mode": "error_code", "code": -32, "times": 4}
WAVES: tuple[dict[str, Any], ...] = (
    {"send": {"mode": "accept_then_timeout", "seconds": 0.8, "rate": 0.4}},
    {"send": {"mode": "http_500", "rate": 0.5}},
    {"send": {"mode": "slow", "seconds": 0.7, "rate": 0.5}},
    {"send": {"mode": "reset", "rate": 0.4}},
    {"send": {"mode": "html_502", "rate": 0.5}, "read": {"mode": "http_500", "rate": 0.3}},
    {"send": {"mode": "empty", "rate": 0.3}},
    {"send": {"mode": "timeout", "seconds": 0.5, "rate": 0.3}},
    {"send": {"mode": "reset_before", "rate": 0.4}, "read": {"mode": "reset", "rate": 0.3}},
    {"token": {"mode": "http_500", "rate": 0.5}},
    {"send": {"mode": "ok"}},
)
WAVE_SECONDS = 1.2
EVEN = 0.5


class Weather(threading.Thread):
    """Plans another kind of trouble every second or so, until it is told to calm down."""

    def __init__(
        self, stage: Stage, chance: Random, waves: Sequence[dict[str, Any]] = WAVES
    ) -> None:
        super().__init__(name="weather", daemon=True)
        self._stage = stage
        self._chance = chance
        self._waves = waves
        self._over = threading.Event()
        self.seen = 0

    def run(self) -> None:
        """Change the weather; each kind comes once before any comes again."""
        while True:
            for wave in self._chance.sample(self._waves, len(self._waves)):
                faults = {place: {"mode": "ok"} for place in PLACES} | wave
                echo_first = {"deliver.echo_before_response": self._chance.random() < EVEN}
                try:
                    self._stage.switch(**echo_first, faults=faults)
                    self.seen += 1
                except NoAnswer:
                    pass
                if self._over.wait(WAVE_SECONDS):
                    return

    def calm(self) -> None:
        """End all trouble."""
        self._over.set()
        self.join()
        self._stage.switch(**CALM, faults={place: {"mode": "ok"} for place in PLACES})
