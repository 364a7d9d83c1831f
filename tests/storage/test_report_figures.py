"""Every figure of a report is what a naive recount of the raw events says, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.events import Event, Kind
from domain.figures import ALL_FIGURES, DIMENSIONS, FIGURES, Figure, figure
from storage.database import Database
from storage.events import EventFilter
from storage.reports import Place
from storage.store import Store
from storage.vault import Vault

START = datetime(2026, 1, 1, tzinfo=UTC)
HALF_YEAR = (START + timedelta(days=10), START + timedelta(days=60))
EDGES = [HALF_YEAR[0], *(START + timedelta(days=day) for day in (20, 31, 45)), HALF_YEAR[1]]

# few kinds and dossiers, so that the same ones meet again and again
KINDS = (
    Kind.DOSSIER_RECEIVED,
    Kind.DOSSIER_SENT_BACK,
    Kind.RESULT_RECEIVED,
    Kind.INQUIRY_ROUTED,
    Kind.CLERK_WROTE,
)
STEPS = st.builds(
    Event,
    at=st.integers(0, 70 * 24).map(lambda hours: START + timedelta(hours=hours)),
    kind=st.sampled_from(KINDS),
    actor=st.just("staff:binh"),
    dossier=st.sampled_from(["", "ZL-1", "ZL-2", "ZL-3"]),
    office=st.sampled_from(["", "pleiku", "an_khe"]),
    channel=st.sampled_from(["zalo", "counter"]),
    procedure=st.just("exchange"),
    reason=st.sampled_from(["damaged", "expiring"]),
    outcome=st.sampled_from(["", "on_time", "late"]),
)
# a ledger: steps, each with whether somebody takes it back afterwards
LEDGERS = st.lists(
    st.tuples(STEPS, st.sampled_from([False, False, False, True])), min_size=1, max_size=40
)


class Undone(Exception):
    """Takes the example's rows back, so that the next one begins with an empty ledger."""


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url, vault=Vault("a key that only this test knows"))
    yield opened
    opened.close()


@contextmanager
def empty_ledger(database: Database) -> Iterator[Store]:
    """Give a ledger for one example, and throw away what was written in it."""
    with suppress(Undone), database.transaction() as store:
        yield store
        raise Undone


def written(store: Store, ledger) -> list[Event]:
    """Write a ledger and return its events as they stand, with their numbers."""
    store.events.write(*(step for step, _taken_back in ledger))
    known = sorted(store.reports.events(EventFilter()), key=lambda event: event.number)
    wrong = [event for event, (_step, taken_back) in zip(known, ledger, strict=True) if taken_back]
    if wrong:
        store.events.write(
            *(replace(event, kind=Kind.STEP_UNDONE, undoes=event.number) for event in wrong)
        )
    return sorted(store.reports.events(EventFilter(), limit=99), key=lambda event: event.number)


def recount(one: Figure, events: list[Event], since: datetime, until: datetime) -> list[Event]:
    """Return the events that a figure counts, by its definition and in plain words."""
    taken_back = {event.undoes for event in events}
    seen: set[str] = set()
    counted = []
    for event in events:
        if event.kind is not one.kind or event.number in taken_back:
            continue
        if not since <= event.at < until or event.dossier in seen:
            continue
        if event.dossier:
            seen.add(event.dossier)
        if one.outcome in ("", event.outcome):
            counted.append(event)
    return counted


def of(events: list[Event], **named: str) -> int:
    return sum(all(getattr(event, k) == v for k, v in named.items()) for event in events)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ledger=LEDGERS)
def test_the_report_is_what_a_naive_recount_of_the_ledger_says(database, ledger):
    with empty_ledger(database) as store:
        events = written(store, ledger)
        report = store.reports.read(*HALF_YEAR)
        of_pleiku = store.reports.read(*HALF_YEAR, office="pleiku")
        months = store.reports.series(EDGES)
        shown = report.all_totals
        for one in ALL_FIGURES:
            counted = recount(one, events, *HALF_YEAR)
            assert shown[one.key] == len(counted)
            assert of_pleiku.totals.get(one.key) in {None, of(counted, office="pleiku")}
            assert [month[one.key] for month in months] == [
                len(recount(one, events, *stretch)) for stretch in pairwise(EDGES)
            ]
            listed = store.reports.events(
                EventFilter(since=HALF_YEAR[0], until=HALF_YEAR[1]), counted_in=one, limit=99
            )
            assert sorted(event.number for event in listed) == [e.number for e in counted]


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(ledger=LEDGERS)
def test_the_lines_of_each_dimension_add_up_and_lead_to_what_they_count(database, ledger):
    since, until = HALF_YEAR
    with empty_ledger(database) as store:
        events = written(store, ledger)
        report = store.reports.read(since, until)
        for dimension in DIMENSIONS:
            for one in FIGURES:
                counted = recount(one, events, since, until)
                lines = {line.value: line.counts[one.key] for line in report.by[dimension]}
                assert sum(lines.values()) == report.totals[one.key]
                for value, count in lines.items():
                    assert count == of(counted, **{dimension: value})
                    wanted = EventFilter(since=since, until=until, **{dimension: value})
                    led_to = store.reports.events(
                        wanted, without=() if value else (dimension,), counted_in=one, limit=99
                    )
                    assert len(led_to) == count


def test_the_ledger_is_read_in_pages_without_a_line_twice_or_lost(database):
    hours = (3, 1, 2, 2, 2, 5, 4)
    with database.transaction() as store:
        store.events.write(
            *(Event(START + timedelta(hours=h), Kind.CLERK_WROTE, "staff:chi") for h in hours)
        )
    with database.reading() as store:
        read: list[Event] = []
        for _page in range(4):
            place = Place(read[-1].at, read[-1].number) if read else None
            read += store.reports.events(EventFilter(), limit=2, older_than=place)

    assert [(event.at - START) // timedelta(hours=1) for event in read] == [5, 4, 3, 2, 2, 2, 1]
    assert len({event.number for event in read}) == len(hours)


def test_a_stretch_without_edges_has_no_figures(database):
    with database.reading() as store:
        assert store.reports.series([START]) == []


def test_a_step_taken_back_after_the_period_is_not_counted_in_it(database):
    with database.transaction() as store:
        store.events.write(Event(START, Kind.PHOTO_TAKEN, "staff:chi", dossier="ZL-1"))
        (photo,) = store.events.of("ZL-1")
        store.events.write(
            Event(
                START + timedelta(days=90),
                Kind.STEP_UNDONE,
                "staff:chi",
                dossier="ZL-1",
                undoes=photo.number,
            )
        )
        report = store.reports.read(START, START + timedelta(days=1))

    assert report.totals["photographed"] == 0
    assert figure("photographed").kind is Kind.PHOTO_TAKEN
