"""Who waits for a seat, in the order in which they came; each change is a compare-and-set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from domain.waiting import Waiting, WaitingState
from storage.office_tables import WaitingRow

T: Any = WaitingRow.__table__  # type: ignore[attr-defined]

_NAMES = tuple(Waiting.__dataclass_fields__)
_COLUMNS = [T.c[name] for name in _NAMES]
_OPEN = (WaitingState.WAITING, WaitingState.OFFERED)


class WaitingList:
    """All who wait, and all who did."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def join(
        self, citizen: str, *, dossier: str, office: str, wish: Mapping[str, str], at: datetime
    ) -> None:
        """Put a dossier at the end of the list; it must not wait already."""
        row: dict[str, Any] = {"citizen": citizen, "dossier": dossier, "office": office}
        row |= {"wish": dict(wish), "joined_at": at, "state": WaitingState.WAITING}
        row |= {"slot": 0, "starts_at": None, "offered_until": None, "seen": []}
        self._connection.execute(insert(T), row)

    def of(self, dossier: str) -> Waiting | None:
        """Return the place of a dossier that waits, or None."""
        found = self._where(T.c.dossier == dossier, T.c.state.in_(_OPEN))
        return found[0] if found else None

    def of_citizen(self, citizen: str) -> list[Waiting]:
        """Return the places of a citizen who waits, first come first."""
        return self._where(T.c.citizen == citizen, T.c.state.in_(_OPEN))

    def at_office(self, office: str) -> list[Waiting]:
        """Return who waits at an office, or is offered a seat there, first come first."""
        return self._where(T.c.office == office, T.c.state.in_(_OPEN))

    def waiting(self) -> list[Waiting]:
        """Return who waits and is offered nothing now, first come first."""
        return self._where(T.c.state == WaitingState.WAITING)

    def offered(self) -> list[Waiting]:
        """Return who is offered a seat now, first come first."""
        return self._where(T.c.state == WaitingState.OFFERED)

    def offer(self, one: Waiting, *, slot: int, starts_at: datetime, until: datetime) -> bool:
        """Note that a seat is kept for them; False where they do not wait as they were read."""
        return self._change(
            one,
            state=WaitingState.OFFERED,
            slot=slot,
            starts_at=starts_at,
            offered_until=until,
            seen=[*one.seen, slot],
        )

    def wish_for(self, one: Waiting, wish: Mapping[str, str]) -> bool:
        """Change what they wait for, at their old place; False where they stand otherwise now."""
        return self._change(one, wish=dict(wish))

    def wait_on(self, one: Waiting) -> bool:
        """Note that they let the offer go and wait on, at their old place."""
        return self._change(one, state=WaitingState.WAITING, slot=0, offered_until=None)

    def end(self, one: Waiting) -> bool:
        """Take them off the list; False where they do not stand as they were read."""
        return self._change(one, state=WaitingState.ENDED)

    def _change(self, one: Waiting, **values: Any) -> bool:
        changed = self._connection.execute(
            update(T)
            .where(T.c.id == one.id, T.c.state == one.state, T.c.slot == one.slot)
            .values(**values)
        )
        return changed.rowcount == 1

    def _where(self, *conditions: Any) -> list[Waiting]:
        rows = self._connection.execute(
            select(*_COLUMNS).where(*conditions).order_by(T.c.joined_at, T.c.id)
        )
        return [_waiting(row) for row in rows]


def _waiting(row: Sequence[Any]) -> Waiting:
    values = dict(zip(_NAMES, row, strict=True))
    return Waiting(
        **{**values, "state": WaitingState(values["state"]), "seen": tuple(values["seen"])}
    )
