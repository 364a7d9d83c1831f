"""A scenario file: the switches of a bad day, and what changes while it passes.

`{"switches": {…}, "steps": [{"after": 5, "switches": {…}}, {"after": 9, "advance_seconds": 86400},
{"after": 12, "expire_token": true}]}`; `after` counts real seconds from the start.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any

from mock_zalo.faults import rest
from mock_zalo.switches import BadSwitch, Switches

if TYPE_CHECKING:
    from pathlib import Path

    from mock_zalo.world import World

STEP_FIELDS = {"after", "switches", "advance_seconds", "expire_token"}


class BadScenario(ValueError):
    """The scenario file cannot be played; the text says why in one sentence."""


@dataclass(frozen=True)
class Scenario:
    """Switches to begin with, and steps in the order of their time."""

    switches: dict[str, Any]
    steps: tuple[dict[str, Any], ...]

    def begin(self, world: World) -> None:
        """Set the switches now and play the steps in the background."""
        world.change_switches(self.switches)
        if self.steps:
            Thread(target=self._play, args=(world,), name="scenario", daemon=True).start()

    def _play(self, world: World) -> None:
        began = time.monotonic()
        for step in self.steps:
            rest(world, began + step["after"] - time.monotonic())
            if world.stopping:
                return
            _take(world, step)


def load(path: Path) -> Scenario:
    """Return the scenario of a file; raise `BadScenario` when it cannot be read or played."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        scenario = _scenario(found)
        for positions in (
            scenario.switches,
            *(step.get("switches", {}) for step in scenario.steps),
        ):
            Switches().change(positions)
    except (OSError, ValueError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) else trouble
        raise BadScenario(f"Cannot play {path}: {reason}.") from None
    return scenario


def _scenario(found: Any) -> Scenario:
    if not isinstance(found, dict) or not set(found) <= {"switches", "steps"}:
        raise BadSwitch("a scenario has switches and steps")
    steps = found.get("steps", [])
    for step in steps:
        if not isinstance(step, dict) or not set(step) <= STEP_FIELDS or "after" not in step:
            raise BadSwitch(f"a step has after and some of {sorted(STEP_FIELDS - {'after'})}")
    return Scenario(found.get("switches", {}), tuple(sorted(steps, key=lambda step: step["after"])))


def _take(world: World, step: dict[str, Any]) -> None:
    world.change_switches(step.get("switches", {}))
    if step.get("advance_seconds"):
        world.advance(step["advance_seconds"])
    if step.get("expire_token"):
        world.settle(world.keep("lapse"))
