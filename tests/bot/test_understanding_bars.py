"""What is understood of the sentences that nothing was taught from."""

from datetime import date
from pathlib import Path

import pytest

from bot.understanding import scored
from bot.understanding.features import BUCKETS
from bot.understanding.intents import intent
from bot.understanding.kinds import KINDS, understood
from bot.understanding.model import model
from bot.understanding.plain import phrase
from bot.understanding.scored import BadCorpus, scores, sentences

TODAY = date(2026, 11, 23)
CORPUS = Path(scored.__file__).with_name("corpus")
BARS = {
    "intent": 0.96,
    "yes_no": 0.98,
    "consent": 0.98,
    "date": 0.97,
    "phone": 0.98,
    "class": 0.98,
    "citizen_id": 0.98,
    "licence_number": 0.98,
    "name": 0.95,
}


def corpus(name):
    return list(sentences((CORPUS / f"{name}.tsv").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def told():
    return scores(corpus("judge"), today=TODAY)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_reaches_its_bar(told, kind):
    score = told[kind]

    assert score.total >= 100
    assert score.right / score.total >= BARS[kind], score.misses


def test_nothing_that_is_asked_elsewhere_stops_or_moves_a_talk(told):
    moving = {"cancel", "restart", "back", "appointment_cancel", "language"}
    misses = [one for one in told["intent"].misses if one["expected"] == "other"]

    assert not [one for one in misses if one["got"] in moving]


def test_no_sentence_of_the_judge_was_learnt_from():
    learnt = {phrase(one.text) for one in corpus("learn") if one.kind == "intent"} - {""}

    assert not [
        one.text for one in corpus("judge") if one.kind == "intent" and phrase(one.text) in learnt
    ]


def test_the_weights_that_ship_are_of_these_features():
    assert len(model().table) == len(model().labels) * BUCKETS


@pytest.mark.parametrize(
    "answer",
    ["Mai Văn Huy", "Trần Văn Bé", "12 Lê Lợi, Pleiku", "B2", "05/03/1990", "0905123456", "dạ",
     "ok", "không đồng ý", "đúng rồi", "sáng thứ 3", "làng Ốp, xã Ia Phí",
     "Ksor H'Len", "1", "bê hai"],
)  # fmt: skip
def test_an_answer_in_the_middle_of_a_form_is_no_wish(answer):
    assert intent(answer, answering=True) is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("d9o6i3 ba82ng la1i", "renew"),
        ("ddooir bawngf lais", "renew"),
        ("leej phis bao nhieeu", "fee"),
        ("bnhiu tiền z ad", "fee"),
        ("THỦ TỤC GỒM GÌ", "documents"),
        ("how long does it take", "duration"),
    ],
)
def test_keyboards_and_chat_words_are_undone(said, meant):
    assert intent(said) == meant


def test_a_date_without_a_field_is_a_birth_or_else_a_wish():
    assert understood("date", "5/3/90", today=TODAY) == "1990-03-05"
    assert understood("date", "mai", today=TODAY) == "2026-11-24"


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("", 1),
        ("kind\ttext\n", 1),
        ("kind\ttext\texpected\nfoo\ta\tb", 2),
        ("kind\ttext\texpected\nname\ta\tb\nname\ta", 3),
        ("kind\ttext\texpected\tfield\ndate\ta\tunclear\tdeath", 2),
        ("kind\ttext\texpected\nname\ta\t", 2),
    ],
)
def test_a_bad_line_is_named(written, line):
    with pytest.raises(BadCorpus) as bad:
        list(sentences(written))
    assert bad.value.line == line


def test_columns_come_in_any_order_and_a_line_break_is_two_characters():
    (one,) = sentences('\ufeffexpected\tkind\ttext\r\nunclear\tname\t"em\\nHuy\r\n')

    assert (one.kind, one.text, one.expected, one.field) == ("name", '"em\nHuy', "unclear", "")
