from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import (
    CalendarDay,
    Stretch,
    WorkingCalendar,
    closed_days,
    public_holidays,
    vietnamese_calendar,
)
from domain.zone import VIETNAM

CALENDAR = vietnamese_calendar(range(2019, 2028))
FIVE = Decimal(5)
HALVES = st.integers(0, 40).map(lambda number: Decimal(number) / 2)
INSTANTS = st.datetimes(datetime(2023, 1, 1), datetime(2026, 6, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=VIETNAM)
)


def at(written):
    return datetime.strptime(written, "%d/%m/%Y %H:%M").replace(tzinfo=VIETNAM)


def due(received, days="5", *pauses: tuple[str, str], calendar=CALENDAR):
    spans = [(at(begin), at(end)) for begin, end in pauses]
    return f"{calendar.due_at(at(received), Decimal(days), spans):%d/%m/%Y %H:%M}"


def test_the_worked_sample_is_due_on_the_fifth_working_day_after_receipt():
    assert CALENDAR.due_at(at("27/10/2023 09:32"), FIVE).date() == date(2023, 11, 3)


@pytest.mark.parametrize(
    ("received", "days", "expected"),
    [
        ("27/10/2023 09:32", "1", "30/10/2023 09:32"),
        ("27/10/2023 07:00", "1", "30/10/2023 07:00"),  # the day of receipt is excluded
        ("27/10/2023 05:10", "1", "30/10/2023 07:00"),  # before opening
        ("27/10/2023 11:30", "1", "30/10/2023 13:30"),  # the lunch break
        ("27/10/2023 12:45", "1", "30/10/2023 13:30"),
        ("27/10/2023 16:59", "1", "30/10/2023 16:59"),
        ("27/10/2023 17:00", "1", "31/10/2023 07:00"),  # after closing: the next morning
        ("28/10/2023 10:00", "1", "31/10/2023 07:00"),  # Saturday
        ("27/10/2023 09:32", "3.5", "01/11/2023 15:32"),  # half a day is four hours
        ("27/10/2023 14:00", "3.5", "02/11/2023 08:00"),
        ("27/10/2023 07:00", "3.5", "01/11/2023 11:00"),
        ("27/10/2023 09:32", "0", "27/10/2023 09:32"),
        ("30/12/2025 10:00", "2", "05/01/2026 10:00"),  # 01/01 a holiday, 02/01 swapped
        ("09/01/2026 10:00", "1", "10/01/2026 10:00"),  # the Saturday that made up for it
        ("13/02/2026 10:00", "5", "27/02/2026 10:00"),  # Tết 2026: closed 14–22/02
        ("05/11/2025 10:00", "1", "10/11/2025 10:00"),  # the typhoon of 06–07/11
        ("21/08/2026 10:00", "1", "22/08/2026 10:00"),
        ("28/08/2026 10:00", "1", "03/09/2026 10:00"),
    ],
)
def test_only_working_minutes_count(received, days, expected):
    assert due(received, days) == expected


@pytest.mark.parametrize(
    ("pause", "expected"),
    [
        (("30/10/2023 08:00", "31/10/2023 08:00"), "06/11/2023 09:32"),
        (("27/10/2023 18:00", "30/10/2023 06:00"), "03/11/2023 09:32"),
        (("30/10/2023 11:00", "30/10/2023 14:00"), "03/11/2023 10:32"),
    ],
)
def test_the_working_time_of_a_pause_is_added(pause, expected):
    assert due("27/10/2023 09:32", "5", pause) == expected


def test_pauses_that_overlap_count_once():
    one = ("30/10/2023 08:00", "31/10/2023 08:00")
    inside = ("30/10/2023 09:00", "30/10/2023 10:00")

    assert due("27/10/2023 09:32", "5", inside, one, one) == due("27/10/2023 09:32", "5", one)


def test_a_closure_moves_what_was_due_in_it():
    typhoon = closed_days(date(2023, 11, 2), date(2023, 11, 3), "Bão số 9")

    assert due("27/10/2023 09:32", calendar=CALENDAR.with_days(typhoon)) == "07/11/2023 09:32"


def test_the_offices_own_table_wins_over_the_holidays():
    own = (CalendarDay(date(2026, 11, 24), is_working=True, note="Trực ngày lễ"),)

    assert not CALENDAR.is_working(date(2026, 11, 24))
    assert vietnamese_calendar([2026], own).is_working(date(2026, 11, 24))
    assert vietnamese_calendar([2026], own).note(date(2026, 11, 24)) == "Trực ngày lễ"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2020, 1, 23), date(2020, 1, 29)),
        (date(2020, 4, 2), date(2020, 4, 2)),
        (date(2020, 4, 30), date(2020, 5, 3)),
        (date(2020, 9, 2), date(2020, 9, 2)),
        (date(2025, 11, 6), date(2025, 11, 9)),
        (date(2026, 1, 1), date(2026, 1, 4)),
        (date(2026, 2, 14), date(2026, 2, 22)),
        (date(2026, 8, 29), date(2026, 9, 2)),
        (date(2026, 11, 24), date(2026, 11, 24)),
    ],
)
def test_the_office_is_closed_from_the_first_to_the_last_day(first, last):
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]

    assert not any(CALENDAR.is_working(day) for day in days)
    assert CALENDAR.is_working(CALENDAR.working_day_after(last))
    assert CALENDAR.note(first) or first.weekday() >= 5


