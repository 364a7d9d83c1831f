"""The grammar of section 7 and its limits: nothing is lost, nothing is longer than Zalo takes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.zalo.payloads import (
    Button,
    ButtonKind,
    Element,
    ListPart,
    PayloadTooLong,
    PicturePart,
    TextPart,
    body,
    parts,
    restored,
    stored,
)
from bot.zalo.settings import ZaloSettings

LAN = "246845883529197922"
SETTINGS = ZaloSettings(app_id="1", app_secret="s", oa_id="2", oa_secret_keys=("k",))
LOOK_UP = Button("Tra cứu hồ sơ", "#TRACUU")
WORDS = st.text(st.sampled_from("ab ớ.\n\U0001f600"), max_size=7000)


def message(part, settings=SETTINGS):
    sent = body(LAN, part, settings=settings)
    assert sent["recipient"] == {"user_id": LAN}
    return sent["message"]


def test_a_plain_text_is_a_plain_message():
    assert message(TextPart("Dạ em chào")) == {"text": "Dạ em chào"}


def test_an_answer_quotes_with_the_name_that_the_platform_reads():
    assert message(TextPart("Dạ", quote="ff")) == {"text": "Dạ", "quote_message_id": "ff"}


def test_each_kind_of_button_has_its_own_payload():
    buttons = (
        LOOK_UP,
        Button("Ẩn", "#X", ButtonKind.QUERY_HIDE),
        Button("Mở cổng", "https://cong.example", ButtonKind.URL),
        Button("Gọi", "84912345678", ButtonKind.PHONE),
    )
    assert message(TextPart("Anh/chị cần gì?", buttons)) == {
        "text": "Anh/chị cần gì?",
        "attachment": {
            "type": "template",
            "payload": {
                "buttons": [
                    {"title": "Tra cứu hồ sơ", "type": "oa.query.show", "payload": "#TRACUU"},
                    {"title": "Ẩn", "type": "oa.query.hide", "payload": "#X"},
                    {
                        "title": "Mở cổng",
                        "type": "oa.open.url",
                        "payload": {"url": "https://cong.example"},
                    },
                    {
                        "title": "Gọi",
                        "type": "oa.open.phone",
                        "payload": {"phone_code": "84912345678"},
                    },
                ]
            },
        },
    }


def test_the_template_type_of_buttons_is_a_setting():
    settings = ZaloSettings(
        app_id="1",
        app_secret="s",
        oa_id="2",
        oa_secret_keys=("k",),
        buttons_template_type="button",
    )
    payload = message(TextPart("?", (LOOK_UP,)), settings)["attachment"]["payload"]
    assert payload["template_type"] == "button"


@pytest.mark.parametrize(
    ("part", "where"),
    [
        (PicturePart(attachment_id="a1"), {"attachment_id": "a1"}),
        (PicturePart(url="https://p.example/1.jpg"), {"url": "https://p.example/1.jpg"}),
    ],
)
def test_a_picture_goes_by_upload_or_by_address(part, where):
    payload = {"template_type": "media", "elements": [{"media_type": "image", **where}]}
    assert message(part) == {"attachment": {"type": "template", "payload": payload}}


def test_a_picture_may_have_a_caption():
    assert message(PicturePart("Mẫu ảnh", attachment_id="a1"))["text"] == "Mẫu ảnh"


def test_a_list_shows_heading_lines_and_buttons():
    elements = (
        Element("Lịch chụp ảnh", "Chọn một buổi", "https://p.example/1.jpg"),
        Element("08:00", payload="#CHON:1"),
    )
    payload = message(ListPart(elements, (LOOK_UP,)))["attachment"]["payload"]

    assert payload["template_type"] == "list"
    assert payload["elements"] == [
        {
            "title": "Lịch chụp ảnh",
            "subtitle": "Chọn một buổi",
            "image_url": "https://p.example/1.jpg",
        },
        {"title": "08:00", "default_action": {"type": "oa.query.show", "payload": "#CHON:1"}},
    ]
    assert payload["buttons"][0]["title"] == "Tra cứu hồ sơ"


HEADING, ROW = Element("Lịch", "chọn một giờ"), Element("1. 8 giờ", payload="1")


@pytest.mark.parametrize(
    ("elements", "buttons"),
    [
        ((), 1),
        ((Element("Lịch"), ROW), 1),
        ((HEADING, *[ROW] * 5), 1),
        ((HEADING, ROW), 6),
        ((HEADING, Element("a" * 101)), 1),
        ((HEADING, Element("")), 1),
        ((Element("Lịch", "b" * 501), ROW), 1),
        ((HEADING, Element("1", payload="c" * 1001)), 1),
    ],
)
def test_a_list_that_zalo_would_not_take_whole_does_not_fit(elements, buttons):
    assert not ListPart(elements, (LOOK_UP,) * buttons).fits
    assert ListPart((HEADING, *[ROW] * 4), (LOOK_UP,) * 5).fits


def test_a_long_letter_is_cut_at_paragraphs_with_the_buttons_last():
    first, second = "a" * 1500, "b" * 1500
    assert parts(f"{first}\n\n{second}", [LOOK_UP]) == [
        TextPart(first),
        TextPart(second, (LOOK_UP,)),
    ]


@pytest.mark.parametrize("ending", ["\n", ". ", " "])
def test_without_a_paragraph_end_it_is_cut_at_the_next_best(ending):
    pieces = parts("a" * 1500 + ending + "b" * 1500)
    assert [piece.text.rstrip(".") for piece in pieces] == ["a" * 1500, "b" * 1500]


def test_a_word_without_end_is_cut_and_no_emoji_in_half():
    pieces = parts("a" + "\U0001f600" * 1500)
    assert "".join(piece.text for piece in pieces) == "a" + "\U0001f600" * 1500
    assert [len(piece.text.encode("utf-16-le")) for piece in pieces] == [3998, 2004]


def test_exactly_the_limit_is_one_letter():
    assert len(parts("a" * 2000)) == 1
    assert len(parts("a" * 2001)) == 2


def test_text_is_counted_and_sent_composed():
    decomposed = unicodedata.normalize("NFD", "ớ" * 2000)
    [part] = parts(decomposed)
    assert part.text == "ớ" * 2000


def test_what_zalo_cannot_carry_is_taken_out():
    assert message(TextPart("a\x00\ud83db"))["text"] == "a\ufffdb"
    assert parts("a\x00\ud83db") == [TextPart("a\ufffdb")]


def test_a_sixth_choice_follows_in_a_letter_of_its_own():
    buttons = [Button(str(n), f"#{n}") for n in range(12)]
    sent = parts("Lý do?", buttons)

    assert [len(part.buttons) for part in sent] == [5, 5, 2]
    assert [button for part in sent for button in part.buttons] == buttons
    assert sent[0].text == "Lý do?"


def test_nothing_to_say_is_no_letter_and_buttons_alone_get_words():
    assert parts(" \n") == []
    assert parts("", [LOOK_UP])[0].text


def test_a_long_title_is_cut_and_a_long_payload_refused():
    title = message(TextPart("?", (Button("t" * 101, "#X"),)))["attachment"]["payload"]["buttons"]
    assert title[0]["title"] == "t" * 99 + "…"
    assert Button("t", "x" * 1000)
    with pytest.raises(PayloadTooLong):
        Button("t", "x" * 1001)


@pytest.mark.parametrize(
    "part",
    [
        TextPart("Dạ", (LOOK_UP, Button("Gọi", "84", ButtonKind.PHONE)), "ff"),
        PicturePart("Mẫu", url="https://p.example"),
        ListPart((Element("a", "b"),), (LOOK_UP,)),
    ],
)
def test_a_kept_part_comes_back_the_same(part):
    assert restored(stored(part)) == part


@given(WORDS, st.integers(0, 13))
def test_no_word_and_no_button_is_lost_and_no_letter_is_too_long(words, count):
    buttons = [Button(str(n), str(n)) for n in range(count)]
    sent = parts(words, buttons)
    said = "".join(part.text for part in sent[: len(sent) - max(0, (count - 1) // 5)])

    assert words.split() == [] or "".join(said.split()) == "".join(words.split())
    assert all(0 < len(part.text.encode("utf-16-le")) <= 4000 for part in sent)
    assert [button for part in sent for button in part.buttons] == buttons
    assert all(len(part.buttons) <= 5 for part in sent)
