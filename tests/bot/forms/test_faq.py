"""What people ask is answered by the day, from one file that is checked before anybody asks."""

from datetime import date

import pytest

from bot import faq
from bot.shape import BadForm
from bot.talk import Facts, Routed
from domain.rule_sets import in_force
from domain.rules import default_settings

TODAY = date(2026, 11, 23)
GOOD = {
    "key": "colour",
    "ways": [["mau gi"]],
    "text": "Bằng màu hồng ạ.",
    "source": "Thông tư 12/2025/TT-BCA Phụ lục X",
    "confidence": "law",
}


def entry(name="answer", **changes):
    row = {key: value for key, value in {**GOOD, **changes}.items() if value is not None}
    written = {key: repr(value).replace("'", '"') for key, value in row.items()}
    written |= {key: value.isoformat() for key, value in row.items() if isinstance(value, date)}
    return f"[[{name}]]\n" + "".join(f"{key} = {value}\n" for key, value in written.items())


def told(text, on=TODAY):
    topic = faq.topic_in(text, on)
    return topic.key if topic else None


def test_a_file_of_one_good_answer_is_read():
    [topic] = faq.read(entry())

    assert (topic.key, topic.ways, topic.elsewhere) == ("colour", (("mau gi",),), False)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[answer", "not TOML"),
        (entry("question"), "unknown list"),
        (entry(source=""), "colour: source is missing"),
        (entry(source=None), "colour: source is missing"),
        (entry(text=" "), "colour: text is missing"),
        (entry(confidence="sure"), "confidence"),
        (entry(ways=None), "neither intent nor ways"),
        (entry(ways=[["Màu gì"]]), "marks or capitals"),
        (entry(text="Một. Hai. Ba. Bốn."), "more than 3 sentences"),
        (entry(text="Hết {money} ạ."), "unknown values"),
        (entry(**{"from": "2026"}), "is a date"),
        (entry(to=date(2025, 1, 1), **{"from": date(2026, 1, 1)}), "ends before"),
        (entry() + entry(), "two answers on"),
        (
            entry(to=date(2025, 1, 1)) + entry(**{"from": date(2025, 1, 1)}),
            "colour: two answers on 2025-01-01",
        ),
        (entry(intent="fee") + entry(key="price", intent="fee"), "two answers on"),
        (entry("elsewhere"), "title is missing"),
    ],
)
def test_a_file_that_cannot_be_trusted_stops_the_process_from_starting(text, problem):
    with pytest.raises(BadForm, match=problem):
        faq.read(text)


def test_every_answer_names_its_source_and_today_has_one_for_each_group():
    keys = {one.key for one in faq.topics() if one.starts <= TODAY <= one.ends}

    assert keys >= {
        "fee", "documents", "duration", "place", "eligibility", "delivery", "health_certificate",
        "lost", "expired", "privacy", "e_licence", "motorcycle_classes", "car_classes",
        "foreign_licence", "military_licence", "police_licence", "international_permit",
        "new_licence", "upgrade", "suspended",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("bằng hết hạn 2 tháng có phải thi lại không em", "expired"),
        ("het han roi co phai thi ko", "expired"),
        ("mất bằng có phải chờ 2 tháng không", "lost"),
        ("A1 đổi xong thành hạng gì", "motorcycle_classes"),
        ("bằng B2 giờ là hạng gì em", "car_classes"),
        ("có giấy khám sức khoẻ không em", "health_certificate"),
        ("bằng có lên VNeID không", "e_licence"),
        ("tôi có bằng lái xe quân sự muốn đổi", "military_licence"),
        ("đổi giấy phép lái xe nước ngoài", "foreign_licence"),
        ("em muốn nâng hạng B2 lên C", "upgrade"),
        ("bằng tôi đang bị tước", "suspended"),
        ("xin cấp giấy phép lái xe quốc tế", "international_permit"),
        ("tra phạt nguội ở đâu", "fines"),
        ("cấp ở tỉnh khác có đổi được không", "other_province"),
        ("gộp bằng A1 với B2 vào chung một thẻ", "one_card"),
        ("bằng giấy có bắt buộc đổi không", "paper_card"),
        # what is no such question
        ("bằng lái hết hạn rồi em ơi", None),
        ("em bị mất bằng lái", None),
        ("B2, 15/08/2027", None),
        ("A1", None),
        ("12 Lê Lợi, phường Pleiku, Gia Lai", None),
        ("Nguyễn Thị Bảo Công An", None),
        ("sai ngày sinh", None),
        ("đổi bằng B2 sắp hết hạn", None),
    ],
)
def test_the_words_of_a_message_lead_to_its_topic(text, key):
    assert told(text) == key


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2020, 6, 15), "Từ 3 tháng"),
        (date(2025, 2, 28), "dù một ngày"),
        (date(2025, 3, 1), "thiên tai"),
        (date(2026, 6, 30), "thiên tai"),
        (date(2026, 7, 1), "30 ngày"),
    ],
)
def test_the_answer_is_the_one_of_the_day(chat, on, said):
    chat.facts = Facts(chat.facts.now, on)

    chat.says("bằng hết hạn có phải thi lại không")

    chat.hears(said)
    assert chat.talk.form is None


@pytest.mark.parametrize(
    ("on", "fee"),
    [(date(2025, 12, 31), "115.000"), (date(2026, 1, 1), "135.000")],
)
def test_the_fee_is_the_one_of_the_day_without_any_form(chat, on, fee):
    chat.facts = Facts(chat.facts.now, on)

    assert chat.says("lệ phí bao nhiêu").hears(f"Lệ phí: {fee} đồng theo biên lai")
    assert chat.says("bao lâu thì có").hears("5 ngày làm việc")
    assert chat.talk.form is None


@pytest.mark.parametrize(
    "asked", ["reason", "licence_class", "id_picture", "full_name", "residence", "phone", "hand_in"]
)
def test_a_question_on_the_way_is_answered_and_the_form_waits(chat, asked):
    chat.fills_in(until=asked, licence_class="A1")
    before = chat.talk

    chat.says("bằng có lên VNeID không em?")

    chat.hears("VNeID", "Em đang chờ")
    assert (chat.talk.asked, chat.talk.answers) == (before.asked, before.answers)


@pytest.mark.parametrize("opening", [None, "đổi bằng lái"])
def test_what_is_not_for_us_is_told_kindly_and_counted(chat, opening):
    if opening:
        chat.says(opening, "Đồng ý")

    chat.says("bằng của tôi là bằng quân đội cấp")

    chat.hears("giấy ra quân", "Phòng Cảnh sát giao thông")
    assert chat.did(Routed) == [Routed("elsewhere", "", "military_licence")]
    assert (chat.talk.asked == "licence_class") == bool(opening)


def test_a_law_that_changes_changes_its_answers_the_same_day():
    # An answer about lateness must not outlive its rule set.
    begins = {one.starts for one in faq.topics() if one.key == "expired"}

    assert begins == {one.starts for one in default_settings().rule_sets}
    assert in_force(default_settings().rule_sets, TODAY).starts in begins
