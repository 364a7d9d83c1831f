"""When the office is open next, as people are told. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.calendar import WorkingCalendar
from domain.zone import VIETNAM, local

LONGEST_CLOSURE = 60


@dataclass(frozen=True)
class Opening:
    """Whether the office is open, and the local time at which that changes."""

    is_open: bool
    changes_at: datetime


def opening(calendar: WorkingCalendar, now: datetime) -> Opening:
    """Return whether the office is open now, and until when, or from when on."""
    here = local(now)
    for number in range(LONGEST_CLOSURE):
        day = here.date() + timedelta(days=number)
        for stretch in calendar.hours_on(day):
            opens = datetime.combine(day, stretch.opens, VIETNAM)
            closes = datetime.combine(day, stretch.closes, VIETNAM)
            if opens <= here < closes:
                return Opening(is_open=True, changes_at=closes)
            if here < opens:
                return Opening(is_open=False, changes_at=opens)
    return Opening(is_open=False, changes_at=here + timedelta(days=LONGEST_CLOSURE))
