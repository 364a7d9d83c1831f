"""A clerk sees before typing whether the letter is free, costs money, or cannot be sent."""

from datetime import UTC, datetime, timedelta

import pytest

from desk.window_words import window_words

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CITIZEN = "4012345678901234567"


@pytest.mark.parametrize(
    ("ago", "line"),
    [
        (timedelta(hours=18, minutes=55), "Nhắn miễn phí tới 14:05 mai"),
        (timedelta(hours=47), "Nhắn miễn phí tới 10:00 hôm nay"),
        (timedelta(0), "Nhắn miễn phí tới 09:00 ngày 25/11"),
        (timedelta(days=3), "Ngoài 48 giờ: tin tính phí, nhắn được tới 09:00 ngày 27/11"),
        (timedelta(days=7), "Quá 7 ngày: Zalo không cho nhắn, gọi điện giúp"),
    ],
)
def test_the_line_says_what_a_letter_costs_and_until_when(ago, line):
    assert str(window_words(MONDAY - ago, MONDAY, has_template=False)) == line


def test_with_an_approved_template_the_line_says_what_becomes_of_the_letter():
    told = window_words(MONDAY - timedelta(days=8), MONDAY, has_template=True)

    assert "thông báo mẫu" in str(told)


def test_where_nobody_knows_nothing_is_said():
    assert window_words(None, MONDAY, has_template=True) is None


def spoke(desk, citizen, ago):
    with desk.ground.database.transaction() as store:
        store.talks.lock(citizen, desk.now)
        store.talks.interacted(citizen, desk.now - ago)


def test_the_line_stands_in_the_write_box_of_a_person(desk):
    spoke(desk, CITIZEN, timedelta(hours=18, minutes=55))

    desk.binh.opens(f"/desk/people/{CITIZEN}")

    assert "Nhắn miễn phí tới 14:05 mai" in desk.binh.reads
    assert 'aria-describedby="letter-window"' in desk.binh.source


def test_the_line_stands_in_the_write_box_of_a_dossier(desk):
    code = desk.hands_in()
    spoke(desk, desk.dossier(code).citizen, timedelta(days=8))

    desk.binh.opens(f"/desk/dossiers/{code}")

    assert "Quá 7 ngày: Zalo không cho nhắn, gọi điện giúp" in desk.binh.reads


def test_a_write_box_without_the_line_points_at_nothing(desk):
    desk.hears(CITIZEN, "alo")

    desk.binh.opens(f"/desk/people/{CITIZEN}")

    assert "letter-window" not in desk.binh.source


def test_a_letter_that_was_not_sent_says_why_in_the_talk(desk):
    spoke(desk, CITIZEN, timedelta(days=8))
    with desk.ground.database.transaction() as store:
        store.letters.put(CITIZEN, [("Bằng đã về.", [])], at=desk.now)
        [letter] = store.letters.claim(desk.now)
        store.letters.given_up(letter.id, error="window_closed")

    desk.binh.opens(f"/desk/people/{CITIZEN}")

    assert "không gửi: quá 7 ngày công dân không nhắn, gọi điện giúp" in desk.binh.reads
