"""Ticks that came before we knew what the platform calls a letter: kept with it until we do."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from storage.tables import LetterRow

T: Any = LetterRow.__table__  # type: ignore[attr-defined]

MOST = 20
"""Names that are remembered for one letter; the platform tells of a few at a time."""


def keep_early(
    connection: Connection, letter: int, names: Sequence[str], ticks: Mapping[str, datetime]
) -> None:
    """Keep ticks (received_at, seen_at) of names that may turn out to be this letter's."""
    early = _kept(connection, letter)
    for name in names[:MOST]:
        for tick, at in ticks.items():
            early.setdefault(name, {}).setdefault(tick, at.isoformat())
    newest = dict(list(early.items())[-MOST:])
    _change(connection, letter, early=json.dumps(newest))


def tick_what_came_early(connection: Connection, letter: int, message_id: str) -> None:
    """Note on a letter the ticks that came before it was known by this name."""
    for tick, at in _kept(connection, letter).get(message_id, {}).items():
        _change(connection, letter, **{tick: datetime.fromisoformat(at)})


def _kept(connection: Connection, letter: int) -> dict[str, dict[str, str]]:
    kept = connection.scalar(select(T.c.early).where(T.c.id == letter))
    return json.loads(kept) if kept else {}


def _change(connection: Connection, letter: int, **values: Any) -> None:
    connection.execute(update(T).where(T.c.id == letter).values(**values))
