"""Figures, read from the ledger and from nothing else; what they mean stands in domain.figures.

Which events count, and what a frozen day has to do with it, stands in storage.counting.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, and_, case, func, or_, select

from domain.events import Event, Kind
from domain.figures import (
    ALL_FIGURES,
    COUNTED_KINDS,
    DIMENSIONS,
    FIGURES,
    FINISHED,
    ON_TIME,
    RATED,
    SATISFIED,
    Figure,
)
from domain.report import Report, ReportLine
from storage.counting import FrozenTime, Since, by_itself, changed, counting, first_of_each
from storage.events import EventFilter, T, conditions
from storage.frozen import FrozenDays

_COLUMNS = [T.c["id" if name == "number" else name] for name in Event.__dataclass_fields__]
_GROUPED = [T.c[name] for name in ("kind", "outcome", *DIMENSIONS)]


@dataclass(frozen=True)
class Place:
    """A place in the ledger: a page goes on with what is older than this."""

    at: datetime
    number: int


class Reports:
    """Counts of events; a step that was taken back is not counted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def _frozen(self) -> FrozenTime | None:
        return FrozenDays(self._connection).time()

    def read(self, since: datetime, until: datetime, *, office: str = "") -> Report:
        """Return the figures of a time, for one office or for all."""
        frozen = self._frozen
        first = first_of_each(COUNTED_KINDS, since, until, frozen)
        query = select(*_GROUPED, func.count().label("how_many")).join(first, first.c.id == T.c.id)
        if office:
            query = query.where(T.c.office == office)
        rows = self._connection.execute(query.group_by(*_GROUPED)).all()
        totals = _by_figure(rows)
        return Report(
            since=since,
            until=until,
            totals={figure.key: totals[figure.key] for figure in FIGURES},
            by={name: _lines(rows, name) for name in DIMENSIONS},
            finished=totals[FINISHED.key],
            on_time=totals[ON_TIME.key],
            rated=totals[RATED.key],
            satisfied=totals[SATISFIED.key],
            late=self._since_frozen(Since.LATE, since, until, office),
            taken_back=self._since_frozen(Since.TAKEN_BACK, since, until, office),
            frozen_until=frozen.until if frozen and frozen.until > since else None,
        )

    def _since_frozen(
        self, how: Since, since: datetime, until: datetime, office: str
    ) -> dict[str, int]:
        """Count the events that came, or were taken back, after their day was frozen."""
        within = [T.c.kind.in_(COUNTED_KINDS), T.c.at >= since, T.c.at < until]
        query = select(T.c.kind, T.c.outcome, func.count().label("how_many"))
        query = query.where(*within, *changed(how, self._frozen))
        if office:
            query = query.where(T.c.office == office)
        rows = self._connection.execute(query.group_by(T.c.kind, T.c.outcome)).all()
        return {key: count for key, count in _by_figure(rows).items() if count}

    def series(self, edges: Sequence[datetime], *, office: str = "") -> list[dict[str, int]]:
        """Return the figures of each stretch between two edges, as a report of its own has them.

        A dossier that was sent back in two months counts in both, so months need not add up.
        """
        stretches = list(pairwise(edges))
        if not stretches:
            return []
        where = counting(COUNTED_KINDS, edges[0], edges[-1], self._frozen)
        stretch = case(*((T.c.at < until, n) for n, (_, until) in enumerate(stretches)))
        first = (
            select(func.min(T.c.id).label("id"), stretch.label("stretch"))
            .where(*where)
            .group_by(T.c.kind, stretch, T.c.dossier, by_itself())
            .subquery()
        )
        query = select(first.c.stretch, T.c.kind, T.c.outcome, func.count().label("how_many"))
        if office:
            query = query.where(T.c.office == office)
        found = defaultdict(list)
        for row in self._connection.execute(
            query.join(first, first.c.id == T.c.id).group_by(first.c.stretch, T.c.kind, T.c.outcome)
        ):
            found[row.stretch].append(row)
        return [_by_figure(found[number]) for number in range(len(stretches))]

    def events(
        self,
        wanted: EventFilter,
        *,
        without: Sequence[str] = (),
        counted_in: Figure | None = None,
        since_frozen: Since | None = None,
        older_than: Place | None = None,
        limit: int = 50,
    ) -> list[Event]:
        """Return lines of the ledger, newest first; with a figure, exactly those that it counts.

        `without` names columns that must be empty, which an empty field of the filter is not.
        A figure needs `since` and `until`: which event of a dossier is the first depends on them.
        With `since_frozen` they are those of the figure that it does not count, because they came
        or were taken back after their day was frozen.
        """
        narrowed = wanted
        query = select(*_COLUMNS)
        if counted_in is not None and wanted.since and wanted.until:
            kinds = (counted_in.kind,)
            if since_frozen:
                query = query.where(T.c.kind.in_(kinds), *changed(since_frozen, self._frozen))
            else:
                first = first_of_each(kinds, wanted.since, wanted.until, self._frozen)
                query = query.join(first, first.c.id == T.c.id)
            narrowed = replace(wanted, outcome=counted_in.outcome or wanted.outcome)
        query = query.where(*conditions(narrowed), *(T.c[name] == "" for name in without))
        if older_than is not None:
            query = query.where(_older(older_than))
        rows = self._connection.execute(query.order_by(T.c.at.desc(), T.c.id.desc()).limit(limit))
        return [Event(at, Kind(kind), *rest) for at, kind, *rest in rows]


def _older(place: Place) -> Any:
    return or_(T.c.at < place.at, and_(T.c.at == place.at, T.c.id < place.number))


def _lines(rows: Sequence[Any], name: str) -> tuple[ReportLine, ...]:
    by_value = defaultdict(list)
    for row in rows:
        by_value[getattr(row, name)].append(row)
    return tuple(ReportLine(value, _by_figure(by_value[value])) for value in sorted(by_value))


def _by_figure(rows: Iterable[Any]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for row in rows:
        for figure in ALL_FIGURES:
            if row.kind == figure.kind and figure.outcome in ("", row.outcome):
                found[figure.key] += row.how_many
    return {figure.key: found[figure.key] for figure in ALL_FIGURES}
