"""How satisfied citizens are: asked once after the delivery, counted, the words kept for people."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import notices, ratings
from bot.handlers.ledger import record
from bot.handlers.talks import BrokenTalk, keep_talk, talk_of
from bot.handlers.tell import tell
from bot.shape import Forms
from bot.talk import Rated
from domain.dossier import Dossier
from domain.events import Kind
from domain.people import CITIZEN, CLOCK
from domain.rules import default_settings
from domain.window import FREE_FOR, OPEN_FOR
from domain.zone import local_date
from storage.ratings import Rating, Unrated
from storage.store import Store

WORDS_KEPT = timedelta(days=365)
"""What people wrote beside their rating may name people; it goes after a year."""

ON_THE_WAY = timedelta(hours=1)
SATISFIED, UNSATISFIED = 4, 2


def ask_ratings(store: Store, *, forms: Forms, now: datetime) -> int:
    """Ask whoever holds their licence since a while, each once a dossier; return how many."""
    store.ratings.forget_words(now - WORDS_KEPT)
    courtesy = (forms.rules or default_settings()).courtesy(local_date(now))
    if not courtesy.is_decent(now):
        return 0
    heard = OPEN_FOR if courtesy.ask_when_billed else FREE_FOR
    due = Unrated(
        now=now,
        delivered_since=now - courtesy.ask_within,
        delivered_until=now - courtesy.ask_after,
        heard_since=now - heard + ON_THE_WAY,
    )
    return sum(_asked(store, code, now=now) for code in store.ratings.to_ask(due))


def take_in(store: Store, citizen: str, rated: Rated, *, now: datetime) -> None:
    """Keep a rating, once for each dossier, and the words after it."""
    dossier = store.dossiers.get(rated.dossier)
    if dossier.citizen != citizen:
        return
    if not rated.score:
        store.ratings.add_words(dossier.code, rated.words)
    elif store.ratings.answer(dossier.code, rated.score, rated.words, at=now):
        record(
            store,
            Kind.SATISFACTION_GIVEN,
            dossier,
            actor=CITIZEN,
            now=now,
            outcome=_outcome(rated.score),
            detail={"score": rated.score},
        )


def _asked(store: Store, code: str, *, now: datetime) -> bool:
    """Ask one citizen, unless they are in the middle of something; then it is due later."""
    dossier = store.dossiers.get(code)
    try:
        talk = talk_of(store.talks.lock(dossier.citizen, now))
    except BrokenTalk:
        return False
    if talk.form is not None or talk.asked not in {None, "menu"}:
        return False
    if not store.ratings.expect(Rating(code, dossier.office, now)):
        return False
    _tell(store, dossier, now=now)
    keep_talk(store, ratings.asked(talk, code), now=now)
    return True


def _tell(store: Store, dossier: Dossier, *, now: datetime) -> None:
    record(store, Kind.SATISFACTION_ASKED, dossier, actor=CLOCK, now=now)
    tell(store, dossier.citizen, notices.how_content(dossier.code), now=now, dossier=dossier.code)


def _outcome(score: int) -> str:
    if score >= SATISFIED:
        return "satisfied"
    return "unsatisfied" if score <= UNSATISFIED else "neutral"
