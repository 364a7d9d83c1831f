"""What the README promises is what the program has."""

import re
from pathlib import Path

import pytest

import mock_zalo
from mock_zalo.acts import ACTS
from mock_zalo.app import create_app
from mock_zalo.credentials import Credentials
from mock_zalo.errors import OA_CODES, TEMPLATE_CODES
from mock_zalo.switches import FAULT_PLACES, SWITCHES
from mock_zalo.world import World

ROOM = Path(mock_zalo.__file__).parent
README = (ROOM / "README.md").read_text()
OURS = ("bot", "desk", "domain", "storage", "scheduler")


def test_every_switch_stands_in_the_readme_and_no_other():
    table = README.partition("## Switches")[2]

    assert re.findall(r"^\| `([\w.]+)` \|", table, re.MULTILINE) == list(SWITCHES)


def test_every_fault_and_act_stands_in_the_readme():
    for place, modes in FAULT_PLACES.items():
        [line] = re.findall(rf"^\| `{place}` \| (.+) \|$", README, re.MULTILINE)
        assert re.findall(r"`(\w+)`", line) == list(modes)
    assert all(f"`{act}`" in README for act in ACTS)


def test_every_control_call_stands_in_the_readme(tmp_path):
    world = World(Credentials(), tmp_path, seed=1)
    rules = [rule.rule for rule in create_app(world).url_map.iter_rules()]
    world.close()
    ours = {rule.replace("<user_id>", "<id>") for rule in rules if rule.startswith("/control")}

    assert len(ours) > 12
    assert [rule for rule in ours if rule.removeprefix("/control") not in README] == []


@pytest.mark.parametrize("code", [-32, -216, -220, -230, -232, -320, -321, -210, -213, -240, -242])
def test_every_code_of_the_account_has_a_meaning(code):
    assert OA_CODES[code]


def test_codes_are_negative_and_told_in_english():
    for table in (OA_CODES, TEMPLATE_CODES):
        assert all(code < 0 and text.isascii() for code, text in table.items())


def test_the_room_imports_nothing_of_the_service():
    pattern = re.compile(rf"^\s*(?:from|import) ({'|'.join(OURS)})\b", re.MULTILINE)
    files = list(ROOM.glob("**/*.py"))

    assert len(files) > 30
    assert [file.name for file in files if pattern.search(file.read_text())] == []
