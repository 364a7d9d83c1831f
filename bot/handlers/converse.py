"""Answering one message of a citizen: lock their talk, think, keep, tell."""

from __future__ import annotations

from datetime import datetime

from bot.form import advance, ask, question_of
from bot.handlers.carry_out import carry_out
from bot.handlers.facts import facts_for
from bot.handlers.talks import keep_talk, talk_of
from bot.handlers.tell import merged, tell
from bot.shape import Forms
from bot.talk import Facts, Said
from domain.zone import local_date
from storage.store import Store


def converse(store: Store, citizen: str, said: Said, *, forms: Forms, now: datetime) -> None:
    """Answer what a citizen said; the letters wait in the outbox when this returns."""
    stored = store.talks.lock(citizen, now)
    talk = talk_of(stored)
    turn = advance(forms, talk, said, Facts(now=now, today=local_date(now), rules=forms.rules))
    turn = carry_out(store, turn, forms=forms, now=now)
    facts = facts_for(store, citizen, question_of(forms, turn.talk), now=now)
    talk, question = ask(forms, turn.talk, facts)
    keep_talk(store, talk, now=now, touched=True)
    tell(store, citizen, merged((*turn.say, *question)), now=now, language=talk.language)
