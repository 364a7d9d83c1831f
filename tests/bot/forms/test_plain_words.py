"""Plain words: every sentence the bot has, and every message it makes of them, asks one thing.

A message is short: at most one question and three short sentences, lists left out. What has to be
longer is named here, with its reason.
"""

import re
from dataclasses import replace

import pytest

from bot.conversations import load
from bot.talk import Talk, Words
from domain.words import LANGUAGES, Text
from tests.bot import test_notices
from tests.bot.told.telling import journeys
from translations import first, gathered, kept, sentences

FORMS = load().forms
MOST_SENTENCES = 3
LONGEST_SENTENCE = 150
LONGEST = 240
ENDS = re.compile(r"[.?!…](?=\s|$)")
LISTED = re.compile(r"^(?:\d+\. |• |«sửa )|^[^.?!«»]{2,30}: [^.?!]*\.?$")
EXAMPLES = ("Ví dụ", "For example")
SAID_BY = re.compile(r"^(?:bot/(?!commands/|webhook|reader_process)|domain/findings)")

LONG_ON_PURPOSE = {
    "Trước khi bắt đầu, em xin phép": "the law asks that consent knows all of this at once",
    "Em đọc được từ mã QR": "shows what was read, for a yes",
    "Lần trước anh/chị đã khai": "shows what was told before, for a yes",
    "Anh/chị đã chia sẻ với em": "shows what was shared, for a yes",
    "Anh/chị xem lại giúp em": "shows everything that is handed in",
    "Hello. I help": "the menu, in English",
    "Em chào anh/chị. Em giúp": "the menu: who speaks, and all that can be done",
    "Em đã nhận hồ sơ": "the receipt: code, what follows, by when, what to delete",
    "I have your dossier": "the receipt, in English",
}
"""Messages by how they begin."""


def says(text):
    """Return why these words are too much for one message, or nothing."""
    told = "\n".join(line for line in text.splitlines() if not LISTED.search(line))
    parts = [part.strip() for part in ENDS.split(told.replace("…", ","))]
    parts = [part for part in parts if not part.startswith(EXAMPLES)]
    found = []
    if len(re.findall(r"\?(?=\s|$)", told)) > 1:
        found.append("asks two things")
    if len([part for part in parts if part]) > MOST_SENTENCES:
        found.append("more than three sentences")
    if any(len(part) > LONGEST_SENTENCE for part in parts):
        found.append("a sentence too long")
    return found


def on_purpose(text):
    return any(text.startswith(beginning) for beginning in LONG_ON_PURPOSE)


def sources():
    """Yield every sentence that the bot may say, as it stands in the code and in faq.toml."""
    for message in sentences(gathered("en")):
        if any(SAID_BY.match(file) for file, _line in message.locations):
            yield first(message.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_bot_is_short_and_asks_one_thing(language):
    heard = {Text(source).in_language(language) for source in sources() if not on_purpose(source)}

    assert {text: why for text in heard if (why := says(text))} == {}
    assert [text for text in heard if len(text) > LONGEST] == []


@pytest.mark.parametrize("beginning", LONG_ON_PURPOSE)
def test_every_exception_is_still_said(beginning):
    said = [*sources(), *(str(message.string) for message in sentences(kept("en")))]

    assert any(text.startswith(beginning) for text in said)


@pytest.mark.parametrize("sayings", test_notices.EVERY.values(), ids=test_notices.EVERY)
def test_a_notice_is_short(sayings):
    for saying in sayings:
        assert on_purpose(str(saying.text)) or says(str(saying.text)) == []


@pytest.mark.parametrize("file", journeys(), ids=lambda file: file.stem)
def test_a_letter_of_a_told_journey_is_short(file):
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        heard = [line[2:] for line in block.splitlines() if line.startswith("  ")]
        text = "\n".join(line for line in heard if not line.startswith("["))
        assert on_purpose(text) or says(text) == [], text


ON_THE_WAY = (
    "🙂🙂", "lệ phí bao nhiêu", "giúp", "chào em", "huỷ", "sửa", "sửa 99", "làm lại từ đầu",
    "gặp nhân viên", "nộp hồ sơ", "phạt nguội thì sao", "quay lại", "căn cứ", "english", "thôi chờ",
)  # fmt: skip


MISSES = {"🙂🙂": 2}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_whatever_is_said_at_any_question_the_reply_is_short(new_chat, good_answers, form):
    chat = new_chat()
    chat.facts = replace(chat.facts, has_appointment=True)
    chat.says(form.opened_by[-1])
    long = []
    for _step in range(40):
        if chat.talk.form is None:
            break
        asides = [
            str(saying.text)
            for said in ON_THE_WAY
            for saying in aside(new_chat, chat, *([said] * MISSES.get(said, 1))).heard
        ]
        long += [text for text in asides if says(text) and not on_purpose(text)]
        said = good_answers.get(chat.talk.asked, "1")
        chat.sends(Words(said) if isinstance(said, str) else said)
    assert chat.talk.form is None
    assert long == [], "\n===\n".join(long)


def aside(new_chat, chat, *said: str):
    """Say something to the side, on a talk that is forgotten again."""
    other = new_chat()
    other.facts, other.talk = chat.facts, Talk.from_json(chat.talk.to_json())
    return other.says(*said)
