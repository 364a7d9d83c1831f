"""What values people mean when they type with one thumb."""

from datetime import date, time

import pytest

from bot.understanding import NotUnderstood
from bot.understanding.choices import number, pick
from bot.understanding.classes import licence_class
from bot.understanding.consent import consent
from bot.understanding.dates import day, no_term
from bot.understanding.moments import Wish, wish
from bot.understanding.names import name
from bot.understanding.numbers import citizen_id, licence_number, paper_number, phone
from bot.understanding.yes_no import Reply, plainly, yes_no

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("said", "field", "meant"),
    [
        ("5/3/1990", "birth", date(1990, 3, 5)),
        ("05-03-90", "birth", date(1990, 3, 5)),
        ("5.3.90 ạ", "birth", date(1990, 3, 5)),
        ("05031990", "birth", date(1990, 3, 5)),
        ("050390", "birth", date(1990, 3, 5)),
        ("10 5 60", "birth", date(1960, 5, 10)),
        ("1990-03-05", "birth", date(1990, 3, 5)),
        ("ngày 5 tháng 3 năm 1990", "birth", date(1990, 3, 5)),
        ("ngay 5 thang 3 nam 90", "birth", date(1990, 3, 5)),
        ("5 tháng 3 1990", "birth", date(1990, 3, 5)),
        ("em sinh mùng 5 tháng 3, 1990", "birth", date(1990, 3, 5)),
        ("mùng năm tháng ba năm một chín chín mươi", "birth", date(1990, 3, 5)),
        ("năm tháng năm năm tám lăm", "birth", date(1985, 5, 5)),
        ("hai mươi lăm tháng chạp năm hai nghìn không trăm linh năm", "birth", date(2005, 12, 25)),
        ("rằm tháng 7 năm 1980", "birth", date(1980, 7, 15)),
        ("năm 1990 ngày 5 tháng 3", "birth", date(1990, 3, 5)),
        ("5,3,1990", "birth", date(1990, 3, 5)),
        ("B2, 15/08/2027", "expiry", date(2027, 8, 15)),
        ("ngày 25", "wish", date(2026, 11, 25)),
        ("ngày 5", "wish", date(2026, 12, 5)),
        ("1/2/08", "birth", date(2008, 2, 1)),
        ("1/2/09", "birth", date(1909, 2, 1)),
        ("15/8/27", "expiry", date(2027, 8, 15)),
        ("ba mốt tháng mười hai năm 2030", "expiry", date(2030, 12, 31)),
        ("cấp 15/8/2017 đến 15/8/2027", "expiry", date(2027, 8, 15)),
        ("cấp 15/8/2017 đến 15/8/2027", "issue", date(2017, 8, 15)),
        ("hôm qua", "expiry", date(2026, 11, 22)),
        ("15/8/98", "issue", date(1998, 8, 15)),
        ("5/3", "wish", date(2027, 3, 5)),
        ("mai", "wish", date(2026, 11, 24)),
        ("mốt", "wish", date(2026, 11, 25)),
        ("thứ 3", "wish", date(2026, 11, 24)),
        ("chiều thứ ba tuần sau", "wish", date(2026, 12, 1)),
        ("t7", "wish", date(2026, 11, 28)),
        ("chủ nhật", "wish", date(2026, 11, 29)),
        ("3 ngày nữa", "wish", date(2026, 11, 26)),
        ("ngày 5/3 năm 1990", "birth", date(1990, 3, 5)),
        ("March 5th, 1990", "birth", date(1990, 3, 5)),
        ("20/10/2017-20/10/2027", "expiry", date(2027, 10, 20)),
        ("ngày 20 tháng 10 năm sau", "expiry", date(2027, 10, 20)),
        ("mai bận, thứ 4 đi", "wish", date(2026, 11, 25)),
        ("thứ 3 ngày 1/12", "wish", date(2026, 12, 1)),
        ("thứ 2 tuần sau nữa", "wish", date(2026, 12, 7)),
        ("next Friday", "wish", date(2026, 12, 4)),
        ("ngày hai tám", "wish", date(2026, 11, 28)),
    ],
)
def test_a_day_is_read_day_first_in_every_form(said, field, meant):
    assert day(said, field=field, today=TODAY) == meant


