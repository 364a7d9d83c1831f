"""Every form is walked to its ends: it is as it is drawn, and no way is a dead end."""

import json
from dataclasses import dataclass

import pytest
from click.testing import CliRunner

from bot.commands.forms import forms as forms_command
from bot.conversations import load
from bot.form_graph import problems, walked
from bot.questions import PHONE, Address, Name, OneOf, Option, Plain
from bot.shape import Answer, BadForm, Form, Forms, Question
from bot.talk import HandIn, Unclear
from domain.words import _
from tests.ground.tree import ROOT

FORMS = load()
AGAIN = "run `.venv/bin/doibang forms --write` and look at what changed"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Draw all forms once, as the command does it: the folder, and what it told of each form."""
    folder = tmp_path_factory.mktemp("forms")
    result = CliRunner().invoke(forms_command, ["--write", str(folder), "--json"])
    assert result.exit_code == 0, result.output
    return folder, {one["form"]: one for one in json.loads(result.stdout)}


every_form = pytest.mark.parametrize("form", FORMS.forms, ids=lambda form: form.key)


@every_form
def test_every_question_is_met_and_every_way_comes_to_an_end(drawn, form):
    assert drawn[1][form.key]["problems"] == []


@every_form
def test_the_drawing_in_the_documents_is_the_form_as_it_is(drawn, form):
    name = f"{form.key}.md"
    kept = ROOT / "docs" / "forms" / name

    assert kept.exists(), AGAIN
    assert kept.read_text(encoding="utf-8") == (drawn[0] / name).read_text(encoding="utf-8"), AGAIN


def test_no_drawing_is_left_of_a_form_that_is_gone():
    kept = {file.stem for file in (ROOT / "docs" / "forms").glob("*.md")}

    assert kept == {form.key for form in FORMS.forms}


def test_the_ends_of_a_procedure_are_hand_in_another_way_or_a_stop(drawn):
    assert drawn[1]["exchange"]["ends"] == [
        "form:lost_licence", "form:wrong_data", "handed_in", "left",
        "routed:full_test", "routed:refuse", "routed:theory_test",
    ]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class NeverSatisfied(Name):
    """Refuses whatever is said."""

    def read(self, _said, _at):
        raise Unclear(_("Chưa đúng."))


@dataclass(frozen=True, kw_only=True)
class AsksTheOtherAgain(Name):
    """Takes the answer and opens the other question again, for ever."""

    other: str

    def read(self, _said, at):
        return Answer({at.key: "x"}, mend=(self.other,))


@dataclass(frozen=True, kw_only=True)
class OfNoKnownKind(Plain):
    """Nobody has told what may be answered."""


CHOICE = OneOf(options=(Option("well", _("Ổn")), Option("badly", _("Cụt"))))


def toy(*questions: dict):
    form = Form(
        "toy",
        _("Thử"),
        ("thử",),
        tuple(
            Question(**{"label": _("Mục"), "ask": _("Câu hỏi?"), "read": PHONE, **one})
            for one in questions
        ),
        lambda _talk, answers, sources: (HandIn("toy", answers, sources),),
    )
    return form, Forms((form,))


@pytest.mark.parametrize(
    ("questions", "found"),
    [
        ([{"key": "phone"}], []),
        (
            [{"key": "phone"}, {"key": "name", "when": lambda _answers: False}],
            ["toy.name: on no path"],
        ),
        (
            [{"key": "name", "read": NeverSatisfied()}, {"key": "phone"}],
            ["toy.phone: on no path", "toy.name: no answer leads on"],
        ),
        (
            [
                {"key": "choice", "read": CHOICE},
                {
                    "key": "trap",
                    "read": NeverSatisfied(),
                    "when": lambda answers: answers.get("choice") == "badly",
                },
                {"key": "phone"},
            ],
            ["toy.trap: no answer leads on"],
        ),
        (
            [
                {"key": "address", "read": Address()},
                {"key": "name", "read": AsksTheOtherAgain(other="address")},
            ],
            ["toy.address: no way to an end", "toy.name: no way to an end"],
        ),
    ],
)
def test_a_planted_dead_end_is_found(questions, found):
    form, forms = toy(*questions)

    assert problems(walked(forms, form), form) == found


def test_a_kind_of_question_that_nobody_can_answer_stops_the_drawing():
    form, forms = toy({"key": "riddle", "read": OfNoKnownKind()})

    with pytest.raises(BadForm, match="riddle: no sample answers for OfNoKnownKind"):
        walked(forms, form)
