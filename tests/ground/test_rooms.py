"""The rules of the rooms that imports alone do not show, and that no room stands outside them."""

import ast
import re

import pytest

from tests.ground.tree import (
    MIGRATIONS,
    PACKAGES,
    ROOT,
    WORLDLY,
    contracts,
    dotted,
    files_of,
    imported,
    modules,
    parsed,
    pure_rooms,
    pyproject,
    relative,
    rooms,
)

CLOCKS = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|monotonic)\w*)$")
HTTP_CLIENTS = {"http.client", "urllib.request", "urllib3", "requests", "httpx", "aiohttp"}
# Rule 3 is about the world outside this machine.
SPEAK_TO_THIS_MACHINE = {
    "bot/commands/browser.py": "the hands of the demo and its tour: they reach our own programs",
    "bot/commands/drill/wire.py": "the hands of the drills: open lines to 127.0.0.1 and no further",
}


def test_every_package_is_looked_at():
    existing = {name for name in PACKAGES if (ROOT / name / "__init__.py").exists()}

    assert set(pyproject()["tool"]["importlinter"]["root_packages"]) == existing


def test_every_folder_with_modules_is_a_package():
    folders = {file.parent for file in modules(*PACKAGES)} - {MIGRATIONS}

    assert [relative(each) for each in folders if not (each / "__init__.py").exists()] == []


def test_every_room_stands_in_the_order_of_the_rooms():
    ordered = re.findall(r"[\w.]+", " ".join(contracts()["down"]["layers"]))

    # The simulator is no room of ours: rule 4 keeps it apart from all of them.
    assert rooms() - set(ordered) - {"mock_zalo"} == set()


def test_every_pure_room_is_under_the_rule_of_the_pure():
    assert set(contracts()["pure"]["source_modules"]) == pure_rooms()


def test_the_pure_may_reach_none_of_our_rooms_but_the_pure():
    # The rooms above the handlers reach them, so that the order of the rooms already forbids it.
    above = {
        "bot.app",
        "bot.commands",
        "bot.front",
        "bot.webhook",
        "desk",
        "scheduler",
        "mock_zalo",
    }

    assert WORLDLY & rooms() - above <= set(contracts()["pure"]["forbidden_modules"])


@pytest.mark.parametrize(
    ("rule", "but"),
    [
        ("outwards", {"mock_zalo"}),
        ("simulated", {"mock_zalo"}),
        ("rows", {"storage"}),
    ],
)
def test_a_rule_for_everybody_names_every_package(rule, but):
    existing = {name for name in PACKAGES if (ROOT / name / "__init__.py").exists()}

    assert set(contracts()[rule]["source_modules"]) == existing - but


def test_the_simulator_is_kept_from_every_package():
    existing = {name for name in PACKAGES if (ROOT / name / "__init__.py").exists()}

    assert set(contracts()["simulator"]["forbidden_modules"]) == existing - {"mock_zalo"}


def test_no_pure_room_reads_a_clock():
    reads = [
        f"{relative(file)}:{node.lineno} {dotted(node)}"
        for room in pure_rooms()
        for file in files_of(room)
        for node in _nodes(file)
        if CLOCKS.search(dotted(node))
    ]

    assert reads == []


def test_only_the_room_of_zalo_has_a_client_for_http():
    ours = modules(*set(PACKAGES) - {"mock_zalo"})
    speakers = {relative(file) for file in ours if HTTP_CLIENTS & set(imported(parsed(file)))}
    allowed = {each for each in speakers if each.startswith("bot/zalo/")}

    assert speakers - allowed == set(SPEAK_TO_THIS_MACHINE)


def test_nothing_reads_the_environment_below_the_console_script():
    ours = modules(*set(PACKAGES) - {"mock_zalo"})
    readers = {
        relative(file)
        for file in ours
        if {"os.environ", "os.getenv"} & ({*map(dotted, _nodes(file))} | {*imported(parsed(file))})
    }

    # A command hands the environment to bot.settings, which alone knows the names in it.
    assert {each for each in readers if not each.startswith("bot/commands/")} == set()


def test_a_pure_room_of_bot_brings_in_no_other_room():
    opening = parsed(ROOT / "bot" / "__init__.py")

    # Python runs bot/__init__.py before bot.form, and import-linter does not count that.
    assert [type(node) for node in opening.body] == [ast.Expr]


def _nodes(file):
    return list(ast.walk(parsed(file)))
