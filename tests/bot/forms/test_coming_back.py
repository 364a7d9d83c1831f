"""Who comes back to a form hears where they are, what is missing and how long it takes."""

import pytest

from bot.conversations import load
from bot.form import ask, correcting
from bot.resuming import minutes_left
from bot.talk import HandIn
from domain.corrections import Correction
from tests.bot.forms.test_conversation_exchange import a_dossier

FORMS = load()
QR = "064090001234||Rơ Châm H'Nhi|05031990|Nữ|Làng Ốp, phường Pleiku, Gia Lai|01062021"


def test_a_greeting_in_the_middle_says_where_they_are_and_asks_again(chat):
    chat.fills_in(until="delivery").says("xin chào")

    assert chat.hears("Em chào anh/chị", "xong 9 mục", "phút nữa")
    assert chat.hears("Còn thiếu: Nhận bằng, ", "mục nữa", "muốn nhận bằng mới ở đâu")
    assert chat.talk.asked == "delivery"


def test_who_comes_back_to_a_card_that_was_read_sees_it_again(chat):
    chat.fills_in(until="id_picture").shows("card", QR).says("alo")

    assert chat.hears("Mình đang làm dở", "Rơ Châm H'Nhi", "Thông tin này đúng chưa ạ?")


@pytest.mark.parametrize("words", ["làm tiếp", "tiep tuc", "Tiếp tục"])
def test_going_on_is_no_answer_and_no_wish_to_stop(chat, words):
    chat.fills_in(until="full_name").says(words)

    assert chat.hears("Mình đang làm dở")
    assert chat.talk.asked == "full_name"
    assert "full_name" not in chat.talk.answers


@pytest.mark.parametrize("words", ["để sau", "de mai tinh", "để sau nha em", "later"])
@pytest.mark.parametrize(
    "until", ["licence_class", "id_picture", "full_name", "delivery", "hand_in"]
)
def test_who_puts_it_off_is_left_in_peace_and_loses_nothing(chat, until, words):
    chat.fills_in(until=until)
    answers = chat.talk.answers
    chat.says(words)

    assert chat.hears("để sau cũng được", "«tiếp tục»")
    assert (chat.talk.asked, chat.talk.answers, chat.talk.strikes) == (until, answers, 0)


def test_who_puts_off_a_card_that_was_read_did_not_call_it_wrong(chat):
    chat.fills_in(until="id_picture").shows("card", QR).says("để sau")

    assert chat.hears("để sau cũng được")
    assert "Mục nào sai" not in chat.text


def test_the_minutes_go_down_with_the_answers_and_end_at_one(chat):
    exchange = FORMS.get("exchange")
    seen = []
    for until in ("reason", "id_picture", "delivery", "phone", "hand_in"):
        chat.fills_in(until=until)
        seen.append(minutes_left(exchange, chat.talk))

    assert seen == sorted(seen, reverse=True)
    assert seen[0] > seen[-1] == 1


def test_who_mends_hears_that_only_this_is_left(chat):
    chat.fills_in().says("nộp hồ sơ")
    handed_in = chat.did(HandIn)[0]
    wrong = Correction("phone", "Số không gọi được")
    dossier = a_dossier(handed_in.answers, handed_in.sources, wrong)
    chat.talk, _asked = ask(FORMS, correcting(FORMS, chat.talk, dossier), chat.facts)

    chat.says("xin chào")

    assert chat.hears(f"bổ sung hồ sơ {dossier.code}", "khoảng 1 phút", "Còn thiếu: Số điện thoại")
