"""When somebody can answer: the hours of the office as a citizen is told them."""

from datetime import datetime

import pytest

from domain.calendar import vietnamese_calendar
from domain.opening import Opening, opening
from domain.zone import VIETNAM


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("now", "is_open", "changes_at"),
    [
        ("2026-11-23T07:00", True, "2026-11-23T11:30"),
        ("2026-11-23T11:29", True, "2026-11-23T11:30"),
        ("2026-11-23T11:30", False, "2026-11-23T13:30"),
        ("2026-11-23T05:00", False, "2026-11-23T07:00"),
        # Tuesday the 24th is the Day of Culture.
        ("2026-11-23T17:00", False, "2026-11-25T07:00"),
        ("2026-11-27T18:00", False, "2026-11-30T07:00"),
    ],
)
def test_the_office_is_open_until_or_opens_next_at(now, is_open, changes_at):
    calendar = vietnamese_calendar((2026,))

    assert opening(calendar, at(now)) == Opening(is_open=is_open, changes_at=at(changes_at))
