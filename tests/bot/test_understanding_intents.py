"""What citizens are after, as they really type it."""

import pytest

from bot.understanding.intents import command, intent, sounds_like_a_question
from bot.understanding.plain import near, plain, tidy


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Bằng lái em sắp hết hạn", "renew"),
        ("em muốn đổi bằng", "renew"),
        ("doi gplx", "renew"),
        ("mất bằng lái rồi", "lost"),
        ("em bị rơi mất giấy phép lái xe", "lost"),
        ("bằng em bị gãy", "damaged"),
        ("sai ngày sinh trên bằng", "change_info"),
        ("hồ sơ của em tới đâu rồi", "status"),
        ("ho so toi dau roi", "status"),
        ("bằng của em có chưa", "status"),
        ("khi nào em đi chụp ảnh", "appointment_when"),
        ("cho em đổi lịch hẹn sang hôm khác", "appointment_move"),
        ("em muốn huỷ lịch hẹn", "appointment_cancel"),
        ("lệ phí bao nhiêu vậy em", "fee"),
        ("leej phis bao nhieeu", "fee"),
        ("le phj bao nhieu tien", "fee"),
        ("cần giấy tờ gì", "documents"),
        ("giấy tờ cần gì", "documents"),
        ("bao lâu thì xong", "duration"),
        ("bưu cục ở đâu vậy", "place"),
        ("tôi có được đổi không", "eligibility"),
        ("có giao về nhà không", "delivery"),
        ("cho em gặp nhân viên", "human"),
        ("gap nhan vein", "human"),
        ("huỷ", "cancel"),
        ("thôi không làm nữa", "cancel"),
        ("quay lại câu trước", "back"),
        ("em gõ nhầm", "edit"),
        ("em nhập sai ngày sinh", "edit"),
        ("bao giờ bằng em về", "status"),
        ("thi bằng lái ở đâu", "other"),
        ("gọi cho tôi", "human"),
        ("làm lại từ đầu", "restart"),
        ("xin chào", "greeting"),
        ("cảm ơn em nhé", "thanks"),
        ("xoá dữ liệu của tôi", "privacy"),
        ("I want English", "language"),
        ("nộp phạt nguội ở đâu", "other"),
        ("đăng ký xe máy", "other"),
    ],
)
def test_an_intent_is_found_in_what_is_typed(said, meant):
    assert intent(said) == meant


@pytest.mark.parametrize(
    "said",
    ["hôm nay trời đẹp", "Nguyễn Văn Tiền", "12 Lê Lợi, Pleiku, Gia Lai", "B2", "15/08/2027",
     "Rơ Châm H'Nhi", "0905123456", "dạ", "làng Ốp, xã Ia Phí", ""],
)  # fmt: skip
def test_an_answer_is_no_intent(said):
    assert intent(said) is None


@pytest.mark.parametrize("said", ["em huỷ hợp đồng", "tên em là Huy", "sửa xe ở đâu"])
def test_a_command_is_the_whole_message(said):
    assert command(said) is None


def test_a_question_sounds_like_one():
    assert sounds_like_a_question("bao nhiêu tiền vậy")
    assert not sounds_like_a_question("Nguyễn Văn Mẫu")


def test_text_is_made_comparable():
    assert plain("ĐỔI  Bằng\u200b lái") == "doi bang lai"
    assert plain("hoà") == plain("hòa")
    assert tidy("a\x00b\u200bc") == "abc"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("nhan", "nahn", True),
        ("nhan", "nha", True),
        ("nhan", "nhang", True),
        ("nhan", "bang", False),
    ],
)
def test_one_slip_is_near(one, other, alike):
    assert near(one, other) is alike


def test_only_the_first_lines_of_a_long_message_are_read():
    assert intent("bằng lái em sắp hết hạn " + "và " * 20000 + "em muốn huỷ") == "renew"


@pytest.mark.parametrize(("said", "meant"), [("dừng", "cancel"), ("đúng", None), ("dung", None)])
def test_stop_is_not_confused_with_right(said, meant):
    assert command(said) == meant