@pytest.mark.parametrize(
    ("said", "field", "why"),
    [
        ("31/02/2020", "birth", "impossible"),
        ("13/25/2020", "expiry", "impossible"),
        ("29/2/2023", "birth", "impossible"),
        ("5/3", "birth", "no_year"),
        ("tháng 3", "birth", "none"),
        ("1955", "birth", "none"),
        ("640123456789", "expiry", "none"),
        ("01/01/2030", "birth", "future"),
        ("01/01/1850", "birth", "too_old"),
        ("٠٥/٠٣/١٩٩٠", "birth", "none"),
        ("", "wish", "none"),
    ],
)
def test_a_day_that_is_none_says_why(said, field, why):
    with pytest.raises(NotUnderstood) as missed:
        day(said, field=field, today=TODAY)
    assert missed.value.why == why


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("không thời hạn", True),
        ("ko thoi han", True),
        ("bằng không ghi hạn", True),
        ("vô thời hạn ạ", True),
        ("còn thời hạn", False),
        ("15/08/2027", False),
    ],
)
def test_no_term_is_a_value_of_its_own(said, meant):
    assert no_term(said) is meant


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("B2", "B2"), ("b 2", "B2"), ("bê hai", "B2"), ("bằng bê 2 ạ", "B2"), ("be hai", "B2"),
        ("hạng c", "C"), ("C ạ", "C"), ("xê", "C"), ("đê", "D"), ("hạng E", "E"), ("a một", "A1"),
        ("b2 a", "B2"), ("e đi bằng D2E", "D2E"), ("FB2", "FB2"), ("ép bê hai", "FB2"),
        ("ép cê", "FC"), ("b.2", "B2"), ("bằng tải c", "C"),
        ("xe máy phân khối lớn", "A2"), ("b1 số tự động", "B1"), ("c1e", "C1E"), ("k b2", "B2"),
        ("hạng a", "A"), ("em muốn đổi bằng B2 hết hạn 15/8/2027", "B2"), ("C, 15/08/2029", "C"),
    ],
)  # fmt: skip
def test_a_class_is_read_as_it_is_said(said, code):
    assert licence_class(said) == code


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("bằng xe máy", "which"),
        ("bằng lái ô tô", "which"),
        ("B1, B2", "many"),
        ("em không biết", "none"),
        ("B7", "none"),
        ("cccd ba de o nha", "none"),
        ("de em xem lai", "none"),
        ("ạ", "none"),
    ],
)
def test_a_class_that_is_not_sure_is_asked(said, why):
    with pytest.raises(NotUnderstood) as missed:
        licence_class(said)
    assert missed.value.why == why


@pytest.mark.parametrize(
    "said",
    ["có", "dạ", "vâng ạ", "ừ", "đúng rồi em", "ok", "okela", "chuẩn", "không sai", "👍", "1",
     "dạ vâng", "đúng hết rồi nha", "dong y", "chinh xac", "đc", "uhm"],
)  # fmt: skip
def test_yes_is_heard(said):
    assert yes_no(said) is Reply.YES


@pytest.mark.parametrize(
    "said",
    ["không", "ko", "k", "ko dc", "dạ không ạ", "chưa", "sai rồi", "không phải", "thôi", "hổng",
     "không đúng", "2", "sai chỗ ngày sinh", "👎", "hong phai", "không đồng ý", "ko ok"],
)  # fmt: skip
def test_no_is_heard(said):
    assert yes_no(said) is Reply.NO


