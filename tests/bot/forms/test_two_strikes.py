"""Whoever misses a question twice is given its example and a person, at every question there is."""

from dataclasses import replace

import pytest

from bot.conversations import load
from bot.talk import Words

FORMS = load().forms
NO_ANSWER = "🙂🙂"


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_two_misses_bring_the_example_and_a_person(new_chat, good_answers, form):
    chat = new_chat()
    chat.facts = replace(chat.facts, has_appointment=True)
    chat.says(form.opened_by[-1])
    for _step in range(40):
        if chat.talk.form is None:
            break
        asked = chat.talk.asked
        missing = new_chat()
        missing.facts, missing.talk = chat.facts, chat.talk
        missing.says(NO_ANSWER, NO_ANSWER)
        example = chat.forms.get(chat.talk.form).question(asked).read.example
        assert missing.talk.asked == asked
        assert missing.hears(str(example), "gặp nhân viên")
        assert any(one.says == "Gặp nhân viên" for one in missing.heard[-1].buttons)
        said = good_answers.get(asked, "1")
        chat.sends(Words(said) if isinstance(said, str) else said)
    assert chat.talk.form is None


@pytest.mark.parametrize("said", ["khong biet nua", "quên rồi", "I don't know", "con không hiểu"])
def test_who_does_not_know_is_helped_at_once_and_asked_to_stop_nothing(chat, said):
    chat.fills_in(until="licence_class").says(said)

    assert chat.talk.asked == "licence_class"
    assert chat.talk.confirming is None
    assert chat.hears("không sao", "Ví dụ, theo mục «Hạng/Class»", "gặp nhân viên")


def test_the_third_miss_says_sorry_and_how_to_go_on_later(chat):
    chat.fills_in(until="licence_class").says(*[NO_ANSWER] * 3)

    assert chat.hears("em xin lỗi", "Ví dụ", "gặp nhân viên", "để sau")
    chat.says("để sau")
    assert chat.hears("em vẫn giữ")


def test_outside_a_form_nobody_is_greeted_twice_and_who_is_lost_is_offered_a_person(chat):
    chat.says("chào em")
    assert chat.hears("Em chào anh/chị")

    chat.says(NO_ANSWER)
    assert chat.hears("Em chưa hiểu ý", "1. Bằng sắp hết hạn")
    assert "Em chào" not in chat.text
    chat.says("cccd ba de o nha")

    assert chat.hears("Em vẫn chưa hiểu, em xin lỗi", "gặp nhân viên")


@pytest.mark.parametrize("said", ["no het han roi", "khong co cccd", "chua co giay kham suc khoe"])
def test_what_tells_of_papers_refuses_no_consent(chat, said):
    chat.says("đổi bằng").says(said)

    assert chat.talk.asked == "consent"
    chat.says("không đồng ý")
    assert chat.talk.form is None


def test_a_year_that_no_licence_of_the_class_can_have_is_asked_again(chat):
    chat.fills_in(until="licence_class").says("B2", "5 thang 3 nam 60")

    assert chat.talk.asked == "licence_expires_on"
    assert chat.hears("Hạng B2 có hạn nhiều nhất 10 năm")
    chat.says("15/08/2027")
    assert chat.talk.answers["licence_expires_on"] == "2027-08-15"
