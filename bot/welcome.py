"""The first words to somebody new: who we are, and the consent that everything begins with. Pure.

No form is open yet: whatever else they say is met as it always is, and nothing of it is a consent.
"""

from __future__ import annotations

from dataclasses import replace

from bot import moves, phrases, waiting_words
from bot.shape import At, Form, Forms, Question
from bot.talk import Button, Facts, Routed, Saying, Talk, Turn, Unclear, Words
from bot.understanding import intents
from bot.understanding.consent import consent
from bot.understanding.plain import phrase
from bot.understanding.yes_no import Reply, plainly
from domain.words import _, lines, said_as

WELCOME = "welcome"
"""What a talk asks that has welcomed somebody new."""

ELSE_TITLE = _("Việc khác")
SOMETHING_ELSE = Button(ELSE_TITLE, str(ELSE_TITLE))
_NOT_ASKED = frozenset({None, phrases.MENU})
ELSE = _("Cần việc khác, anh/chị nhắn «việc khác» ạ.")
WHENEVER = _("Muốn đổi bằng, anh/chị nhắn «Đồng ý» giúp em; cần việc khác thì nhắn «việc khác» ạ.")


def is_welcoming(forms: Forms) -> bool:
    """Tell whether this release has a form that somebody new may agree to at once."""
    return _form(forms) is not None


def welcome(forms: Forms, talk: Talk, facts: Facts) -> tuple[Talk, tuple[Saying, ...]]:
    """Return the welcome: whole, after a miss, or as a reminder in one line."""
    form = _form(forms)
    if form is None:
        return talk, ()
    at, question = _begun(form, talk, facts, "")
    asked = question.read.asked(at)
    asks = question.words(replace(at, facts=replace(facts, rules=forms.rules)))
    words = lines(phrases.WHO_WE_ARE, "", asks, ELSE)
    if talk.why is not None or talk.digressed:
        words = talk.why or WHENEVER
    buttons = phrases.at_most(asked.buttons, (SOMETHING_ELSE,))
    return replace(talk, why=None, digressed=False), (Saying(words, buttons),)


def answered(forms: Forms, talk: Talk, said: Words, facts: Facts) -> Turn | None:
    """Return what an answer to the welcome leads to; None for words that are none.

    Only a consent in full words opens the form; politeness is asked for them. Who agrees while
    something else stands above it reads again what they agree to.
    """
    form = _form(forms)
    if form is not None and facts.newcomer and talk.asked in _NOT_ASKED and consent(said.text):
        return Turn(replace(talk, asked=WELCOME))
    if talk.asked != WELCOME or form is None:
        return None
    if phrase(said.text) in {phrase(one) for one in said_as(ELSE_TITLE)}:
        return Turn(replace(talk, asked=phrases.MENU, digressed=True))
    at, question = _begun(form, talk, facts, said.text)
    try:
        answer = question.read.read(said, at)
    except Unclear:
        return None
    wants = intents.intent(said.text) or waiting_words.plea(said.text, facts.today)
    opens = wants or forms.opened_by(said.text, None)
    return None if answer.ends and opens else moves.answered(form, at.talk, answer, facts)


def goes_on(before: Talk, turn: Turn, said: Words) -> Turn:
    """Let the welcome wait on where something was told on the way; a bare yes is no consent."""
    if (
        before.asked == WELCOME
        and _is_polite(said.text)
        and not turn.effects
        and not turn.talk.form
    ):
        return Turn(replace(before, why=phrases.FULL_WORDS))
    if before.asked == WELCOME and turn.talk.form is not None:
        noticed = {**turn.talk.answers, phrases.NOTICED: True}
        return replace(turn, talk=replace(turn.talk, answers=noticed))
    waits = before.asked == WELCOME and turn.talk.form is None and turn.talk.asked is None
    leaves = any(one.text == phrases.AT_YOUR_SERVICE for one in turn.say)
    if not waits or leaves or any(not isinstance(one, Routed) for one in turn.effects):
        return turn
    return replace(turn, talk=replace(turn.talk, asked=WELCOME, digressed=True))


def _is_polite(text: str) -> bool:
    """Tell whether words are a yes that is no consent, or the number of a line there is not."""
    yes = plainly(text) is Reply.YES and intents.intent(text) is None
    return yes or phrase(text).isdecimal()


def _form(forms: Forms) -> Form | None:
    return next((one for one in forms.forms if one.welcomes), None)


def _begun(form: Form, talk: Talk, facts: Facts, text: str) -> tuple[At, Question]:
    """Return the first question of the form, with what the words tell along."""
    question = form.questions[0]
    told = form.begins(text, facts)
    sources = dict.fromkeys(told, "typed")
    begun = replace(talk.idle(), form=form.key, asked=question.key, answers=told, sources=sources)
    return At(begun, facts, question.key), question
