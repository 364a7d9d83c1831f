"""What a citizen shared of their Zalo profile: kept, and offered, never assumed. Pure."""

from __future__ import annotations

from dataclasses import replace

from bot import moves, phrases, pleas
from bot.shape import At, Form, Forms
from bot.talk import Facts, Saying, Shared, Talk, Turn, Words

KNOWN_RIGHT = "known_right"
PHONE = "phone"
SAVED = ("full_name", PHONE)
"""Questions beside which the platform's form is sent, at the first that is asked."""


def shared(forms: Forms, talk: Talk, said: Shared, facts: Facts) -> Turn:
    """Keep what was shared; answer the phone with it, or let the form ask whether it is right."""
    talk = replace(talk, profile=dict(said.profile), digressed=False, why=None)
    form = forms.get(talk.form)
    if form is None:
        return Turn(replace(talk, asked=pleas.MENU), (Saying(phrases.SHARED),))
    question = form.question(PHONE)
    if question is not None and talk.asked == PHONE and PHONE in said.profile:
        answer = question.read.read(Words(said.profile[PHONE]), At(talk, facts, PHONE))
        return moves.answered(form, talk, replace(answer, source="profile"), facts)
    new = any(key not in talk.answers for key in said.profile)
    if not (new and _can_be_offered(form, talk)):
        return Turn(replace(talk, digressed=True), (Saying(phrases.SHARED),))
    known = {"source": "profile", **said.profile}
    return Turn(moves.on(form, replace(talk, answers={**talk.answers, pleas.KNOWN: known})))


def worth_asking(forms: Forms, talk: Talk) -> bool:
    """Tell whether one tap would now save questions: nothing is known yet, and it is their own.

    It is asked for once, beside the question; what is typed does as well.
    """
    form = forms.get(talk.form)
    if form is None or not forms.requests_profile or talk.requested or talk.profile:
        return False
    told = PHONE in talk.answers or "filed_for" in talk.answers or "for_other" in talk.answers
    return talk.asked in SAVED and not told and _can_be_offered(form, talk)


def _can_be_offered(form: Form, talk: Talk) -> bool:
    taken = KNOWN_RIGHT in talk.answers or pleas.KNOWN in talk.answers or talk.dossier is not None
    return form.question(KNOWN_RIGHT) is not None and not taken and talk.confirming is None
