"""Photo appointments: slots with a capacity, and a seat that one dossier holds.

A seat is held when the citizen wishes for it, tied to the dossier at hand-in, and confirmed by
the clerk with the portal's date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from domain.dossier import Refused


class AppointmentState(StrEnum):
    """What has become of a seat."""

    HELD = "held"
    CONFIRMED = "confirmed"
    PHOTOGRAPHED = "photographed"
    MISSED = "missed"
    CANCELLED = "cancelled"


OPEN = frozenset({AppointmentState.HELD, AppointmentState.CONFIRMED})


class SeatTaken(Refused):
    """The slot's last seat has just gone to somebody else."""


class NoAppointment(Refused):
    """There is no open appointment to change."""


@dataclass(frozen=True)
class Office:
    """A post office that receives citizens: `lead_hours` is the shortest notice for a photo.

    `map_point` is its place as «latitude,longitude»; without one the map looks for the address.
    """

    key: str
    name: str
    address: str
    phone: str
    lead_hours: int = 24
    map_point: str = ""


@dataclass(frozen=True)
class Slot:
    """A time at an office with `capacity` seats, of which `taken` are gone."""

    id: int
    office: str
    starts_at: datetime
    capacity: int
    taken: int

    @property
    def free(self) -> int:
        """How many seats are left."""
        return self.capacity - self.taken


@dataclass(frozen=True)
class Appointment:
    """A seat: for a citizen, and for a dossier once that is handed in.

    `slot` is 0 where the clerk wrote down a time of the portal that is no slot of ours.
    """

    id: int
    citizen: str
    dossier: str
    office: str
    slot: int
    starts_at: datetime
    state: AppointmentState
    held_until: datetime | None = None
    reminded_at: datetime | None = None
    answer: str = ""


@dataclass(frozen=True)
class OpeningHours:
    """One stretch of a weekday (0 = Monday) in which photos are taken, cut into slots."""

    office: str
    weekday: int
    opens: time
    closes: time
    minutes: int
    capacity: int


@dataclass(frozen=True)
class Closure:
    """A day on which an office (or, with an empty `office`, every office) is closed."""

    office: str
    day: date
    reason: str
