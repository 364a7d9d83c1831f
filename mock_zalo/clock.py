"""The simulator's own time: the machine's clock plus what somebody moved it forward by."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone

VIET_NAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


class Clock:
    """Seconds since the epoch, as the simulated platform sees them."""

    def __init__(self, moved: float = 0.0) -> None:
        self.moved = moved

    def now(self) -> float:
        """Return epoch seconds, moved forward."""
        return time.time() + self.moved


def local(at: float) -> datetime:
    """Return the wall-clock time in Việt Nam for epoch seconds `at`."""
    return datetime.fromtimestamp(at, VIET_NAM)


def milliseconds(at: float) -> str:
    """Return `at` as the platform writes instants: a string of epoch milliseconds."""
    return str(round(at * 1000))
