"""A form that lies idle is recalled once, at a decent hour, and never against somebody's will."""

from datetime import timedelta

import pytest

from domain.events import Kind
from domain.zone import local
from scheduler.jobs import nudge


@pytest.fixture
def alice(office):
    """Alice has chosen her reason and fell silent at nine in the morning."""
    office.alice.says("đổi bằng", "đồng ý", "bằng bị hỏng")
    office.alice.hears("nhắn giúp em: hạng gì")
    return office.alice


def test_a_form_that_lies_idle_is_recalled_once_with_the_same_question(office, alice):
    office.later(hours=3)
    assert nudge(office.ground) == 0

    office.later(hours=1)

    assert nudge(office.ground) == 1
    assert alice.hears("làm dở", "phút nữa", "«thôi»", "hạng gì")
    office.later(hours=5)
    assert nudge(office.ground) == 0
    assert alice.hears_nothing()
    assert len(office.events(Kind.CITIZEN_NUDGED)) == 1
    alice.says("A1, không thời hạn")
    assert alice.talk.answers["licence_class"] == "A1"


def test_another_form_may_be_recalled_again_but_an_answer_is_no_new_form(office, alice):
    office.later(hours=4)
    nudge(office.ground)
    alice.says("A1, không thời hạn")
    office.later(hours=5)
    assert nudge(office.ground) == 0

    alice.says("huỷ", "1", "đổi bằng")
    office.now = local(office.now).replace(hour=8) + timedelta(days=1)

    assert nudge(office.ground) == 1


@pytest.mark.parametrize("hour", [0, 6, 21, 23])
def test_nobody_is_recalled_in_the_night(office, alice, hour):
    office.now = local(office.now).replace(hour=hour, minute=59) + timedelta(days=1)

    assert nudge(office.ground) == 0


def test_who_said_to_stop_is_left_in_peace_whether_they_confirmed_or_not(office, alice):
    alice.says("thôi")
    office.later(hours=4)
    assert nudge(office.ground) == 0

    alice.says("1")
    office.later(hours=4)
    assert nudge(office.ground) == 0


def test_the_reminder_comes_only_while_a_letter_is_free(office, alice):
    office.later(hours=47, minutes=30)

    assert nudge(office.ground) == 0


@pytest.mark.parametrize("what", ["waits for a person", "talks with a person", "does not follow"])
def test_who_has_a_person_or_has_left_is_not_recalled(office, alice, what):
    if what == "waits for a person":
        alice.says("gặp nhân viên")
    elif what == "talks with a person":
        with office.database.transaction() as store:
            store.talks.pause(alice.id, office.now + timedelta(days=1))
    else:
        alice.sends("unfollow", follower={"id": alice.id})
    office.later(hours=5)

    assert nudge(office.ground) == 0


def test_a_talk_that_cannot_be_read_stops_no_other(office, alice):
    bob = office.another_citizen("200000000000000002").says("đổi bằng")
    with office.database.transaction() as store:
        store.talks.keep(alice.id, "{broken", form="exchange", asked="reason", at=office.now)
    office.later(hours=4)

    assert nudge(office.ground) == 1
    assert bob.hears("làm dở")


def test_who_opens_the_chat_again_hears_where_they_are(office, alice):
    office.later(hours=20)

    alice.sends("user_click_chatnow", user_id=alice.id)

    assert alice.hears("Mình đang làm dở", "phút nữa", "Còn thiếu", "nhắn giúp em: hạng gì")
