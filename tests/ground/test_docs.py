"""What the documents say is there, is there; and what is there, they say."""

import re
from functools import cache
from pathlib import Path

import click
import pytest

from bot.commands import COMMANDS, main
from bot.webhook import PATH
from tests.ground.tree import ROOT, modules, relative

READ_BY_OUTSIDERS = ("README.md", "docs/operating.md")
VARIABLE = re.compile(r"\b(?:DOIBANG|ZALO)_[A-Z_]+[A-Z]\b")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
MACHINE = re.compile(r"(?<![\w.])/(?:work|tmp|home|root|mnt|Users)/|\b[A-Z]:\\")
SPOKEN = re.compile(r"\bdoibang ([a-z-]+(?: [a-z]+)?)((?: [^`\n|#]*)?)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
ROUTE = re.compile(r'(?m)^\s*@\w+\.(get|post)\("(/[^"]*)"\)')


def documents():
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "mock_zalo" / "README.md"]
    return sorted(file for file in found if file.exists())


@cache
def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def rows(name):
    """Yield the cells of each line of a table that begins with code."""
    for line in text(name).splitlines():
        if line.startswith("| `"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def first_cells(name, wanted):
    return {found for row in rows(name) for found in wanted.findall(row[0])}


def settings_read():
    return set(VARIABLE.findall(text("bot/settings.py")))


def commands_of(group):
    """Return the names below a command; none for one that has no parts."""
    return set(group.commands) if isinstance(group, click.Group) else set()


def opened(name):
    return main.get_command(click.Context(main), name)


def mentioned(name):
    """Yield (command, part or nothing, the options said with it) as a document says them."""
    for words, rest in SPOKEN.findall(text(name).replace("\\\n", " ")):
        command, _space, part = words.partition(" ")
        known = commands_of(opened(command)) if command in COMMANDS else set()
        yield command, part if part in known else "", OPTION.findall(rest)


@pytest.mark.parametrize("name", READ_BY_OUTSIDERS)
def test_every_setting_is_in_the_table_and_every_line_of_the_table_is_a_setting(name):
    assert first_cells(name, VARIABLE) == settings_read()


@pytest.mark.parametrize("name", READ_BY_OUTSIDERS)
def test_no_variable_is_named_that_nothing_reads(name):
    code = "".join(
        file.read_text(encoding="utf-8") for file in modules("bot", "mock_zalo", "tests")
    )

    assert set(VARIABLE.findall(text(name))) - set(VARIABLE.findall(code)) == set()


@pytest.mark.parametrize("name", READ_BY_OUTSIDERS)
def test_every_command_that_is_named_exists(name):
    assert {command for command, _part, _options in mentioned(name)} - set(COMMANDS) == set()


@pytest.mark.parametrize("name", READ_BY_OUTSIDERS)
def test_every_option_that_is_named_exists(name):
    unknown = [
        (command, part, option)
        for command, part, options in mentioned(name)
        for option in options
        if option not in _options(command, part)
    ]

    assert unknown == []


def test_the_readme_names_every_command_and_its_parts():
    said = {(command, part) for command, part, _options in mentioned("README.md")}
    there = {(name, part) for name in COMMANDS for part in (commands_of(opened(name)) or {""})}

    assert there - said == set()


def test_the_readme_names_every_make_target_and_no_other():
    targets = re.findall(r"(?m)^([a-z]+):.*## (?!one of the checks)", text("Makefile"))

    assert first_cells("README.md", re.compile(r"make ([a-z]+)")) == set(targets) - {"help"}


def test_the_readme_has_the_test_command_on_a_line_of_its_own():
    assert "\n```\nmake test\n```\n" in text("README.md")


def test_the_readme_names_every_address_outside_the_desk():
    there = {
        f"{method.upper()} {path}"
        for file in (ROOT / "bot").glob("*.py")
        for method, path in ROUTE.findall(file.read_text(encoding="utf-8"))
    } | {f"GET {PATH}", f"POST {PATH}"}

    assert first_cells("README.md", re.compile(r"(?:GET|POST) /[\w/<>.]*")) == there


def test_every_figure_of_readyz_is_explained():
    keys = re.findall(
        r"(?m)^    (\w+): (?:bool|int|float \| None)$", text("bot/handlers/health.py")
    )

    assert [key for key in keys if f"`{key}`" not in text("docs/operating.md")] == []


def test_every_log_line_that_the_operator_is_told_to_look_for_is_written():
    told = re.findall(r"(?m)^\| log (.*?) \|", text("docs/operating.md"))
    names = {name for line in told for name in re.findall(r"`([a-z]+(?:_[a-z]+)+)`", line)}
    code = "".join(file.read_text(encoding="utf-8") for file in modules("bot", "scheduler"))

    assert names
    assert [name for name in names if f'"{name}"' not in code] == []


@pytest.mark.parametrize("file", documents(), ids=relative)
def test_every_link_leads_somewhere(file):
    links = [link for link in LINK.findall(file.read_text(encoding="utf-8")) if "://" not in link]

    assert [link for link in links if not (file.parent / link).exists()] == []


@pytest.mark.parametrize("file", documents(), ids=relative)
def test_no_document_names_a_path_of_somebodys_machine(file):
    assert MACHINE.findall(file.read_text(encoding="utf-8")) == []


def test_every_document_can_be_reached_from_the_readme():
    met, waiting = set(), [ROOT / "README.md"]
    while waiting:
        file = waiting.pop()
        if file in met:
            continue
        met.add(file)
        waiting += _linked(file)

    assert [relative(file) for file in documents() if file not in met] == []


def test_pictures_in_documents_are_small():
    large = [file.name for file in _pictures() if file.stat().st_size > 200 * 1024]

    assert large == []


def test_no_picture_lies_about_unused():
    said = "".join(file.read_text(encoding="utf-8") for file in documents())

    assert [file.name for file in _pictures() if file.name not in said] == []


def test_the_glossary_names_what_the_code_uses():
    code = "".join(
        file.read_text(encoding="utf-8") for file in modules("bot", "desk", "domain", "storage")
    )
    words = [
        word
        for row in _glossary()
        for word in re.findall(r"`([A-Za-z_.]+)`", row[2])
        if "/" not in word
    ]

    assert words
    assert [word for word in words if not re.search(rf"\b{re.escape(word)}\b", code)] == []


def test_the_glossary_has_one_english_word_for_each_vietnamese_term():
    english = [row[1] for row in _glossary()]

    assert sorted(english) == sorted(set(english))


def _options(command, part):
    found = opened(command)
    found = found.commands[part] if part else found
    declared = (*found.params, *main.params)
    return {option for each in declared for option in (*each.opts, *each.secondary_opts)} | {
        "--help"
    }


def _linked(file: Path) -> list[Path]:
    links = [link for link in LINK.findall(file.read_text(encoding="utf-8")) if "://" not in link]
    places = [(file.parent / link).resolve() for link in links]
    inside = [each for place in places if place.is_dir() for each in place.glob("*.md")]
    return [*inside, *(place for place in places if place.suffix == ".md" and place.exists())]


def _pictures():
    return sorted((ROOT / "docs" / "pictures").glob("*"))


def _glossary():
    lines = text("docs/glossary.md").splitlines()
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:1] == "|"
    ]
    return [row for row in cells if not set(row[0]) <= {"-"} and row[0] != "Vietnamese"]
