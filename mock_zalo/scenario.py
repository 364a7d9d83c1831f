"""A scenario file: the switches of a bad day, and what changes while it passes.

`{"switches": {…}, "steps": [{"after": 5, "switches": {…}}, {"after": 9, "advance_seconds": 86400},
{"after": 12, "expire_token": true}]}`; `after` counts real seconds from the start. `STEPS` says
what else a step may do.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any

from mock_zalo import acts, citizens
from mock_zalo.faults import rest
from mock_zalo.oauth import newest_refresh
from mock_zalo.switches import BadSwitch, Switches

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mock_zalo.world import World


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
            befall(world, step)


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
    if not isinstance(steps, list):
        raise BadSwitch("steps takes a list")
    for step in steps:
        if not isinstance(step, dict) or not set(step) <= {"after", *STEPS} or "after" not in step:
            raise BadSwitch(f"a step has after and some of {sorted(STEPS)}")
        _check(step)
    return Scenario(found.get("switches", {}), tuple(sorted(steps, key=lambda step: step["after"])))


def _check(step: dict[str, Any]) -> None:
    for name in ("after", "advance_seconds", "silence_hours"):
        value = step.get(name, 0)
        if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
            raise BadSwitch(f"{name} takes a number, not {value!r}")
    if step.get("webhook", "on") not in ("on", "off"):
        raise BadSwitch("webhook takes on or off")
    event = step.get("event", {"event_name": ""})
    if not (
        isinstance(event, dict)
        and isinstance(event.get("event_name"), str)
        and isinstance(event.get("fields", {}), dict)
    ):
        raise BadSwitch("event takes event_name and fields")


def befall(world: World, step: dict[str, Any]) -> None:
    """Let happen what a step says, in the order of `STEPS`."""
    for name, act in STEPS.items():
        if step.get(name):
            act(world, step[name])


def _expire(world: World, _: Any) -> None:
    world.settle(world.keep("lapse"))


def _spend(world: World, _: Any) -> None:
    world.settle(world.keep("spent", spent=newest_refresh(world)))


def _silence(world: World, hours: float) -> None:
    for citizen in list(world.state.citizens.values()):
        citizens.be_silent(world, citizen, hours)


def _unfollow(world: World, _: Any) -> None:
    for citizen in list(world.state.citizens.values()):
        citizens.unfollow(world, citizen)


def _event(world: World, event: dict[str, Any]) -> None:
    acts.manage(world, event["event_name"], event.get("fields", {}))


def _webhook(world: World, enabled: str) -> None:
    webhook = world.state.webhook | {"enabled": enabled == "on"}
    world.settle(world.keep("webhook", webhook=webhook))
    world.deliver([])


STEPS: dict[str, Callable[[World, Any], None]] = {
    "switches": lambda world, positions: world.change_switches(positions),
    "advance_seconds": lambda world, seconds: world.advance(seconds),
    "expire_token": _expire,
    "spend_refresh_token": _spend,
    "silence_hours": _silence,
    "unfollow": _unfollow,
    "event": _event,
    "webhook": _webhook,
}
