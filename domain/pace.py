"""How fast an office has been: the stretches of the way, and what nine of ten dossiers took. Pure.

One definition: a dossier that ended a stretch lately counts with its working days from the first
event to the second, the first day not counted, a day at least.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.events import Kind


class Stretch(StrEnum):
    """A stretch of a dossier's way of which citizens want to know how long it takes."""

    RESULT = "result"
    PRINTING = "printing"
    POST = "post"


ENDS: Mapping[Stretch, tuple[Kind, Kind]] = {
    Stretch.RESULT: (Kind.DOSSIER_RECEIVED, Kind.RESULT_RECEIVED),
    Stretch.PRINTING: (Kind.PHOTO_TAKEN, Kind.RESULT_RECEIVED),
    Stretch.POST: (Kind.DOSSIER_POSTED, Kind.DOSSIER_DELIVERED),
}
"""The events with which each stretch begins and ends."""


@dataclass(frozen=True)
class Pace:
    """What nine of ten dossiers of an office took, in working days; 0 where there were too few."""

    office: str
    stretch: Stretch
    measured_on: date
    dossiers: int
    days: int


def nine_of_ten(days: Sequence[int]) -> int:
    """Return the days within which nine of ten were done, by the nearest rank; 0 for none."""
    if not days:
        return 0
    rank = -(-len(days) * 9 // 10)
    return max(1, sorted(days)[rank - 1])
