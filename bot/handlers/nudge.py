"""Reminding a citizen of a form that lies idle: once a form, and never against their will."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot import notices
from bot.form import ask, question_of
from bot.handlers.facts import facts_for
from bot.handlers.talks import BrokenTalk, keep_talk, talk_of
from bot.handlers.tell import merged, tell
from bot.shape import Forms
from domain.events import Event, Kind
from domain.people import CLOCK
from domain.rules import default_settings
from domain.window import FREE_FOR
from domain.zone import local_date
from storage.store import Store
from storage.talks import Idle, StoredTalk

ON_THE_WAY = timedelta(hours=1)
"""A letter may wait for a while; it must still be free when it leaves."""


def nudge_idle(store: Store, *, forms: Forms, now: datetime) -> int:
    """Remind citizens whose form lies idle, each once; return how many were told."""
    courtesy = (forms.rules or default_settings()).courtesy(local_date(now))
    if not courtesy.is_decent(now):
        return 0
    idle = Idle(now, after=courtesy.nudge_after, within=FREE_FOR - ON_THE_WAY)
    return sum(_nudged(store, citizen, idle, forms=forms) for citizen in store.talks.to_nudge(idle))


def _nudged(store: Store, citizen: str, idle: Idle, *, forms: Forms) -> bool:
    """Remind one citizen; who was asked whether to stop, and fell silent, has answered."""
    stored = store.talks.lock(citizen, idle.now)
    if not store.talks.nudge(citizen, idle):
        return False
    return _told(store, stored, forms=forms, now=idle.now)


def _told(store: Store, stored: StoredTalk, *, forms: Forms, now: datetime) -> bool:
    try:
        talk = talk_of(stored)
    except BrokenTalk:
        return False
    form = forms.get(talk.form)
    if form is None or form.for_appointment or talk.confirming is not None:
        return False
    facts = facts_for(store, talk.citizen, question_of(forms, talk), now=now)
    talk, question = ask(forms, replace(talk, strikes=0), facts, whole=True)
    keep_talk(store, talk, now=now)
    store.events.write(Event(now, Kind.CITIZEN_NUDGED, CLOCK, channel="zalo", procedure=form.key))
    sayings = merged((*notices.idle_form(form, talk), *question))
    tell(store, talk.citizen, sayings, now=now, language=talk.language)
    return True
