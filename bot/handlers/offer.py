"""Offering a citizen other times for the photo, at once, when theirs has come to nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.form import ask, opened, question_of
from bot.handlers.facts import facts_for
from bot.handlers.talks import keep_talk, talk_of
from bot.handlers.tell import merged, tell
from bot.shape import Forms
from bot.talk import Saying
from domain.dossier import Dossier
from storage.store import Store

MOVE_FORM = "move_appointment"


class Notice(Protocol):
    """A notice that says how another time is chosen, unless the free times follow at once."""

    def __call__(self, *, asks_now: bool) -> tuple[Saying, ...]:
        """Return the letters."""


def offer_another_time(
    store: Store, dossier: Dossier, notice: Notice, *, forms: Forms, now: datetime
) -> None:
    """Tell a dossier's citizen, and list the free times below it.

    Somebody in the middle of a form, or in a talk with a person, is only told; «đổi lịch» lists
    them later, as the notice says.
    """
    stored = store.talks.lock(dossier.citizen, now)
    talk = opened(forms, talk_of(stored), MOVE_FORM, {"which": dossier.code})
    facts = facts_for(
        store, dossier.citizen, question_of(forms, talk), now=now, dossier=dossier.code
    )
    asks_now = talk.form == MOVE_FORM and bool(facts.free_slots) and not stored.is_paused(now)
    sayings = notice(asks_now=asks_now)
    if asks_now:
        talk, question = ask(forms, talk, facts)
        keep_talk(store, talk, now=now)
        sayings = merged((*sayings, *question))
    tell(store, dossier.citizen, sayings, now=now, dossier=dossier.code)
