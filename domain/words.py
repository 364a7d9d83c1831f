"""What people read: Vietnamese source text, translated by a gettext catalogue when it is said.

A `Text` is made while a form or a rule thinks, and becomes a string only at the edge, in the
language of the person who will read it. One language more is one catalogue in `domain/locale`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Any

SOURCE_LANGUAGE = "vi"
LANGUAGES = ("vi", "en")
LOCALES = Path(__file__).parent / "locale"


@dataclass(frozen=True)
class Text:
    """A sentence and the values for its `{names}`; `str()` of it is Vietnamese."""

    source: str
    values: tuple[tuple[str, Any], ...] = ()

    def with_(self, **values: Any) -> Text:
        """Return the same sentence with these values filled in."""
        return Text(self.source, (*self.values, *values.items()))

    def in_language(self, language: str) -> str:
        """Return the sentence in `language`, or in Vietnamese where no translation is known."""
        words = catalogue(language).gettext(self.source) if self.source else ""
        if not self.values:
            return words
        return words.format(**{name: _shown(value, language) for name, value in self.values})

    def __str__(self) -> str:
        """Return the Vietnamese sentence."""
        return self.in_language(SOURCE_LANGUAGE)


def _(source: str) -> Text:
    """Mark `source` for translation and return it as a Text."""
    return Text(source)


def said_as(*texts: Text) -> tuple[str, ...]:
    """Return every way in which a reader of any of our languages may have read these words."""
    return tuple(text.in_language(language) for text in texts for language in LANGUAGES)


def lines(*parts: Text | str) -> Text:
    """Return one Text whose parts stand on lines of their own."""
    names = [f"part_{number}" for number in range(len(parts))]
    source = "\n".join("{" + name + "}" for name in names)
    return Text(source, tuple(zip(names, parts, strict=True)))


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the catalogue of `language`; Vietnamese is the source and needs none."""
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    return translation("doibang", localedir=LOCALES, languages=[language], fallback=True)


def _shown(value: Any, language: str) -> str:
    if isinstance(value, Text):
        return value.in_language(language)
    if isinstance(value, datetime):
        return f"{value:%H:%M %d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value)
