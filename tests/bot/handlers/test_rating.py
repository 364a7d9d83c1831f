"""After the delivery one question, once a dossier; the score is counted, people read the words."""

from datetime import timedelta

import pytest

from domain.events import Kind
from domain.zone import local
from scheduler.jobs import ask_ratings


@pytest.fixture
def alice(office):
    """Alice holds her new licence since nine in the morning, and said thanks."""
    dossier = office.binh.accepts(office.binh.takes(office.citizen.hands_in()))
    for step, *words in (("photo_taken",), ("result_received",), ("posted", "EX1"), ("delivered",)):
        dossier = office.binh.records(step, dossier, *words)
    office.citizen.says("cảm ơn em")
    office.citizen.hears()
    return office.citizen


def rating_of(office, citizen):
    with office.database.reading() as store:
        return next(iter(store.ratings.newest()), None)


def test_the_question_comes_once_a_while_after_the_delivery(office, alice):
    assert ask_ratings(office.ground) == 0

    office.later(hours=4)

    assert ask_ratings(office.ground) == 1
    assert alice.hears("mấy điểm", "từ 1", "đến 5", alice.dossiers[0].code)
    for _again in range(3):
        office.later(hours=1)
        assert ask_ratings(office.ground) == 0
    assert alice.hears_nothing()


def test_a_score_is_counted_once_and_its_words_stand_in_no_ledger_and_no_log(office, alice):
    office.later(hours=4)
    ask_ratings(office.ground)

    alice.says("4 sao, chú Tám giao hơi chậm")

    assert alice.hears("Em ghi lại")
    given = rating_of(office, alice)
    assert (given.score, given.words) == (4, "chú Tám giao hơi chậm")
    (event,) = office.events(Kind.SATISFACTION_GIVEN)
    assert (event.outcome, event.detail) == ("satisfied", {"score": 4})
    assert "chú Tám" not in office.log.text
    alice.says("1")
    assert len(office.events(Kind.SATISFACTION_GIVEN)) == 1
    with office.database.reading() as store:
        report = store.reports.read(office.now - timedelta(days=1), office.now + timedelta(days=1))
    assert (report.rated, report.satisfied) == (1, 1)


def test_words_may_follow_the_score(office, alice):
    office.later(hours=4)
    ask_ratings(office.ground)

    alice.says("2")
    assert alice.hears("xin lỗi")
    alice.says("Nhân viên bảo tôi chờ ngoài nắng")

    assert alice.hears("Em ghi lại")
    given = rating_of(office, alice)
    assert (given.score, given.words) == (2, "Nhân viên bảo tôi chờ ngoài nắng")


@pytest.mark.parametrize("words", ["đổi bằng", "hồ sơ của tôi", "gặp nhân viên", "xin chào"])
def test_who_talks_of_something_else_is_answered_and_never_asked_again(office, alice, words):
    office.later(hours=4)
    ask_ratings(office.ground)
    alice.hears()

    alice.says(words)

    assert not alice.hears_nothing()
    assert alice.talk.asked not in {"rating", "rating_words"}
    assert rating_of(office, alice) is None
    office.later(hours=1)
    assert ask_ratings(office.ground) == 0


def test_nobody_is_asked_in_the_night_in_the_middle_of_a_form_or_after_they_left(office, alice):
    office.now = local(office.now).replace(hour=22)
    assert ask_ratings(office.ground) == 0

    office.now = local(office.now).replace(hour=9) + timedelta(days=1)
    alice.says("đổi bằng")
    assert ask_ratings(office.ground) == 0

    alice.says("huỷ", "1").sends("unfollow", follower={"id": alice.id})
    assert ask_ratings(office.ground) == 0

    alice.says("alo")
    assert ask_ratings(office.ground) == 1


def test_a_delivery_that_was_taken_back_or_is_long_ago_is_not_asked_about(office, alice):
    office.binh.records("undo", alice.dossiers[0])
    office.later(hours=4)
    assert ask_ratings(office.ground) == 0

    office.binh.records("delivered", alice.dossiers[0])
    office.later(days=8)
    alice.says("alo")
    assert ask_ratings(office.ground) == 0


def test_the_words_are_forgotten_after_a_year_and_the_score_stays(office, alice):
    office.later(hours=4)
    ask_ratings(office.ground)
    alice.says("5, cảm ơn chị Bình")

    office.later(days=366)
    ask_ratings(office.ground)

    assert (rating_of(office, alice).score, rating_of(office, alice).words) == (5, "")


def test_a_second_answer_changes_nothing_and_nobody_answers_who_was_not_asked(office, alice):
    office.later(hours=4)
    code = alice.dossiers[0].code
    with office.database.transaction() as store:
        assert not store.ratings.answer(code, 5, "", at=office.now)
    ask_ratings(office.ground)

    with office.database.transaction() as store:
        assert store.ratings.answer(code, 5, "", at=office.now)
        assert not store.ratings.answer(code, 1, "lời sau", at=office.now)

    assert (rating_of(office, alice).score, rating_of(office, alice).words) == (5, "")
