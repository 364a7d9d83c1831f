"""Telling a citizen something: a saying becomes letters in the outbox, in their language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.handlers import lists
from bot.handlers.talks import BrokenTalk, talk_of
from bot.talk import Saying
from bot.zalo.payloads import Button, parts
from domain.words import SOURCE_LANGUAGE, Text, lines
from storage.letters import Written
from storage.store import Store

BOT = "bot"


def tell(
    store: Store,
    citizen: str,
    sayings: Iterable[Saying],
    *,
    now: datetime,
    language: str = "",
    author: str = BOT,
    dossier: str = "",
) -> None:
    """Write sayings to the outbox; one too long for the platform becomes several letters."""
    spoken = language or language_of(store, citizen)
    store.letters.put(citizen, letters_of(sayings, spoken), at=now, author=author, dossier=dossier)


def letters_of(sayings: Iterable[Saying], language: str) -> list[Written]:
    """Return the letters that say this, each a text with its buttons and what it may go as."""
    return [letter for saying in sayings for letter in _letters(saying, language)]


def language_of(store: Store, citizen: str) -> str:
    """Return the language a citizen chose, or Vietnamese."""
    talk = store.talks.read(citizen)
    try:
        return talk_of(talk).language if talk else SOURCE_LANGUAGE
    except BrokenTalk:
        return SOURCE_LANGUAGE


def merged(sayings: Iterable[Saying]) -> tuple[Saying, ...]:
    """Join sayings into as few letters as can be: a new one begins after each set of buttons."""
    whole: list[Saying] = []
    for saying in sayings:
        if whole and not whole[-1].buttons:
            whole.append(_after(whole.pop().text, saying))
        else:
            whole.append(saying)
    return tuple(whole)


def _after(said_before: Text, saying: Saying) -> Saying:
    listing = saying.listing
    if listing is not None:
        listing = replace(listing, beside=lines(said_before, "", listing.beside))
    return replace(saying, text=lines(said_before, "", saying.text), listing=listing)


def _letters(saying: Saying, language: str) -> list[Written]:
    buttons = [
        Button(title=button.title.in_language(language), payload=button.says)
        for button in saying.buttons
    ]
    found = parts(saying.text.in_language(language), buttons)
    goes_as = lists.carried(saying, language, buttons) if len(found) == 1 else ""
    return [
        Written(
            part.text,
            [{"title": one.title, "says": one.payload} for one in part.buttons],
            goes_as,
        )
        for part in found
    ]
