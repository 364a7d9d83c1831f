"""Going back, mending, asking something in between: at every question of every form."""

from dataclasses import replace

import pytest

from bot.conversations import load
from bot.mending import listed_key
from bot.shape import DERIVED, SKIPPED
from bot.talk import PictureRead, Talk, Words

FORMS = load()
LONG = [form for form in FORMS.forms if form.question("hand_in")]
QUESTIONS_ASIDE = {
    "lệ phí bao nhiêu": "135.000",
    "bao lâu thì có bằng": "ngày làm việc",
    "chụp ảnh ở đâu": "bưu cục",
    "phạt nguội thì sao": "chưa làm được",
    "giúp": "«quay lại»",
}
every_form = pytest.mark.parametrize("form", FORMS.forms, ids=lambda form: form.key)
long_form = pytest.mark.parametrize("form", LONG, ids=lambda form: form.key)


def begun(new_chat, form):
    chat = new_chat()
    chat.facts = replace(chat.facts, has_appointment=True)
    return chat.says(form.opened_by[-1])


def answered(chat, good_answers):
    said = good_answers.get(chat.talk.asked, "1")
    if isinstance(said, PictureRead):
        said = PictureRead(f"{said.picture} {chat.messages}", said.qr)
    return chat.sends(Words(said) if isinstance(said, str) else said)


def each_question(new_chat, form, good_answers):
    """Yield the talk at each question of one way through the form, and where it had been before."""
    chat, been = begun(new_chat, form), []
    for _step in range(40):
        if chat.talk.form is None:
            return
        yield aside(new_chat, chat), list(been)
        been.append(chat.talk.asked)
        answered(chat, good_answers)
    raise AssertionError(f"stuck at {chat.talk.asked}")


def aside(new_chat, chat):
    """Return the same talk once more, to go another way from here."""
    other = new_chat()
    other.facts, other.messages = chat.facts, chat.messages + 100
    other.talk = Talk.from_json(chat.talk.to_json())
    return other


@long_form
def test_back_is_the_question_before_and_keep_jumps_forward_again(new_chat, good_answers, form):
    for chat, been in each_question(new_chat, form, good_answers):
        asked, answers = chat.talk.asked, chat.talk.answers
        chat.says("quay lại")
        if not been:
            assert chat.hears("câu đầu tiên")
            continue
        at = chat.talk.asked
        told_along = {key for key, of in chat.talk.sources.items() if of != DERIVED}
        assert at == been[-1] or at in told_along
        assert chat.talk.answers == answers
        chat.says("giữ nguyên")
        assert chat.talk.asked == asked, f"back from {asked} to {at}, then on"
        assert chat.talk.answers == answers


@long_form
@pytest.mark.parametrize("named", [False, True], ids=["by number", "by name"])
def test_every_line_is_mended_by_number_and_by_name(new_chat, good_answers, form, named):
    chat = begun(new_chat, form).fills_in(opening=form.opened_by[-1])
    assert chat.talk.asked == "hand_in"
    lines = form.listed(chat.talk.answers)
    for number, question in enumerate(lines, start=1):
        other = aside(new_chat, chat)
        other.says(f"sửa {str(question.label).lower()}" if named else str(number))
        assert other.talk.asked == question.key
        assert listed_key(form, chat.talk, str(number)) == question.key
        said = good_answers[question.key]
        if question.key == "reason":
            said = str(question.read.shown(chat.talk.answers["reason"], {}))
        answered(other, {question.key: said})
        fell = set(question.resets) | {question.key}
        assert other.talk.asked == "hand_in" or other.talk.asked in fell
        kept = {key for key in chat.talk.answers if key not in fell}
        assert kept <= set(other.talk.answers)


@long_form
def test_only_what_depends_on_a_changed_answer_is_asked_again(new_chat, good_answers, form):
    chat = begun(new_chat, form).fills_in()
    chat.says("sửa hạng bằng", "A1")
    assert chat.talk.asked == "hand_in"
    assert chat.talk.answers["target_class"] == "A"

    chat.says("sửa hạng bằng", "C, 15/08/2029")

    assert chat.talk.asked == "hand_in"
    assert chat.talk.answers["target_class"] == "C"


@every_form
@pytest.mark.parametrize(("said", "told"), QUESTIONS_ASIDE.items())
def test_a_question_in_between_is_answered_with_one_line_about_what_waits(
    new_chat, good_answers, form, *, said, told
):
    for chat, _been in each_question(new_chat, form, good_answers):
        before = chat.talk
        question = FORMS.get(before.form).question(before.asked)

        chat.says(said)

        assert chat.hears(told)
        reminder = str(chat.heard[-1].text).splitlines()[0]
        waits = f"Mình làm tiếp ạ. Em đang chờ: {question.label}."
        assert reminder == waits or (form.unasked and reminder.startswith(str(question.label)))
        assert (chat.talk.asked, chat.talk.answers) == (before.asked, before.answers)
        assert chat.talk.strikes == 0


@every_form
def test_a_miss_says_what_to_do_a_second_brings_an_example_and_a_person_and_the_taps_stay(
    new_chat, good_answers, form
):
    for chat, _been in each_question(new_chat, form, good_answers):
        question = FORMS.get(chat.talk.form).question(chat.talk.asked)
        whole = aside(new_chat, chat).says("english", "tiếng việt").heard[-1]

        chat.says("🙂🙂")
        first = chat.heard[-1]
        chat.says("🙂🙂")

        assert first.buttons == whole.buttons
        assert chat.hears(str(question.read.example), "gặp nhân viên")
        assert [one.says for one in chat.heard[-1].buttons][-1] == "Gặp nhân viên"
        assert [one.says for one in chat.heard[-1].buttons][:-1] == [
            one.says for one in whole.buttons
        ][:4]


@long_form
def test_a_line_that_was_skipped_is_no_line_to_mend(new_chat, good_answers, form):
    chat = begun(new_chat, form).fills_in()

    assert chat.talk.answers["id_picture"] == SKIPPED
    assert "id_picture" not in [one.key for one in form.listed(chat.talk.answers)]
