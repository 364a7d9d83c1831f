"""Whose licence it is: what is known of the citizen is confirmed once; others must agree."""

from dataclasses import replace

import pytest

from bot.conversations._exchange_people import somebody_else
from bot.talk import Album, ConsentGiven, HandIn, PictureRead, Shared
from tests.bot.forms.conftest import QR

EARLIER = {
    "full_name": "Rơ Châm H'Nhi",
    "citizen_id": "064090001234",
    "birth_date": "1990-03-05",
    "sex": "female",
    "residence": "Làng Ốp, phường Pleiku, Gia Lai",
    "phone": "0905123456",
    "delivery": "home",
    "address": "Làng Ốp, phường Pleiku, Gia Lai",
    "id_picture": "card of before",
    "source": "earlier",
}
PICTURES = Album(tuple(PictureRead(one) for one in ("front", "back", "health")))
PROFILE = {"full_name": "Nhi", "phone": "0905123456", "address": "12 Lê Lợi, Pleiku, Gia Lai",
           "delivery": "home"}  # fmt: skip


@pytest.fixture
def returning(chat):
    chat.facts = replace(chat.facts, known=EARLIER)
    return chat


def test_a_returning_citizen_confirms_everything_in_one_message(returning):
    returning.says("xin chào", "1", "Đồng ý", "B2, 15/08/2027")
    assert returning.hears("Lần trước anh/chị đã khai", "••••••••1234", "••••••3456", "05/03/1990")
    assert returning.hears("Ảnh căn cước: dùng lại ảnh lần trước")

    returning.says("vẫn đúng").sends(PICTURES)
    returning.says("640123456789, 15/08/2017", "nộp hồ sơ")

    [handed_in] = returning.did(HandIn)
    assert returning.messages == 8
    told = {key: handed_in.answers[key] for key in EARLIER if key != "source"}
    assert told == {key: value for key, value in EARLIER.items() if key != "source"}
    assert handed_in.sources["phone"] == "earlier"
    assert handed_in.sources["id_picture"] == "earlier"


@pytest.mark.parametrize("said", ["không chụp", "không chụp được", "064090001234"])
def test_a_card_whose_picture_was_deleted_is_asked_for_once_more_and_nobody_is_held_up(chat, said):
    known = {key: value for key, value in EARLIER.items() if key != "id_picture"}
    chat.facts = replace(chat.facts, known=known)
    chat.fills_in(until="known_right").says("1")
    assert chat.hears("không còn giữ ảnh căn cước", "«không chụp»")

    chat.says(said)

    assert chat.talk.asked == "licence_front"
    assert chat.talk.answers["citizen_id"] == "064090001234"


def test_all_pictures_of_a_returning_citizen_may_come_in_one_go(chat):
    known = {key: value for key, value in EARLIER.items() if key != "id_picture"}
    chat.facts = replace(chat.facts, known=known)
    chat.fills_in(until="known_right").says("1")

    chat.sends(Album((PictureRead("card", QR), *PICTURES.pictures)))

    assert chat.talk.answers["id_picture"] == "card"
    assert chat.talk.answers["health_certificate"] == "health"


def test_before_consent_nothing_of_the_past_is_shown(returning):
    returning.says("đổi bằng")

    assert returning.talk.asked == "consent"
    assert "H'Nhi" not in returning.text


@pytest.mark.parametrize("said", ["sửa số điện thoại", "sua sdt"])
def test_of_what_is_known_only_what_has_changed_is_asked(returning, said):
    returning.fills_in(until="known_right").says(said)

    assert "phone" not in returning.talk.answers
    assert returning.talk.answers["full_name"] == EARLIER["full_name"]
    returning.fills_in(until="phone").says("0912345678")
    assert returning.talk.answers["phone"] == "0912345678"
    assert returning.talk.sources["phone"] == "typed"


def test_what_has_changed_altogether_is_asked_anew(returning):
    returning.fills_in(until="known_right").says("2")

    assert returning.talk.asked == "id_picture"
    assert "citizen_id" not in returning.talk.answers


def test_a_new_beginning_does_not_forget_what_is_known(returning):
    returning.fills_in(until="known_right").says("làm lại từ đầu", "1")
    returning.fills_in(until="known_right")

    assert returning.hears("Lần trước anh/chị đã khai")


def test_the_known_person_may_turn_out_to_be_another(returning):
    returning.fills_in(until="known_right").says("3")
    assert returning.hears("cho ai")

    returning.says("1", "đồng ý")

    assert returning.talk.asked == "id_picture"
    assert "full_name" not in returning.talk.answers
    assert returning.talk.answers["filed_for"] == "parent"


