"""Somebody new says hello: who we are and the consent come at once, and bind nobody to anything."""

from dataclasses import replace

import pytest

from bot.talk import AskPerson, ConsentGiven, TellStatus


@pytest.fixture
def new(chat):
    chat.facts = replace(chat.facts, newcomer=True)
    return chat.says("xin chào")


def test_a_greeting_of_somebody_new_tells_who_we_are_and_asks_for_consent(new):
    assert new.hears(
        "Em chào anh/chị. Em giúp đổi giấy phép lái xe", "Người nhận: bưu cục", "việc khác"
    )
    titles = [str(one.title) for one in new.heard[-1].buttons]
    assert titles == ["Đồng ý", "Không đồng ý", "Việc khác"]
    assert new.talk.form is None


def test_who_agrees_is_asked_what_the_licence_says_and_may_tell_why(new):
    new.says("Đồng ý")

    assert new.did(ConsentGiven) == [ConsentGiven("2026-11")]
    assert new.talk.asked == "licence_class"
    assert new.hears("hạng gì, có giá trị đến ngày nào", "Bằng mất, hỏng, sai thì nhắn thêm")


@pytest.mark.parametrize("said", ["dạ", "ok", "ừ", "được em", "1", "👍"])
def test_politeness_is_no_consent(new, said):
    new.says(said)

    assert new.did(ConsentGiven) == []
    assert new.hears("nhắn đủ chữ «Đồng ý»")
    new.says("Đồng ý")
    assert new.talk.asked == "licence_class"


@pytest.mark.parametrize("said", ["việc khác", "Việc khác", "viec khac", "something else"])
def test_something_else_is_the_menu(new, said):
    new.says(said)

    assert new.hears("Anh/chị cần việc nào", "7. Hồ sơ của tôi tới đâu rồi")
    assert "Em chào" not in new.text
    assert new.says("4").talk.answers["reason"] == "lost"


def test_who_does_not_agree_is_let_go(new):
    new.says("không đồng ý")

    assert new.hears("không giữ lại gì")
    assert new.talk.asked is None


@pytest.mark.parametrize(
    ("said", "form"),
    [("em bị mất bằng", "lost_licence"), ("bằng sắp hết hạn", "exchange"),
     ("đổi bằng cho ba em", "exchange"),
     ("thông tin trên bằng bị sai", "wrong_data")],
)  # fmt: skip
def test_an_opening_that_says_more_goes_as_always(new, said, form):
    new.says(said)

    assert (new.talk.form, new.talk.asked) == (form, "consent")
    assert new.did(ConsentGiven) == []
    assert new.hears("Anh/chị xem phần em xin phép ở trên")
    assert new.says("english").hears("Người nhận: bưu cục")


@pytest.mark.parametrize("said", ["lệ phí bao nhiêu", "phạt nguội thì sao", "bao lâu thì có bằng"])
def test_a_question_is_answered_and_the_welcome_waits_in_one_line(new, said):
    new.says(said)

    assert new.hears("Muốn đổi bằng, anh/chị nhắn «Đồng ý»")
    assert "Người nhận" not in new.text
    new.says("Đồng ý")
    assert new.talk.asked == "licence_class"


@pytest.mark.parametrize(
    ("said", "does"), [("hồ sơ của tôi", TellStatus), ("gặp nhân viên", AskPerson)]
)
def test_everything_else_is_there_as_always(new, said, does):
    assert new.says(said).did(does)


@pytest.mark.parametrize("between", ["hồ sơ của tôi", "việc khác", "cảm ơn em"])
def test_who_agrees_after_something_else_reads_again_what_they_agree_to(new, between):
    new.says(between, "đồng ý")

    assert new.did(ConsentGiven) == []
    assert new.hears("Người nhận: bưu cục")
    assert new.says("đồng ý").talk.asked == "licence_class"


def test_a_picture_that_comes_first_does_not_lose_the_welcome(new):
    new.shows("card")

    assert new.hears("mình chưa bắt đầu hồ sơ", "Muốn đổi bằng, anh/chị nhắn «Đồng ý»")
    assert new.says("đồng ý").talk.asked == "licence_class"


def test_thanks_are_not_answered_with_a_request(new):
    new.says("cảm ơn em")

    assert "Đồng ý" not in new.text


def test_english_is_welcomed_in_english(new):
    new.says("english")

    text = new.heard[-1].text.in_language("en")
    assert text.startswith("Hello. I help you renew")
    assert new.says("agree").talk.asked == "licence_class"


def test_what_nobody_understands_gets_the_menu(new):
    assert new.says("hôm nay trời đẹp quá").hears("Em chưa hiểu", "8. Gặp nhân viên")


def test_who_has_been_here_gets_the_menu(chat):
    assert chat.says("xin chào").hears("1. Bằng sắp hết hạn")


@pytest.mark.parametrize(
    ("said", "reason", "asked"),
    [
        ("B2, 15/08/2027, 640123456789, 15/08/2017", "expiring", "id_picture"),
        ("B2, 10/11/2026", "expired", "id_picture"),
        ("B2, 15/08/2031", None, "reason"),
        ("A1, 640123456789, 15/08/2017", None, "reason"),
        ("A1, bị hỏng", "damaged", "id_picture"),
        ("A1 mờ", "damaged", "id_picture"),
        ("B2, 15/08/2027, in sai tên", "wrong_data", "difference"),
        ("bằng giấy B2 15/8/2031", "paper_to_pet", "id_picture"),
        ("mất bằng rồi em", "lost", "licence_class"),
        ("hỏng", "damaged", "licence_class"),
        ("B2 hết hạn 15/08/2027", "expiring", "id_picture"),
    ],
)
def test_the_reason_is_asked_only_where_neither_the_days_nor_the_words_tell_it(
    new, said, reason, asked
):
    new.says("Đồng ý", said)

    assert (new.talk.answers.get("reason"), new.talk.asked) == (reason, asked)
    assert ("Em ghi lý do là" in new.text) is (reason in {"expiring", "expired"})


def test_a_reason_that_was_noted_is_mended_by_its_name_and_noted_once(new):
    new.says("Đồng ý", "B2, 15/08/2027")
    assert new.hears("Em ghi lý do là «Bằng sắp hết hạn»; lý do khác thì anh/chị nhắn «sửa lý do»")

    new.says("sửa lý do", "4")

    assert (new.talk.form, new.talk.answers["reason"]) == ("lost_licence", "lost")
    new.says("quay lại", "giữ nguyên")
    assert "Em ghi lý do" not in new.text


def test_a_lost_licence_that_is_told_late_is_asked_of_as_a_lost_one(new):
    new.says("Đồng ý", "em bị mất bằng")
    assert new.hears("Bằng bị mất là hạng gì")

    new.says("A1, không nhớ số")

    assert new.talk.answers["licence_number"] == "unknown"
    assert new.talk.asked == "id_picture"
