"""Lines typed within a moment are one turn; pictures of several messages are one album."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ground import MOMENT
from bot.handlers import contact_request
from bot.handlers.deliver import claim_letters
from bot.handlers.pictures import claim_pictures
from bot.wiring import ground_from
from scheduler.jobs import answer_kept, drain_spool
from tests.office import Citizen, Office, event, new_message_id

TO_THE_NAME = ("đồng ý", "B2 hết hạn 20/12/2026", "052090001234")
QUICKLY = timedelta(seconds=0.4)


@pytest.fixture
def busy(database_url, tmp_path):
    """Open an office in which a moment lasts as long as in the program."""
    office = Office.opened(database_url, tmp_path / "office", moment=MOMENT)
    yield office
    office.database.close()


def slowly(citizen: Citizen, *lines: str) -> Citizen:
    for line in lines:
        citizen.says(line)
        citizen.office.later(seconds=10)
    sent(citizen.office)
    return citizen


def quickly(citizen: Citizen, *lines: str) -> Citizen:
    for line in lines:
        citizen.says(line)
        citizen.office.clock.now += QUICKLY
    return citizen


def sent(office: Office) -> list[str]:
    """Send all that is due now, and return it; the platform's form beside a question is none."""
    texts = []
    while claimed := claim_letters(office.ground, 16):
        with office.database.transaction() as store:
            for letter in claimed:
                store.letters.sent(letter.id, message_id=f"m{letter.id}", at=office.now)
                texts += [] if contact_request.is_request(letter) else [letter.text]
    return texts


def at_the_name(office: Office) -> Citizen:
    return slowly(office.citizen, "xin chào", *TO_THE_NAME)


def test_a_name_typed_in_two_lines_is_one_name_and_gets_one_reply(busy):
    alice = at_the_name(busy)

    quickly(alice, "Nguyễn Văn", "A")
    busy.later(seconds=2)

    (reply,) = sent(busy)
    assert "sinh" in reply
    assert alice.talk.answers["full_name"] == "Nguyễn Văn A"


def test_an_address_in_three_lines_is_one_address_and_gets_one_reply(busy):
    alice = slowly(at_the_name(busy), "Nguyễn Văn A", "05/03/1990")

    quickly(alice, "12 Trần Phú", "phường Pleiku", "Gia Lai")
    busy.later(seconds=2)

    assert len(sent(busy)) == 1
    assert alice.talk.answers["residence"] == "12 Trần Phú phường Pleiku Gia Lai"


def test_two_whole_answers_at_once_are_two_answers_and_one_reply(busy):
    alice = at_the_name(busy)

    quickly(alice, "Nguyễn Văn A", "05/03/1990")
    busy.later(seconds=2)

    (reply,) = sent(busy)
    assert "cư trú" in reply
    assert alice.talk.answers["full_name"] == "Nguyễn Văn A"
    assert alice.talk.answers["birth_date"] == "1990-03-05"


def test_three_quick_lines_of_somebody_new_get_one_reply(busy):
    quickly(busy.citizen, "chào em", "anh muốn", "đổi bằng lái xe")
    busy.later(seconds=2)

    (reply,) = sent(busy)
    assert "Đồng ý" in reply


def test_what_was_told_to_the_line_before_is_still_said(busy):
    quickly(busy.citizen, "lệ phí bao nhiêu", "đổi bằng")
    busy.later(seconds=2)

    (reply,) = sent(busy)
    assert "135.000" in reply
    assert "Đồng ý" in reply


def test_lines_that_come_in_the_wrong_order_are_read_in_the_right_one(busy):
    alice = at_the_name(busy)
    first, second = (
        event("user_send_text", alice.id, at, message={"msg_id": new_message_id(), "text": text})
        for at, text in ((busy.now, "Nguyễn Văn"), (busy.now + QUICKLY, "A"))
    )

    for raw in (second, first, second, first):
        busy.takes_in(raw)
    busy.later(seconds=2)

    assert len(sent(busy)) == 1
    assert alice.talk.answers["full_name"] == "Nguyễn Văn A"


def test_a_button_a_number_and_a_day_are_answered_at_once(busy):
    alice = slowly(busy.citizen, "xin chào")
    for line in TO_THE_NAME:
        alice.says(line)
        assert len(sent(busy)) == 1, line
    slowly(alice, "Nguyễn Văn A")

    alice.says("05/03/1990")

    assert len(sent(busy)) == 1


def test_free_words_wait_for_a_moment_and_no_longer(busy):
    alice = at_the_name(busy)

    alice.says("Nguyễn Văn A")

    assert sent(busy) == []
    busy.clock.now += MOMENT
    assert len(sent(busy)) == 1


def test_a_reply_that_has_left_is_not_taken_back(busy):
    alice = at_the_name(busy)
    alice.says("Nguyễn Văn A")
    busy.clock.now += MOMENT
    claim_letters(busy.ground, 16)

    alice.says("B")

    assert alice.talk.answers["full_name"] == "Nguyễn Văn A"
    assert [one.state for one in alice.letters[-2:]] == ["sending", "waiting"]


