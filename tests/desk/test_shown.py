from datetime import UTC, datetime, timedelta

import pytest

from desk import shown

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # 12:00 in Việt Nam


@pytest.mark.parametrize(
    ("left", "words", "level"),
    [
        (timedelta(minutes=40), "còn 40 phút", "soon"),
        (timedelta(hours=3, minutes=59), "còn 3 giờ", "soon"),
        (timedelta(hours=9), "còn 9 giờ", "calm"),
        (timedelta(days=1, hours=3), "còn 1 ngày 3 giờ", "calm"),
        (timedelta(days=1), "còn 1 ngày", "calm"),
        (timedelta(days=6, hours=5), "còn 6 ngày", "calm"),
        (timedelta(days=-2), "quá hạn 2 ngày", "late"),
        (timedelta(minutes=-5), "quá hạn 5 phút", "late"),
        (timedelta(0), "còn 0 phút", "soon"),
    ],
)
def test_what_is_left_is_said_in_units_that_help(left, words, level):
    due = shown.due(NOON + left, NOON)

    assert (str(due.text), due.level) == (words, level)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(0), "hôm nay 12:00"),
        (timedelta(hours=13), "hôm qua 23:00"),
        (timedelta(days=-1), "ngày mai 12:00"),
        (timedelta(days=5), "18/11 12:00"),
        (timedelta(days=400), "19/10/2025"),
    ],
)
def test_a_moment_is_said_as_people_say_it(ago, words):
    assert str(shown.moment(NOON - ago, NOON)) == words


def test_a_day_has_its_weekday():
    assert str(shown.day_name(shown.day_of(NOON))) == "thứ Hai, 23/11/2026"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("064192001234", "••••••••1234"),
        ("cmnd 230123456.", "cmnd •••••6456.".replace("6456", "3456")),
        ("dt 0912345678", "dt 0912345678"),
        ("ZL-261123-0042", "ZL-261123-0042"),
        ("0641920012345678", "0641920012345678"),
        ("hộ chiếu c01234567 ạ", "hộ chiếu •••••4567 ạ"),
        ("ZL-261123-0001, EP123456789VN", "ZL-261123-0001, EP123456789VN"),
    ],
)
def test_identity_numbers_in_what_was_said_are_hidden(said, kept):
    assert shown.without_numbers(said) == kept


def test_a_phone_number_can_be_read_aloud():
    assert shown.phone("0912345678") == "0912 345 678"
    assert shown.phone("02693824123") == "02693824123"


def test_a_stored_date_is_written_as_people_write_it():
    assert shown.iso_day("1992-03-14") == "14/03/1992"
    assert shown.iso_day("năm 1992") == "năm 1992"
