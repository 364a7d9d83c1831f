"""Pictures of another paper, another person or the other side, and what the citizen hears."""

import pytest

from bot.talk import SAME, Album, PictureRead, Words

AN = "064090001234||Nguyễn Văn An|05031990|Nam|Làng Ốp, phường Pleiku, Gia Lai|01062021"
BE = "064085005678||Trần Thị Bê|07081985|Nữ|12 Lê Lợi, phường Pleiku, Gia Lai|01062021"
PAYMENT = "00020101021238570010A00000072701270006970436011301234567890208QRIBFTTA53037045802VN6304"
LICENCE = "MAU|640123456789|B2"
FRONT, BACK = PictureRead("front"), PictureRead("back", LICENCE)


def sides(chat):
    return chat.talk.answers.get("licence_front"), chat.talk.answers.get("licence_back")


def test_of_two_peoples_cards_the_first_is_read_and_the_other_is_named(chat):
    album = Album((PictureRead("an", AN), PictureRead("be", BE)))
    chat.fills_in(until="id_picture").sends(album)

    assert chat.talk.answers["full_name"] == "Nguyễn Văn An"
    assert chat.hears("chưa dùng thẻ của Trần Thị Bê", "Họ và tên: Nguyễn Văn An")
    assert not chat.talk.digressed

    chat.shows("be", BE)
    assert chat.talk.answers["full_name"] == "Trần Thị Bê"
    assert chat.talk.answers["id_picture"] == "be"


def test_a_second_card_does_not_shift_the_papers_that_came_along(chat):
    pictures = (PictureRead("an", AN), PictureRead("be", BE), FRONT, BACK, PictureRead("health"))
    chat.fills_in(until="id_picture").sends(Album(pictures))

    assert sides(chat) == ("front", "back")
    assert chat.talk.answers["health_certificate"] == "health"


def test_the_same_card_twice_is_one_card(chat):
    album = Album((PictureRead("an", AN), PictureRead("again", AN, SAME)))
    chat.fills_in(until="id_picture").sends(album)

    assert chat.talk.answers["id_picture"] == "an"
    assert "hai người" not in chat.text
    assert chat.hears("Họ và tên: Nguyễn Văn An")


def test_whoever_sends_both_sides_of_the_card_sees_what_was_read(chat):
    chat.fills_in(until="id_picture").sends(Album((PictureRead("an", AN), PictureRead("other"))))

    assert chat.hears("Ảnh còn lại em chưa dùng", "Họ và tên: Nguyễn Văn An", "4. Có chỗ sai")


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        ("id_picture", PAYMENT, "không phải của căn cước"),
        ("id_picture", LICENCE, "không phải của căn cước"),
        ("licence_front", PAYMENT, "là mã thanh toán ạ. Anh/chị gửi ảnh «mặt trước bằng lái»"),
        ("licence_back", AN, "là thẻ căn cước ạ. Anh/chị gửi ảnh «mặt sau bằng lái»"),
        ("health_certificate", PAYMENT, "là mã thanh toán ạ"),
    ],
)
def test_a_code_of_something_else_is_told_and_nobody_is_trapped(chat, asked, code, told):
    chat.fills_in(until=asked).shows("one", code)
    assert chat.hears(told)
    assert chat.talk.asked == asked

    chat.shows("two", code).shows("three", code)
    assert chat.talk.answers[asked] == "three"


def test_the_side_with_the_code_is_the_back_whichever_was_asked_for(chat):
    chat.fills_in(until="licence_front").sends(BACK)

    assert chat.hears("em xếp vào mặt sau", "gửi ảnh mặt trước bằng lái")
    assert sides(chat) == (None, "back")
    chat.sends(PictureRead("back again", LICENCE))
    assert chat.hears("nên là mặt sau ạ. Anh/chị gửi ảnh «mặt trước bằng lái»")
    chat.sends(FRONT)
    assert sides(chat) == ("front", "back")


@pytest.mark.parametrize("also", [(), (PictureRead("health"),)], ids=["two", "three"])
def test_an_album_with_the_back_before_the_front_is_put_right_by_the_code(chat, also):
    chat.fills_in(until="licence_front").sends(Album((BACK, FRONT, *also)))

    assert sides(chat) == ("front", "back")


@pytest.mark.parametrize(
    "said",
    [
        *("ngược rồi", "hai ảnh bị ngược", "em gửi ngược rồi ạ", "đổi chỗ hai ảnh giúp em"),
        *("em gửi nhầm mặt trước với mặt sau", "mat truoc mat sau bi nguoc", "swap"),
        *("the wrong way round", "lộn mặt trước mặt sau rồi em ơi", "bị ngược hai mặt rồi"),
    ],
)
@pytest.mark.parametrize("asked", ["health_certificate", "licence_number", "hand_in"])
def test_pictures_sent_the_wrong_way_round_are_put_right_by_one_word(chat, said, asked):
    chat.fills_in(until=asked).says(said)

    assert sides(chat) == ("back", "front")
    assert chat.talk.asked == asked
    assert chat.talk.strikes == 0
    assert chat.hears("đã đổi lại hai ảnh bằng lái", "Em đang chờ")


@pytest.mark.parametrize(
    "said", ["mặt sau", "ảnh vừa rồi là mặt sau", "ngược rồi", "that was the back"]
)
def test_whoever_says_it_was_the_back_is_asked_for_the_front(chat, said):
    chat.fills_in(until="licence_back").says(said)

    assert sides(chat) == (None, "front")
    assert chat.hears("em xếp ảnh vừa rồi vào mặt sau", "gửi ảnh mặt trước bằng lái")


def test_whoever_says_it_was_the_front_missed_nothing(chat):
    chat.fills_in(until="licence_back").says("đó là mặt trước")

    assert sides(chat) == ("front", None)
    assert chat.talk.strikes == 0


@pytest.mark.parametrize(
    "said", ["sửa mặt trước", "em muốn đổi ảnh mặt trước và mặt sau", "Lê Ngọc Lộn"]
)
def test_other_words_swap_nothing(chat, said):
    chat.fills_in(until="licence_number").sends(Words(said))

    assert sides(chat) == ("front", "back")
