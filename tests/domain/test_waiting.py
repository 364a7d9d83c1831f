"""The time to answer an offer runs in the hours of the dated rule, whatever they are."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain.rules import default_settings
from domain.waiting import answer_by
from domain.zone import VIETNAM

MONDAY = date(2026, 11, 23)
COURTESY = default_settings().courtesy(MONDAY)
FAR = datetime(2026, 12, 20, 8, tzinfo=VIETNAM)
THREE = timedelta(hours=3)


def at(written):
    return datetime.strptime(f"2026 {written}", "%Y %d/%m %H:%M").replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("first", "last", "now", "until"),
    [
        (7, 21, "23/11 09:00", "23/11 12:00"),
        (7, 21, "23/11 20:00", "24/11 09:00"),
        (9, 18, "23/11 17:00", "24/11 11:00"),
        (8, 9, "23/11 08:30", "26/11 08:30"),
        (0, 24, "23/11 23:00", "24/11 02:00"),
    ],
)
def test_the_night_does_not_count(first, last, now, until):
    hours = replace(COURTESY, first_hour=first, last_hour=last)

    assert answer_by(at(now), THREE, hours, starts_at=FAR) == at(until)


def test_an_offer_never_stands_longer_than_until_its_time():
    soon = at("23/11 10:00")

    assert answer_by(at("23/11 09:00"), THREE, COURTESY, starts_at=soon) == soon
