"""Whatever is said goes out in letters that Zalo takes: nothing lost, doubled or torn."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.zalo.fields import clean
from bot.zalo.payloads import (
    MAX_BUTTONS,
    MAX_PAYLOAD,
    MAX_TEXT,
    MAX_TITLE,
    Button,
    ButtonKind,
    PayloadTooLong,
    TextPart,
    body,
    parts,
)
from bot.zalo.settings import ZaloSettings

SETTINGS = ZaloSettings(app_id="1", app_secret="s", oa_id="2", oa_secret_keys=("k",))
GROWS = "\u0958"  # a letter that composing makes two characters of
MARKED = ("e\u0302\u0323", "q\u0303", "\U0001f44d\U0001f3fd", "\u2764\ufe0f", "1\ufe0f\u20e3")
PIECE = st.one_of(
    st.text(st.characters(), max_size=12),
    st.sampled_from(["\n", "\n\n", "\n\n\n\n", " ", ". ", "\t", "Dạ em chào anh/chị. ", *MARKED]),
    st.sampled_from(["a", "ớ", "\U0001f600", GROWS, *MARKED]).flatmap(
        lambda letter: st.integers(1, 2_100).map(lambda times: letter * times)
    ),
)
LONG = st.lists(PIECE, max_size=12).map("".join)
PAYLOADS = st.text(st.characters(), max_size=40) | st.sampled_from(
    ["x" * 1_000, "x" * 1_001, GROWS * 501, "e\u0302" * 900, "\U0001f600" * 501]
)
TITLES = st.text(st.characters(), max_size=12) | st.sampled_from(["t" * 101, "\U0001f600" * 51])
BUTTONS = st.lists(st.builds(Button, TITLES, st.integers().map(str)), max_size=13)


def length(text):
    return len(text.encode("utf-16-le")) // 2


def without_spaces(text):
    return "".join(text.split())


def words_sent(sent):
    return body("7", sent, settings=SETTINGS)["message"]["text"]


@given(LONG)
@example("\u0958" * 2_000)
@example("e\u0301" * 2_001)
@example("a" + "\u0303" * 5_000)
def test_any_text_goes_whole_and_once_in_letters_that_fit(text):
    sent = [words_sent(part) for part in parts(text)]

    assert without_spaces("".join(sent)) == without_spaces(clean(text))
    assert all(0 < length(words) <= MAX_TEXT for words in sent)
    assert all(unicodedata.is_normalized("NFC", words) for words in sent)
    assert [part.text for part in parts(text)] == sent


@pytest.mark.parametrize("letter", MARKED)
@given(shift=st.integers(0, 9))
def test_a_mark_stays_with_its_letter_and_a_shade_with_its_emoji(letter, shift):
    composed = unicodedata.normalize("NFC", letter)
    first, *rest = (part.text for part in parts("a" * shift + letter * 1_500))

    for piece in (first.removeprefix("a" * shift), *rest):
        assert piece == composed * (len(piece) // len(composed))


@given(st.lists(st.integers(1, 1_900), min_size=2, max_size=12))
def test_paragraphs_that_fit_are_never_torn(lengths):
    paragraphs = [f"{number:x<{size}}" for number, size in enumerate(lengths)]
    sent = [part.text for part in parts("\n\n".join(paragraphs))]

    assert [one for words in sent for one in words.split("\n\n")] == paragraphs


@pytest.mark.parametrize("ending", ["\n\n", "\n", " "])
def test_a_paragraph_of_just_the_limit_stays_whole(ending):
    first = "a b" + "c" * (MAX_TEXT - 3)
    assert [part.text for part in parts(first + ending + "next")] == [first, "next"]


def test_a_sentence_of_just_the_limit_keeps_its_point():
    first = "a b" + "c" * (MAX_TEXT - 4) + "."
    assert [part.text for part in parts(f"{first} next")] == [first, "next"]


@given(LONG, BUTTONS)
def test_buttons_come_last_five_at_most_in_their_order_with_titles_that_fit(text, buttons):
    sent = parts(text, buttons)
    shown = [body("7", part, settings=SETTINGS)["message"] for part in sent]
    rows = [one["attachment"]["payload"]["buttons"] if "attachment" in one else [] for one in shown]

    assert [button for part in sent for button in part.buttons] == buttons
    assert all(len(row) <= MAX_BUTTONS for row in rows)
    assert all(length(button["title"]) <= MAX_TITLE for row in rows for button in row)
    begun = [number for number, row in enumerate(rows) if row]
    assert begun == list(range(len(rows) - len(begun), len(rows)))
    assert len(begun) == -(-len(buttons) // MAX_BUTTONS)


@given(PAYLOADS, st.sampled_from(ButtonKind))
def test_a_payload_that_is_too_long_as_it_is_sent_is_refused_and_no_other(payload, kind):
    told = kind in {ButtonKind.QUERY, ButtonKind.QUERY_HIDE}
    goes = clean(payload) if told else payload
    try:
        button = Button("?", payload, kind)
    except PayloadTooLong:
        assert len(goes.encode("utf-16-le", "replace")) // 2 > MAX_PAYLOAD
        return
    shown = body("7", TextPart("?", (button,)), settings=SETTINGS)["message"]
    sent = shown["attachment"]["payload"]["buttons"][0]["payload"]
    said = sent if isinstance(sent, str) else next(iter(sent.values()))
    assert said == goes
    assert len(said.encode("utf-16-le", "replace")) // 2 <= MAX_PAYLOAD
