from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.periods import (
    PRESET_NAMES,
    Period,
    Preset,
    TurnedRange,
    free_range,
    from_day,
    period,
    previous,
)

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("preset", "day", "start", "end"),
    [
        ("month", date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29)),
        ("quarter", date(2025, 12, 14), date(2025, 9, 15), date(2025, 12, 14)),
        ("quarter", date(2025, 12, 15), date(2025, 12, 15), date(2026, 3, 14)),
        ("quarter", date(2026, 3, 14), date(2025, 12, 15), date(2026, 3, 14)),
        ("quarter", date(2026, 3, 15), date(2026, 3, 15), date(2026, 6, 14)),
        ("half_year", date(2020, 1, 1), date(2019, 12, 15), date(2020, 6, 14)),
        ("half_year", date(2020, 6, 14), date(2019, 12, 15), date(2020, 6, 14)),
        ("half_year", date(2020, 6, 15), date(2020, 6, 15), date(2020, 12, 14)),
        ("calendar_half_year", date(2020, 6, 30), date(2020, 1, 1), date(2020, 6, 30)),
        ("calendar_half_year", date(2020, 7, 1), date(2020, 7, 1), date(2020, 12, 31)),
        ("year", date(2025, 12, 14), date(2024, 12, 15), date(2025, 12, 14)),
        ("year", date(2025, 12, 15), date(2025, 12, 15), date(2026, 12, 14)),
        ("calendar_year", date(2025, 12, 15), date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_preset_is_the_period_in_which_the_day_lies(preset, day, start, end):
    found = period(preset, day)

    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    ("preset", "label"),
    [
        ("month", "Tháng 6/2020"),
        ("quarter", "Quý 2/2020 (15/03/2020–14/06/2020)"),
        ("half_year", "6 tháng, kỳ 1/2020 (15/12/2019–14/06/2020)"),
        ("calendar_half_year", "6 tháng, kỳ 1/2020 (01/01/2020–30/06/2020)"),
        ("year", "Năm 2020 (15/12/2019–14/12/2020)"),
        ("calendar_year", "Năm 2020 (01/01/2020–31/12/2020)"),
    ],
)
def test_a_period_is_named_by_the_year_in_which_it_ends(preset, label):
    assert str(period(preset, date(2020, 6, 10)).label) == label


@given(st.sampled_from(Preset), DAYS)
def test_every_day_lies_in_one_period_and_the_periods_join(preset, day):
    found = period(preset, day)

    assert day in found
    assert period(preset, found.start) == found == period(preset, found.end)
    assert found.end + timedelta(days=1) not in found
    assert previous(preset, day).end == found.start - timedelta(days=1)
    assert previous(preset, found.end + timedelta(days=1)) == found


def test_a_free_range_has_both_its_ends():
    found = free_range(date(2020, 1, 1), date(2020, 1, 31))

    assert found.days == 31
    assert str(found.label) == str(found.printed_range) == "Từ 01/01/2020 đến 31/01/2020"


def test_one_day_is_a_period():
    assert free_range(date(2020, 1, 1), date(2020, 1, 1)).days == 1


def test_a_period_may_run_from_a_day_until_today():
    assert from_day(date(2026, 1, 1), date(2026, 11, 23)).end == date(2026, 11, 23)


def test_a_range_that_ends_before_it_begins_is_refused():
    with pytest.raises(TurnedRange):
        free_range(date(2020, 1, 2), date(2020, 1, 1))
    with pytest.raises(TurnedRange):
        Period(date(2020, 1, 2), date(2020, 1, 1), PRESET_NAMES[Preset.MONTH])


def test_a_period_of_no_known_kind_is_refused():
    with pytest.raises(ValueError, match="fortnight"):
        period("fortnight", date(2020, 1, 1))


def test_every_preset_has_a_name():
    assert set(PRESET_NAMES) == set(Preset)
