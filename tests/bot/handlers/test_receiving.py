"""A citizen's message is kept once and answered once, whatever goes wrong between."""

from dataclasses import replace

import pytest

from bot.handlers.receive import catch_up
from bot.handlers.talks import keep_talk
from domain.events import Kind
from scheduler.jobs import answer_kept
from tests.office import event, new_message_id
from tests.trial_form import trial


def test_a_greeting_of_somebody_new_is_welcomed_and_who_has_a_dossier_gets_the_menu(office):
    office.citizen.says("xin chào")
    assert office.citizen.hears("Em giúp đổi giấy phép lái xe", "nhắn «Đồng ý»", "«việc khác»")

    office.citizen.hands_in()
    office.citizen.says("xin chào")

    assert office.citizen.hears("1. Bằng sắp hết hạn")


def test_a_second_delivery_of_a_message_writes_nothing(office):
    raw = event(
        "user_send_text", "1", office.now, message={"msg_id": new_message_id(), "text": "đổi bằng"}
    )
    alice = office.another_citizen("1")
    office.takes_in(raw)
    talk, letters = alice.talk, alice.letters

    office.takes_in(raw)

    assert (alice.talk, alice.letters) == (talk, letters)
    with office.database.reading() as store:
        assert len(store.inbox.of("1")) == 1


def test_a_bug_loses_no_message_and_holds_no_other_up(office):
    fragile = trial(office)
    office.citizen.says("thử").hears("Màu gì")

    office.citizen.says("nổ")
    assert office.citizen.hears_nothing()
    fragile.broken = False
    office.later(seconds=2)
    answer_kept(office.ground)

    assert office.citizen.hears("Con gì")
    assert office.citizen.talk.answers["colour"] == "nổ"
    assert office.events(Kind.MESSAGE_SET_ASIDE) == []


def test_after_three_tries_a_message_is_set_aside_for_all_to_see(office):
    trial(office)
    office.citizen.says("thử").hears("Màu gì")

    office.citizen.says("nổ")
    for _each in range(5):
        office.later(seconds=10)
        answer_kept(office.ground)

    assert office.citizen.hears("xin lỗi", "gặp nhân viên")
    assert len(office.citizen.letters) == 2
    assert [one.actor for one in office.events(Kind.MESSAGE_SET_ASIDE)] == ["system"]
    with office.database.reading() as store:
        [aside] = store.inbox.set_aside()
        [waiting] = store.talks.waiting_for_a_person()
    assert (aside.shown, aside.attempts) == ("nổ", 3)
    assert waiting.citizen == office.citizen.id
    assert office.citizen.talk.asked == "colour"


def test_the_citizens_next_message_is_answered_while_the_broken_one_waits(office):
    trial(office)
    office.citizen.says("thử", "nổ").hears("Màu gì")

    office.citizen.says("sai")

    assert office.citizen.hears("Chưa đúng")


def test_a_message_that_was_overtaken_is_not_filed_under_another_question(office):
    fragile = trial(office)
    office.citizen.says("thử", "nổ", "nâu").hears("Con gì")
    fragile.broken = False
    office.later(seconds=2)

    answer_kept(office.ground)

    assert office.citizen.talk.answers == {"colour": "nâu"}
    assert office.citizen.talk.asked == "pet"
    assert office.citizen.hears("xin lỗi")
    assert len(office.events(Kind.MESSAGE_SET_ASIDE)) == 1


def test_a_number_that_meant_something_else_when_it_was_said_is_not_taken_for_a_yes(office):
    """«1» to a question must not become «1» to «stop this dossier?»."""
    fragile = trial(office)
    office.citizen.says("thử", "nổ").hears("Màu gì")
    with office.database.transaction() as store:
        keep_talk(store, replace(office.citizen.talk, confirming="cancel"), now=office.now)
    fragile.broken = False
    office.later(seconds=2)

    answer_kept(office.ground)

    assert office.citizen.talk.confirming == "cancel"
    assert len(office.events(Kind.MESSAGE_SET_ASIDE)) == 1


