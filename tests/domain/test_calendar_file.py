"""A calendar file that every telephone reads, and a link to a map."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.calendar_file import calendar_file, map_link

AT = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
WRITTEN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def file(**told):
    words = {"title": "Chụp ảnh", "place": "Bưu cục Pleiku", "notes": "Mang căn cước"} | told
    return calendar_file("7-abc@doibang", AT, timedelta(minutes=30), at=WRITTEN, **words)


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def test_the_time_is_told_in_utc_and_every_line_ends_as_the_standard_wants():
    lines = unfolded(file())

    assert {
        "DTSTART:20261125T010000Z",
        "DTEND:20261125T013000Z",
        "DTSTAMP:20261123T020000Z",
    } <= set(lines)
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert "\n" not in file().replace("\r\n", "")


@pytest.mark.parametrize("place", ["Bưu cục " * 30, "ấ" * 200, "a" * 75, "🖼" * 40])
def test_no_line_is_longer_than_75_octets_and_nothing_is_lost_by_folding(place):
    text = file(place=place)

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert f"LOCATION:{place}" in unfolded(text)


def test_signs_that_mean_something_in_the_file_are_escaped():
    lines = unfolded(file(place="69 Hùng Vương, Pleiku; cổng\\sau", notes="một\nhai"))

    assert "LOCATION:69 Hùng Vương\\, Pleiku\\; cổng\\\\sau" in lines
    assert "DESCRIPTION:một\\nhai" in lines


@pytest.mark.parametrize(
    ("point", "query"),
    [
        ("13.9833, 108.0000", "13.9833,108.0000"),
        ("", "Buu+cuc+Pleiku,+69+Hung+Vuong,+Dak+Doa"),
    ],
)
def test_the_map_shows_the_point_or_looks_for_the_address(point, query):
    link = map_link(point, "Bưu cục Pleiku, 69 Hùng Vương, Đak Đoa")

    assert link == f"https://www.google.com/maps/search/?api=1&query={query}"
