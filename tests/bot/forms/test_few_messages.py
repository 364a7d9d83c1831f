"""How many messages it takes from a bare hello to the hand-in, counted over scripted citizens."""

from dataclasses import replace

import pytest

from bot.talk import Album, HandIn, PictureRead

QR = "064090001234||Rơ Châm H'Nhi|05031990|Nữ|Làng Ốp, phường Pleiku, Gia Lai|01062021"
MOST_WITH_CARD = 9
MOST_TYPED = 16
CARD = PictureRead("card", QR)
FRONT, BACK, HEALTH = (PictureRead(one) for one in ("front", "back", "health"))
ALL_PICTURES = Album((CARD, FRONT, BACK, HEALTH))
LICENCE_PICTURES = Album((FRONT, BACK, HEALTH))

LICENCE = "B2, 15/08/2027, 640123456789, 15/08/2017"
WITH_CARD = {
    "as it is asked, the card and then the licence": (
        "xin chào", "Đồng ý", LICENCE, CARD, "1, 0905 123 456", LICENCE_PICTURES, "nộp hồ sơ",
    ),
    "the number of the phone alone": (
        "alo", "dong y", "B2 15/8/2027, so 640123456789 cap 15/8/2017", CARD, "0905123456",
        LICENCE_PICTURES, "nop ho so",
    ),
    "to be fetched, at any time": (
        "chào em", "Đồng ý", LICENCE, CARD, "2, 0905123456", LICENCE_PICTURES, "nộp hồ sơ",
    ),
    "by the menu": (
        "xin chào", "việc khác", "1", "Đồng ý", LICENCE, CARD, "1, 0905 123 456",
        LICENCE_PICTURES, "nộp hồ sơ",
    ),
    "the licence bit by bit, all pictures in one go": (
        "xin chào", "Đồng ý", "B2, 15/08/2027", ALL_PICTURES, "0905 123 456",
        "640123456789, 15/08/2017", "nộp hồ sơ",
    ),
    "an opening that tells all": (
        "em muốn đổi bằng B2 sắp hết hạn 15/8/2027", "Đồng ý", CARD, "0905123456",
        LICENCE_PICTURES, "640123456789, 15/08/2017", "nộp hồ sơ",
    ),
    "an opening that tells the whole licence": (
        "em muốn đổi bằng B2 sắp hết hạn 15/8/2027, số 640123456789 cấp 15/8/2017", "Đồng ý",
        CARD, "1, 0905123456", LICENCE_PICTURES, "nộp hồ sơ",
    ),
    "a motorbike": (
        "xin chào", "bằng hỏng rồi", "Đồng ý", "A1, 640123456789, 15/08/2017", CARD,
        "1, 0905123456", Album((FRONT, BACK)), "nộp hồ sơ",
    ),
    "a motorbike, to somebody else's door": (
        "xin chào", "Đồng ý", "A1, 640123456789, 15/08/2017", "3", Album((CARD, FRONT, BACK)),
        "3, 0905123456", "34 Trần Phú, xã Ia Phí, Gia Lai", "nộp hồ sơ",
    ),
    "lost, and nothing remembered": (
        "xin chào", "Đồng ý", "mất bằng rồi", "A1, không nhớ số", CARD, "1, 0905123456",
        "nộp hồ sơ",
    ),
}  # fmt: skip
ONE_BY_ONE = {
    "a car, four pictures, each after the other": (9, (
        "xin chào", "Đồng ý", LICENCE, CARD, "1, 0905 123 456", FRONT, BACK, HEALTH, "nộp hồ sơ",
    )),
    "a car whose licence is good for years, and why": (9, (
        "xin chào", "Đồng ý", "B2, 15/08/2031, 640123456789, 15/08/2021, bị hỏng", CARD,
        "1, 0905 123 456", FRONT, BACK, HEALTH, "nộp hồ sơ",
    )),
    "a motorbike, three pictures": (9, (
        "xin chào", "Đồng ý", "A1, 640123456789, 15/08/2017", "3", CARD, "1, 0905 123 456", FRONT,
        BACK, "nộp hồ sơ",
    )),
    "a motorbike, and why": (8, (
        "xin chào", "Đồng ý", "A1 mờ chữ, 640123456789, 15/08/2017", CARD, "1, 0905 123 456",
        FRONT, BACK, "nộp hồ sơ",
    )),
    "a lost licence": (7, (
        "xin chào", "Đồng ý", "mất bằng rồi", "A1, không nhớ số", CARD, "1, 0905 123 456",
        "nộp hồ sơ",
    )),
}  # fmt: skip
"""Every picture a message of its own: what that costs."""

