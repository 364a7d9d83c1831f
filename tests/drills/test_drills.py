"""The drills themselves, in doses for tests: each control is caught by the count that it breaks."""

import json
import subprocess
import sys

import pytest

from bot.commands.drill.command import DRILLS, played
from bot.commands.drill.launcher import VARIANTS

TELLS = {
    "kill": "acknowledged_lost",
    "flaky": "letters_doubled",
    "token_storm": "used_tokens_seen",
    "duplicates": "citizens_that_differ",
    "poison": "half_done",
    "hostile": "answers_5xx",
}


@pytest.mark.process
@pytest.mark.parametrize("name", DRILLS)
def test_a_drill_catches_what_its_control_breaks(name):
    line = played(name, dose="tiny", seed=11, database=None, control=True, say=print)

    assert line["ok"], line
    assert line[TELLS[name]] > 0


@pytest.mark.process
def test_one_line_of_json_with_the_seed_ends_a_drill():
    done = subprocess.run(
        [sys.executable, "-m", "bot.commands", "drill", "nothing"], capture_output=True, check=False
    )
    assert done.returncode == 2

    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "bot.commands",
            "drill",
            "hostile",
            "--control",
            "--dose=tiny",
            "--seed=8",
        ],
        capture_output=True,
        check=False,
    )
    [line] = done.stdout.decode().splitlines()

    assert done.returncode == 0
    assert json.loads(line)["seed"] == 8
    assert "seed 8" in done.stderr.decode()


def test_every_broken_variant_is_used_by_a_drill():
    used = {sys.modules[play.__module__].BROKEN for play, _database in DRILLS.values()}

    assert used | {"poisoned"} == set(VARIANTS)
