"""The zone of a working day: instants are UTC, the office lives by the clock of Việt Nam."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def local(at: datetime) -> datetime:
    """Return an instant on the office's clock."""
    return at.astimezone(VIETNAM)


def local_date(at: datetime) -> date:
    """Return the office's date at an instant."""
    return local(at).date()


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """Return the first instant of an office's day and the first of the next, in UTC."""
    start = datetime.combine(day, time.min, VIETNAM)
    end = datetime.combine(day + timedelta(days=1), time.min, VIETNAM)
    return start.astimezone(UTC), end.astimezone(UTC)
