"""The waiting list for a photo: a freed seat is offered to one person at a time, for a while. Pure.

Nobody is written to at night, and the time to answer runs by day only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from domain.zone import VIETNAM, local

DAY_BEGINS, DAY_ENDS = 7, 21
"""The hours between which one may write to people."""


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


def may_write(at: datetime) -> bool:
    """Whether this is an hour at which one may write to people."""
    return DAY_BEGINS <= local(at).hour < DAY_ENDS


def answer_by(now: datetime, allowed: timedelta, *, starts_at: datetime) -> datetime:
    """Return until when an offer stands: `allowed` by day, and never past the time offered."""
    here, left = local(now), allowed
    while True:
        night = datetime.combine(here.date(), time(DAY_ENDS), VIETNAM)
        if here + left <= night:
            return min(here + left, local(starts_at))
        left -= max(night - here, timedelta())
        morning = datetime.combine(here.date() + timedelta(days=1), time(DAY_BEGINS), VIETNAM)
        here = morning