@pytest.mark.parametrize("day", [date(2026, 1, 10), date(2026, 8, 22), date(2025, 4, 26)])
def test_a_saturday_that_makes_up_for_a_holiday_is_worked_in_full(day):
    assert CALENDAR.hours_on(day) == CALENDAR.hours


def test_saturday_mornings_are_off_unless_an_office_opens_them():
    morning = (Stretch(time(7, 30), time(11, 30)),)
    open_saturday = vietnamese_calendar([2023], saturday=morning)

    assert not CALENDAR.is_working(date(2023, 10, 28))
    assert open_saturday.hours_on(date(2023, 10, 28)) == morning
    assert not open_saturday.is_working(date(2023, 10, 29))
    assert due("27/10/2023 14:00", "1", calendar=open_saturday) == "30/10/2023 08:00"


def test_an_office_with_shorter_hours_still_counts_whole_days():
    shorter = WorkingCalendar(hours=(Stretch(time(7), time(11)), Stretch(time(13, 30), time(17))))

    assert due("27/10/2023 09:32", calendar=shorter) == "03/11/2023 09:32"


def test_two_working_days_after_a_friday_is_tuesday():
    friday, tuesday = date(2023, 10, 27), date(2023, 10, 31)

    assert CALENDAR.working_day_after(friday, 2) == tuesday
    assert CALENDAR.working_days_between(friday, tuesday) == 2
    assert CALENDAR.working_days_between(friday, friday) == 0


def test_an_instant_from_elsewhere_is_read_in_local_time():
    in_utc = datetime(2023, 10, 27, 2, 32, tzinfo=UTC)

    assert CALENDAR.due_at(in_utc, FIVE) == at("03/11/2023 09:32")


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        CALENDAR.due_at(at("27/10/2023 09:32").replace(tzinfo=None), FIVE)


@pytest.mark.parametrize(
    "hours",
    [
        (),
        (Stretch(time(9), time(8)),),
        (Stretch(time(7), time(12)), Stretch(time(11), time(17))),
    ],
)
def test_hours_in_which_nobody_is_served_are_refused(hours):
    with pytest.raises(ValueError, match="hours"):
        WorkingCalendar(hours=hours)


def test_a_closure_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="closure"):
        closed_days(date(2026, 1, 2), date(2026, 1, 1), "?")


def test_no_years_have_no_holidays():
    assert public_holidays([]) == ()


@given(received=INSTANTS, days=HALVES)
def test_a_due_instant_lies_in_opening_hours_and_is_exactly_that_much_work_away(received, days):
    due_at = CALENDAR.due_at(received, days)
    minute = due_at.hour * 60 + due_at.minute

    assert due_at >= received.replace(second=0, microsecond=0)
    assert any(
        one.first_minute <= minute < one.end_minute for one in CALENDAR.hours_on(due_at.date())
    )
    assert CALENDAR.working_minutes(received, due_at) == days * 480


@given(
    received=INSTANTS,
    days=HALVES,
    closed=st.integers(0, 30),
    pause=st.tuples(st.integers(0, 200), st.integers(0, 200)),
)
def test_a_closed_day_moves_what_is_due_as_if_it_had_always_been_closed(
    received, days, closed, pause
):
    day = (received + timedelta(days=closed)).date()
    typhoon = CALENDAR.with_days(closed_days(day, day, "Bão"))
    begin, end = (received + timedelta(hours=hours) for hours in sorted(pause))
    due_at = CALENDAR.due_at(received, days, [(begin, end)])

    moved = CALENDAR.moved_to(typhoon, received, due_at, [(begin, end)])

    assert moved == typhoon.due_at(received, days, [(begin, end)])
    assert typhoon.moved_to(CALENDAR, received, moved, [(begin, end)]) == due_at


@given(received=INSTANTS, days=st.integers(1, 20))
def test_whole_days_exclude_the_day_of_receipt(received, days):
    opened = CALENDAR.due_at(received, Decimal(0)).date()

    assert CALENDAR.due_at(received, Decimal(days)).date() == CALENDAR.working_day_after(
        opened, days
    )


@given(received=INSTANTS, days=HALVES, later=st.timedeltas(timedelta(0), timedelta(days=20)))
def test_who_comes_later_is_never_due_earlier(received, days, later):
    assert CALENDAR.due_at(received + later, days) >= CALENDAR.due_at(received, days)
