"""The plainest answers, all of them, and answers that take themselves back or come at the end."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from bot.understanding import NotUnderstood, dates, numbers
from bot.understanding.classes import licence_class
from bot.understanding.consent import consent
from bot.understanding.names import name
from bot.understanding.plain import plain
from bot.understanding.right_or_wrong import says_right
from bot.understanding.yes_no import Reply, yes_no

THINGS = (
    "", "số này", "số điện thoại", "địa chỉ", "tên", "họ tên", "ngày sinh", "năm sinh",
    "số căn cước", "thông tin", "thông tin trên", "hạng bằng", "cái này", "số nhà",
)  # fmt: skip
SAID = {
    Reply.YES: ("đúng", "đúng hết", "đúng rồi", "chính xác", "khớp", "không sai", "không sai gì"),
    Reply.NO: (
        "không đúng",
        "chưa đúng",
        "không khớp",
        "sai",
        "sai rồi",
        "bị sai",
        "ghi sai",
        "nhầm",
    ),
}
POLITE = ("", " ạ", " em", " nha", " em ơi")


@pytest.mark.parametrize("reply", SAID)
def test_the_plainest_answers_are_understood_about_every_thing_and_without_marks(reply):
    for thing, said, polite in product(THINGS, SAID[reply], POLITE):
        text = f"{thing} {said}{polite}".strip()
        assert yes_no(text) is reply, text
        assert yes_no(plain(text)) is reply, plain(text)


def test_a_question_about_it_is_no_answer():
    for text in ("địa chỉ đúng không", "thông tin đúng chưa", "địa chỉ đúng?", "đúng chưa ta"):
        assert yes_no(text) is Reply.UNCLEAR, text
    assert says_right("dia chi dung chua") is None


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("sai... à không, đúng rồi, mắt tui kém", Reply.YES),
        ("đúng rồi, à nhầm, sai năm sinh", Reply.NO),
        ("à không, sai rồi", Reply.NO),
        ("hồi nãy chú coi nhầm, nhìn lại thì đúng rồi nha", Reply.YES),
        ("tưởng làm rơi mà kiếm lại được nên giờ còn nha", Reply.YES),
        ("dạ mẹ con bảo là còn giữ bằng cũ ạ", Reply.YES),
        ("mẹ bảo không", Reply.NO),
        ("dungroi", Reply.YES),
        ("kophải", Reply.NO),
        ("dung gui", Reply.UNCLEAR),
        ("dung gui ve day nhe, khong co ai o nha", Reply.NO),
        ("có đúng đâu", Reply.NO),
    ],
)
def test_who_takes_it_back_or_answers_at_the_end_or_for_somebody_is_understood(text, reply):
    assert yes_no(text) is reply


@pytest.mark.parametrize(
    "text",
    [
        "không, à nhầm, tôi đồng ý",
        "hồi nãy bấm lộn không đồng ý, giờ tui đồng ý nha em",
        "Không vấn đề gì, tôi đồng ý nhé",
        "được, tôi đồng ý. Khi nào chụp hình?",
        "Tôi tên Lê Thị Mận, tôi đồng ý cho bưu điện dùng thông tin của tôi",
        "mới đầu con chưa rõ, giờ hiểu rồi thì con đồng ý",
        "t hoàn toàn đồng ý",
        "tôi chấp nhận, cứ dùng mà làm",
        "mệ đồng ý con nờ",
        "Tôi đồng ý để trung tâm xử lý dữ liệu cá nhân của tôi",
    ],
)
def test_an_agreement_stays_one_with_what_people_say_around_it(text):
    assert consent(text)


@pytest.mark.parametrize(
    "text",
    [
        "tôi đồng ý, à nhầm, không đồng ý",
        "tôi đồng ý à không, để hỏi vợ đã",
        "đồng ý nhưng mà đừng dùng địa chỉ của tui",
        "đồng ý. Có mất phí không?",
        "mẹ em bảo là đồng ý",
        "tôi đồng ý? khi nào vậy?",
        "tôi chấp nhận phân nửa",
        "dong y tam di",
        "toi chap nhan nhung dung goi",
        "da em tu choi dong y",
        "thằng cháu nhất trí",
        "ben em dong y",
        "me em chap nhan",
        "nhất trí hồi nào",
    ],
)
def test_an_agreement_taken_back_bound_or_told_of_somebody_is_none(text):
    assert not consent(text)


def test_every_value_is_the_one_after_the_second_thought():
    today = date(2026, 11, 23)
    assert licence_class("b2 à nhầm, hạng C") == "C"
    assert numbers.phone("0912345678 à nhầm 0913345678") == "0913345678"
    assert name("Huỳnh Ngọc Như Ý à nhầm Huỳnh Ngọc Như Yến") == "Huỳnh Ngọc Như Yến"
    born = dates.day("22/7/1984 à nhầm 23/7/1984", field="birth", today=today)
    assert born == date(1984, 7, 23)
    wished = dates.day("thứ tư à mà thôi thứ sáu tuần sau đi em", field="wish", today=today)
    assert wished == date(2026, 12, 4)


def test_a_second_thought_without_a_value_leaves_the_first():
    assert licence_class("B2, à nhầm để coi lại") == "B2"
    with pytest.raises(NotUnderstood):
        name("à nhầm rồi")


def test_a_name_told_of_somebody_of_the_family_is_that_name():
    assert name("ba em tên là Huỳnh Công Thành") == "Huỳnh Công Thành"
    assert name("bằng đứng tên vợ tôi, Tạ Thị Kim Quy") == "Tạ Thị Kim Quy"
    assert name("Bà Thị Lan") == "Bà Thị Lan"
    assert licence_class("hạng xê e ơi") == "C"
    assert licence_class("xê e") == "CE"
