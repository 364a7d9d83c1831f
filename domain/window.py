"""When the platform lets us write to a citizen, counted from what they did last. Pure.

Source: platform reference, section 12: free for 48 hours, billed to the seventh day, closed later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

FREE_FOR = timedelta(hours=48)
OPEN_FOR = timedelta(days=7)


class Charge(StrEnum):
    """What a letter costs now."""

    FREE = "free"
    BILLED = "billed"
    CLOSED = "closed"


@dataclass(frozen=True)
class Window:
    """What a letter costs now, and until when that holds (None once it is closed)."""

    charge: Charge
    until: datetime | None


def window(interacted_at: datetime | None, now: datetime) -> Window:
    """Return the window of a citizen who did something last at this instant, or never."""
    if interacted_at is None or now >= interacted_at + OPEN_FOR:
        return Window(Charge.CLOSED, None)
    if now >= interacted_at + FREE_FOR:
        return Window(Charge.BILLED, interacted_at + OPEN_FOR)
    return Window(Charge.FREE, interacted_at + FREE_FOR)
