"""The drills themselves, in doses for tests: each control is caught by the count that it breaks."""

import json
import subprocess
import sys

import pytest

from bot.commands.drill.command import DRILLS
from bot.commands.drill.launcher import VARIANTS

TELLS = {
    "kill": "acknowledged_lost",
    "flaky": "letters_doubled",
    "token_storm": "used_tokens_seen",
    "duplicates": "citizens_that_differ",
    "poison": "half_done",
    "hostile": "answers_5xx",
}


def drilled(*words: str):
    """Play a drill in the smallest dose, and return how it ended and the one line it told."""
    command = [sys.executable, "-m", "bot.commands", "drill", *words, "--dose=tiny", "--seed=11"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    [line] = done.stdout.splitlines()
    return done, json.loads(line)


@pytest.mark.process
@pytest.mark.parametrize("name", DRILLS)
def test_a_drill_catches_what_its_control_breaks(name):
    done, line = drilled(name, "--control")

    assert done.returncode == 0, line
    assert line[TELLS[name]] > 0


@pytest.mark.process
def test_a_drill_tells_its_seed_and_its_progress():
    done, line = drilled("hostile")

    assert line["seed"] == 11
    assert "seed 11" in done.stderr
    assert done.returncode == (0 if line["ok"] else 1)
    assert line["ok"] == (not line["wrong"])


def test_every_broken_variant_is_used_by_a_drill():
    used = {sys.modules[play.__module__].BROKEN for play, _database in DRILLS.values()}

    assert used | {"poisoned"} == set(VARIANTS)
