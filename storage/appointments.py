"""Seats: held for a citizen, tied to a dossier, confirmed by a clerk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from domain.appointments import OPEN, Appointment, AppointmentState
from storage.office_tables import AppointmentRow
from storage.slots import Slots

T: Any = AppointmentRow.__table__  # type: ignore[attr-defined]

_NAMES = tuple(Appointment.__dataclass_fields__)
_COLUMNS = [T.c[name] for name in _NAMES]


class Appointments:
    """All seats, past and to come."""

    def __init__(self, connection: Connection, slots: Slots) -> None:
        self._connection = connection
        self._slots = slots

    def hold(self, citizen: str, slot: int, *, until: datetime, dossier: str = "") -> Appointment:
        """Hold a seat in a slot for a citizen; raise SeatTaken."""
        taken = self._slots.take(slot)
        return self.add(
            citizen=citizen,
            dossier=dossier,
            office=taken.office,
            slot=slot,
            starts_at=taken.starts_at,
            state=AppointmentState.HELD,
            held_until=None if dossier else until,
        )

    def add(self, **values: Any) -> Appointment:
        """Keep an appointment that has its seat already, or needs none of ours."""
        row = {"slot": 0, "dossier": "", "held_until": None, "reminded_at": None, "answer": ""}
        row |= values
        number = self._connection.execute(insert(T).returning(T.c.id), row).scalar_one()
        return self._where(T.c.id == number)[0]

    def get(self, number: int) -> Appointment | None:
        """Return the appointment with this number, or None."""
        found = self._where(T.c.id == number) if 0 < number < 2**31 else []
        return found[0] if found else None

    def held_for(self, citizen: str) -> Appointment | None:
        """Return the seat held for a citizen whose dossier is not handed in yet."""
        found = self._where(
            T.c.citizen == citizen, T.c.dossier == "", T.c.state == AppointmentState.HELD
        )
        return found[-1] if found else None

    def of(self, dossier: str) -> Appointment | None:
        """Return the dossier's open appointment, or None."""
        found = self._where(T.c.dossier == dossier, T.c.state.in_(OPEN))
        return found[0] if found else None

    def of_citizen(self, citizen: str) -> list[Appointment]:
        """Return a citizen's open appointments, soonest first."""
        return self._where(T.c.citizen == citizen, T.c.state.in_(OPEN))

    def change(self, appointment: Appointment, **values: Any) -> bool:
        """Change an appointment that still stands as it was read; False where it does not."""
        changed = self._connection.execute(
            update(T)
            .where(T.c.id == appointment.id, T.c.state == appointment.state)
            .values(**values)
        )
        return changed.rowcount == 1

    def end(self, appointment: Appointment, state: AppointmentState, *, seat_back: bool) -> bool:
        """End an appointment; the seat goes back where it can still be used."""
        if not self.change(appointment, state=state):
            return False
        if seat_back and appointment.slot:
            self._slots.give_back(appointment.slot)
        return True

    def stand_again(self, dossier: str) -> None:
        """Take back that the citizen of the dossier's newest photographed seat came."""
        newest = (
            select(func.max(T.c.id))
            .where(T.c.dossier == dossier, T.c.state == AppointmentState.PHOTOGRAPHED)
            .scalar_subquery()
        )
        self._connection.execute(
            update(T).where(T.c.id == newest).values(state=AppointmentState.CONFIRMED)
        )

    def holds_over(self, now: datetime) -> list[Appointment]:
        """Return holds whose time has run out before a dossier was handed in."""
        return self._where(
            T.c.state == AppointmentState.HELD, T.c.dossier == "", T.c.held_until <= now
        )

    def between(
        self,
        since: datetime,
        until: datetime,
        *,
        office: str = "",
        states: Iterable[AppointmentState] = tuple(AppointmentState),
    ) -> list[Appointment]:
        """Return appointments of dossiers in this time, soonest first."""
        conditions = [
            T.c.starts_at >= since,
            T.c.starts_at < until,
            T.c.dossier != "",
            T.c.state.in_(tuple(states)),
        ]
        if office:
            conditions.append(T.c.office == office)
        return self._where(*conditions)

    def held_between(
        self, since: datetime, until: datetime, *, office: str = ""
    ) -> list[Appointment]:
        """Return seats held in this time by citizens who have not handed in yet."""
        conditions = [
            T.c.starts_at >= since,
            T.c.starts_at < until,
            T.c.dossier == "",
            T.c.state == AppointmentState.HELD,
        ]
        if office:
            conditions.append(T.c.office == office)
        return self._where(*conditions)

    def to_remind(self, since: datetime, until: datetime) -> list[Appointment]:
        """Return confirmed appointments in this time of citizens who are still to be reminded."""
        return self._where(
            T.c.starts_at >= since,
            T.c.starts_at < until,
            T.c.state == AppointmentState.CONFIRMED,
            T.c.reminded_at.is_(None),
            T.c.citizen != "",
        )

    def reminded(self, appointment: Appointment, at: datetime) -> bool:
        """Note the reminder of a confirmed appointment; False where somebody was first."""
        changed = self._connection.execute(
            update(T)
            .where(
                T.c.id == appointment.id,
                T.c.state == AppointmentState.CONFIRMED,
                T.c.reminded_at.is_(None),
            )
            .values(reminded_at=at)
        )
        return changed.rowcount == 1

    def _where(self, *conditions: Any) -> list[Appointment]:
        rows = self._connection.execute(
            select(*_COLUMNS).where(*conditions).order_by(T.c.starts_at, T.c.id)
        )
        return [_appointment(row) for row in rows]


def _appointment(row: Sequence[Any]) -> Appointment:
    values = dict(zip(_NAMES, row, strict=True))
    return Appointment(**{**values, "state": AppointmentState(values["state"])})
