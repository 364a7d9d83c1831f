"""What the clock settles in the night, told over several days."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.events import Event, Kind
from domain.pace import Stretch, nine_of_ten
from domain.zone import local_date
from scheduler import jobs
from tests.office import PLEIKU


def test_yesterday_is_frozen_in_the_night_and_not_before(office):
    office.citizen.hands_in()
    assert jobs.freeze_days(office.ground) == 0

    office.later(days=1)

    assert jobs.freeze_days(office.ground) == 1
    assert jobs.freeze_days(office.ground) == 0
    with office.database.reading() as store:
        assert store.frozen_days.all() == {local_date(office.now - timedelta(days=1))}


def test_the_night_waits_for_what_still_lies_on_this_disk(sqlite_office):
    office = sqlite_office
    office.citizen.hands_in()
    office.ground.spool.put(b"{}", office.now)
    office.later(days=1)

    assert jobs.freeze_days(office.ground) == 0

    office.ground.spool.done(office.ground.spool.waiting()[0])
    assert jobs.freeze_days(office.ground) == 1


def events_of(code, office, **days):
    """Return the events of a dossier, each so many days before this moment."""
    return [
        Event(office.now - timedelta(days=ago), Kind(kind), "staff:chi", code, PLEIKU.key)
        for kind, ago in days.items()
    ]


def past_of(office, dossiers, *, slow=0):
    """Give the office a past: dossiers of a week, of which the first few took a fortnight."""
    with office.database.transaction() as store:
        for number in range(dossiers):
            received = 21 if number < slow else 14
            store.events.write(
                *events_of(f"ZL-{number}", office, dossier_received=received, result_received=7)
            )


def pace(office, stretch=Stretch.RESULT):
    with office.database.reading() as store:
        return store.paces.of(PLEIKU.key, stretch)


def test_an_office_tells_what_nine_of_ten_took_once_there_were_enough(office):
    past_of(office, 20, slow=2)
    assert jobs.measure_paces(office.ground) == len(Stretch)
    assert jobs.measure_paces(office.ground) == 0
    assert (pace(office).dossiers, pace(office).days) == (20, 5)

    office.citizen.says("đổi bằng")
    dossier = office.binh.takes(office.citizen.hands_in())
    office.binh.accepts(dossier)

    assert office.citizen.hears("9 trên 10 hồ sơ có bằng trong 5 ngày làm việc")


def test_one_in_ten_that_is_slow_is_told_by_the_next_rank(office):
    past_of(office, 20, slow=3)

    jobs.measure_paces(office.ground)

    assert pace(office).days == 10


def test_too_few_dossiers_or_ones_of_long_ago_promise_nothing(office):
    past_of(office, 19)
    with office.database.transaction() as store:
        store.events.write(*events_of("ZL-A", office, dossier_received=100, result_received=95))
        store.events.write(*events_of("ZL-B", office, dossier_received=9, result_received=2))
        wrong = store.events.last("ZL-B", Kind.RESULT_RECEIVED)
        store.events.write(replace(wrong, kind=Kind.STEP_UNDONE, undoes=wrong.number))

    jobs.measure_paces(office.ground)

    assert (pace(office).dossiers, pace(office).days) == (19, 0)
    office.binh.accepts(office.binh.takes(office.citizen.hands_in()))
    assert not any("9 trên 10" in letter.text for letter in office.citizen.letters)


def test_the_pace_is_measured_anew_each_night_and_each_stretch_for_itself(office):
    past_of(office, 20)
    jobs.measure_paces(office.ground)
    with office.database.transaction() as store:
        for number in range(20):
            store.events.write(
                *events_of(f"ZL-P{number}", office, photo_taken=8, result_received=7)
            )

    office.later(days=1)

    assert jobs.measure_paces(office.ground) == len(Stretch)
    assert pace(office, Stretch.PRINTING).days == 1
    assert pace(office, Stretch.POST).days == 0


@pytest.mark.parametrize(
    ("days", "told"),
    [([], 0), ([0], 1), ([3] * 9 + [9], 3), ([3] * 8 + [9] * 2, 9), (range(1, 101), 90)],
)
def test_nine_of_ten_is_the_nearest_rank(days, told):
    assert nine_of_ten(days) == told
