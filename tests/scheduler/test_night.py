"""What the clock settles in the night, told over several days."""

from datetime import timedelta

from domain.zone import local_date
from scheduler import jobs


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
