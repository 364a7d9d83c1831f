"""Whether somebody writes English, so that they are offered it. Pure.

One English word is nothing: «hello», «ok» and «sorry» are said in Vietnamese too.
"""

from __future__ import annotations

import re

from bot.understanding.lexicon import lexicon

ENOUGH = 2
"""English words, and"""
SHARE = 0.6
"""the share of all words that they make up."""


def writes_english(text: str) -> bool:
    """Tell whether most words are English and none has a Vietnamese letter."""
    if not text.isascii():
        return False
    said = re.findall(r"[a-z]+", text.lower())
    known = [word for word in said if word in lexicon()["english"]["words"]]
    return len(known) >= ENOUGH and len(known) >= SHARE * len(said)
