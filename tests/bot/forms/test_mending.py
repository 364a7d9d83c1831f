"""«sửa …» and «nộp hồ sơ» win over every question of free text, and lose nothing."""

import pytest

from bot.talk import HandIn
from tests.bot.forms.conftest import QR


@pytest.mark.parametrize("key", ["full_name", "residence", "birth_date", "phone"])
@pytest.mark.parametrize("said", ["sua lich hen", "sửa giờ chụp ảnh", "em muon sua gio hen"])
def test_an_item_without_an_answer_is_asked_later_and_the_question_waits(chat, key, said):
    chat.fills_in(until=key).says(said)

    assert chat.talk.asked == key
    assert key not in chat.talk.answers
    assert chat.talk.strikes == 0
    assert chat.hears("mục «Giờ chụp ảnh» chưa khai, lát nữa em sẽ hỏi", "Em đang chờ")


@pytest.mark.parametrize("said", ["sua dia chi", "sửa địa chỉ"])
def test_the_address_to_come_is_no_name(chat, said):
    chat.fills_in(until="full_name").says(said)

    assert chat.talk.asked == "full_name"
    assert chat.hears("mục «Địa chỉ nhận» chưa khai", "Em đang chờ: Họ và tên")
    chat.says("Lê Quang Huy")
    assert chat.talk.answers["full_name"] == "Lê Quang Huy"


def test_mending_what_is_just_being_asked_is_a_reminder(chat):
    chat.fills_in(until="full_name").says("sửa họ tên")

    assert chat.text == "Mình làm tiếp ạ. Em đang chờ: Họ và tên."


def test_mending_something_that_is_no_item_offers_the_list(chat):
    chat.fills_in(until="full_name").says("sua gi do")

    assert chat.hears("muốn sửa mục nào", "4. Lý do: ")


@pytest.mark.parametrize("key", ["full_name", "residence", "birth_date"])
def test_a_number_above_the_list_is_told_how_long_the_list_is(chat, key):
    chat.fills_in(until=key).says("sua 99")

    assert chat.talk.asked == key
    assert chat.hears("chỉ có", "mục để sửa", "Em đang chờ")


def test_a_number_above_the_offered_list_leaves_the_list_open(chat):
    chat.fills_in(until="full_name").says("sửa", "99")
    assert chat.hears("chỉ có 6 mục", "4. Lý do: ")

    chat.says("4")

    assert chat.talk.asked == "reason"


def test_with_nothing_answered_there_is_nothing_to_mend(chat):
    chat.fills_in(until="consent").says("sửa 2")

    assert chat.talk.asked == "consent"
    assert chat.hears("chưa có mục nào")


@pytest.mark.parametrize("said", ["nộp hồ sơ", "nop ho so", "nộp luôn", "nộp hồ sơ giúp em"])
@pytest.mark.parametrize("key", ["consent", "full_name", "birth_date", "residence", "phone"])
def test_a_hand_in_that_comes_too_early_hears_what_is_missing(chat, key, said):
    chat.fills_in(until=key).says(said)

    assert chat.did(HandIn) == []
    assert chat.talk.asked == key
    assert chat.talk.strikes == 0
    assert chat.hears("còn thiếu:", "Em đang chờ")


def test_what_is_missing_is_named_in_order_and_never_what_follows_by_itself(chat):
    chat.fills_in(until="birth_date").says("nộp hồ sơ")

    assert chat.hears("• Ngày sinh\n• Nơi cư trú\n• Nhận bằng\n• Ảnh mặt trước", "… và 5 mục nữa")
    assert "Giới tính" not in chat.text


@pytest.mark.parametrize("name", ["Chính Văn Hai", "Nguyễn Thị Sửa", "Lại Văn Sai"])
def test_names_that_sound_like_mending_stay_names(chat, name):
    chat.fills_in(until="full_name").says(name)

    assert chat.talk.answers["full_name"] == name


def test_an_address_that_begins_like_mending_stays_an_address(chat):
    chat.fills_in(until="residence").says("sửa xe Tám, thôn 2, xã Ia Grai")

    assert chat.talk.answers["residence"] == "sửa xe Tám, thôn 2, xã Ia Grai"


@pytest.mark.parametrize("said", ["sửa địa chỉ", "sua dia chi"])
def test_the_address_on_the_card_is_meant_where_there_is_no_other(chat, said):
    chat.fills_in(until="id_picture").shows(qr=QR).says(said)

    assert chat.talk.asked == "residence"
    chat.says("34 Trần Phú, phường Pleiku, Gia Lai")
    assert chat.hears("Nơi cư trú: 34 Trần Phú")


def test_handing_in_while_looking_at_an_item_again_keeps_it_and_goes_to_what_is_missing(chat):
    chat.fills_in(until="phone").says("sửa hạng", "nộp hồ sơ")

    assert chat.hears("còn thiếu", "Em đang chờ: Số điện thoại")
    assert "Hạng bằng" not in chat.text
    chat.fills_in(until="hand_in").says("sửa hạng", "nộp hồ sơ")
    assert chat.talk.asked == "hand_in"
    assert not chat.did(HandIn)


def test_a_picture_that_comes_while_words_are_asked_waits_at_its_own_question(chat):
    chat.fills_in(until="id_picture").shows("card", qr=QR).says("đúng rồi").shows("front")
    assert chat.hears("để vào «Ảnh mặt trước bằng lái»", "Em đang chờ: Nhận bằng")
    chat.shows("back")
    assert chat.hears("để vào «Ảnh mặt sau bằng lái»")

    chat.fills_in(until="hand_in")

    assert chat.talk.answers["licence_front"] == "front"
    assert chat.talk.answers["licence_back"] == "back"


def test_the_citizen_card_that_comes_too_early_is_read_and_another_picture_is_not_guessed(chat):
    chat.fills_in(until="licence_class").shows("licence, it may be")
    assert chat.hears("nhắn chữ giúp em")

    chat.shows("card", qr=QR)
    assert chat.hears("để vào «Ảnh căn cước»", "Em đang chờ: Hạng bằng")
    chat.says("B2, 15/08/2027")

    assert chat.hears("Họ và tên: Rơ Châm H'Nhi", "đúng chưa")


def test_no_picture_is_kept_before_the_consent(chat):
    chat.fills_in(until="consent").shows("card", qr=QR)

    assert chat.talk.asked == "consent"
    assert "id_picture" not in chat.talk.answers
