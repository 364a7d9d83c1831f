"""The source tree as the tests about the ground see it: files, rooms and what pyproject says."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "desk", "domain", "mock_zalo", "scheduler", "storage")
# Numbered by Alembic and read once: neither rooms nor prose.
MIGRATIONS = ROOT / "storage" / "migrations"
# Architecture, rule 2: what may touch the web, tables, the network, a setting or the clock.
# Every other room is pure, and a new one is pure until somebody writes it here.
WORLDLY = frozenset(
    {
        "bot.app",
        "bot.commands",
        "bot.counting",
        "bot.ground",
        "bot.handlers",
        "bot.logs",
        "bot.reader_process",
        "bot.settings",
        "bot.front",
        "bot.webhook",
        "bot.wiring",
        "bot.zalo",
        "desk",
        "mock_zalo",
        "scheduler",
        "storage",
    }
)


def modules(*folders: str) -> list[Path]:
    """Return every Python file below these folders, sorted, migrations left out."""
    found = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    return sorted(file for file in found if MIGRATIONS not in file.parents)


def rooms() -> set[str]:
    """Return the dotted names of the rooms that exist: the packages, and for `bot` its parts."""
    parts = {
        f"bot.{part.stem}"
        for part in (ROOT / "bot").iterdir()
        if part.name != "__init__.py" and (part.suffix == ".py" or _has_modules(part))
    }
    return parts | {name for name in PACKAGES if name != "bot" and _has_modules(ROOT / name)}


def pure_rooms() -> set[str]:
    return rooms() - WORLDLY


def files_of(room: str) -> list[Path]:
    """Return the files of one room; a room may be a folder or a single file."""
    place = ROOT / room.replace(".", "/")
    return modules(str(place)) if place.is_dir() else [place.with_suffix(".py")]


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def contracts() -> dict[str, dict[str, Any]]:
    """Return the import contracts by their id."""
    return {each["id"]: each for each in pyproject()["tool"]["importlinter"]["contracts"]}


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def relative(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def dotted(node: ast.AST) -> str:
    """Return `a.b.c` for a name or a chain of attributes, and nothing for any other expression."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield each imported module, and each name taken out of one, in dotted form."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _has_modules(folder: Path) -> bool:
    return folder.is_dir() and any(folder.glob("*.py"))
