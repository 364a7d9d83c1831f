"""Dossiers: what was handed in. A change is a compare-and-set on the version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, select, update

from domain.corrections import Correction, Mended
from domain.dossier import (
    ChangedMeanwhile,
    Dossier,
    DossierState,
    HeldByAnother,
    NoSuchDossier,
    Reason,
)
from domain.identity import search_key
from domain.words import _
from storage.inserting import insert_once
from storage.tables import CodeCounterRow, DossierRow

T: Any = DossierRow.__table__  # type: ignore[attr-defined]
C: Any = CodeCounterRow.__table__  # type: ignore[attr-defined]

_NAMES = tuple(Dossier.__dataclass_fields__)
_COLUMNS = [T.c[name] for name in _NAMES]
_OF_CITIZEN = (
    select(*_COLUMNS)
    .where(T.c.citizen == bindparam("who"))
    .order_by(T.c.handed_in_at.desc(), T.c.code.desc())
    .limit(bindparam("most"))
)
"""Made once: a statement is keyed anew by each of its columns, which costs more than to run it."""
_SEARCHED = ("full_name", "citizen_id", "passport_number", "licence_number", "phone")


@dataclass(frozen=True)
class QueueFilter:
    """Which dossiers; empty means any. `words` are looked for without accents."""

    office: str = ""
    states: tuple[DossierState, ...] = ()
    holder: str = ""
    words: str = ""
    reason: str = ""
    handed_in_since: datetime | None = None
    changed_since: datetime | None = None


class Dossiers:
    """All dossiers of all offices."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_code(self, day: date) -> str:
        """Return a new code `ZL-yymmdd-NNNN`; the number begins anew each day."""
        insert_once(self._connection, C, {"day": day, "last": 0}, unique="day")
        number = self._connection.scalar(
            update(C).where(C.c.day == day).values(last=C.c.last + 1).returning(C.c.last)
        )
        return f"ZL-{day:%y%m%d}-{number:04d}"

    def add(self, dossier: Dossier) -> None:
        """Keep a new dossier."""
        self._connection.execute(insert(T), _row(dossier))

    def get(self, code: str) -> Dossier:
        """Return the dossier; raise NoSuchDossier."""
        row = self._connection.execute(select(*_COLUMNS).where(T.c.code == code)).first()
        if row is None:
            raise NoSuchDossier(_("Không có hồ sơ {code}.").with_(code=code))
        return _dossier(row)

    def replace(self, before: Dossier, after: Dossier) -> None:
        """Keep the changed dossier; raise ChangedMeanwhile where somebody was first."""
        if after is before:
            return
        changed = self._connection.execute(
            update(T)
            .where(T.c.code == before.code, T.c.version == before.version)
            .values(**_row(after))
        )
        if changed.rowcount != 1:
            self._explain(before)

    def _explain(self, before: Dossier) -> None:
        now = self.get(before.code)
        if now.holder and now.holder != before.holder:
            raise HeldByAnother(_("{holder} đang làm hồ sơ này.").with_(holder=now.holder))
        raise ChangedMeanwhile(_("Hồ sơ vừa được thay đổi. Anh/chị xem lại rồi làm tiếp."))

    def of_citizen(self, citizen: str, *, limit: int = 20) -> list[Dossier]:
        """Return a citizen's dossiers, newest first."""
        rows = self._connection.execute(_OF_CITIZEN, {"who": citizen, "most": limit})
        return [_dossier(row) for row in rows]

    def find(self, wanted: QueueFilter, *, limit: int = 50, offset: int = 0) -> list[Dossier]:
        """Return matching dossiers, oldest due first."""
        rows = self._connection.execute(
            select(*_COLUMNS)
            .where(*_conditions(wanted))
            .order_by(T.c.due_at, T.c.code)
            .limit(limit)
            .offset(offset)
        )
        return [_dossier(row) for row in rows]

    def count(self, wanted: QueueFilter) -> int:
        """Return how many dossiers match; for the desk's pages, not the hot path."""
        query = select(func.count()).select_from(T).where(*_conditions(wanted))
        return int(self._connection.scalar(query) or 0)

    def first_waiting(self, office: str) -> Dossier | None:
        """Return the dossier that is due first among those that nobody holds."""
        waiting = QueueFilter(office=office, states=(DossierState.HANDED_IN,))
        return next(iter(self.find(waiting, limit=1)), None)

    def count_by_state(self, office: str = "") -> dict[DossierState, int]:
        """Return how many dossiers stand in each state; for the desk's header, not the hot path."""
        query = select(T.c.state, func.count()).group_by(T.c.state)
        if office:
            query = query.where(T.c.office == office)
        return {DossierState(state): count for state, count in self._connection.execute(query)}

    def newest_handed_in_at(self, office: str = "") -> datetime | None:
        """Return when the newest dossier came in, so that a page can tell what is new."""
        query = select(func.max(T.c.handed_in_at))
        if office:
            query = query.where(T.c.office == office)
        newest: datetime | None = self._connection.scalar(query)
        return newest


def _conditions(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.office:
        found.append(T.c.office == wanted.office)
    if wanted.states:
        found.append(T.c.state.in_(wanted.states))
    if wanted.holder:
        found.append(T.c.holder == wanted.holder)
    if wanted.reason:
        found.append(T.c.reason == wanted.reason)
    if wanted.handed_in_since:
        found.append(T.c.handed_in_at > wanted.handed_in_since)
    if wanted.changed_since:
        found.append(T.c.changed_at > wanted.changed_since)
    found += [
        T.c.search_key.contains(word, autoescape=True) for word in search_key(wanted.words).split()
    ]
    return found


def _row(dossier: Dossier) -> dict[str, Any]:
    values = {name: getattr(dossier, name) for name in _NAMES}
    values["answers"] = dict(dossier.answers)
    values["sources"] = dict(dossier.sources)
    values["corrections"] = [[item.field, item.reason] for item in dossier.corrections]
    values["notes"] = list(dossier.notes)
    values["mended"] = [[item.field, item.reason, item.old] for item in dossier.mended]
    values["search_key"] = _searchable(dossier)
    return values


def _searchable(dossier: Dossier) -> str:
    answers: Mapping[str, Any] = dossier.answers
    words = [dossier.code, dossier.official_code, dossier.parcel_number]
    if not dossier.citizen:  # erased: it is found by its numbers, never again by a name
        return search_key(" ".join(words))
    words += [str(answers.get(name, "")) for name in _SEARCHED]
    return search_key(" ".join(words))


def _dossier(row: Sequence[Any]) -> Dossier:
    values = dict(zip(_NAMES, row, strict=True))
    values["reason"] = Reason(values["reason"])
    values["state"] = DossierState(values["state"])
    values["corrections"] = tuple(Correction(*pair) for pair in values["corrections"])
    values["notes"] = tuple(values["notes"])
    values["mended"] = tuple(Mended(*item) for item in values["mended"])
    return Dossier(**values)
