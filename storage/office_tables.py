"""The tables of the office itself: where it is, when it is open, who works there, who comes."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, String, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.instants import Instant
from storage.tables import partial

SEAT_OPEN = text("state IN ('held', 'confirmed') AND dossier <> ''")
STILL_WAITING = text("state IN ('waiting', 'offered')")


class OfficeRow(SQLModel, table=True):
    """A post office that receives citizens; `lead_hours` is the shortest notice for a photo."""

    __tablename__ = "offices"
    key: str = Field(primary_key=True)
    name: str
    address: str
    phone: str
    lead_hours: int = 24
    map_point: str = ""


class OpeningHoursRow(SQLModel, table=True):
    """One stretch of a weekday in which an office takes photos."""

    __tablename__ = "opening_hours"
    __table_args__ = (
        UniqueConstraint(
            "office", "weekday", "opens", name="uq_opening_hours_office_weekday_opens"
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    office: str
    weekday: int
    opens: time
    closes: time
    minutes: int
    capacity: int


class ClosureRow(SQLModel, table=True):
    """A day on which an office, or every office (empty `office`), is closed."""

    __tablename__ = "closures"
    office: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    reason: str


class CalendarDayRow(SQLModel, table=True):
    """Our own word on a day, which wins over the package of holidays."""

    __tablename__ = "calendar_days"
    day: date = Field(primary_key=True)
    is_working: bool
    note: str


class SlotRow(SQLModel, table=True):
    """A time for photos; the check on `taken` is what guards a seat."""

    __tablename__ = "slots"
    __table_args__ = (
        UniqueConstraint("office", "starts_at", name="uq_slots_office_starts_at"),
        CheckConstraint("taken >= 0 AND taken <= capacity", name="seats"),
        Index("ix_slots_starts_at", "starts_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    office: str
    starts_at: datetime = Field(sa_type=Instant)
    capacity: int
    taken: int = 0


class AppointmentRow(SQLModel, table=True):
    """A seat for a citizen; at most one open seat for a dossier."""

    __tablename__ = "appointments"
    __table_args__ = (
        partial("uq_appointments_open_dossier", "dossier", where=SEAT_OPEN, unique=True),
        Index("ix_appointments_citizen", "citizen"),
        Index("ix_appointments_office_starts_at", "office", "starts_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    citizen: str
    dossier: str = ""
    office: str
    slot: int = 0
    starts_at: datetime = Field(sa_type=Instant)
    state: str
    held_until: datetime | None = Field(default=None, sa_type=Instant)
    reminded_at: datetime | None = Field(default=None, sa_type=Instant)
    answer: str = ""


class WaitingRow(SQLModel, table=True):
    """Somebody who waits for a seat, or for an earlier one; a dossier waits at most once.

    While a seat is offered, `slot` counts it as taken, so that nobody else gets it.
    """

    __tablename__ = "waiting_list"
    __table_args__ = (
        partial("uq_waiting_list_open_dossier", "dossier", where=STILL_WAITING, unique=True),
        Index("ix_waiting_list_citizen", "citizen"),
        partial("ix_waiting_list_open", "state", "joined_at", where=STILL_WAITING),
    )
    id: int | None = Field(default=None, primary_key=True)
    citizen: str
    dossier: str
    office: str
    wish: Any = Field(sa_column=Column(JSON, nullable=False))
    joined_at: datetime = Field(sa_type=Instant)
    state: str
    slot: int = 0
    starts_at: datetime | None = Field(default=None, sa_type=Instant)
    offered_until: datetime | None = Field(default=None, sa_type=Instant)
    seen: Any = Field(sa_column=Column(JSON, nullable=False))


class StaffRow(SQLModel, table=True):
    """An account of the desk; `session_key` changes when every sign-in must end."""

    __tablename__ = "staff"
    name: str = Field(primary_key=True)
    full_name: str
    role: str
    office: str
    password_hash: str = Field(sa_type=String)
    session_key: str
    disabled: bool = False
