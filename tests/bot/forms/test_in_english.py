"""A talk in English: offered, switched in the middle, understood, and never half Vietnamese."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversations import load
from bot.talk import HandIn, Words
from domain.words import LANGUAGES

FORMS = load().forms
VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]", re.IGNORECASE)
NAMES = re.compile(
    r"«[^»]*»|Bưu cục Pleiku|\d+ L[êe] L[ợo]i[^.?]*Gia Lai|Nguyễn Văn \w+|Rơ Châm H'Nhi"
)
"""What stays as it is: commands to be typed, places and people."""

SHORT = 3
"""Letters; a longer answer is the citizen's own words, in whatever language."""


def english(chat):
    """Return what is read on a phone whose talk is in English, names left out."""
    parts = [
        part.in_language("en")
        for saying in chat.heard
        for part in (saying.text, *(button.title for button in saying.buttons))
    ]
    said = "\n".join(parts)
    for own in chat.talk.answers.values():
        said = said.replace(own, "") if isinstance(own, str) and len(own) > SHORT else said
    return NAMES.sub("", said)


@pytest.mark.parametrize(
    "said",
    [
        "I want to renew my driving licence",
        "hello, can you help me?",
        "my license is expired",
        "hello",
        "Good morning",
    ],
)
def test_english_is_offered_to_somebody_who_writes_it(chat, said):
    chat.says(said)

    assert chat.hears("I can talk in English", "anh/chị")
    assert any(button.says == "english" for saying in chat.heard for button in saying.buttons)


@pytest.mark.parametrize(
    "said", ["hello em", "hi em", "hi", "toi muon doi bang", "ok", "em can doi bang lai"]
)
def test_english_is_not_offered_to_somebody_who_does_not(chat, said):
    chat.says(said)

    assert "English" not in chat.text


def test_english_is_offered_in_the_middle_to_what_was_no_answer(chat):
    chat.fills_in(until="phone").says("sorry, what does this mean")

    assert chat.hears("I can talk in English")
    chat.says("english", "where do I send this")
    assert "I can talk" not in chat.text


def test_english_is_offered_once_in_a_form_and_once_a_day_outside(chat):
    chat.says("hello")
    assert chat.hears("I can talk in English")

    chat.says("I want to renew my driving licence")
    assert "I can talk" not in chat.text
    chat.fills_in(until="phone").says("how much does it cost", "sorry, what does this mean")
    assert "I can talk" not in chat.text

    chat.says("huỷ", "1", "hello")
    assert chat.hears("I can talk in English")
    chat.says("how much does it cost")
    assert "I can talk" not in chat.text
    chat.facts = replace(chat.facts, today=chat.facts.today + timedelta(days=1))
    chat.says("how much does it cost")
    assert chat.hears("I can talk in English")


@pytest.mark.parametrize("said", ["how much does it cost", "how long does it take?"])
def test_english_is_offered_in_the_middle_to_what_was_understood(chat, said):
    chat.fills_in(until="phone").says(said)

    assert chat.talk.strikes == 0
    assert chat.hears("I can talk in English", "Em đang chờ")
    assert chat.text.count("I can talk") == 1


@pytest.mark.parametrize("said", ["hello em", "ok", "ok em", "sorry em", "hello shop oi"])
def test_a_loan_word_in_the_middle_offers_nothing(chat, said):
    chat.fills_in(until="phone").says(said)

    assert "I can talk" not in chat.text


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_each_question_can_be_asked_again_in_the_other_language(chat, form, good_answers):
    chat.facts = replace(chat.facts, has_appointment=True)
    chat.says(form.opened_by[-1])
    for _step in range(40):
        if chat.talk.form is None:
            break
        asked, answers = chat.talk.asked, chat.talk.answers
        for language, word in zip(LANGUAGES[::-1], ("english", "tiếng Việt"), strict=True):
            chat.says(word)
            assert (chat.talk.asked, chat.talk.answers) == (asked, answers)
            assert chat.talk.language == language
            if language == "en":
                assert VIETNAMESE.search(english(chat)) is None, english(chat)
        said = good_answers.get(asked, "1")
        chat.sends(Words(said) if isinstance(said, str) else said)
    assert chat.talk.form is None


def test_a_whole_exchange_is_answered_in_english_words(chat):
    chat.says("english", "Licence about to expire", "I agree", "B2, 15/08/2027", "064090001234")
    chat.says("John Smith", "5/3/1990", "12 Le Loi, Pleiku, Gia Lai", "home, 0905123456")
    chat.shows("front").shows("back").shows("health")
    chat.says("640123456789, 15/08/2017", "leave it to the post office")
    assert chat.talk.asked in {"slot", "hand_in"}
    chat.fills_in(until="hand_in").says("edit name", "John Smyth", "edit phone", "keep")
    assert VIETNAMESE.search(english(chat)) is None

    chat.says("hand in")

    [handed_in] = chat.did(HandIn)
    assert handed_in.answers["full_name"] == "John Smyth"
    assert handed_in.answers["delivery"] == "home"
