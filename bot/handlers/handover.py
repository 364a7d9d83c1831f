"""Handing a citizen over to a person of the office, and back to the question they were at."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot import notices
from bot.form import ask, question_of
from bot.handlers import write
from bot.handlers.calendar import calendar_of
from bot.handlers.facts import facts_for
from bot.handlers.talks import keep_talk, talk_of
from bot.handlers.tell import merged, tell
from bot.shape import Forms
from bot.talk import Saying
from domain.opening import opening
from domain.people import Staff
from storage.store import Store


def ask_for_person(store: Store, citizen: str, *, now: datetime) -> Saying:
    """Put the citizen among those who wait, and tell honestly when somebody can answer."""
    store.talks.wants_person(citizen, now)
    dossiers = store.dossiers.of_citizen(citizen, limit=1)
    offices = [one.key for one in store.offices.all()]
    office = dossiers[0].office if dossiers else next(iter(offices), "")
    return notices.person_asked(opening(calendar_of(store, office, around=now), now), now)


def end_talk(store: Store, citizen: str, *, forms: Forms, clerk: Staff, now: datetime) -> None:
    """Let the bot speak again, at the very question that waits; a second time says nothing.

    Nothing is said either where the bot never fell silent: somebody answered by telephone.
    """
    stored = store.talks.lock(citizen, now)
    was_silent = stored.is_paused(now)
    write.answered(store, citizen, clerk=clerk, now=now)
    if not was_silent:
        return
    talk = replace(talk_of(stored), digressed=True, strikes=0, why=None)
    meant = str(talk.answers.get("which", ""))
    facts = facts_for(store, citizen, question_of(forms, talk), now=now, dossier=meant)
    talk, question = ask(forms, talk, facts, whole=True)
    keep_talk(store, talk, now=now)
    tell(store, citizen, merged((notices.person_is_done(), *question)), now=now)
