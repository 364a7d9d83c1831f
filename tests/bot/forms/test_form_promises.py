"""Promises over every form, kept for citizens who may say anything at any moment."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversations import load
from bot.shape import DERIVED, SKIPPED
from bot.talk import Album, HandIn, Other, PictureRead, Words

FORMS = load()
GOOD = "a fitting answer"
QR = "064090001234||Rơ Châm H'Nhi|05031990|Nữ|Làng Ốp, phường Pleiku, Gia Lai|01062021"
SAYINGS = (
    "quay lại", "huỷ", "1", "2", "5", "9", "sửa", "sửa 3", "sửa địa chỉ", "lệ phí bao nhiêu", "dạ",
    "không", "gặp nhân viên", "hồ sơ của tôi", "cảm ơn", "giữ nguyên", "làm lại từ đầu", "B2",
    "A1", "B1", "C, 15/08/2029", "15/08/2027", "15/8/2020", "không thời hạn", "0905123456", "huy",
    "640123456789", "Nguyễn Văn Mẫu", "12 Lê Lợi, phường Pleiku, Gia Lai", "mất rồi", "english",
    "nộp hồ sơ", "chiều thứ 3", "ngày khác", "đổi lịch", "huỷ lịch", "em sẽ đến", "bổ sung", "",
    "để bưu cục hẹn giúp", "làm tiếp", "٠١٢٣", "🙂", "đổi bằng B2 sắp hết hạn", "khong nho",
    "1, 0905123456", "B2, 15/08/2027, 640123456789, 15/08/2017", "sửa ảnh căn cước",
)  # fmt: skip
MAY_BE_TOLD_ALONG = {
    "licence_class": {"licence_expires_on", "licence_number", "licence_issued_on", "reason"},
    "id_picture": {"citizen_id", "full_name", "birth_date", "sex", "residence"},
    "citizen_id": {"id_picture", "full_name", "birth_date", "sex", "residence"},
    "card_right": {"id_picture", "citizen_id", "full_name", "birth_date", "sex", "residence"}
    | {"delivery", "address", "phone"},
    "delivery": {"address", "phone"},
    "licence_number": {"licence_issued_on"},
    "residence": {"address"},
}

SHORT = ("1", "2", "3", "dạ", "không", "huỷ")
words = st.one_of(
    st.just(GOOD),
    st.just(GOOD),
    st.sampled_from(SHORT),
    st.sampled_from(SAYINGS),
    st.text(max_size=20),
)
pictures = st.builds(
    PictureRead,
    st.sampled_from(["p1", "p2", "p3", "p4"]),
    st.sampled_from([None, None, QR, "https://example.vn"]),
    st.sampled_from([None, None, "blurred", "unreachable"]),
)
messages = st.one_of(
    words,
    words,
    words,
    pictures,
    st.builds(Album, st.lists(pictures, min_size=1, max_size=4).map(tuple)),
    st.builds(Other, st.sampled_from(["sticker", "audio", "location"])),
)
scripts = st.lists(messages, max_size=45)
every_form = pytest.mark.parametrize("form", FORMS.forms, ids=lambda form: form.key)
many = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def begun(new_chat, form):
    chat = new_chat()
    chat.facts = replace(chat.facts, has_appointment=True)
    return chat.says(form.opened_by[-1])


def send(chat, message, good_answers):
    if message == GOOD:
        message = good_answers.get(chat.talk.asked, "1")
    return chat.sends(Words(message) if isinstance(message, str) else message)


def own(form, talk):
    """Return what the citizen answered, without what was worked out or marked."""
    keys = {question.key for question in form.questions if question.kept}
    return {
        key: value
        for key, value in talk.answers.items()
        if key in keys and talk.sources.get(key) != DERIVED
    }


def can_be_typed(words):
    """Whether what a tap says is words of one line, which a citizen could have typed as well."""
    return bool(words) and words.isprintable() and len(words) <= 100 and words == words.strip(" #")


@every_form
@many
@given(script=scripts)
def test_there_is_always_an_answer(new_chat, good_answers, form, script):
    chat = begun(new_chat, form)
    for message in script:
        done = len(chat.effects)
        send(chat, message, good_answers)
        assert chat.heard or len(chat.effects) > done
        assert all(str(saying.text).strip() for saying in chat.heard)
        assert all(len(saying.buttons) <= 5 for saying in chat.heard)
        assert all(can_be_typed(one.says) for saying in chat.heard for one in saying.buttons)


@every_form
@many
@given(script=scripts)
def test_no_answer_is_ever_lost(new_chat, good_answers, form, script):
    chat = begun(new_chat, form)
    for message in script:
        before, confirming = chat.talk, chat.talk.confirming
        send(chat, message, good_answers)
        ended = chat.talk.form != before.form or confirming in {"cancel", "restart"}
        if not ended:
            assert own(form, before).keys() <= own(form, chat.talk).keys()


@every_form
@many
@given(script=scripts)
def test_no_answer_is_filed_under_another_question(new_chat, good_answers, form, script):
    chat = begun(new_chat, form)
    for message in script:
        if isinstance(message, Album):
            continue
        before = chat.talk
        send(chat, message, good_answers)
        if before.form != form.key or chat.talk.form != form.key or before.confirming:
            continue
        old, new = own(form, before), own(form, chat.talk)
        changed = {key for key in new if old.get(key) != new[key]}
        assert changed <= {before.asked} | MAY_BE_TOLD_ALONG.get(before.asked, set()) | early(
            form, message
        )


def early(form, message):
    """Return where a picture may be kept that comes while words are asked."""
    if not isinstance(message, PictureRead):
        return set()
    by_picture = {one.key for one in form.questions if one.read.by_picture}
    return by_picture | (MAY_BE_TOLD_ALONG["id_picture"] if message.qr else set())


@every_form
@many
@given(script=scripts)
def test_every_script_that_ends_hands_in_exactly_the_path(new_chat, good_answers, form, script):
    chat = begun(new_chat, form)
    for message in [*script, *[GOOD] * 45]:
        before = chat.talk
        send(chat, message, good_answers)
        for handed_in in chat.did(HandIn):
            known = {**before.answers, **handed_in.answers}
            assert set(handed_in.answers) == set(walked(FORMS.get(handed_in.form), known))
            return


def walked(form, answers):
    """Walk the questions one by one, as somebody with a pencil would."""
    seen = {key: answers[key] for key in answers if key not in {one.key for one in form.questions}}
    for question in form.questions:
        if not question.when(seen):
            continue
        if question.key in answers:
            seen[question.key] = answers[question.key]
            if question.kept and answers[question.key] != SKIPPED:
                yield question.key


@every_form
@settings(max_examples=12, deadline=None)
@given(cut=st.integers(0, 22), noise=st.lists(st.sampled_from(SAYINGS[:4]), max_size=3))
def test_whoever_keeps_answering_comes_to_an_end(new_chat, good_answers, form, *, cut, noise):
    chat = begun(new_chat, form)
    for step in range(60):
        if chat.talk.form is None:
            break
        if step == cut:
            for message in noise:
                send(chat, message, good_answers)
        send(chat, GOOD, good_answers)
    assert chat.talk.form is None
