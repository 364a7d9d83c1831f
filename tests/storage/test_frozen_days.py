"""What was frozen in the night stays under a report; what came later is said beside it."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from bot.handlers.night import freeze_days, last_over
from domain.events import Event, Kind
from domain.figures import ALL_FIGURES, figure
from domain.zone import day_bounds
from storage.counting import Since
from storage.database import Database
from storage.events import EventFilter
from storage.vault import Vault
from tests.storage.test_report_figures import LEDGERS, Undone, written

FIRST, SECOND = date(2026, 1, 5), date(2026, 1, 6)
MORNING = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
NEXT_NIGHT = datetime(2026, 1, 5, 19, 30, tzinfo=UTC)
"""Half past two of 6 January in Việt Nam."""
BOTH_DAYS = (day_bounds(FIRST)[0], day_bounds(SECOND)[1])
HALF_YEAR = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 3, 10, tzinfo=UTC))


@pytest.fixture
def database(database_url):
    opened = Database(database_url, vault=Vault("a key that only this test knows"))
    yield opened
    opened.close()


def photo(code, at=MORNING):
    return Event(at, Kind.PHOTO_TAKEN, "staff:chi", dossier=code, office="pleiku")


def taken_back(store, code, at):
    wrong = store.events.last(code, Kind.PHOTO_TAKEN)
    store.events.write(replace(wrong, at=at, kind=Kind.STEP_UNDONE, undoes=wrong.number))


def listed(store, since_frozen=None):
    wanted = EventFilter(since=BOTH_DAYS[0], until=BOTH_DAYS[1])
    photos = figure("photographed")
    found = store.reports.events(wanted, counted_in=photos, since_frozen=since_frozen)
    return sorted(event.dossier for event in found)


def test_a_step_taken_back_after_the_night_stays_in_the_figure_and_stands_beside_it(database):
    with database.transaction() as store:
        store.events.write(photo("ZL-1"), photo("ZL-2"))
        freeze_days(store, now=NEXT_NIGHT)
        taken_back(store, "ZL-1", NEXT_NIGHT + timedelta(hours=6))
        report = store.reports.read(*BOTH_DAYS)

        assert report.totals["photographed"] == 2
        assert report.taken_back == {"photographed": 1}
        assert report.frozen_until == day_bounds(FIRST)[1]
        assert listed(store) == ["ZL-1", "ZL-2"]
        assert listed(store, Since.TAKEN_BACK) == ["ZL-1"]


def test_an_event_that_comes_late_changes_no_frozen_figure_and_stands_beside_it(database):
    with database.transaction() as store:
        store.events.write(photo("ZL-1"))
        freeze_days(store, now=NEXT_NIGHT)
        store.events.write(photo("ZL-2"), replace(photo("ZL-3"), office="an_khe"))
        report = store.reports.read(*BOTH_DAYS)

        assert report.totals["photographed"] == 1
        assert report.late == {"photographed": 2}
        assert store.reports.read(*BOTH_DAYS, office="an_khe").late == {"photographed": 1}
        assert listed(store) == ["ZL-1"]
        assert listed(store, Since.LATE) == ["ZL-2", "ZL-3"]


def test_today_is_live_and_counts_with_the_days_before_it(database):
    today = NEXT_NIGHT + timedelta(hours=5)
    with database.transaction() as store:
        store.events.write(photo("ZL-1"))
        freeze_days(store, now=NEXT_NIGHT)
        store.events.write(photo("ZL-1", today), photo("ZL-2", today), photo("ZL-3", today))
        taken_back(store, "ZL-3", today)
        report = store.reports.read(*BOTH_DAYS)

        assert report.totals["photographed"] == 2
        assert report.late == report.taken_back == {}
        assert listed(store) == ["ZL-1", "ZL-2"]


def test_a_step_taken_back_before_the_night_is_frozen_as_taken_back(database):
    with database.transaction() as store:
        store.events.write(photo("ZL-1"))
        taken_back(store, "ZL-1", MORNING)
        freeze_days(store, now=NEXT_NIGHT)

        assert store.reports.read(*BOTH_DAYS).totals["photographed"] == 0


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=LEDGERS, after=LEDGERS)
def test_no_later_event_changes_what_was_frozen(database, before, after):
    """Whatever comes in and is taken back later, reports of frozen time stay as they were."""
    edges = [HALF_YEAR[0], HALF_YEAR[0] + timedelta(days=20), HALF_YEAR[1]]
    with suppress(Undone), database.transaction() as store:
        known = written(store, before)
        while freeze_days(store, now=HALF_YEAR[1] + timedelta(days=5)):
            pass
        report, series = store.reports.read(*HALF_YEAR), store.reports.series(edges)
        store.events.write(*(step for step, _taken_back in after))
        store.events.write(
            *(replace(e, kind=Kind.STEP_UNDONE, undoes=e.number) for e in known[::2])
        )
        # days before the first event were never frozen; what is said of them now is live
        first = min(event.at for event in known)
        live = [s for s, _ in after if s.at < day_bounds((first + timedelta(hours=7)).date())[0]]
        if not live:
            again = store.reports.read(*HALF_YEAR)
            assert again.all_totals == report.all_totals
            assert again.by == report.by
            assert store.reports.series(edges) == series
            for one in ALL_FIGURES:
                wanted = EventFilter(since=HALF_YEAR[0], until=HALF_YEAR[1])
                counted = store.reports.events(wanted, counted_in=one, limit=99)
                assert len(counted) == again.all_totals[one.key]
        raise Undone


def test_the_night_freezes_every_day_that_was_missed_once_and_none_that_is_not_over(database):
    with database.transaction() as store:
        assert freeze_days(store, now=NEXT_NIGHT) == 0
        store.events.write(photo("ZL-1", MORNING - timedelta(days=40)))

        assert freeze_days(store, now=NEXT_NIGHT) == 31
        assert freeze_days(store, now=NEXT_NIGHT) == 10
        assert freeze_days(store, now=NEXT_NIGHT) == 0
        assert max(store.frozen_days.all()) == FIRST


@pytest.mark.parametrize(("hour", "day"), [(1, 4), (2, 5), (23, 5)])
def test_a_day_is_over_at_two_in_the_next_night(hour, day):
    at = day_bounds(SECOND)[0] + timedelta(hours=hour)

    assert last_over(at) == date(2026, 1, day)
