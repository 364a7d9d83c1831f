"""Whoever misses a question twice is given its example and a person, at every question there is."""

from dataclasses import replace

import pytest

from bot.conversations import load
from bot.talk import Words

FORMS = load().forms
NO_ANSWER = "🙂🙂"


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_two_misses_bring_the_example_and_a_person(new_chat, good_answers, form):
    chat = new_chat()
    chat.facts = replace(chat.facts, has_appointment=True)
    chat.says(form.opened_by[-1])
    for _step in range(40):
        if chat.talk.form is None:
            break
        asked = chat.talk.asked
        missing = new_chat()
        missing.facts, missing.talk = chat.facts, chat.talk
        missing.says(NO_ANSWER, NO_ANSWER)
        example = chat.forms.get(chat.talk.form).question(asked).read.example
        assert missing.talk.asked == asked
        assert missing.hears(str(example), "gặp nhân viên")
        assert any(one.says == "Gặp nhân viên" for one in missing.heard[-1].buttons)
        said = good_answers.get(asked, "1")
        chat.sends(Words(said) if isinstance(said, str) else said)
    assert chat.talk.form is None
