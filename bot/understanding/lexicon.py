"""The word lists of the chat, read once from `words.toml`. Pure."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

WORDS = Path(__file__).with_name("words.toml")


@cache
def lexicon() -> dict[str, Any]:
    """Return the lists by their names in the file."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))
