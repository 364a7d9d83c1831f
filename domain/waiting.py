"""The waiting list for a photo: a freed seat is offered to one person at a time, for a while. Pure.

Nobody is written to at night, and the time to answer runs by day only; the hours of the day are the
dated rule `courtesy`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.habits import Courtesy
from domain.zone import VIETNAM, local


class WaitingState(StrEnum):
    """Where somebody on the waiting list stands."""

    WAITING = "waiting"
    OFFERED = "offered"
    ENDED = "ended"


@dataclass(frozen=True)
class Waiting:
    """One place on the list: a dossier that waits for a time, or for an earlier one than it has.

    `wish` is the part of a time that was wished for (`on`, `half`, `at`), nothing for any time.
    While OFFERED, `slot` is the slot of which a seat is kept for them until `offered_until`.
    `seen` are slots that they were offered before.
    """

    id: int
    citizen: str
    dossier: str
    office: str
    wish: Mapping[str, str]
    joined_at: datetime
    state: WaitingState
    slot: int = 0
    starts_at: datetime | None = None
    offered_until: datetime | None = None
    seen: tuple[int, ...] = field(default=())


def answer_by(
    now: datetime, allowed: timedelta, courtesy: Courtesy, *, starts_at: datetime
) -> datetime:
    """Return until when an offer stands: `allowed` by day, and never past the time offered."""
    here, left = local(now), allowed
    while True:
        night = _at(here.date(), courtesy.last_hour)
        if here + left <= night:
            return min(here + left, local(starts_at))
        left -= max(night - here, timedelta())
        here = _at(here.date() + timedelta(days=1), courtesy.first_hour)


def _at(day: date, hour: int) -> datetime:
    """Return this hour of a day; the twenty-fourth is the next midnight."""
    return datetime.combine(day, time(), VIETNAM) + timedelta(hours=hour)