def test_two_clocks_that_tick_at_once_answer_a_kept_message_once(office):
    fragile = trial(office)
    office.citizen.says("thử", "nổ").hears("Màu gì")
    fragile.broken = False
    office.later(seconds=2)
    with office.database.reading() as store:
        seen_by_both = store.inbox.due(office.now)

    answer_kept(office.ground)
    before = office.citizen.letters

    with office.database.transaction() as store:
        catch_up(store, seen_by_both[0], forms=office.ground.forms, now=office.now)

    assert office.citizen.letters == before
    assert office.citizen.talk.asked == "pet"


def test_a_bug_in_a_tick_of_the_platform_troubles_nobody(office):
    office.citizen.says("xin chào").hears()

    office.citizen.phone_reports("user_seen_message", msg_ids=["x"])
    office.citizen.phone_reports("user_received_message", msg_id="x")

    assert office.citizen.hears_nothing()


@pytest.mark.parametrize("kind", ["sticker", "audio", "location", "file"])
def test_what_is_neither_words_nor_picture_is_answered_and_loses_no_answer(office, kind):
    office.citizen.says("đổi bằng").hears()
    before = office.citizen.talk

    message = {"msg_id": new_message_id(), "attachments": [{"type": kind, "payload": {}}]}
    office.citizen.sends(f"user_send_{kind}", message=message)

    assert not office.citizen.hears_nothing()
    assert office.citizen.talk.answers == before.answers
    assert office.citizen.talk.asked == before.asked


def test_somebody_who_follows_is_greeted_once_and_never_in_the_middle_of_a_form(office):
    follower = {"follower": {"id": office.citizen.id}, "sender": {}, "recipient": {}}
    office.citizen.sends("follow", **follower)
    office.citizen.hears("1.")
    office.citizen.sends("user_click_chatnow", user_id=office.citizen.id)
    assert office.citizen.hears_nothing()
    office.citizen.says("đổi bằng").hears()

    office.citizen.sends("follow", **follower, source="oa_profile")

    assert office.citizen.hears_nothing()
    assert office.citizen.talk.form == "exchange"


def test_whoever_leaves_is_known_to_have_left_until_they_write_again(office):
    office.citizen.says("xin chào")
    office.citizen.sends("unfollow", follower={"id": office.citizen.id})
    with office.database.reading() as store:
        assert not store.talks.read(office.citizen.id).following

    office.citizen.says("xin chào")

    with office.database.reading() as store:
        assert store.talks.read(office.citizen.id).following


def test_words_of_which_no_database_may_keep_a_letter_are_kept_all_the_same(office):
    office.citizen.says(
        "xin\u0000 chào\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    )
    raw = event("user_send_text", "1", office.now, message={"msg_id": "m", "text": "T"})
    office.takes_in(raw.replace(b'"T"', b'"xin \\u0000 ch\\ud800o"'))

    assert not office.citizen.hears_nothing()
    assert not office.another_citizen("1").hears_nothing()


def test_two_citizens_do_not_hear_each_others_letters(office):
    bao = office.another_citizen("2")
    office.citizen.says("đổi bằng")

    assert bao.hears_nothing()
    bao.says("xin chào")
    assert office.citizen.talk.form == "exchange"
    assert bao.talk.form is None


def test_a_talk_that_cannot_be_read_loses_no_message_and_brings_a_person(office):
    with office.database.transaction() as store:
        store.talks.lock(office.citizen.id, office.now)
        store.talks.keep(office.citizen.id, "{torn", form="", asked="", at=office.now)

    office.citizen.says("xin chào")
    for _each in range(3):
        office.later(seconds=10)
        answer_kept(office.ground)

    assert office.citizen.hears("xin lỗi")
    with office.database.reading() as store:
        assert [one.shown for one in store.inbox.set_aside()] == ["xin chào"]
        assert len(store.talks.waiting_for_a_person()) == 1


def test_somebody_who_comes_back_to_their_dossier_is_not_greeted_as_a_stranger(office):
    office.citizen.hands_in()

    office.citizen.sends("follow", follower={"id": office.citizen.id})

    assert office.citizen.hears_nothing()
