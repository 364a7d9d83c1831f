"""A release in the middle of a talk: a question goes, another comes; no answer goes with them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversations import load
from bot.questions import Name
from bot.shape import Forms, Question
from bot.talk import Facts, HandIn, Words
from domain.words import _

FORMS = load()
LONG = [form for form in FORMS.forms if form.question("hand_in")]
NEW = Question(key="nickname", label=_("Tên gọi"), ask=_("Tên gọi ở nhà ạ?"), read=Name())
ADDRESS = "12 Lê Lợi, phường Pleiku, Gia Lai"
"""Written out: a release without the residence leaves no «1» to choose it by."""
MAY_GO = ("phone", "residence", "sex", "licence_issued_on", "target_class", "known_right")


def released(form, gone, place):
    questions = [one for one in form.questions if one.key != gone]
    questions.insert(min(place, len(questions) - 1), NEW)
    kept = [
        replace(one, resets=tuple(key for key in one.resets if key != gone)) for one in questions
    ]
    return Forms(
        tuple(replace(one, questions=tuple(kept)) if one is form else one for one in FORMS.forms)
    )


@pytest.mark.parametrize("form", LONG, ids=lambda form: form.key)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    gone=st.sampled_from(MAY_GO),
    place=st.integers(1, 20),
    at=st.integers(0, 22),
    days=st.integers(0, 5),
)
def test_a_release_loses_no_answer_and_the_talk_ends(
    new_chat, good_answers, form, *, gone, place, at, days
):
    chat = new_chat().says(form.opened_by[-1])
    for step in range(60):
        if chat.talk.form is None:
            break
        if step == at:
            chat.forms = released(form, gone, place)
            now = chat.facts.now + timedelta(days=days)
            chat.facts = Facts(now, now.date(), chat.facts.free_slots)
        before = chat.talk
        said = {**good_answers, "address": ADDRESS}.get(before.asked, "Nguyễn Văn Mẫu")
        chat.sends(Words(said) if isinstance(said, str) else said)
        assert chat.heard or chat.effects
        if chat.talk.form is not None:
            assert before.answers.keys() <= chat.talk.answers.keys()
    assert chat.did(HandIn)
