"""Which events a report counts: those of a frozen day as they stood then, the others as they stand.

A step that was taken back is not counted, but where its day was frozen before that it stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, exists, func, or_, select

from domain.events import Kind
from storage.events import T
from storage.report_tables import FrozenEventRow

F: Any = FrozenEventRow.__table__  # type: ignore[attr-defined]


class Since(StrEnum):
    """How an event came to differ from the frozen figures of its day."""

    LATE = "late"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True)
class FrozenTime:
    """The time whose days are frozen: `since` is included, `until` is not."""

    since: datetime
    until: datetime


def first_of_each(
    kinds: Iterable[Kind], since: datetime, until: datetime, frozen: FrozenTime | None
) -> Subquery:
    """Return the numbers of the events that count: of each dossier its first of each kind."""
    return (
        select(func.min(T.c.id).label("id"))
        .where(*counting(kinds, since, until, frozen))
        .group_by(T.c.kind, T.c.dossier, by_itself())
        .subquery()
    )


def counting(
    kinds: Iterable[Kind], since: datetime, until: datetime, frozen: FrozenTime | None
) -> list[ColumnElement[bool]]:
    """Return the conditions on an event of these kinds that is counted in a time."""
    within = [T.c.kind.in_(tuple(kinds)), T.c.at >= since, T.c.at < until]
    if frozen is None or until <= frozen.since or since >= frozen.until:
        return [*within, stands()]
    if frozen.since <= since and until <= frozen.until:
        return [*within, was_frozen()]
    open_days = or_(T.c.at < frozen.since, T.c.at >= frozen.until)
    return [*within, or_(was_frozen(), and_(open_days, stands()))]


def changed(since_frozen: Since, frozen: FrozenTime | None) -> list[ColumnElement[bool]]:
    """Return the conditions on an event that came, or was taken back, after its day was frozen."""
    if frozen is None:
        return [T.c.id.is_(None)]
    inside = [T.c.at >= frozen.since, T.c.at < frozen.until]
    if since_frozen is Since.LATE:
        return [*inside, ~was_frozen(), stands()]
    return [*inside, was_frozen(), ~stands()]


def by_itself() -> Any:
    """Keep events without a dossier apart from each other."""
    return case((T.c.dossier == "", T.c.id), else_=0)


def stands() -> ColumnElement[bool]:
    """Hold for an event that nobody took back."""
    undoing = T.alias("undoing")
    taken_back = select(undoing.c.undoes).where(undoing.c.undoes > 0)
    standing: ColumnElement[bool] = T.c.id.not_in(taken_back)
    return standing


def was_frozen() -> ColumnElement[bool]:
    """Hold for an event that stood when its day was frozen."""
    return exists(select(F.c.event).where(F.c.event == T.c.id)).correlate(T)
