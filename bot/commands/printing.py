"""How a command answers: as columns for a person, or as JSON for a script."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from unicodedata import normalize

import click

from domain.identity import masked
from domain.words import Text, _
from domain.zone import local

IDENTITY = frozenset({"citizen_id", "licence_number", "passport_number"})

AS_JSON = click.option("--json", "as_json", is_flag=True, help=str(_("Trả lời bằng JSON.")))


def say_json(value: Any) -> None:
    """Print a value as JSON: a dataclass by its fields, a time as ISO 8601, words as words."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


def plain(value: Any) -> Any:
    """Return a value as JSON knows it."""
    if is_dataclass(value) and not isinstance(value, type | Text):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(one) for one in value]
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return str(value) if isinstance(value, (Text, Path)) else value


def say_columns(rows: Iterable[Sequence[object]], *, right: Sequence[int] = ()) -> None:
    """Print rows as columns; those named by number in `right` stand at their right edge."""
    cells = [[normalize("NFC", str(cell)) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        shown = [
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(shown).rstrip())


def say_pairs(pairs: Iterable[tuple[object, object]]) -> None:
    """Print names and values, one pair a line, indented."""
    say_columns([("  " + str(name), value) for name, value in pairs])


def say_title(title: object) -> None:
    """Print a heading with an empty line before it."""
    click.echo(f"\n{title}")


def when(at: datetime | None) -> str:
    """Return an instant on the office's clock, or a dash."""
    return "–" if at is None else f"{local(at):%d/%m/%Y %H:%M}"


def guarded(answers: Mapping[str, Any], *, reveal: bool) -> dict[str, Any]:
    """Return answers with identity numbers masked, unless they are to be revealed.

    Those that a talk holds of an earlier dossier are among them.
    """
    if reveal:
        return dict(answers)
    return {key: _guarded(key, value) for key, value in answers.items()}


def _guarded(key: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return guarded(value, reveal=False)
    return masked(str(value)) if key in IDENTITY and value else value