FREE = {
    "vẫn ở đó": Reply.YES,
    "cứ thế mà mần": Reply.YES,
    "khám rồi, bác sĩ ký rồi": Reply.YES,
    "mất lâu rồi": Reply.NO,
    "để mai tính": Reply.NO,
    "cảm ơn em nhưng chị chưa có": Reply.NO,
    "vừa đúng vừa sai": Reply.UNCLEAR,
    "đúng hả em": Reply.UNCLEAR,
    "hmm": Reply.UNCLEAR,
    "zxqv trblm": Reply.UNCLEAR,
}


@pytest.mark.parametrize(("said", "meant"), FREE.items())
def test_an_answer_in_free_words_is_told(said, meant):
    assert yes_no(said) is meant


@pytest.mark.parametrize(
    "said", ["vẫn ở đó", "mất lâu rồi", "để mai tính", "tuần sau đi", "bữa khác", "mai mới làm"]
)
def test_a_guess_is_made_only_where_a_yes_or_a_no_is_waited_for(said):
    assert plainly(said) is Reply.UNCLEAR


@pytest.mark.parametrize("said", ["", "có đúng không?", "để em xem đã", "bao nhiêu tiền", "3"])
def test_what_is_neither_is_unclear(said):
    assert yes_no(said) is Reply.UNCLEAR


@pytest.mark.parametrize(
    "said", ["Đồng ý", "dạ em đồng ý ạ", "DONG Y", "tôi chấp nhận", "dạ con đồng ý"]
)
def test_consent_is_a_full_word(said):
    assert consent(said)


@pytest.mark.parametrize(
    "said",
    [
        "dạ",
        "ok",
        "vâng",
        "có",
        "1",
        "không đồng ý",
        "đồng ý không?",
        "chưa đồng ý",
        "ừ",
        "đồng ý không em",
        "đồng ý nhưng khoan",
    ],
)
def test_politeness_and_doubt_are_no_consent(said):
    assert not consent(said)


@pytest.mark.parametrize(
    "said",
    ["0905 123 456", "+84905123456", "84 905.123.456", "sdt em là 0905123456 nhé", "0905-123-456",
     "840905123456", "0084905123456"],
)  # fmt: skip
def test_a_phone_is_ten_digits(said):
    assert phone(said) == "0905123456"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("01212345678", "not_in_use"),
        ("0105123456", "not_in_use"),
        ("chưa có", "none"),
        ("٠٩٠٥١٢٣٤٥٦", "none"),
    ],
)
def test_a_dead_number_is_no_phone(said, why):
    with pytest.raises(NotUnderstood) as missed:
        phone(said)
    assert missed.value.why == why


@pytest.mark.parametrize("said", ["064090012345", "064 090 012 345", "số 064.090.012.345 ạ"])
def test_a_citizen_id_is_twelve_digits(said):
    assert citizen_id(said) == "064090012345"


@pytest.mark.parametrize(
    ("said", "why"), [("0640900123", "length"), ("không nhớ", "none"), ("٠٦٤٠٩٠٠١٢٣٤٥", "none")]
)
def test_what_is_no_citizen_id_says_why(said, why):
    with pytest.raises(NotUnderstood) as missed:
        citizen_id(said)
    assert missed.value.why == why


