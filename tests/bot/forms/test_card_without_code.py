"""A picture of the card in which no code is seen: told why, told what to do, and no trap."""

import pytest

QR = "064090001234||Rơ Châm H'Nhi|05031990|Nữ|Làng Ốp, phường Pleiku, Gia Lai|01062021"


def test_the_first_picture_without_a_code_hears_why_and_what_to_do(chat):
    chat.fills_in(until="id_picture").shows("c1")

    assert chat.talk.asked == "id_picture"
    assert "id_picture" not in chat.talk.answers
    assert chat.hears("chưa thấy mã QR của căn cước trong ảnh", "chụp lại", "12 số")


@pytest.mark.parametrize("problem", [None, "blurred", "dark", "small"])
def test_the_second_is_kept_for_the_clerk_and_the_number_is_asked(chat, problem):
    chat.fills_in(until="id_picture").shows("c1", problem=problem)
    assert chat.hears("chưa thấy mã QR")
    chat.shows("c2", problem=problem)

    assert chat.talk.answers["id_picture"] == "c2"
    assert chat.talk.asked == "citizen_id"
    assert chat.hears("để nhân viên xem", "nhắn số căn cước 12 số")


def test_a_picture_that_never_came_is_asked_for_however_often(chat):
    chat.fills_in(until="id_picture")
    for _try in range(3):
        chat.shows("", problem="unreachable")

    assert chat.talk.asked == "id_picture"
    assert "mã QR của căn cước trong ảnh" not in chat.text


def test_the_code_of_something_else_leaves_the_typed_number_open(chat):
    chat.fills_in(until="id_picture").shows("c1", qr="00020101021238570010A000000727")
    assert chat.hears("không phải của căn cước", "12 số")

    chat.says("064090001234")

    assert chat.talk.asked == "full_name"


def test_a_card_that_can_be_read_after_all_saves_the_typing(chat):
    chat.says("đổi bằng lái", "Đồng ý", "1", "B2, 15/08/2027")
    chat.shows("dim").shows("dimmer").hears("số căn cước 12 số")

    chat.shows("sharp", QR)

    chat.hears("Rơ Châm H'Nhi")
    assert chat.talk.asked == "card_right"
    assert chat.talk.answers["id_picture"] == "sharp"
