"""Answering one message of a citizen: lock their talk, think, keep, tell."""

from __future__ import annotations

from datetime import datetime

from bot.form import advance, ask, question_of
from bot.handlers.carry_out import carry_out
from bot.handlers.facts import facts_for
from bot.handlers.talks import keep_talk, talk_of
from bot.handlers.tell import merged, tell
from bot.shape import Forms
from bot.talk import Facts, Said, Words
from bot.understanding.plain import phrase
from domain.zone import local_date
from storage.store import Store
from storage.talks import StoredTalk

CALLS_THE_BOT = frozenset({"tiep tuc", "menu", "bat dau", "continue"})


def converse(store: Store, citizen: str, said: Said, *, forms: Forms, now: datetime) -> None:
    """Answer what a citizen said; the letters wait in the outbox when this returns.

    While a person of the office talks with them the bot is silent, and the desk sees the message.
    """
    stored = store.talks.lock(citizen, now)
    if _a_person_talks(stored, said, now):
        store.talks.interacted(citizen, now)
        store.talks.wants_person(citizen, now)
        return
    if stored.is_paused(now):
        store.talks.pause(citizen, None)
    talk = talk_of(stored)
    turn = advance(forms, talk, said, Facts(now=now, today=local_date(now), rules=forms.rules))
    turn = carry_out(store, turn, forms=forms, now=now)
    facts = facts_for(store, citizen, question_of(forms, turn.talk), now=now)
    talk, question = ask(forms, turn.talk, facts)
    keep_talk(store, talk, now=now, touched=True)
    tell(store, citizen, merged((*turn.say, *question)), now=now, language=talk.language)


def _a_person_talks(stored: StoredTalk, said: Said, now: datetime) -> bool:
    calls_the_bot = isinstance(said, Words) and phrase(said.text) in CALLS_THE_BOT
    return stored.is_paused(now) and not calls_the_bot