def test_a_licence_number_stands_beside_its_day():
    assert licence_number("640123456789 15/8/2017") == "640123456789"
    assert paper_number("số AK 123456") == "AK123456"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("NGUYỄN VĂN MẪU", "Nguyễn Văn Mẫu"),
        ("nguyen van a", "Nguyen Van A"),
        ("rơ châm h'nhi", "Rơ Châm H'Nhi"),
        ("Siu H’Bia", "Siu H'Bia"),
        ("Y-Blô Niê", "Y-Blô Niê"),
        ("KSOR H'LEN", "Ksor H'Len"),
        ("tên em là Trần Thị Bưởi ạ", "Trần Thị Bưởi"),
        ("họ và tên: Lê Văn Tám", "Lê Văn Tám"),
        ("Nguyễn Thị Minh a", "Nguyễn Thị Minh"),
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hoà"),
        ("dạ Nguyễn Thị Hoa nhé em", "Nguyễn Thị Hoa"),
        ("anh tên Trần Văn Bình", "Trần Văn Bình"),
        ("bà Rơ Châm H'Nhi", "Rơ Châm H'Nhi"),
        ("Ông Cao Thắng", "Ông Cao Thắng"),
        ("Puih Gưi", "Puih Gưi"),
        ("H’ Hen Niê", "H' Hen Niê"),
    ],
)
def test_a_name_is_restored(said, meant):
    assert name(said) == meant


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("Nguyễn Văn 1", "digits"),
        ("nguyeenx vawn a", "telex"),
        ("Huy", "short"),
        ("bao nhiêu tiền", "not_a_name"),
        ("em muốn gặp nhân viên bưu cục ngay bây giờ", "not_a_name"),
        ("", "not_a_name"),
    ],
)
def test_what_is_no_name_says_why(said, why):
    with pytest.raises(NotUnderstood) as missed:
        name(said)
    assert missed.value.why == why


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("sáng mai", Wish(date(2026, 11, 24), "morning")),
        ("chiều thứ 3 tuần sau", Wish(date(2026, 12, 1), "afternoon")),
        ("8h30", Wish(at=time(8, 30))),
        ("2 giờ rưỡi chiều", Wish(None, "afternoon", time(14, 30))),
        ("8 giờ sáng mai", Wish(date(2026, 11, 24), "morning", time(8, 0))),
    ],
)
def test_a_time_of_day_is_a_wish(said, meant):
    assert wish(said, today=TODAY) == meant


def test_words_without_a_time_are_no_wish():
    with pytest.raises(NotUnderstood):
        wish("giờ nào cũng được mà", today=TODAY)


OPTIONS = (("Gửi về nhà", "nha"), ("Nhận ở bưu cục", "buu dien"), ("Bằng bị hỏng, mờ", "hong"))


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("1", 0), ("số 2", 1), ("2 nha em", 1), ("hai", 1), ("cái đầu tiên", 0), ("cuối cùng", 2),
        ("gui ve nha", 0), ("NHẬN Ở BƯU CỤC", 1), ("cho em nhận bưu cục", 1), ("ra bưu điện", 1),
        ("bị hỏng rồi", 2), ("buu cucc", 1),
    ],
)  # fmt: skip
def test_a_choice_is_made_by_number_or_by_words(said, place):
    assert pick(said, OPTIONS) == place


@pytest.mark.parametrize(("said", "why"), [("7", "out_of_range"), ("trời đẹp", "none")])
def test_what_is_no_choice_says_why(said, why):
    with pytest.raises(NotUnderstood) as missed:
        pick(said, OPTIONS)
    assert missed.value.why == why


def test_a_number_is_only_ever_of_ascii_digits():
    with pytest.raises(NotUnderstood):
        number("٢", 5)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("mười giờ sáng mai", Wish(date(2026, 11, 24), "morning", time(10))),
        ("mười một giờ trưa mai", Wish(date(2026, 11, 24), "afternoon", time(11))),
        ("thứ năm giờ nào cũng được", Wish(date(2026, 11, 26))),
        ("2:30 pm friday", Wish(date(2026, 11, 27), "afternoon", time(14, 30))),
        ("8 rưỡi", Wish(at=time(8, 30))),
    ],
)
def test_an_hour_may_be_said_in_words_or_in_english(said, meant):
    assert wish(said, today=TODAY) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [("bê e", "BE"), ("xê một e", "C1E"), ("F B2", "FB2"), ("ép bê hai", "FB2")],
)
def test_letters_of_a_class_may_be_said_aloud(said, meant):
    assert licence_class(said) == meant


@pytest.mark.parametrize("said", ["Trần Văn Không", "Mai Thị Rồi", "Michael Brown", "H'Hen Niê"])
def test_a_name_is_a_name_whatever_its_words_mean(said):
    assert name(said) == said
