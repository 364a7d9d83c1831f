"""Figures, read from the ledger and from nothing else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from domain.events import Kind
from domain.figures import DIMENSIONS, FIGURES
from storage.events import EventFilter, T, conditions

_UNDONE: Any = T.alias("undone")


@dataclass(frozen=True)
class ReportLine:
    """The figures of one value of a dimension; `counts` goes by figure key."""

    value: str
    counts: dict[str, int]


@dataclass(frozen=True)
class Report:
    """The figures of a time: in all, by dimension, and how many were on time.

    `since` is included, `until` is not. `on_time` of `finished` were delivered by their due time.
    """

    since: datetime
    until: datetime
    totals: dict[str, int]
    by: dict[str, tuple[ReportLine, ...]]
    finished: int
    on_time: int


class Reports:
    """Counts of events; a step that was taken back is not counted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(self, since: datetime, until: datetime, *, office: str = "") -> Report:
        """Return the figures of a time, for one office or for all."""
        wanted = EventFilter(since=since, until=until, office=office)
        where = [*conditions(wanted), T.c.kind.in_(_kinds()), _not_undone()]
        finished, on_time = self._punctuality(where)
        return Report(
            since=since,
            until=until,
            totals=self._counted(where),
            by={name: self._lines(where, name) for name in DIMENSIONS},
            finished=finished,
            on_time=on_time,
        )

    def _counted(self, where: list[ColumnElement[bool]]) -> dict[str, int]:
        rows = self._connection.execute(
            select(T.c.kind, _how_many()).where(*where).group_by(T.c.kind)
        )
        return _by_figure({str(kind): count for kind, count in rows})

    def _lines(self, where: list[ColumnElement[bool]], name: str) -> tuple[ReportLine, ...]:
        rows = self._connection.execute(
            select(T.c[name], T.c.kind, _how_many()).where(*where).group_by(T.c[name], T.c.kind)
        )
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for value, kind, count in rows:
            found[value][kind] = count
        return tuple(ReportLine(value, _by_figure(found[value])) for value in sorted(found))

    def _punctuality(self, where: list[ColumnElement[bool]]) -> tuple[int, int]:
        on_time = func.coalesce(func.sum(case((T.c.outcome == "on_time", 1), else_=0)), 0)
        row = self._connection.execute(
            select(func.count(), on_time).where(*where, T.c.kind == Kind.RESULT_RECEIVED)
        ).one()
        return int(row[0]), int(row[1])


def _kinds() -> list[str]:
    return [*(figure.kind for figure in FIGURES), Kind.RESULT_RECEIVED]


def _how_many() -> Any:
    """Count each dossier once; an inquiry has no dossier and counts by itself."""
    return func.count(func.distinct(case((T.c.dossier != "", T.c.dossier), else_=None))) + func.sum(
        case((T.c.dossier == "", 1), else_=0)
    )


def _not_undone() -> Any:
    return ~select(_UNDONE.c.id).where(_UNDONE.c.undoes == T.c.id).exists()


def _by_figure(by_kind: dict[str, int]) -> dict[str, int]:
    return {figure.key: int(by_kind.get(figure.kind, 0)) for figure in FIGURES}
