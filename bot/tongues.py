"""Offering another language to somebody who writes it. Pure; the citizen chooses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.talk import Button, Said, Saying, Talk, Turn, Words
from bot.understanding.english import greets_in_english, writes_english
from domain.words import SOURCE_LANGUAGE, Text

IN_ENGLISH = Saying(
    Text("I can talk in English too: type «english» at any time."),
    (Button(Text("English"), "english"),),
)
"""Said in the language that it offers, whatever the talk speaks now."""


def offered(before: Talk, turn: Turn, said: Said, today: date) -> Turn:
    """Return the turn with English offered first to whoever writes it, understood or not.

    Once in a form is enough, and once a day where none is open.
    """
    last = before.english_offered_on
    turn = replace(turn, talk=replace(turn.talk, english_offered_on=last))
    told = last and (before.form is not None or last == today.isoformat())
    if told or not isinstance(said, Words) or turn.talk.language != SOURCE_LANGUAGE:
        return turn
    begins = before.form is None and greets_in_english(said.text)
    if not begins and not writes_english(said.text):
        return turn
    talk = replace(turn.talk, english_offered_on=today.isoformat())
    return replace(turn, talk=talk, say=(IN_ENGLISH, *turn.say))