def test_the_other_persons_word_is_kept_with_version_and_relationship(chat):
    chat.says("đổi bằng B2 cho ba em, sắp hết hạn", "Đồng ý")
    assert chat.talk.asked == "their_consent"

    chat.says("ba em đồng ý rồi").fills_in()
    chat.says("nộp hồ sơ")

    assert chat.did(ConsentGiven) == [ConsentGiven("2026-11"), ConsentGiven("2026-11", "parent")]
    [handed_in] = chat.did(HandIn)
    assert handed_in.answers["filed_for"] == "parent"
    assert handed_in.answers["their_consent"] == "2026-11"


@pytest.mark.parametrize("said", ["dạ", "ok", "ba em chưa đồng ý", "để em hỏi xem có đồng ý không"])
def test_politeness_and_doubt_are_no_consent_of_another(chat, said):
    chat.says("đổi bằng cho mẹ em", "Đồng ý", said)

    assert chat.talk.asked == "their_consent"
    assert len(chat.did(ConsentGiven)) == 1


def test_without_the_other_persons_consent_nothing_is_kept(chat):
    chat.says("đổi bằng cho mẹ em", "Đồng ý", "mẹ em không đồng ý")

    assert chat.talk.form is None
    assert chat.talk.answers == {}


def test_in_the_middle_the_licence_turns_out_to_be_another_persons(returning):
    returning.fills_in(until="known_right").says("1")
    assert returning.talk.answers["full_name"] == EARLIER["full_name"]

    returning.says("à em làm cho chồng em")

    assert returning.talk.asked == "their_consent"
    assert "full_name" not in returning.talk.answers
    assert returning.hears("cho người thân của anh/chị")
    returning.says("Đồng ý").fills_in(until="full_name")
    assert returning.hears("người có bằng")


@pytest.mark.parametrize(
    ("said", "relation"),
    [
        ("làm cho ba em", "parent"), ("lam ho me em", "parent"), ("đổi bằng cho bố", "parent"),
        ("nộp giúp vợ anh", "spouse"), ("đổi bằng lái cho chồng", "spouse"),
        ("gia hạn bằng B2 cho con trai tôi", "child"), ("làm giùm em gái", "sibling"),
        ("làm cho bà ngoại", "other"), ("đổi bằng cho bà nội em", "other"),
        ("làm hộ người khác", None), ("renew the licence for my father", "parent"),
    ],
)  # fmt: skip
def test_for_whom_is_heard(said, relation):
    told = somebody_else(said)

    assert told["for_other"]
    assert told.get("filed_for") == relation


@pytest.mark.parametrize(
    "said",
    [
        "làm giúp em", "đổi bằng cho em", "làm giúp bác với", "đổi bằng cho chú", "cho em hỏi",
        "đổi giúp anh cái bằng", "làm cho cô", "ba em chỉ sang đây", "làm cho con với", "",
    ],
)  # fmt: skip
def test_words_for_oneself_are_not_for_another(said):
    assert somebody_else(said) == {}


def test_a_shared_profile_is_offered_in_one_message(chat):
    chat.fills_in(until="id_picture").sends(Shared(PROFILE))
    assert chat.hears("Anh/chị đã chia sẻ", "Nhi", "••••••3456", "12 Lê Lợi")

    chat.says("dạ đúng").fills_in()

    assert chat.talk.answers["phone"] == "0905123456"
    assert chat.talk.sources["phone"] == "profile"
    assert chat.talk.answers["address"] == PROFILE["address"]


def test_a_shared_phone_answers_the_phone(chat):
    chat.fills_in(until="phone").sends(Shared(PROFILE))

    assert chat.talk.answers["phone"] == "0905123456"
    assert chat.talk.asked == "hand_in"


def test_a_profile_shared_too_late_interrupts_nothing(chat):
    chat.fills_in()
    before = chat.talk.answers

    chat.sends(Shared(PROFILE))

    assert chat.talk.asked == "hand_in"
    assert chat.talk.answers == before


def test_a_profile_shared_before_the_form_waits_for_it(chat):
    chat.sends(Shared(PROFILE))

    assert chat.hears("đã nhận thông tin")
    assert chat.talk.profile == PROFILE
    chat.says("đổi bằng", "huỷ", "1")
    assert chat.talk.profile == PROFILE


@pytest.mark.parametrize(
    ("said", "relation"),
    [("làm cho ba em bằng B2", "parent"), ("nộp hồ sơ giúp vợ em với", "spouse")],
)
def test_who_begins_with_somebody_elses_licence_is_in_the_form_at_once(chat, said, relation):
    chat.says(said)

    assert chat.talk.asked == "consent"
    assert chat.talk.answers["filed_for"] == relation


def test_a_question_about_somebody_elses_licence_opens_nothing(chat):
    chat.says("làm cho ba em được không?")

    assert chat.talk.form is None
