"""What a citizen is after, from any point of a talk. Pure.

`command` knows whole messages and never guesses; `intent` also asks the classifier, which was
taught by the corpus. The words are in `words.toml`.
"""

from __future__ import annotations

import re
from functools import cache

from bot.understanding.chat import settled
from bot.understanding.lexicon import lexicon
from bot.understanding.model import model
from bot.understanding.plain import core, phrase, plain, tidy
from bot.understanding.right_or_wrong import says_right
from bot.understanding.rules import elsewhere, named
from bot.understanding.yes_no import Reply, plainly

SURE_ENOUGH = 0.3
"""A guess that is less likely is none; measured, see docs/understanding.md."""

SURE = 0.6
"""The same in the middle of a question, where a wrong guess interrupts an answer."""

LESS_OTHER = 1.0
"""Taken from the score of «other» where no question waits: the classifier is shown far more of what
is not ours than citizens send; measured, see docs/understanding.md."""

LONGEST_LOOKED_AT = 320
"""Letters of a message that are read: what somebody is after stands in its first lines."""

LONGEST_NAME = 6
"""Words."""

LONGEST_REPLY = 2
"""Words of a bare yes or no, which is no wish however it is said."""

_BESIDE_THE_LABELS = frozenset({"other", "help"})
"""What the patterns may still tell where the classifier finds nothing that we do."""


def command(text: str) -> str | None:
    """Return the intent of which the whole text is a known phrase, or None where it is none."""
    table = _commands()
    ways = (tidy(text).lower(), phrase(text), core(text), settled(text))
    return next((table[way] for way in ways if way in table), None)


def intent(text: str, *, answering: bool = False) -> str | None:
    """Return the intent that the text names somewhere, or None where none is told.

    With `answering` a question waits, so that only a likelier guess counts.

    "other" is something that we do not do but can name (a fine, a passport); what says nothing of
    the kind is None, so that it can hijack no talk.
    """
    text = text[:LONGEST_LOOKED_AT]
    sure = command(text)
    if sure:
        return sure
    if plainly(text) is not Reply.UNCLEAR and len(phrase(text).split()) <= LONGEST_REPLY:
        return None
    if _written_as_a_name(text) or says_right(settled(text)) is not None:
        return None
    if elsewhere(settled(text)):
        return "other"
    guess = model().guess(text, less_other=0.0 if answering else LESS_OTHER)
    if guess.label != "other" and guess.chance >= (SURE if answering else SURE_ENOUGH):
        return guess.label
    return next((name for name in named(settled(text)) if name in _BESIDE_THE_LABELS), None)


def _written_as_a_name(text: str) -> bool:
    """Tell whether each word has its capital («Trần Văn Bé») and the first is a family name."""
    parts = text.split()
    shaped = 1 < len(parts) <= LONGEST_NAME and all(part[:1].isupper() for part in parts)
    return shaped and not text.isupper() and plain(parts[0]) in lexicon()["names"]["families"]


def sounds_like_a_question(text: str) -> bool:
    """Tell whether the text asks something rather than answers."""
    said = plain(text)
    asks = re.search(
        r"\?|\b(bao nhieu|bao lau|the nao|tai sao|vi sao|lam sao|khi nao|"
        r"(?:o|ve|den|toi|di|len) dau|dau vay|la gi|may gio|"
        r"may ngay|duoc khong|dc ko|duoc ko|phai khong|co can|gi vay|sao vay)\b",
        said,
    )
    return bool(asks)


@cache
def _commands() -> dict[str, str]:
    return {way: name for name, ways in lexicon()["commands"].items() for way in ways}
