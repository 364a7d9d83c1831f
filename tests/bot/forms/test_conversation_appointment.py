"""The menu, the appointment forms, and what is said when no form is open."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.form import opened, question_of
from bot.talk import (
    AskCancel,
    AskPerson,
    CancelSeat,
    Coming,
    Mend,
    MoveSeat,
    Other,
    TellStatus,
)


@pytest.fixture
def booked(chat):
    at = datetime(2026, 11, 27, 9, 0)  # noqa: DTZ001 - the office's local time
    chat.facts = replace(chat.facts, has_appointment=True, appointment_at=at)
    return chat


def test_a_greeting_is_answered_with_the_menu(chat):
    chat.says("alo")

    assert chat.hears("1. Bằng sắp hết hạn", "7. Hồ sơ của tôi", "8. Gặp nhân viên")


@pytest.mark.parametrize("said", ["hôm nay trời đẹp quá", "asdf", "?", ""])
def test_what_is_not_understood_gets_the_menu(chat, said):
    chat.says(said)

    assert chat.hears("8. Gặp nhân viên")


def test_menu_lines_about_a_dossier_and_a_person_are_effects(chat):
    chat.says("chào em", "7")
    assert chat.did(TellStatus)
    chat.says("chào em", "8")
    assert chat.did(AskPerson)


def test_thanks_are_answered_without_a_menu(chat):
    chat.says("cảm ơn em")

    assert chat.hears("khi nào cần")
    assert "1." not in chat.text


def test_a_sticker_is_told_what_can_be_read(chat):
    chat.sends(Other("sticker"))

    assert chat.hears("chữ và ảnh")


def test_move_offers_free_times_and_moves_the_seat(booked):
    booked.says("đổi lịch")
    assert booked.hears("09:00 thứ Sáu", "đổi sang giờ nào", "08:00 thứ Tư, 25/11/2026")
    assert "Để bưu cục" not in booked.text

    booked.says("2")

    assert booked.did(MoveSeat) == [MoveSeat("s014")]
    assert booked.talk.form is None


@pytest.mark.parametrize("said", ["đổi lịch sang chiều thứ 6", "dời lịch chụp ảnh qua chiều thứ 6"])
def test_the_time_that_is_named_with_the_wish_to_move_is_the_one_that_is_shown(booked, said):
    booked.says(said)

    assert booked.hears("1. 14:00 thứ Sáu, 27/11/2026", "Hôm khác")
    assert "2. 08:00" not in booked.text


def test_a_day_without_a_direction_may_be_that_of_the_appointment(booked):
    booked.says("đổi lịch thứ 6")

    assert booked.hears("1. 08:00 thứ Tư, 25/11/2026")


def test_move_without_an_appointment_says_so(chat):
    chat.says("đổi lịch")

    assert chat.hears("chưa có lịch hẹn")
    assert chat.talk.form is None


@pytest.mark.parametrize("said", ["huỷ", "1", "có", "Huỷ lịch hẹn"])
def test_cancel_is_done_once_the_citizen_is_sure(booked, said):
    booked.says("huỷ lịch hẹn")
    assert booked.did(CancelSeat) == []

    booked.says(said)

    assert booked.did(CancelSeat) == [CancelSeat()]


@pytest.mark.parametrize("said", ["2", "thôi", "giữ lịch", "không"])
def test_a_cancel_may_be_thought_better_of(booked, said):
    booked.says("huỷ lịch hẹn", said)

    assert booked.did(CancelSeat) == []
    assert booked.hears("giữ lịch hẹn")
    assert booked.talk.form is None


def test_the_reminder_is_answered_by_its_numbers(booked):
    booked.talk = opened(booked.forms, booked.talk, "reminder")
    booked.says("1")
    assert booked.did(Coming) == [Coming()]

    booked.talk = opened(booked.forms, booked.talk, "reminder")
    booked.says("2")
    assert question_of(booked.forms, booked.talk).key == "slot"

    booked.talk = opened(booked.forms, booked.talk.idle(), "reminder")
    booked.says("3")
    assert booked.hears("muốn huỷ lịch hẹn")


def test_a_seat_that_an_earlier_release_asked_about_is_cancelled_after_a_yes(booked):
    booked.fills_in(until="phone").says("huỷ lịch hẹn")
    assert booked.did(AskCancel) == [AskCancel()]
    booked.talk = replace(booked.talk, confirming="cancel_seat", offered=())

    booked.says("1")

    assert booked.did(CancelSeat) == [CancelSeat()]
    assert booked.talk.asked == "phone"


def test_a_reminder_does_not_disturb_a_form_under_way(booked):
    booked.fills_in(until="phone")

    assert opened(booked.forms, booked.talk, "reminder") == booked.talk


def test_mending_a_dossier_is_asked_for_in_two_words(chat):
    chat.says("bổ sung")

    assert chat.did(Mend) == [Mend()]


def test_a_wish_that_is_full_is_said_before_the_times_nearest_to_it(booked):
    wednesday = [one for one in booked.facts.free_slots if one.starts_at.day == 25]
    mornings = [one for one in booked.facts.free_slots if one.starts_at.day != 26]
    booked.facts = replace(booked.facts, free_slots=tuple(mornings))

    booked.says("đổi lịch", "thứ 5")

    full, first = booked.text.index("Không có giờ chụp ảnh trống"), booked.text.index("1. ")
    assert full < first
    assert f"1. {wednesday[0].starts_at:%H:%M} thứ Tư, 25/11/2026" in booked.text


@pytest.mark.parametrize(
    "said", ["bao lâu thì có bằng", "hôm đó tôi có việc bận lắm", "có phải mang gì theo không em"]
)
@pytest.mark.parametrize("opening", ["huỷ lịch", "giờ vừa trống"])
def test_one_word_in_a_sentence_cancels_no_seat_and_takes_none(chat, opening, said):
    chat.facts = replace(chat.facts, has_appointment=True)
    chat.says(opening)
    asked = chat.talk.asked

    chat.says(said)

    assert chat.effects == []
    assert chat.talk.asked == asked


@pytest.mark.parametrize(
    ("said", "cancels"),
    [("có", True), ("dạ có ạ", True), ("huỷ đi em", True), ("1", True), ("đồng ý huỷ lịch", True),
     ("không", False), ("thôi", False), ("giữ lịch giúp em nha", False), ("2", False)],
)  # fmt: skip
def test_a_short_answer_still_cancels_or_keeps(chat, said, cancels):
    chat.facts = replace(chat.facts, has_appointment=True)
    chat.says("huỷ lịch", said)

    assert bool(chat.did(CancelSeat)) is cancels
    assert chat.talk.form is None
