"""Whether somebody writes English, so that they are offered it. Pure.

One English word is nothing: «ok» and «sorry» are said in Vietnamese too. A bare «hello» is said by
both, so it may be met in both; «hello em» is Vietnamese.
"""

from __future__ import annotations

import re

from bot.understanding.lexicon import lexicon
from bot.understanding.plain import phrase

ENOUGH = 2
"""English words, and"""
SHARE = 0.6
"""the share of all words that they make up."""


_GREETINGS = frozenset({
    "hello", "hello there", "hi there", "hey there", "hello sir", "hello madam", "good morning",
    "good afternoon", "good evening", "good day", "dear sir", "dear madam",
})  # fmt: skip


def greets_in_english(text: str) -> bool:
    """Tell whether the whole text is a greeting that may begin a talk in English."""
    return phrase(text) in _GREETINGS


def writes_english(text: str) -> bool:
    """Tell whether most words are English and none has a Vietnamese letter."""
    if not text.isascii():
        return False
    said = re.findall(r"[a-z]+", text.lower())
    known = [word for word in said if word in lexicon()["english"]["words"]]
    return len(known) >= ENOUGH and len(known) >= SHARE * len(said)
