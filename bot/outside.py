"""What is said while no form is open, or in one that holds nothing which could be lost. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot import moves, phrases, pleas, ratings, waiting_words, wanted_back, welcome
from bot.shape import At, Form, Forms
from bot.talk import Facts, PictureRead, Said, Saying, TakeBack, Talk, Turn, Words
from bot.understanding import NotUnderstood, intents
from bot.understanding.choices import number
from bot.understanding.plain import phrase, without_numbers
from bot.words_on_the_way import before_any_form

_A_DOSSIER = frozenset({"ho so", "rut lai", "application"})
"""With one of these «huỷ» means more than the question that waits."""


def met(forms: Forms, talk: Talk, said: Said, facts: Facts) -> Turn:
    """Meet what is said while no form is open; what is not understood gets the menu."""
    if not isinstance(said, Words):
        kind = phrases.PICTURE_TOO_EARLY if isinstance(said, PictureRead) else phrases.OTHER_KIND
        asked = talk.asked if talk.asked == welcome.WELCOME else pleas.MENU
        return Turn(replace(talk, asked=asked, digressed=True), (Saying(kind),))
    strikes, talk = talk.strikes, replace(talk, strikes=0)
    welcomed = welcome.answered(forms, talk, said, facts)
    if welcomed is not None:
        return welcomed
    return welcome.goes_on(talk, _met(forms, talk, said.text, facts, missed=strikes), said)


def _met(forms: Forms, talk: Talk, said: str, facts: Facts, *, missed: int) -> Turn:
    text = _chosen(forms, talk, said)
    rated, talk = ratings.met(talk, text), ratings.let_go(talk)
    by_topic = rated is None and not forms.opened_by(text, None)
    told = before_any_form(talk, text, facts) if by_topic else rated
    if told is not None:
        return told
    intent = _intent(text)
    back = wanted_back.taken_back(talk, intent, text)
    if back is not None:
        return back
    waits = waiting_words.plea(text, facts.today)
    form = None if waits else forms.opened_by(text, intent) or _for_another(forms, text)
    if form is not None:
        return _opened_with(form, talk, text, facts)
    talk = replace(talk, strikes=missed)
    return pleas.outside(forms, talk, intent, text=text, facts=facts)


def turned_to(forms: Forms, form: Form, at: At, text: str) -> Turn | None:
    """Meet, in a form about an appointment, who turns to a dossier: a new one, or theirs back.

    None for anything else; nothing of the appointment is lost by it.
    """
    if not form.for_appointment or waiting_words.plea(text, at.facts.today):
        return None
    intent = _intent(text)
    back = wanted_back.taken_back(at.talk.idle(), None, text)
    if back is not None:
        return back
    means_it = intent == "cancel" and any(words in phrase(text) for words in _A_DOSSIER)
    if means_it or (intent == "edit" and form.unasked):
        return Turn(replace(at.talk, digressed=True), effects=(TakeBack(surely=False),))
    if form.unasked and _hands_in(forms, text):
        return Turn(replace(at.talk, digressed=True), (Saying(phrases.IS_HANDED_IN),))
    other = forms.opened_by(text, intent) or _for_another(forms, text)
    asks = intents.sounds_like_a_question(text)
    if other is None or other.for_appointment or asks:
        return None
    return _opened_with(other, at.talk, text, at.facts)


def is_over(form: Form, talk: Talk, facts: Facts) -> bool:
    """Tell whether what was asked without being wanted has been settled in another way."""
    meant = talk.answers.get(pleas.WHICH)
    if not form.unasked or meant is None:
        return False
    return all(one.dossier != meant or one.starts_at for one in facts.booked)


def _hands_in(forms: Forms, text: str) -> bool:
    """Tell whether these words hand in a dossier («nộp hồ sơ»), which is done already."""
    last = [one.questions[-1] for one in forms.forms if not one.for_appointment]
    return any(question.read.claims(text) for question in last)


def _intent(text: str) -> str | None:
    bare = without_numbers(text)
    return intents.intent(text) or (intents.intent(bare) if bare != text else None)


def _for_another(forms: Forms, text: str) -> Form | None:
    """Return the form in which one files for somebody else («làm cho ba em»)."""
    if intents.sounds_like_a_question(text):
        return None
    return next((one for one in forms.forms if one.for_another(text)), None)


def _chosen(forms: Forms, talk: Talk, text: str) -> str:
    """Return what a number of the menu or of the reminder stands for, or the text itself."""
    says = {
        pleas.MENU: tuple(line.says for line in forms.menu()),
        pleas.REMINDER: pleas.REMINDER_ANSWERS,
    }.get(talk.asked or "", ())
    try:
        return says[number(text, len(says)) - 1]
    except NotUnderstood:
        return text


def _opened_with(form: Form, talk: Talk, text: str, facts: Facts) -> Turn:
    meant = {pleas.WHICH: talk.offered[0]} if _reminded_of_one(form, talk) else {}
    answers = {**form.begins(text, facts), **meant}
    talk = replace(
        talk.idle(), form=form.key, answers=answers, sources=dict.fromkeys(answers, "typed")
    )
    return moves.thought_over(form, talk, facts)


def _reminded_of_one(form: Form, talk: Talk) -> bool:
    return form.for_appointment and talk.asked == pleas.REMINDER and len(talk.offered) == 1
