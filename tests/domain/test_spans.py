from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.spans import MonthReading, NotASpan, Span, months_after, span

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2020, 1, 15), 3, date(2020, 4, 15)),
        (date(2020, 11, 30), 3, date(2021, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 1), -1, date(2025, 12, 1)),
        (date(9999, 12, 1), 1, date.max),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_one(start, months, end):
    assert months_after(start, months) == end


def test_a_span_is_read_as_it_is_written():
    assert span("30 days") == Span(30, "day")
    assert span("1 month") == Span(1, "month")
    assert span("1 year") == Span(1, "year")


@pytest.mark.parametrize("written", ["", "3", "three months", "0 days", "-1 days", "3 weeks"])
def test_what_is_no_span_is_refused(written):
    with pytest.raises(NotASpan):
        span(written)


@given(DAYS, st.integers(1, 36))
def test_the_reading_of_a_month_changes_months_and_nothing_else(start, number):
    thirty = MonthReading.THIRTY_DAYS

    assert Span(number, "day").after(start, thirty) == start + timedelta(days=number)
    assert Span(number, "year").after(start, thirty) == Span(number, "year").after(start)
    assert Span(number, "month").after(start, thirty) == start + timedelta(days=30 * number)


@given(DAYS, st.integers(1, 36))
def test_a_calendar_month_has_28_to_31_days(start, number):
    days = (months_after(start, number) - start).days

    assert 28 * number <= days <= 31 * number


@pytest.mark.parametrize("written", ["30 days", "1 month", "1 year"])
@pytest.mark.parametrize("months", MonthReading)
def test_past_the_last_day_that_there_is_time_stands_still(written, months):
    assert span(written).after(date.max, months) == date.max
