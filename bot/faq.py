"""What people ask, answered from one file by the day, and where else to go. Pure but for the file.

A file that says two things about one day, names no source or talks too long stops the process from
starting. Which intent or which words lead to an answer stands beside it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import Any

from bot.shape import BadForm
from bot.understanding.plain import phrase
from domain.rules import DatedSettings, default_settings
from domain.words import Text, _

FILE = Path(__file__).with_name("faq.toml")
LISTS = {"answer": False, "elsewhere": True}
CONFIDENCES = ("law", "several", "one", "guess", "ours")
VALUES = frozenset({"fee", "days", "months", "picture_days", "talk_days", "rule"})
MOST_SENTENCES = 3
_SENTENCE_ENDS = re.compile(r"[.?!…](?:\s|$)")

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Topic:
    """One answer and the days on which it holds, both included.

    `ways` are groups of words that must all stand in a message. With `elsewhere` it is a procedure
    that is not for this service, called `title` in the books.
    """

    key: str
    text: Text
    source: str
    confidence: str
    starts: date = date.min
    ends: date = date.max
    intent: str = ""
    ways: tuple[tuple[str, ...], ...] = ()
    title: Text | None = None

    @property
    def elsewhere(self) -> bool:
        """Whether another office does this."""
        return self.title is not None

    def named_in(self, said: str) -> bool:
        """Whether all words of one of its ways stand in a phrase; `said` has a space around it."""
        return any(all(part in said for part in way) for way in self._framed)

    @cached_property
    def _framed(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(f" {part} " for part in way) for way in self.ways)


@cache
def topics() -> tuple[Topic, ...]:
    """Return the topics that come with the program; raise BadForm where the file is wrong."""
    return read(FILE.read_text(encoding="utf-8"))


def elsewhere() -> dict[str, Text]:
    """Return what the books call each procedure that is not for this service, by its key."""
    return {one.key: one.title for one in topics() if one.title is not None}


def read(text: str) -> tuple[Topic, ...]:
    """Return the topics of such a file, in its order; raise BadForm with what is wrong."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as bad:
        raise BadForm(f"faq: not TOML: {bad}") from bad
    if set(tables) - set(LISTS):
        raise BadForm(f"faq: unknown list {sorted(set(tables) - set(LISTS))}")
    found = tuple(
        _topic(row, elsewhere=away) for name, away in LISTS.items() for row in tables.get(name, ())
    )
    _one_answer_a_day(found)
    return found


def topic_of(intent: str, on: date) -> Topic | None:
    """Return what is answered to this intent on this day, or None."""
    return next((one for one in _on(on) if one.intent == intent), None)


def topic_in(text: str, on: date) -> Topic | None:
    """Return the topic whose words stand in the text, or None; the earlier in the file wins."""
    said = phrase(text).replace("giay phep lai xe", "bang").replace("bang lai xe", "bang")
    framed = f" {said} "
    return next((one for one in _on(on) if one.named_in(framed)), None)


def answer(topic: Topic, on: date, rules: DatedSettings | None) -> Text:
    """Return the words of a topic, with the figures of the day."""
    if not _wanted(topic.text.source):
        return topic.text
    known = rules or default_settings()
    days = f"{known.days(on).days.normalize():f}".replace(".", ",")
    fee = f"{known.fee(on).amount:,}".replace(",", ".")
    return topic.text.with_(
        fee=_("{amount} đồng theo biên lai, chưa gồm cước bưu điện").with_(amount=fee),
        days=days,
        months=known.health_certificate_validity(on).months,
        picture_days=known.keeping(on).picture.days,
        talk_days=known.keeping(on).talk.days,
        rule=known.rule_set(on).title,
    )


def _on(on: date) -> Iterator[Topic]:
    return (one for one in topics() if one.starts <= on <= one.ends)


def _topic(row: Row, *, elsewhere: bool) -> Topic:
    key = str(row.get("key", "?"))
    for name in ("key", "text", "source", *(["title"] if elsewhere else [])):
        if not str(row.get(name, "")).strip():
            raise BadForm(f"faq.{key}: {name} is missing")
    if row.get("confidence") not in CONFIDENCES:
        raise BadForm(f"faq.{key}: confidence is one of {', '.join(CONFIDENCES)}")
    if not row.get("intent") and not row.get("ways"):
        raise BadForm(f"faq.{key}: neither intent nor ways lead to it")
    made = Topic(
        key=key,
        text=Text(row["text"]),
        source=row["source"],
        confidence=row["confidence"],
        starts=_day(row, "from", date.min),
        ends=_day(row, "to", date.max),
        intent=row.get("intent", ""),
        ways=tuple(tuple(map(_plain, way)) for way in row.get("ways", ())),
        title=Text(row["title"]) if elsewhere else None,
    )
    _short(made)
    return made


def _plain(way: object) -> str:
    said = str(way)
    if phrase(said) != said:
        raise BadForm(f"faq: the way «{said}» has marks or capitals")
    return said


def _day(row: Row, name: str, otherwise: date) -> date:
    day = row.get(name, otherwise)
    if type(day) is not date:
        raise BadForm(f"faq.{row['key']}: `{name}` is a date such as 2026-07-01")
    return day


def _short(topic: Topic) -> None:
    if len(_SENTENCE_ENDS.findall(topic.text.source)) > MOST_SENTENCES:
        raise BadForm(f"faq.{topic.key}: more than {MOST_SENTENCES} sentences")
    if _wanted(topic.text.source) - VALUES:
        raise BadForm(f"faq.{topic.key}: unknown values {sorted(_wanted(topic.text.source))}")
    if topic.starts > topic.ends:
        raise BadForm(f"faq.{topic.key}: ends before it begins")


def _wanted(text: str) -> set[str]:
    return {name for _said, name, _form, _how in Formatter().parse(text) if name is not None}


def _one_answer_a_day(found: Sequence[Topic]) -> None:
    for name, value in (("key", "key"), ("intent", "intent")):
        for told in {getattr(one, value) for one in found if getattr(one, value)}:
            same = [one for one in found if getattr(one, value) == told]
            ordered = sorted(same, key=lambda one: one.starts)
            for earlier, later in pairwise(ordered):
                if later.starts <= earlier.ends:
                    raise BadForm(f"faq.{later.key}: two answers on {later.starts} ({name})")