def test_a_line_that_nobody_understands_does_not_take_back_an_answer(busy):
    alice = at_the_name(busy)

    quickly(alice, "Nguyễn Văn A", "😀 12 ???")

    assert alice.talk.answers["full_name"] == "Nguyễn Văn A"


@pytest.mark.parametrize("doubt", ["để chú hỏi vợ đã", "tôi đâu có", "khoan"])
def test_nobody_agrees_by_the_last_line_of_a_doubt(busy, doubt):
    alice = slowly(busy.citizen, "xin chào", "bằng sắp hết hạn")
    assert alice.talk.asked == "consent"

    quickly(alice, doubt, "đồng ý")

    assert "consent" not in alice.talk.answers
    assert alice.talk.asked == "consent"


def test_nobody_agrees_to_what_they_have_not_read_yet(busy):
    alice = slowly(busy.citizen, "xin chào")
    quickly(alice, "em muốn đổi bằng lái", "đồng ý")

    assert alice.talk.asked == "consent"
    assert any("xem phần em xin phép ở trên" in text for text in sent(busy))
    alice.says("đồng ý")
    assert alice.talk.asked != "consent"


def test_nobody_agrees_to_a_welcome_that_has_not_left_yet(busy):
    quickly(busy.citizen, "xin chào", "đồng ý")

    assert busy.citizen.talk.form is None
    busy.later(seconds=2)
    assert any("em xin phép anh/chị" in text for text in sent(busy))
    assert busy.citizen.says("đồng ý").talk.asked == "licence_class"


def test_who_types_on_and_on_is_answered_after_all(busy):
    alice = at_the_name(busy)

    for _ in range(30):
        quickly(alice, "ờ thì")

    assert sent(busy)


def test_a_line_that_a_bug_held_up_joins_nothing_that_has_left(busy):
    alice = at_the_name(busy)
    quickly(alice, "Nguyễn Văn", "A")
    with busy.database.transaction() as store:
        kept = store.inbox.of(alice.id)[-1]
        store.inbox.failed(kept.id, attempts=1, next_try_at=busy.now, asked="elsewhere.full_name")
    busy.later(seconds=2)
    sent(busy)

    answer_kept(busy.ground)

    assert alice.talk.answers["full_name"] == "Nguyễn Văn A"


def test_a_process_that_dies_between_two_lines_takes_nothing_with_it(busy):
    alice = at_the_name(busy)
    quickly(alice, "Nguyễn Văn")
    busy.ground.database.close()
    after = ground_from(
        busy.ground.settings, clock=lambda: busy.now, reader=busy.ground.reader, moment=MOMENT
    )
    busy.ground = after

    quickly(alice, "A")
    busy.later(seconds=2)

    assert len(sent(busy)) == 1
    assert alice.talk.answers["full_name"] == "Nguyễn Văn A"


def test_lines_that_waited_on_disk_are_one_turn_too(busy):
    alice = at_the_name(busy)
    for text in ("Nguyễn Văn", "A"):
        message = {"msg_id": new_message_id(), "text": text}
        raw = event("user_send_text", alice.id, busy.now, message=message)
        busy.ground.spool.put(raw, busy.now)
        busy.clock.now += QUICKLY
    busy.later(hours=1)

    drain_spool(busy.ground)

    assert len(sent(busy)) == 1
    assert alice.talk.answers["full_name"] == "Nguyễn Văn A"


def test_pictures_of_several_messages_are_one_album_in_the_order_they_were_sent(busy):
    alice = slowly(busy.citizen, "xin chào", "bằng sắp hết hạn", "đồng ý")
    raws = [
        event(
            "user_send_image",
            alice.id,
            busy.now + number * QUICKLY,
            message={"msg_id": new_message_id(), "attachments": [picture(f"http://a/{number}")]},
        )
        for number in range(3)
    ]

    for raw in (raws[1], raws[0], raws[2], raws[1]):
        busy.takes_in(raw)
        busy.clock.now += QUICKLY

    busy.later(seconds=2)
    (first,) = claim_pictures(busy.ground, 8)
    with busy.database.reading() as store:
        album = store.pictures.album(first.id)
    assert [one.url for one in album] == ["http://a/0", "http://a/1", "http://a/2"]


def test_a_picture_waits_a_moment_for_the_rest_of_its_album(busy):
    alice = slowly(busy.citizen, "xin chào", "bằng sắp hết hạn", "đồng ý").shows("http://a/0")

    assert claim_pictures(busy.ground, 8) == []
    busy.clock.now += MOMENT
    assert [one.url for one in claim_pictures(busy.ground, 8)] == ["http://a/0"]
    assert alice.hears("hạng")


def test_a_picture_sent_later_begins_an_album_of_its_own(busy):
    alice = slowly(busy.citizen, "xin chào", "bằng sắp hết hạn", "đồng ý").shows("http://a/0")
    busy.later(seconds=5)
    alice.shows("http://a/1")

    (first,) = claim_pictures(busy.ground, 8)

    with busy.database.reading() as store:
        assert len(store.pictures.album(first.id)) == 1


def picture(url: str) -> dict:
    return {"type": "image", "payload": {"url": url}}
