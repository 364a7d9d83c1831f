"""Plain words: what a question says is short, has a way out, and never shows a placeholder."""

import re

import pytest

from bot.conversations import load
from bot.shape import At
from bot.talk import Facts, Talk
from domain.words import Text

QUESTIONS = [
    pytest.param(form, question, id=f"{form.key}-{question.key}")
    for form in load().forms
    for question in form.questions
]
LONG_ON_PURPOSE = {"consent", "card_right", "hand_in"}
LONGEST = 180
MOST_SENTENCES = 3


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


def test_the_office_says_em_and_the_citizen_is_anh_chi(chat):
    heard = []
    chat.says("chào em")
    heard.append(chat.text)
    chat.fills_in()
    heard.append(chat.text)

    assert not re.search(r"quý khách|hệ thống|dữ liệu", "\n".join(heard), re.IGNORECASE)
