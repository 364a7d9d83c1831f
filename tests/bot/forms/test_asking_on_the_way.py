"""Questions and wishes at a question of free text, and ways out that cost nobody anything."""

from dataclasses import replace

import pytest

from bot.talk import AskPerson, CancelSeat, ConsentGiven, MoveSeat, ReleaseSeat, Talk

ASKED = (
    ("bao giờ có bằng", "ngày làm việc"),
    ("bao gio co bang", "ngày làm việc"),
    ("phí bao nhiêu", "135.000"),
    ("co mat phi khong", "135.000"),
    ("có cần đi khám không", "Hồ sơ của anh/chị gồm"),
    ("chụp ảnh ở đâu", "đến bưu cục một lần"),
    ("bằng gửi về nhà không", "gửi về nhà"),
    ("lam ho vo duoc khong", "đổi được"),
    ("bên em làm thứ 7 không", "đến bưu cục một lần"),
    ("em đang ở đâu", "gặp nhân viên"),
)


@pytest.fixture
def booked(chat):
    chat.facts = replace(chat.facts, has_appointment=True)
    return chat


@pytest.mark.parametrize("key", ["full_name", "residence"])
@pytest.mark.parametrize(("said", "heard"), ASKED)
def test_a_question_is_answered_and_never_filed(chat, key, said, heard):
    chat.fills_in(until=key).says(said)

    assert chat.talk.asked == key
    assert key not in chat.talk.answers
    assert chat.talk.strikes == 0
    assert chat.hears(heard, "Em đang chờ")


@pytest.mark.parametrize(
    "name", ["Lê Thị Khi", "Phí Văn Hạnh", "phi van hanh", "nguyen thi ha", "le van dau"]
)
def test_names_with_words_of_questions_stay_names(chat, name):
    chat.fills_in(until="full_name").says(name)

    assert chat.talk.answers["full_name"].lower() == name.lower()


@pytest.mark.parametrize("place", ["Làng Không, xã Ia Phí, Gia Lai", "12 Lê Lợi, phường không, GL"])
def test_places_with_words_of_questions_stay_places(chat, place):
    chat.fills_in(until="residence").says(place)

    assert chat.talk.answers["residence"] == place


@pytest.mark.parametrize("opening", ["đổi lịch", "huỷ lịch hẹn"])
@pytest.mark.parametrize("said", ["thôi", "dừng", "giữ nguyên", "không"])
def test_leaving_an_appointment_form_is_immediate_and_kind(booked, opening, said):
    booked.says(opening, said)

    assert booked.talk == Talk("3001")
    assert booked.effects == []
    assert "giữ" in booked.text
    assert "bị xoá" not in booked.text
    assert "Dừng hồ sơ" not in booked.text


def test_after_thinking_better_of_a_move_the_old_time_stands(booked):
    booked.says("đổi lịch", "thôi")

    assert booked.text == "Dạ, em giữ nguyên như cũ ạ. Khi nào muốn đổi, anh/chị nhắn «đổi lịch»."


def test_from_move_to_cancel_and_back_without_a_word_about_loss(booked):
    booked.says("đổi lịch", "huỷ lịch hẹn")
    assert booked.hears("muốn huỷ lịch hẹn chụp ảnh ạ")

    booked.says("đổi lịch")
    assert booked.hears("chụp ảnh lúc nào")
    booked.says("1")

    assert booked.did(CancelSeat) == []
    assert len(booked.did(MoveSeat)) == 1


def test_words_that_are_no_time_are_told_the_way_out_of_a_move(booked):
    booked.says("đổi lịch", "blabla")

    assert booked.hears("danh sách", "«thôi»")


def test_a_seat_for_a_new_dossier_speaks_of_no_old_time(chat):
    chat.fills_in(until="phone").says("blabla")

    assert "lịch cũ" not in chat.text


def test_who_asked_for_a_person_is_not_offered_one_again(chat):
    chat.fills_in(until="phone").says("ờm", "ờm ờm")
    assert "Gặp nhân viên" in str(chat.heard)

    chat.says("Gặp nhân viên")

    assert chat.did(AskPerson)
    assert chat.hears("Em đang chờ")
    assert "Gặp nhân viên" not in str(chat.heard)


@pytest.mark.parametrize("said", ["Không đồng ý", "em không đồng ý", "khong dong y"])
def test_who_does_not_agree_is_let_go_kindly_and_nothing_is_kept(chat, said):
    chat.says("đổi bằng", said)

    assert chat.talk == Talk("3001")
    assert chat.did(ConsentGiven) == []
    assert chat.did(ReleaseSeat) == []
    assert chat.hears("khi nào cần anh/chị nhắn «đổi bằng»")
    chat.says("Không đồng ý")
    assert chat.hears("khi nào cần")
    assert "1." not in chat.text


def test_a_question_about_consent_is_no_refusal(chat):
    chat.says("đổi bằng", "không đồng ý thì sao vậy?")

    assert chat.talk.asked == "consent"
