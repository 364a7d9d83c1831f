"""Plain words: what a question says is short, has a way out, and never shows a placeholder."""

import re
from textwrap import wrap

import pytest

from bot.conversations import load
from bot.shape import At
from bot.talk import Facts, PictureRead, Talk
from domain.words import LANGUAGES, Text

QUESTIONS = [
    pytest.param(form, question, id=f"{form.key}-{question.key}")
    for form in load().forms
    for question in form.questions
]
LONG_ON_PURPOSE = {"consent", "card_right", "hand_in"}
LONGEST = 180
MOST_SENTENCES = 3
LETTERS_A_ROW = 36
"""In a bubble on a screen of 390 pixels; looked at with the font of the phone page."""

ROWS_OF_A_SCREEN = 24
"""Of 23.5 pixels, above three buttons, on a screen of 844."""

QR = "064090001234||Rơ Châm H'Nhi|05031990|Nữ|Làng Ốp, phường Pleiku, Gia Lai|01062021"


def said(form, question, facts):
    answers = {"residence": "12 Lê Lợi, Gia Lai", "full_name": "Nguyễn Văn Mẫu"}
    talk = Talk("3001", form=form.key, asked=question.key, answers=answers)
    ask = question.ask
    return str(ask if isinstance(ask, Text) else ask(At(talk, facts, question.key)))


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_a_question_is_short(form, question, chat):
    text = said(form, question, Facts(chat.facts.now, chat.facts.today))

    assert "{" not in text
    if question.key not in LONG_ON_PURPOSE:
        assert len(text) <= LONGEST
        assert len(re.findall(r"[.?!…](?:\s|$)", text)) <= MOST_SENTENCES


@pytest.mark.parametrize(("form", "question"), QUESTIONS)
def test_the_second_miss_has_an_example_in_words(form, question):
    assert len(str(question.read.example)) > 10


@pytest.mark.parametrize("form", [one for one in load().forms if one.question("hand_in")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_fits_the_screen_of_a_phone_with_every_number(chat, form, language):
    card = PictureRead("card", QR)
    chat.fills_in(opening=form.opened_by[-1], id_picture=card, card_right="1, 0905123456")
    text = chat.heard[-1].text.in_language(language)

    rows = [row for line in text.splitlines() for row in wrap(line, LETTERS_A_ROW)]
    numbers = [int(number) for number in re.findall(r"(?:^|· )(\d+)\. ", text, re.MULTILINE)]
    assert len(rows) <= ROWS_OF_A_SCREEN, text
    assert numbers == list(range(1, len(form.listed(chat.talk.answers)) + 1))
    assert numbers[-1] > 12


def test_the_office_says_em_and_the_citizen_is_anh_chi(chat):
    heard = []
    chat.says("chào em")
    heard.append(chat.text)
    chat.fills_in()
    heard.append(chat.text)

    assert not re.search(r"quý khách|hệ thống|dữ liệu", "\n".join(heard), re.IGNORECASE)
