"""The exchange as citizens live it: from hello to hand-in, and what they do on the way."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.conversations import _exchange_steps as steps
from bot.form import ask, correcting, reopened
from bot.shape import At
from bot.talk import (
    Album,
    AskData,
    AskPerson,
    ConsentGiven,
    Facts,
    HandIn,
    HoldSeat,
    PictureRead,
    ReleaseSeat,
    Routed,
    Talk,
    TellStatus,
)
from bot.understanding import intents
from bot.understanding.rights import right
from domain.corrections import Correction
from domain.dossier import Dossier, DossierState, Reason
from domain.procedures import procedure_for
from domain.rights import Right
from domain.words import LANGUAGES, _

QR = "064090001234||Rơ Châm H'Nhi|05031990|Nữ|Làng Ốp, phường Pleiku, Gia Lai|01062021"


def with_card(chat):
    chat.says("Chào em", "1", "Đồng ý", "B2, 15/08/2027").shows("card", QR)
    chat.says("1").shows_together("front", "back", "health")
    return chat.says("640123456789, 15/08/2017", "0905 123 456", "nộp hồ sơ")


def test_a_readable_card_answers_who_the_citizen_is(chat):
    with_card(chat)

    [handed_in] = chat.did(HandIn)
    assert handed_in.answers == {
        "consent": "2026-11",
        "reason": "expiring",
        "licence_class": "B2",
        "licence_expires_on": "2027-08-15",
        "licence_scheme": "old",
        "target_class": "B",
        "id_picture": "card",
        "citizen_id": "064090001234",
        "full_name": "Rơ Châm H'Nhi",
        "birth_date": "1990-03-05",
        "sex": "female",
        "residence": "Làng Ốp, phường Pleiku, Gia Lai",
        "delivery": "home",
        "address": "Làng Ốp, phường Pleiku, Gia Lai",
        "licence_front": "front",
        "licence_back": "back",
        "health_certificate": "health",
        "licence_number": "640123456789",
        "licence_issued_on": "2017-08-15",
        "phone": "0905123456",
    }
    assert handed_in.sources["full_name"] == "qr"
    assert handed_in.sources["phone"] == "typed"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("bằng em sắp hết hạn rồi", "expiring"),
        ("bằng lái hết hạn rồi em ơi", "expired"),
        ("gia hạn bằng lái", "expiring"),
        ("em bị mất bằng lái", "lost"),
        ("bằng em bị gãy đôi", "damaged"),
        ("bằng ghi sai ngày sinh", "wrong_data"),
        ("đổi bằng giấy sang thẻ", "paper_to_pet"),
        ("đổi giấy phép lái xe", None),
        ("đổi bằng giấy phép lái xe", None),
    ],
)
def test_the_reason_is_read_from_the_opening_words(chat, said, reason):
    chat.says(said)

    assert chat.talk.form == procedure_for(reason)
    assert chat.talk.answers.get("reason") == reason


def test_another_card_is_confirmed_anew(chat):
    chat.says("bằng bị hỏng", "Đồng ý", "A1").shows("card", QR).says("1")

    chat.says("sửa ảnh căn cước").shows("other", QR.replace("064090001234", "064090009999"))

    assert chat.talk.asked == "card_right"
    assert chat.talk.answers["citizen_id"] == "064090009999"


def test_the_choice_of_a_new_class_falls_with_the_old_class(chat):
    chat.fills_in().says("sửa đổi sang hạng", "2")
    assert chat.talk.answers["target_class"] == "C1"

    chat.says("sửa hạng bằng", "C")

    assert chat.talk.answers["target_class"] == "C"


def test_after_hand_in_nothing_waits(chat):
    with_card(chat)

    assert chat.talk.form is None
    assert chat.talk.asked is None
    assert chat.heard == ()


@pytest.mark.parametrize(
    "said", ["withdraw my consent", "revoke my consent", "I give no consent", "rút lại đồng ý"]
)
def test_taking_consent_back_is_never_giving_it(chat, said):
    chat.fills_in(until="consent").says(said)

    assert chat.did(ConsentGiven) == []
    assert "consent" not in chat.talk.answers


@pytest.mark.parametrize("said", ["dạ", "ok", "vâng", "1", "ừ", "đồng ý không?"])
def test_politeness_is_no_consent(chat, said):
    chat.fills_in(until="consent").says(said)

    assert chat.talk.asked == "consent"
    assert chat.did(ConsentGiven) == []
    assert chat.hears("«Đồng ý»")


@pytest.mark.parametrize("said", ["Đồng ý", "dong y", "Dạ em đồng ý ạ", "tôi đồng ý"])
def test_a_full_word_is_consent_to_this_version_of_the_notice(chat, said):
    chat.fills_in(until="consent").says(said)

    assert chat.did(ConsentGiven) == [ConsentGiven("2026-11")]


def test_the_consent_notice_tells_who_what_why_whom_how_long_and_rights(chat):
    chat.fills_in(until="consent")

    assert chat.hears("Bưu cục", "ảnh giấy tờ", "chỉ để nộp", "công an", "30 ngày", "rút lại")
    assert "gặp nhân viên" not in chat.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_right_that_the_notice_names_is_met_right_there(chat, language):
    at = At(chat.talk, chat.facts, "consent")
    notice = steps.consent_notice(at).in_language(language).splitlines()[-2]
    named = re.findall("«([^»]+)»", notice)
    rights = [right(words) for words in named if intents.command(words) == "privacy"]

    chat.fills_in(until="consent").says(*[words for words in named if right(words)])

    assert rights == [Right.SEE, Right.ERASE, Right.WITHDRAW]
    assert [one.right for one in chat.did(AskData)] == rights
    assert chat.talk.asked == "consent"


@pytest.mark.parametrize(
    "said", ["dạ", "ok", "đúng rồi", "👍", "chưa nộp", "khoan nộp", "dạ vâng ạ"]
)
def test_only_the_words_hand_in_hand_in(chat, said):
    chat.fills_in().says(said)

    assert chat.did(HandIn) == []
    assert chat.hears("nộp hồ sơ")


@pytest.mark.parametrize("said", ["nộp hồ sơ", "Nop ho so giup em", "dạ đúng rồi nộp đi em"])
def test_hand_in_is_understood_as_people_say_it(chat, said):
    chat.fills_in().says(said)

    assert len(chat.did(HandIn)) == 1


def test_an_expired_licence_is_sent_to_the_theory_test_before_the_twelfth_question(chat):
    chat.says("Chào em", "2", "Đồng ý", "B2, 15/08/2026")

    assert chat.did(Routed) == [Routed("theory_test", "expired")]
    assert chat.messages < 12
    assert chat.talk.form is None
    assert chat.hears("sát hạch", "«đổi bằng»")


@pytest.mark.parametrize("said", ["B2, 15/08/2026", "B2, 15/08/2020"])
def test_who_needs_a_test_is_told_in_plain_words_and_hears_the_law_only_on_wish(chat, said):
    chat.says("Chào em", "2", "Đồng ý", said)
    assert "Thông tư" not in chat.text
    assert "Luật" not in chat.text
    [basis] = [one for one in chat.heard[-1].buttons if one.says == "căn cứ"]

    chat.says(basis.says)

    assert chat.hears("Bưu cục làm theo Thông tư 108/2026/TT-BCA")


def test_a_licence_expired_for_a_year_is_sent_to_the_full_test(chat):
    chat.fills_in(licence_class="C, 01/02/2024")

    assert chat.did(Routed) == [Routed("full_test", "expired")]


@pytest.mark.parametrize("reason", ["2", "4"])
def test_who_needs_a_test_is_told_one_place_to_go(chat, reason):
    chat.says("Chào em", reason, "Đồng ý", "B2, 15/08/2026")

    assert chat.text.lower().count("anh/chị đăng ký") == 1


def test_a_case_for_a_clerk_goes_on_with_a_note_that_is_said_once(chat):
    chat.says("Chào em", "2", "Đồng ý", "B2, 10/11/2026")

    assert chat.text.lower().count("nhân viên sẽ xem") == 1
    assert chat.hears("cứ khai tiếp")
    assert chat.talk.form == "exchange"
    chat.says("064090001234")
    assert "nhân viên sẽ xem" not in chat.text.lower()


def test_a_licence_that_expires_while_the_citizen_pauses_is_not_handed_in(chat):
    chat.fills_in()
    later = datetime(2028, 1, 10, 2, 0, tzinfo=UTC)
    chat.facts = Facts(later, later.date())

    chat.says("nộp hồ sơ")

    assert chat.did(HandIn) == []
    assert chat.did(Routed)


def test_motorbikes_need_no_expiry_day_and_no_health_certificate(chat):
    chat.fills_in(licence_class="A1")

    assert chat.talk.asked == "hand_in"
    assert chat.talk.answers["licence_expires_on"] == "none"
    assert "health_certificate" not in chat.talk.answers
    assert chat.hears("không thời hạn")


def test_a_motorbike_licence_without_its_class_is_asked_for(chat):
    chat.fills_in(until="licence_class").says("bằng xe máy")

    assert chat.talk.asked == "licence_class"
    assert chat.hears("A1", "mục «Hạng»")


@pytest.mark.parametrize(
    ("said", "scheme"), [("B1, 15/08/2030", "old"), ("B1, không thời hạn", "new")]
)
def test_b1_is_a_car_or_a_tricycle_by_its_term(chat, said, scheme):
    chat.fills_in(until="id_picture", licence_class=said)

    assert chat.talk.answers["licence_scheme"] == scheme


@pytest.mark.parametrize(("issued", "scheme"), [("31/12/2024", "old"), ("01/01/2025", "new")])
def test_a_code_of_both_schemes_is_told_apart_by_the_day_of_issue(chat, issued, scheme):
    chat.fills_in(licence_class="C, 15/08/2029", licence_number=f"640123456789, {issued}")

    assert chat.talk.answers["licence_scheme"] == scheme


def test_a_car_class_without_a_term_is_asked_again(chat):
    chat.fills_in(until="licence_class").says("B2", "không thời hạn")

    assert chat.talk.asked == "licence_expires_on"
    assert chat.hears("B2 có thời hạn")


def test_an_edit_that_raises_a_new_question_asks_only_that_question(chat):
    chat.fills_in(licence_class="A1")

    chat.says("sửa hạng", "C", "15/08/2029")

    assert chat.talk.asked == "health_certificate"
    chat.shows("health")
    assert chat.talk.asked == "hand_in"


def test_an_edit_by_number_asks_that_line_and_comes_back_to_the_summary(chat):
    chat.fills_in()
    row = next(row for row in chat.text.splitlines() if "Số điện thoại" in row)

    chat.says(row.split(".")[0])

    assert chat.hears("đang ghi: ••••••3456")
    chat.says("0912 345 678")
    assert chat.talk.asked == "hand_in"
    assert chat.hears("••••••5678")


@pytest.mark.parametrize(
    ("said", "key"),
    [("sửa địa chỉ", "address"), ("sua sdt", "phone"), ("cho em sửa họ tên", "full_name")],
)
def test_an_edit_by_name_works_from_any_question(chat, said, key):
    chat.fills_in(until="phone").says(said) if key != "phone" else chat.fills_in().says(said)

    assert chat.talk.asked == key


def test_the_old_value_can_be_kept(chat):
    chat.fills_in().says("sửa số điện thoại", "giữ nguyên")

    assert chat.talk.asked == "hand_in"
    assert chat.talk.answers["phone"] == "0905123456"


def test_a_bare_edit_offers_the_list(chat):
    chat.fills_in(until="phone").says("sửa")

    assert chat.hears("muốn sửa mục nào", "4. Lý do: ")
    chat.says("4")
    assert chat.talk.asked == "reason"


def test_an_edit_drops_the_badge_of_the_code(chat):
    chat.says("bằng bị hỏng", "Đồng ý", "A1").shows("card", QR)

    chat.says("sửa họ tên", "Rơ Châm H'Nhim")

    assert chat.talk.sources["full_name"] == "typed"
    assert chat.talk.sources["citizen_id"] == "qr"
    assert chat.talk.asked == "card_right"


def test_back_asks_the_question_before_and_keeps_what_came_after(chat):
    chat.fills_in().says("quay lại")

    assert chat.talk.asked == "phone"
    chat.says("quay lại")
    assert chat.talk.asked == "licence_issued_on"
    chat.says("15/08/2016")
    assert chat.talk.asked == "hand_in"
    assert chat.talk.answers["phone"] == "0905123456"


def test_cancel_loses_nothing_until_it_is_confirmed(chat):
    chat.fills_in(until="phone")
    before = chat.talk.answers

    chat.says("huỷ")
    assert chat.hears("Những gì đã khai sẽ bị xoá")
    chat.says("làm tiếp")

    assert chat.talk.answers == before
    assert chat.talk.asked == "phone"
    chat.says("huỷ", "1")
    assert chat.talk == Talk("3001")
    assert chat.hears("đã dừng")


def test_cancel_gives_a_held_seat_back(chat):
    chat.fills_in()
    held = {"slot": "s008", "slot_at": "2026-11-25T08:00", "slot_place": "Bưu cục Pleiku"}
    chat.talk = replace(chat.talk, answers={**chat.talk.answers, **held})

    chat.says("huỷ", "Dừng hồ sơ")

    assert chat.did(ReleaseSeat) == [ReleaseSeat()]


def test_an_answer_instead_of_a_confirmation_goes_to_its_question(chat):
    chat.fills_in(until="phone").says("huỷ", "0905123456")

    assert chat.talk.answers["phone"] == "0905123456"


def test_restart_begins_anew_once_it_is_confirmed(chat):
    chat.fills_in(until="phone").says("làm lại từ đầu", "1")

    assert chat.talk.asked == "consent"
    assert chat.talk.answers == {}


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("lệ phí bao nhiêu vậy em", "135.000"),
        ("bao lâu thì có bằng", "ngày làm việc"),
        ("giấy tờ cần gì", "Hồ sơ của anh/chị gồm"),
        ("phạt nguội thì sao", "chưa làm được"),
        ("giúp", "«quay lại»"),
    ],
)
def test_a_digression_is_answered_and_the_question_waits(chat, said, heard):
    chat.fills_in(until="phone").says(said)

    assert chat.hears(heard, "Em đang chờ: Số điện thoại")
    chat.says("0905123456")
    assert chat.talk.answers["phone"] == "0905123456"


@pytest.mark.parametrize(
    ("said", "effect"), [("gặp nhân viên", AskPerson), ("hồ sơ của em tới đâu rồi", TellStatus)]
)
def test_a_person_or_the_status_may_be_asked_for_at_any_question(chat, said, effect):
    chat.fills_in(until="full_name").says(said)

    assert chat.did(effect)
    assert chat.talk.asked == "full_name"


def test_after_two_misses_an_example_and_a_person_are_offered(chat):
    chat.fills_in(until="phone").says("ờm")
    assert "Gặp nhân viên" not in str(chat.heard)

    chat.says("ờm ờm")

    assert chat.hears("Ví dụ", "gặp nhân viên")


def test_tomorrow_meets_the_same_question(chat):
    chat.fills_in(until="phone")
    chat.talk = Talk.from_json(chat.talk.to_json())

    chat.says("Chào em")

    assert chat.hears("làm dở", "khoảng 1 phút", "Số điện thoại")


@pytest.mark.parametrize("problem", ["blurred", "dark", "small"])
def test_a_poor_picture_is_taken_at_the_third_try(chat, problem):
    chat.fills_in(until="licence_front")

    chat.shows("f1", problem=problem).shows("f2", problem=problem)
    assert chat.talk.asked == "licence_front"
    chat.shows("f3", problem=problem)

    assert chat.talk.answers["licence_front"] == "f3"


@pytest.mark.parametrize("problem", ["unreachable", "unreadable"])
def test_a_picture_that_we_do_not_have_is_never_taken(chat, problem):
    chat.fills_in(until="licence_front")

    for _try in range(4):
        chat.shows("", problem=problem)

    assert "licence_front" not in chat.talk.answers


def test_a_card_without_a_readable_code_is_kept_and_the_rest_is_typed(chat):
    chat.fills_in(until="id_picture").shows("c1").shows("c2")

    assert chat.talk.answers["id_picture"] == "c2"
    assert chat.talk.asked == "citizen_id"


def test_a_payment_code_is_no_citizen(chat):
    chat.fills_in(until="id_picture").shows("c1", qr="00020101021238570010A000000727")

    assert chat.talk.asked == "id_picture"
    assert chat.hears("không phải của căn cước")


def test_the_same_picture_twice_is_told_apart(chat):
    chat.fills_in(until="licence_front").shows("p").shows("p")

    assert chat.talk.asked == "licence_back"
    assert chat.hears("đã gửi rồi")


def test_an_album_stops_at_the_picture_that_will_not_do(chat):
    chat.fills_in(until="licence_front", reason="3", licence_class="A1")

    chat.sends(Album((PictureRead("f", problem="blurred"), PictureRead("b"))))

    assert chat.talk.asked == "licence_front"
    assert chat.hears("hơi mờ", "gửi lại từ ảnh này")


def test_of_a_whole_album_only_the_picture_that_will_not_do_is_asked_again(chat):
    chat.fills_in(until="licence_front")

    chat.sends(Album((PictureRead("f"), PictureRead("b", problem="blurred"), PictureRead("h"))))

    assert chat.talk.asked == "licence_back"
    assert chat.hears("hơi mờ")
    chat.shows("b2")
    kept = ("licence_front", "licence_back", "health_certificate")
    assert [chat.talk.answers[key] for key in kept] == ["f", "b2", "h"]
    assert chat.talk.asked == "licence_number"


def test_a_picture_that_no_question_waits_for_is_told_so_without_a_strike(chat):
    chat.fills_in(until="phone").shows("extra")

    assert chat.talk.strikes == 0
    assert chat.hears("nhắn chữ", "Em đang chờ: Số điện thoại")


def test_a_lost_licence_needs_no_pictures_of_it(chat):
    chat.fills_in(opening="mất bằng")

    assert chat.talk.asked == "hand_in"
    assert not {"licence_front", "licence_back"} & set(chat.talk.answers)


def test_who_lost_the_card_may_not_remember_its_days(chat):
    chat.fills_in(
        opening="mất bằng",
        licence_class="B2",
        licence_expires_on="không nhớ",
        licence_number="không nhớ em ơi",
        licence_issued_on="không nhớ",
    )

    assert chat.talk.asked == "hand_in"
    assert chat.talk.answers["licence_expires_on"] == "unknown"


def test_the_old_identity_card_number_is_refused_kindly(chat):
    chat.fills_in(until="id_picture").says("230123456")

    assert chat.talk.asked == "id_picture"
    assert chat.hears("01/01/2025", "12 số")


def test_a_question_is_never_taken_for_an_address(chat):
    chat.fills_in(until="delivery").says("giấy tờ gồm gì")
    assert chat.talk.asked == "delivery"

    chat.says("34 Trần Phú, xã Ia Phí, Gia Lai")

    assert chat.talk.answers["address"] == "34 Trần Phú, xã Ia Phí, Gia Lai"


def test_a_yes_keeps_what_stands_there(chat):
    chat.fills_in().says("sửa hạng bằng", "đúng rồi")

    assert chat.talk.asked == "hand_in"


def test_what_is_wrong_may_be_named_without_the_word_mend(chat):
    chat.fills_in().says("sai ngày sinh")

    assert chat.talk.asked == "birth_date"


def test_numbers_are_masked_in_the_summary(chat):
    chat.fills_in()

    assert "064090001234" not in chat.text
    assert "0905123456" not in chat.text
    assert chat.hears("••••••••1234")


def a_dossier(answers, sources, *corrections: Correction):
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return Dossier(
        "ZL-261120-0001", "3001", "exchange", Reason.EXPIRING, "pleiku", DossierState.SENT_BACK,
        answers, sources, at, at, "R2026", at, corrections=corrections,
    )  # fmt: skip


def test_a_correction_asks_just_what_the_clerk_ticked_with_the_old_value(chat):
    with_card(chat)
    [first] = chat.did(HandIn)
    dossier = a_dossier(
        first.answers,
        first.sources,
        Correction("licence_back", "ảnh bị loá"),
        Correction("phone", "gọi không được"),
    )
    chat.talk, chat.heard = ask(chat.forms, correcting(chat.forms, chat.talk, dossier), chat.facts)

    assert chat.hears("ảnh bị loá", "mặt sau")
    chat.shows("better")
    assert chat.hears("gọi không được", "••••••3456")
    chat.says("0912345678")
    assert chat.talk.asked == "hand_in"
    chat.says("nộp hồ sơ")

    again = chat.did(HandIn)[1]
    assert again.dossier == "ZL-261120-0001"
    changed = {key for key in again.answers if again.answers[key] != first.answers[key]}
    assert changed == {"licence_back", "phone"}
    assert again.answers.keys() == first.answers.keys()


def test_a_time_that_a_clerk_ticks_is_chosen_anew_before_the_mended_dossier_goes(chat):
    with_card(chat)
    [first] = chat.did(HandIn)
    ticked = Correction("slot", "hôm đó bưu cục nghỉ")
    dossier = a_dossier({**first.answers, "slot": "s008"}, first.sources, ticked)
    chat.talk, chat.heard = ask(chat.forms, correcting(chat.forms, chat.talk, dossier), chat.facts)
    assert chat.hears("hôm đó bưu cục nghỉ", "Giờ nào tiện")

    chat.says("14h thứ 5", "nộp hồ sơ")

    assert chat.did(HoldSeat) == [HoldSeat("s114")]
    assert chat.did(HandIn)[1].answers["slot"] == "s114"


def test_a_seat_that_was_taken_meanwhile_asks_only_the_seat_again(chat):
    chat.fills_in()
    chat.talk = replace(chat.talk, answers={**chat.talk.answers, "slot": "s008", "slot_at": ""})
    talk = reopened(chat.forms, chat.talk, "slot", _("Giờ này vừa hết chỗ ạ."))
    chat.talk, chat.heard = ask(chat.forms, talk, chat.facts)

    assert chat.hears("vừa hết chỗ", "Giờ nào tiện")
    assert "Giữ nguyên" not in str(chat.heard)
    chat.says("2")
    assert chat.talk.asked == "hand_in"


def test_a_dossier_with_few_answers_is_asked_only_what_was_ticked(chat):
    dossier = a_dossier(
        {"reason": "expiring", "phone": "0905123456"},
        {"reason": "typed"},
        Correction("phone", "sai"),
    )
    chat.talk = correcting(chat.forms, chat.talk, dossier)

    chat.says("0912345678")

    assert chat.talk.asked == "hand_in"


def test_a_correction_waits_while_another_form_is_under_way(chat):
    chat.fills_in(until="phone")

    talk = correcting(chat.forms, chat.talk, a_dossier({}, {}, Correction("phone", "sai")))

    assert talk == chat.talk


def test_english_may_be_chosen_in_the_middle(chat):
    chat.fills_in(until="phone").says("english please")

    assert chat.talk.language == "en"
    assert chat.talk.asked == "phone"


def test_the_name_huy_is_not_a_cancel(chat):
    chat.fills_in(until="full_name").says("huy")
    assert chat.talk.confirming is None

    chat.says("Lê Quang Huy")

    assert chat.talk.answers["full_name"] == "Lê Quang Huy"


@pytest.mark.parametrize(
    "asks",
    [
        "bằng cũ có phải nộp lại không",
        "nộp ở đâu",
        "nộp lệ phí lúc nào vậy em",
        "bang cu co phai nop ko",
        "còn phải nộp thêm giấy gì nữa thì em chỉ cho chị với nha",
    ],
)
def test_a_question_about_handing_in_hands_nothing_in(chat, asks):
    chat.fills_in().says(asks)

    assert chat.did(HandIn) == []
    assert chat.talk.asked == "hand_in"


@pytest.mark.parametrize(
    "says", ["nộp", "nộp luôn đi em", "ok nộp hồ sơ giúp chị nhé", "Nộp hồ sơ"]
)
def test_who_wants_to_hand_in_does(chat, says):
    chat.fills_in().says(says)

    assert len(chat.did(HandIn)) == 1