DEARER = {
    "who only taps what can be tapped, a car": (10, (
        "xin chào", "Đồng ý", LICENCE, CARD, "Đúng, gửi bằng về địa chỉ này", FRONT, BACK, HEALTH,
        "0905123456", "Nộp hồ sơ",
    )),
    "who only taps what can be tapped, a motorbike": (10, (
        "xin chào", "Đồng ý", "A1, 640123456789, 15/08/2017", "Bằng bị hỏng, mờ", CARD,
        "Đúng, gửi bằng về địa chỉ này", FRONT, BACK, "0905123456", "Nộp hồ sơ",
    )),
    "a car whose licence is good for years": (10, (
        "xin chào", "Đồng ý", "B2, 15/08/2031, 640123456789, 15/08/2021", "3", CARD,
        "1, 0905 123 456", FRONT, BACK, HEALTH, "nộp hồ sơ",
    )),
}  # fmt: skip
"""What is still above the bar: the phone, or the reason, as a message of its own."""

TYPED = {
    "as it is asked": (
        "xin chào", "Đồng ý", LICENCE, "064090001234", "nguyen van mau", "5/3/90",
        "12 Lê Lợi, Pleiku, Gia Lai", "1, 0905123456", FRONT, BACK, HEALTH, "nộp hồ sơ",
    ),
    "item by item": (
        "xin chào", "Đồng ý", "B2, 15/08/2027", "064090001234", "nguyen van mau", "5/3/90",
        "12 Lê Lợi, Pleiku, Gia Lai", "1, 0905123456", FRONT, BACK, HEALTH,
        "640123456789, 15/08/2017", "nộp hồ sơ",
    ),
    "one thing in each message": (
        "alo", "dong y", "B2", "15/8/27", "064090001234", "nguyen van mau", "5/3/90",
        "12 Lê Lợi, Pleiku, Gia Lai", "1", FRONT, BACK, HEALTH, "640123456789", "15/08/2017",
        "0905123456", "nop ho so",
    ),
    "home is elsewhere": (
        "xin chào", "việc khác", "2", "Đồng ý", "B2, 10/11/2026", "064090001234",
        "nguyen van mau", "5/3/90", "12 Lê Lợi, Pleiku, Gia Lai",
        "34 Trần Phú, xã Ia Phí, Gia Lai", FRONT, BACK, HEALTH, "640123456789, 15/08/2017",
        "0905123456", "nộp hồ sơ",
    ),
}  # fmt: skip


@pytest.fixture
def chat(chat):
    chat.facts = replace(chat.facts, newcomer=True)
    return chat


def goes_through(chat, script):
    for one in script:
        chat.says(one) if isinstance(one, str) else chat.sends(one)
    assert chat.did(HandIn), f"not handed in: {chat.talk.asked}: {chat.text}"
    return chat.did(HandIn)[0]


@pytest.mark.parametrize("script", WITH_CARD.values(), ids=WITH_CARD)
def test_with_a_readable_card_nine_messages_do(chat, script):
    handed_in = goes_through(chat, script)

    assert chat.messages <= MOST_WITH_CARD
    assert handed_in.answers["full_name"] == "Rơ Châm H'Nhi"
    assert handed_in.answers["phone"] == "0905123456"
    assert handed_in.sources["residence"] == "qr"


@pytest.mark.parametrize(("most", "script"), ONE_BY_ONE.values(), ids=ONE_BY_ONE)
def test_each_picture_by_itself_costs_a_message_and_nine_do(chat, most, script):
    goes_through(chat, script)

    assert chat.messages == most <= MOST_WITH_CARD


@pytest.mark.parametrize(("most", "script"), DEARER.values(), ids=DEARER)
def test_who_tells_one_thing_in_each_message_needs_one_message_more(chat, most, script):
    goes_through(chat, script)

    assert chat.messages == most


@pytest.mark.parametrize(
    ("said", "number", "expires"),
    [
        ("B2, không nhớ số", "unknown", None),
        ("B2, 15/8/2027, số thì không nhớ", "unknown", "2027-08-15"),
        ("B2, hạn thì không nhớ", None, None),
        ("B2, 640123456789", "640123456789", None),
    ],
)
def test_what_is_forgotten_of_a_lost_card_is_not_asked_again(chat, said, number, expires):
    chat.says("mất bằng", "Đồng ý", said)

    assert chat.talk.answers.get("licence_number") == number
    assert chat.talk.answers.get("licence_expires_on") == expires


