"""What a citizen may ask for on the way: cancel, back, edit, a person, the fee … Pure.

None of it loses an answer: each plea is met, and the pending question waits where it was.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot import cancelling, confirming, mending, moves, phrases, resuming, sides, waiting_words
from bot.confirming import CANCEL, RESTART
from bot.shape import At, Form, Forms
from bot.talk import (
    AskCancel,
    AskData,
    AskPerson,
    Coming,
    Effect,
    Facts,
    Mend,
    ReleaseSeat,
    Said,
    Saying,
    Talk,
    TellStatus,
    Turn,
    Words,
)
from bot.understanding import intents, rights
from bot.understanding.plain import phrase
from bot.understanding.yes_no import Reply, plainly
from bot.waiting_acts import WaitForSeat
from bot.welcome import WELCOME, is_welcoming
from bot.words_on_the_way import about_a_topic, asks, explained, greets
from domain.words import Text

MENU = phrases.MENU
REMINDER = "reminder"
REMINDER_ANSWERS = ("Sẽ đến", "Đổi lịch", "Huỷ lịch hẹn")
"""What 1, 2 and 3 stand for under a reminder."""

WHICH, WHICH_AT = "which", "which_at"
"""What names one of several appointments, and its time, in a form about appointments."""

KNOWN = "known"
"""The mark that holds what the citizen told another time; it outlives a new beginning."""
EDIT = mending.EDIT

ALWAYS_FIRST = frozenset(
    {"cancel", "back", "restart", "edit", "keep", "later", "human", "help", "mend"}
)
"""Whole messages that are met before the question reads them."""

NEEDS_A_FORM = frozenset({"cancel", "back", "restart", "edit", "keep"})
CONFIRMED = {"cancel": CANCEL, "restart": RESTART}
"""Pleas that something may be lost by, and what is asked before it is."""

LEAVES = frozenset({"cancel", "keep", "later"})
FOR_APPOINTMENT = LEAVES | {"restart", "appointment_move", "appointment_cancel"}
"""Pleas that an appointment form meets itself: it holds nothing that could be lost."""


def first(forms: Forms, form: Form, at: At, text: str) -> Turn | None:
    """Meet a plea that comes before any reading of the answer; None where there is none."""
    mended = sides.told(form, at, text) or mending.named(form, at, text)
    if mended is not None:
        return mended
    waits = waiting_words.plea(text, at.facts.today)
    if waits is not None and not isinstance(waits, WaitForSeat):
        return Turn(replace(at.talk, digressed=True), effects=(waits,))
    question = form.question(at.key)
    if question is not None and question.read.claims(text):
        return None
    free = question is not None and question.read.free
    told = (
        form.hears(form, text, at)
        or mending.hand_in_too_early(form, at, text)
        or mending.not_yet(form, at, text)
        or mending.why_again(at, text)
    )
    return told or _commanded(forms, form, at, text=text, free=free)


def _commanded(forms: Forms, form: Form, at: At, *, text: str, free: bool) -> Turn | None:
    """Meet a command; before free text also what is asked, which must never be filed."""
    intent = intents.command(text)
    asked = free and intent is None and asks(text)
    if asked:
        intent = intents.intent(text, answering=True)
    met = about_a_topic(at, text) if asked else None
    if met is None and intent is not None and (free or intent in ALWAYS_FIRST):
        if free and _may_be_a_name(text):
            return None
        met = _met(forms, form, at, intent=intent, text=text)
    if asked and met is None:
        return Turn(replace(at.talk, digressed=True), (phrases.NO_ANSWER,))
    return met


def afterwards(forms: Forms, form: Form, at: At, text: str) -> Turn | None:
    """Meet a plea in words that did not answer the question; None where there is none."""
    question = form.question(at.key)
    if question is not None and question.read.free and _may_be_a_name(text):
        return None
    about = None if intents.command(text) else about_a_topic(at, text)
    if about is not None:
        return about
    intent = intents.intent(text, answering=True) or ("greeting" if greets(text) else None)
    if intent is None and form.for_appointment and plainly(text) is Reply.NO:
        intent = "cancel"
    if intent is None and plainly(text) is Reply.YES:
        return _kept(form, at.talk)
    return _met(forms, form, at, intent=intent, text=text) if intent else None


def _may_be_a_name(text: str) -> bool:
    """Tell whether «huy» without its mark may be the name Huy; the question says what to do."""
    return text.lower() == "huy"


def outside(forms: Forms, talk: Talk, intent: str | None, *, text: str, facts: Facts) -> Turn:
    """Meet a plea while no form is open; what is not understood gets the menu."""
    if intent is None and plainly(text) is not Reply.UNCLEAR:
        intent = "thanks"
    missed, talk = talk.strikes, replace(talk, strikes=0)
    act = waiting_words.plea(text, facts.today) or _act(intent, text)
    if isinstance(act, Coming) and talk.asked == REMINDER:
        act = Coming(talk.offered)
    if act is not None:
        return Turn(replace(talk, asked=None, offered=()), effects=(act,))
    with_menu = replace(talk, asked=MENU)
    if intent == "language":
        stays = replace(talk, asked=WELCOME if talk.asked == WELCOME else MENU)
        return Turn(_spoken_in(stays, text))
    if intent in {"thanks", "later"}:
        asked = REMINDER if talk.asked == REMINDER else None
        return Turn(replace(talk, asked=asked), (Saying(phrases.AT_YOUR_SERVICE),))
    if intent in NEEDS_A_FORM:
        return Turn(replace(with_menu, digressed=True), (Saying(phrases.NOTHING_OPEN),))
    told = _explained(forms, None, intent, At(talk, facts, MENU))
    if told is not None:
        return Turn(replace(talk, asked=None), (Saying(told),))
    greeted = intent in {"greeting", "help"}
    return Turn(_greeted(forms, talk, intent, facts)) if greeted else _lost(with_menu, missed)


def _greeted(forms: Forms, talk: Talk, intent: str | None, facts: Facts) -> Talk:
    """Return the talk that welcomes somebody new, or that shows the menu."""
    new = intent == "greeting" and facts.newcomer and is_welcoming(forms)
    return replace(talk, asked=WELCOME if new else MENU)


def _lost(talk: Talk, missed: int) -> Turn:
    """Say that the words were not understood; from the second time on, who helps."""
    sorry = phrases.STILL_NOT_UNDERSTOOD if missed else phrases.NOT_UNDERSTOOD
    return Turn(replace(talk, digressed=True, strikes=missed + 1), (Saying(sorry),))


def _act(intent: str | None, text: str) -> Effect | None:
    """Return what the office does for this plea, in a form or out of it; None where nothing."""
    acts: dict[str, Effect] = {
        "status": TellStatus(),
        "appointment_when": TellStatus(),
        "human": AskPerson(text),
        "coming": Coming(),
        "mend": Mend(),
    }
    wanted = rights.right(text) if intent == "privacy" else None
    return AskData(wanted) if wanted else acts.get(intent or "")


def settled(forms: Forms, talk: Talk, said: Said, facts: Facts) -> Turn | None:
    """Settle what waits for a yes; None where nothing waits or something else was said."""
    form = forms.get(talk.form)
    if talk.confirming is None or form is None or not isinstance(said, Words):
        return None
    plain_talk = replace(talk, confirming=None)
    if talk.confirming == EDIT:
        return mending.chosen(form, talk, said.text)
    reply = confirming.reply(said.text, talk.confirming)
    if talk.confirming == cancelling.WHICH_SEAT and reply is not Reply.NO:
        return cancelling.chosen(talk, said.text, facts.today)
    if reply is Reply.NO:
        return Turn(plain_talk, (Saying(phrases.GOING_ON),))
    return _done(form, plain_talk, talk.confirming, facts) if reply is Reply.YES else None


def _done(form: Form, talk: Talk, act: str, facts: Facts) -> Turn:
    if act == cancelling.CANCEL_SEAT:
        return cancelling.done(talk)
    if act == RESTART and talk.dossier is None:
        known = {key: value for key, value in talk.answers.items() if key == KNOWN}
        fresh = replace(talk.idle(), form=form.key, answers=known)
        return Turn(moves.thought_over(form, fresh, facts).talk, effects=_released(talk))
    if talk.dossier is not None:
        told = phrases.STOPPED_CORRECTION.with_(code=talk.dossier)
        return Turn(talk.idle(), (Saying(told),))
    return Turn(talk.idle(), (Saying(phrases.STOPPED),), _released(talk))


def _released(talk: Talk) -> tuple[ReleaseSeat, ...]:
    return (ReleaseSeat(),) if "slot" in talk.answers else ()


def _met(forms: Forms, form: Form, at: At, *, intent: str, text: str) -> Turn | None:
    talk = at.talk
    act = _act(intent, text)
    if intent == "mend":
        return Turn(talk, effects=(Mend(),) if form.for_appointment else ())
    if act is not None:
        return _acted(form, at, act)
    if form.for_appointment and intent in FOR_APPOINTMENT:
        return _about_the_appointment(forms, form, at, intent=intent)
    if intent == "appointment_cancel":
        return Turn(replace(talk, digressed=True), effects=(AskCancel(),))
    if intent in CONFIRMED:
        return Turn(replace(talk, confirming=CONFIRMED[intent]))
    moved = _MOVES.get(intent)
    return moved(form, talk) if moved else _told(forms, form, at, intent=intent, text=text)


def _acted(form: Form, at: At, act: Effect) -> Turn:
    """Do what was asked for beside the form; who asks where things stand hears of the form too."""
    talk = replace(at.talk, digressed=True, strikes=0)
    if not isinstance(act, TellStatus) or form.for_appointment:
        return Turn(talk, effects=(act,))
    under_way = Saying(resuming.where(form, talk, at.facts))
    return Turn(talk, (under_way,), (TellStatus(besides=True),))


def _has_a_time(at: At) -> bool:
    return any(one.starts_at for one in at.facts.booked)


def _about_the_appointment(forms: Forms, form: Form, at: At, *, intent: str) -> Turn:
    """Leave at once, for nothing was declared that could be lost; or take the other form."""
    if intent in LEAVES:
        left = phrases.OFFICE_SETS_IT if form.unasked else phrases.SEAT_KEPT
        return Turn(at.talk.idle(), (Saying(left),))
    if form.unasked and intent == "appointment_cancel" and not _has_a_time(at):
        return Turn(replace(at.talk, digressed=True), (Saying(phrases.NOTHING_TO_CANCEL),))
    other = forms.opened_by("", intent) or form
    named = {key: at.answers[key] for key in (WHICH, WHICH_AT) if key in at.answers}
    talk = replace(at.talk.idle(), form=other.key, answers=named)
    return moves.thought_over(other, talk, at.facts)


def _told(forms: Forms, form: Form, at: At, *, intent: str, text: str) -> Turn | None:
    if intent == "language":
        return Turn(_spoken_in(at.talk, text))
    if intent == "appointment_move":
        told: Text | None = phrases.FINISH_FIRST
    elif intent == "greeting":
        return Turn(at.talk, (Saying(resuming.greeting(form, at.talk, at.facts)),))
    else:
        told = _explained(forms, form, intent, at)
    if told is None:
        return None
    return Turn(replace(at.talk, digressed=True), (Saying(told),))


def _back(form: Form, talk: Talk) -> Turn | None:
    moved = moves.back(form, talk)
    if moved is None:
        return Turn(replace(talk, digressed=True), (Saying(phrases.FIRST_QUESTION),))
    return Turn(moved)


def _explained(forms: Forms, form: Form | None, intent: str | None, at: At) -> Text | None:
    if intent is None:
        return None
    for one in (form, *forms.forms):
        told = one.explains(intent, at.answers, at.facts) if one is not None else None
        if told is not None:
            return told
    return explained(intent, at, in_form=form is not None)


def _kept(form: Form, talk: Talk) -> Turn | None:
    if talk.asked not in talk.reopened or talk.asked not in talk.answers:
        return None
    reopened = tuple(key for key in talk.reopened if key != talk.asked)
    return Turn(moves.on(form, replace(talk, reopened=reopened)))


_MOVES = {"back": _back, "edit": mending.offered, "keep": _kept}


def _spoken_in(talk: Talk, text: str) -> Talk:
    vietnamese = re.search(r"viet", phrase(text))
    read_anew = {key: one for key, one in talk.answers.items() if key != phrases.NOTICED}
    talk = replace(talk, answers=read_anew)
    return replace(talk, language="vi" if vietnamese else "en", why=None)
