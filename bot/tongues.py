"""Offering another language to somebody who writes it. Pure; the citizen chooses."""

from __future__ import annotations

from dataclasses import replace

from bot.talk import Button, Said, Saying, Talk, Turn, Words
from bot.understanding.english import greets_in_english, writes_english
from domain.words import SOURCE_LANGUAGE, Text

IN_ENGLISH = Saying(
    Text("I can talk in English too: type «english» at any time."),
    (Button(Text("English"), "english"),),
)
"""Said in the language that it offers, whatever the talk speaks now."""


def offered(before: Talk, turn: Turn, said: Said) -> Turn:
    """Return the turn with English offered first to whoever writes it, understood or not."""
    if not isinstance(said, Words) or turn.talk.language != SOURCE_LANGUAGE:
        return turn
    begins = before.form is None and greets_in_english(said.text)
    if not begins and not writes_english(said.text):
        return turn
    return replace(turn, say=(IN_ENGLISH, *turn.say))