@pytest.mark.parametrize("script", TYPED.values(), ids=TYPED)
def test_typed_all_through_sixteen_messages_do(chat, script):
    handed_in = goes_through(chat, script)

    assert chat.messages <= MOST_TYPED
    assert handed_in.answers["phone"] == "0905123456"
    assert handed_in.answers["birth_date"] == "1990-03-05"
    assert handed_in.answers["health_certificate"] == "health"


def test_what_was_told_in_one_message_is_edited_apart(chat):
    goes_until_the_summary(chat, WITH_CARD["the number of the phone alone"])

    chat.says("sửa số điện thoại", "0912345678")
    chat.says("sửa ngày cấp", "16/08/2017")

    assert chat.talk.asked == "hand_in"
    told = {key: chat.talk.answers[key] for key in ("phone", "licence_issued_on", "delivery")}
    assert told == {"phone": "0912345678", "licence_issued_on": "2017-08-16", "delivery": "home"}


def goes_until_the_summary(chat, script):
    for one in script[:-1]:
        chat.says(one) if isinstance(one, str) else chat.sends(one)
    assert chat.talk.asked == "hand_in"


def test_one_day_beside_a_number_is_not_guessed_to_be_the_expiry(chat):
    chat.fills_in(until="licence_class").says("B2, 640123456789, 15/08/2017")

    assert chat.talk.asked == "licence_expires_on"
    assert chat.talk.answers["licence_number"] == "640123456789"
    assert "licence_issued_on" not in chat.talk.answers


@pytest.mark.parametrize("said", ["090512345", "1, 090512345", "sđt 0905 123 4567"])
def test_a_phone_with_a_slip_is_told_so_and_confirms_nothing(chat, said):
    chat.fills_in(until="id_picture").shows("card", QR).says(said)

    assert chat.talk.asked == "card_right"
    assert chat.hears("10 chữ số")


@pytest.mark.parametrize(
    ("said", "delivery", "address"),
    [
        ("0905123456", "home", "12 Lê Lợi, phường Pleiku, Gia Lai"),
        ("nhà, 0905 123 456", "home", "12 Lê Lợi, phường Pleiku, Gia Lai"),
        ("bưu cục sđt 0905.123.456", "post_office", None),
        ("34 Trần Phú, xã Ia Phí, Gia Lai, đt 0905123456", "home",
         "34 Trần Phú, xã Ia Phí, Gia Lai"),
    ],
)  # fmt: skip
def test_where_the_licence_goes_and_the_phone_are_told_together(chat, said, delivery, address):
    chat.fills_in(until="delivery").says(said)

    assert chat.talk.answers["delivery"] == delivery
    assert chat.talk.answers["phone"] == "0905123456"
    assert chat.talk.answers.get("address") == address


def test_whoever_sends_both_sides_of_the_card_has_sent_no_licence(chat):
    chat.fills_in(until="id_picture").sends(Album((CARD, PictureRead("other side"))))

    assert chat.talk.asked == "card_right"
    assert "licence_front" not in chat.talk.answers


def test_an_album_without_a_readable_card_keeps_the_other_papers(chat):
    album = Album((PictureRead("dim"), FRONT, BACK, HEALTH))
    chat.fills_in(until="id_picture").sends(album)

    assert chat.talk.asked == "id_picture"
    assert chat.hears("chưa thấy mã QR", "1. Ảnh căn cước")
    chat.shows("card", QR).says("0905123456")
    assert chat.talk.asked == "licence_number"
    assert chat.talk.answers["health_certificate"] == "health"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("đổi bằng B2, 15/8/2027, 640123456789, 15/8/2017",
         {"licence_expires_on": "2027-08-15", "licence_number": "640123456789",
          "licence_issued_on": "2017-08-15"}),
        ("em mun doi bang b2 15/8/27 so bang 640123456789",
         {"licence_expires_on": "2027-08-15", "licence_number": "640123456789"}),
        ("đổi bằng B2, 640123456789, 15/08/2017", {"licence_number": "640123456789"}),
    ],
)  # fmt: skip
def test_what_the_first_words_tell_of_the_licence_is_not_asked_again(chat, said, told):
    chat.says(said)

    keys = ("licence_expires_on", "licence_number", "licence_issued_on")
    assert chat.talk.form == "exchange"
    assert chat.talk.answers["licence_class"] == "B2"
    assert {key: chat.talk.answers[key] for key in keys if key in chat.talk.answers} == told
