r"""Sentences with their meanings, from a tab-separated file, and how many are understood. Pure.

The file: a header `kind text expected [field]`, no quoting; the two characters \n inside a text
stand for a line break.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from unicodedata import normalize

from bot.understanding.kinds import FIELDS, KINDS, understood
from domain.words import Text, _

NEEDED = ("kind", "text", "expected")


class BadCorpus(ValueError):
    """A line cannot be used: its number (from 1), and the reason for people to read."""

    def __init__(self, line: int, why: Text) -> None:
        super().__init__(line, why)
        self.line = line
        self.why = why


@dataclass(frozen=True)
class Sentence:
    """One line: what was typed, as which kind it is read, what it means."""

    kind: str
    text: str
    expected: str
    field: str = ""


@dataclass
class Score:
    """How many of one kind were understood, and each that was not."""

    right: int = 0
    total: int = 0
    misses: list[dict[str, str]] = field(default_factory=list)

    def as_record(self) -> dict[str, Any]:
        """Return the score as a script reads it."""
        return {"right": self.right, "total": self.total, "misses": self.misses}


def sentences(written: str) -> Iterator[Sentence]:
    """Yield the sentences of a file's text; raise BadCorpus at the first line that has none."""
    lines = [line.removesuffix("\r") for line in written.removeprefix("\ufeff").split("\n")]
    header = [name.strip().lower() for name in lines[0].split("\t")]
    if any(header.count(name) != 1 for name in NEEDED) or header.count("field") > 1:
        raise BadCorpus(1, _("dòng đầu phải có các cột kind, text, expected, mỗi cột một lần"))
    for number, line in enumerate(lines[1:], 2):
        if line.strip():
            yield _sentence(number, dict(zip(header, line.split("\t"), strict=False)))


def _sentence(line: int, cells: dict[str, str]) -> Sentence:
    missing = [name for name in NEEDED if name not in cells]
    kind = cells.get("kind", "").strip()
    asked = cells.get("field", "").strip()
    if missing:
        raise BadCorpus(line, _("thiếu cột {column}").with_(column=missing[0]))
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise BadCorpus(line, _("không có loại «{kind}» ({known})").with_(kind=kind, known=known))
    if not cells["expected"].strip():
        raise BadCorpus(line, _("cột expected còn trống"))
    if kind == "date" and asked not in {"", *FIELDS}:
        fields = ", ".join(FIELDS)
        raise BadCorpus(
            line, _("không có field «{field}» ({known})").with_(field=asked, known=fields)
        )
    text = cells["text"].replace("\\n", "\n")
    return Sentence(kind, text, normalize("NFC", cells["expected"].strip()), asked)


def scores(corpus: Iterable[Sentence], *, today: date) -> dict[str, Score]:
    """Return the score of each kind that the corpus holds."""
    told: dict[str, Score] = {}
    for one in corpus:
        score = told.setdefault(one.kind, Score())
        got = understood(one.kind, one.text, field=one.field, today=today)
        score.total += 1
        if got == one.expected:
            score.right += 1
        else:
            score.misses.append({"text": one.text, "expected": one.expected, "got": got})
    return told
