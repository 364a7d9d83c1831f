"""A form is checked when it is made, and found by looking; the engine survives a new release."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import ModuleType

import pytest

from bot.conversations import form_of, load
from bot.form import advance, ask, opened, question_of
from bot.questions import PHONE, Address, Name
from bot.shape import BadForm, Form, Forms, Question
from bot.talk import Facts, HandIn, Talk, Words
from domain.words import Text, _

FACTS = Facts(datetime(2026, 11, 23, tzinfo=UTC), date(2026, 11, 23))


def question(key, **changes):
    kinds = {"phone": PHONE, "full_name": Name(), "address": Address()}
    return Question(
        **{
            "key": key,
            "label": _("Mục"),
            "ask": _("Câu hỏi?"),
            "read": kinds.get(key, Name()),
            **changes,
        }
    )


def form(*questions: Question, key="toy", opened_by=("thử",)):
    def finishes(talk, answers, sources):
        return (HandIn(key, answers, sources, talk.dossier),)

    return Form(key, _("Thử"), opened_by, questions, finishes)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (form, "no question"),
        (lambda: form(question("phone"), question("phone")), "used twice"),
        (lambda: form(question("Full Name")), "snake_case"),
        (lambda: form(question("phone", label=Text(""))), "label is empty"),
        (lambda: form(question("phone", ask=Text(" "))), "no words"),
        (lambda: form(question("phone", needs=frozenset({"weather"}))), "unknown facts"),
        (lambda: form(question("phone", resets=("nothing",))), "resets"),
        (lambda: Forms((form(question("phone")), form(question("phone")))), "two forms"),
        (
            lambda: Forms(
                (form(question("phone")), form(question("phone"), key="b", opened_by=("THU",)))
            ),
            "opens toy too",
        ),
    ],
)
def test_a_bad_form_stops_the_process_from_starting(make, told):
    with pytest.raises(BadForm, match=told):
        make()


def test_a_file_without_a_form_is_a_bad_form():
    with pytest.raises(BadForm, match="declares no FORM"):
        form_of(ModuleType("bot.conversations.empty"))


def test_forms_are_found_by_looking():
    assert {one.key for one in load().forms} >= {"exchange", "move_appointment"}


def test_a_release_that_adds_a_question_does_not_catch_the_answer_to_the_one_asked():
    old = Forms((form(question("phone")),))
    talk, _said = ask(old, opened(old, Talk("3001"), "toy"), FACTS)
    new = Forms((form(question("full_name"), question("phone")),))

    turn = advance(new, talk, Words("0905123456"), FACTS)

    assert turn.talk.answers == {"phone": "0905123456"}
    assert turn.talk.asked == "full_name"


def test_a_release_that_drops_the_question_asked_files_the_answer_nowhere():
    old = Forms((form(question("full_name"), question("phone")),))
    talk, _said = ask(old, opened(old, Talk("3001"), "toy"), FACTS)
    new = Forms((form(question("address")),))

    turn = advance(new, talk, Words("Nguyễn Văn Mẫu"), FACTS)

    assert turn.talk.answers == {}
    assert turn.talk.asked == "address"
    assert turn.talk.why is not None


def test_a_talk_of_a_form_that_is_gone_gets_the_menu():
    forms = load()
    talk = Talk("3001", form="gone", asked="something", answers={"a": 1})

    turn = advance(forms, talk, Words("chào em"), FACTS)

    assert turn.talk.form is None
    assert turn.talk.asked == "menu"


def test_an_answer_that_another_depends_on_makes_only_that_one_fall():
    forms = Forms(
        (form(question("phone", resets=("address",)), question("address"), question("full_name")),)
    )
    talk = Talk(
        "3001",
        form="toy",
        asked="phone",
        answers={"phone": "0905123456", "address": "x", "full_name": "A B"},
        reopened=("phone",),
    )

    same = advance(forms, talk, Words("0905123456"), FACTS)
    other = advance(
        forms,
        replace(talk, answers={**talk.answers, "phone": "0912345678"}),
        Words("0905123456"),
        FACTS,
    )

    assert same.effects
    assert other.talk.asked == "address"
    assert "full_name" in other.talk.answers


def test_the_needs_of_the_pending_question_are_known_before_it_is_asked():
    forms = load()

    assert question_of(forms, opened(forms, Talk("3001"), "move_appointment")).needs == {
        "free_slots",
        "waits_for_photo",
    }
    assert question_of(forms, Talk("3001")) is None


def test_a_talk_survives_its_json_with_a_reason_to_say():
    talk = Talk(
        "3001",
        why=_("Lúc {at} ngày {on}: {what}").with_(
            at=datetime(2026, 11, 23, tzinfo=UTC), on=date(2026, 11, 23), what=_("hết chỗ")
        ),
    )

    assert Talk.from_json(talk.to_json()) == talk


def test_a_talk_of_a_later_release_is_read_without_its_new_fields():
    text = Talk("3001").to_json().replace('"citizen"', '"mood": "fine", "citizen"')

    assert Talk.from_json(text) == Talk("3001")
