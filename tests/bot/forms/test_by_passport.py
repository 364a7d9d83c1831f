"""Who has no citizen id of twelve digits goes by the passport, from hello to hand-in."""

from dataclasses import replace

import pytest

from bot.conversations import load
from bot.form import advance
from bot.talk import HandIn, Words
from domain.rules import default_settings
from tests.bot.forms.conftest import QR

BY_PASSPORT = {
    "licence_class": "A1, 640180001112, 15/08/2018",
    "licence_origin": "1",
    "residence_card": "chưa có",
    "passport_number": "C01234567, 15/08/2022, Seoul",
    "passport_issued_on": "15/08/2022",
    "passport_issued_in": "Seoul",
    "nationality": "Hàn Quốc",
    "full_name": "Kim Min Su",
}


@pytest.fixture
def foreigner(chat):
    return chat.fills_in(until="id_picture", **BY_PASSPORT)


@pytest.mark.parametrize(
    "said",
    ["hộ chiếu", "passport", "I only have a passport", "em là người nước ngoài", "visa thôi"],
)
def test_at_the_question_for_the_card_a_word_leads_to_the_passport(foreigner, said):
    foreigner.says(said)

    assert foreigner.hears("em làm theo hộ chiếu", "thi ở Việt Nam, hay đổi từ bằng nước ngoài")


@pytest.mark.parametrize(
    ("said", "key"),
    [("làm bằng hộ chiếu được không?", "id_picture"), ("em sinh ở nước ngoài", "residence")],
)
def test_a_question_or_a_word_elsewhere_leaves_the_card(chat, said, key):
    chat.fills_in(until=key, **BY_PASSPORT).says(said)

    assert not chat.talk.answers.get("foreigner")


def test_the_passport_is_handed_in_with_all_that_the_form_of_the_law_asks(foreigner):
    foreigner.says("hộ chiếu", "1").shows("the page")
    foreigner.fills_in(**BY_PASSPORT)
    assert foreigner.hears("Số hộ chiếu: •••••4567", "Quốc tịch: Hàn Quốc")

    foreigner.says("nộp hồ sơ")

    [effect] = foreigner.did(HandIn)
    told = {
        "passport_picture": "the page",
        "passport_number": "C01234567",
        "passport_issued_on": "2022-08-15",
        "passport_issued_in": "Seoul",
        "nationality": "Hàn Quốc",
        "licence_origin": "vietnam",
        "full_name": "Kim Min Su",
    }
    assert told.items() <= effect.answers.items()
    assert not {"citizen_id", "id_picture", "foreigner"} & effect.answers.keys()


def test_the_number_may_be_typed_in_place_of_the_picture(foreigner):
    foreigner.says("passport", "1", "passport number 533401372 issued 15/08/2020 in London")

    assert foreigner.talk.asked == "nationality"
    assert foreigner.talk.answers["passport_number"] == "533401372"
    assert foreigner.talk.answers["passport_issued_on"] == "2020-08-15"


def test_a_licence_that_came_from_a_foreign_one_asks_for_the_residence_card(foreigner):
    foreigner.says("hộ chiếu", "2")
    assert foreigner.hears("thẻ thường trú", "nhân viên sẽ xem")

    foreigner.says("chưa có")

    assert foreigner.talk.asked == "passport_picture"


@pytest.mark.parametrize("key", ["passport_picture", "passport_number"])
def test_who_has_a_citizen_id_after_all_goes_back_to_it(foreigner, key):
    foreigner.says("hộ chiếu").fills_in(until=key, **BY_PASSPORT)

    foreigner.says("064090001234")

    assert foreigner.talk.answers["citizen_id"] == "064090001234"
    assert foreigner.talk.asked == "full_name"


def test_a_picture_of_a_citizen_card_is_read_even_then(foreigner):
    foreigner.says("hộ chiếu", "1").shows("card", qr=QR)

    assert foreigner.hears("Rơ Châm H'Nhi")
    assert not foreigner.talk.answers["foreigner"]


def test_a_paper_about_the_stay_is_asked_where_the_rule_of_the_day_wants_it(chat):
    rules = default_settings()
    asks = tuple(replace(one, stay_paper=True) for one in rules.foreigners)
    chat.forms = load(replace(rules, foreigners=asks))
    chat.facts = replace(chat.facts, rules=chat.forms.rules)
    chat.fills_in(until="id_picture", **BY_PASSPORT)
    turn = advance(chat.forms, chat.talk, Words("hộ chiếu"), chat.facts)
    path = chat.forms.get("exchange").path(turn.talk.answers)

    assert "stay_paper" in [one.key for one in path]
    assert "stay_paper" not in [one.key for one in chat.forms.get("exchange").path({})]
