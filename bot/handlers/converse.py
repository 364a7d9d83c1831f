"""Answering one message of a citizen: lock their talk, think, keep, tell."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.form import ask, is_free, question_of
from bot.handlers import bursts, contact_request
from bot.handlers.carry_out import carry_out
from bot.handlers.facts import booked_of, facts_for
from bot.handlers.known import known_of
from bot.handlers.talks import keep_talk, talk_of
from bot.handlers.tell import letters_of, merged
from bot.shape import Forms
from bot.talk import Facts, Said, Talk, Words
from bot.understanding.plain import phrase
from domain.zone import local_date
from storage.store import Store
from storage.talks import StoredTalk

CALLS_THE_BOT = frozenset({"tiep tuc", "menu", "bat dau", "continue"})


def converse(
    store: Store,
    citizen: str,
    said: Said,
    *,
    forms: Forms,
    now: datetime,
    sent_at: datetime | None = None,
    moment: timedelta = bursts.ALONE,
) -> None:
    """Answer what a citizen said; the letters wait in the outbox when this returns.

    Lines typed within a `moment` are one turn, in the order of `sent_at`. While a person of the
    office talks with them the bot is silent, and the desk sees the message.
    """
    stored = store.talks.lock(citizen, now)
    if _a_person_talks(stored, said, now):
        store.talks.interacted(citizen, now)
        store.talks.wants_person(citizen, now)
        return
    if stored.is_paused(now):
        store.talks.pause(citizen, None)
    burst = bursts.taken_back(store, stored, said, now=now, moment=moment)
    now = burst.not_before(now) if burst else now
    talk = talk_of(stored)
    facts = _known(store, talk, forms=forms, goes_on=burst is not None, now=now)
    thought = bursts.think(forms, talk, said, facts, sent_at=sent_at or now, burst=burst)
    turn = carry_out(store, thought.turn, forms=forms, now=now)
    meant = str(turn.talk.answers.get("which", ""))
    facts = facts_for(store, citizen, question_of(forms, turn.talk), now=now, dossier=meant)
    talk, question = ask(forms, turn.talk, facts)
    letters = letters_of(merged((*thought.told_before(), *turn.say, *question)), talk.language)
    talk, request = contact_request.beside(forms, talk)
    held = moment and bursts.may_go_on(forms, said, thought)
    due = bursts.held_until(burst, now=now, moment=moment) if held else now
    letters += request
    store.letters.put(citizen, letters, at=now, due=due)
    kept = bursts.noted(stored, thought, burst, letters=len(letters), at=now) if held else ""
    keep_talk(store, talk, now=now, touched=True, burst=kept)


def _known(store: Store, talk: Talk, *, forms: Forms, goes_on: bool, now: datetime) -> Facts:
    """Return what a form may begin with: what was told before, and which photos are to come."""
    free = is_free(forms, talk) or goes_on
    theirs = store.dossiers.of_citizen(talk.citizen) if free else []
    known = known_of(store, talk, theirs) if free else {}
    booked = booked_of(store, talk.citizen, theirs) if free else ()
    return Facts(
        now=now,
        today=local_date(now),
        rules=forms.rules,
        known=known,
        booked=booked,
        newcomer=free and not theirs,
    )


def _a_person_talks(stored: StoredTalk, said: Said, now: datetime) -> bool:
    calls_the_bot = isinstance(said, Words) and phrase(said.text) in CALLS_THE_BOT
    return stored.is_paused(now) and not calls_the_bot
