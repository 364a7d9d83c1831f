"""What the classifiers of replies and agreements learn from: frames, filled and typed anew."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from bot.commands.teach.learner import Example
from bot.commands.teach.lessons import CORPUS, corpus, names
from bot.commands.teach.noise import mistyped
from bot.understanding import scored
from bot.understanding.lexicon import lexicon
from bot.understanding.plain import phrase, plain
from bot.understanding.reply_features import features, words

TYPED_ANEW = 2
SAID_ONE_WAY = 4
"""How often an answer is shown that stands in no frame, and"""
FROM_A_PLACE = 3
"""how many are put together for each place of a frame."""
WISHES = 1200
NAMES = 300
NO_ANSWERS = frozenset({
    "renew", "status", "appointment_when", "fee", "documents", "duration", "place", "eligibility",
    "delivery", "human", "greeting", "thanks", "language", "privacy",
})  # fmt: skip
"""Wishes that answer nothing; «mất rồi», «thôi không làm» and «sai tên» are a no."""

_BEFORE = (
    "dạ", "dạ", "em ơi", "ờ", "à", "thưa", "cháu ơi", "nè", "dạ thưa", "ad ơi", "ơ", "này em",
    "trời", "ủa", "bác nói nè,",
)  # fmt: skip
_AFTER = (
    "ạ", "ạ", "nha", "nhé", "em", "em ơi", "ad", "con", "cháu", "nghen", "đó", "á", "nè", "mà",
    "!", "🙏", "nha em", "đó em", "hen", "ạ em", "nhen", "đấy", "cô ạ", "nha bạn", "bạn", "bạn ơi",
    "shop", "anh ơi", "chị ơi", "nhá", "hén",
)  # fmt: skip
_WAYS = (
    ("không", "ko", "k", "hông", "hong", "hok", "hổng"), ("được", "dc", "đc"), ("gì", "j", "chi"),
    ("rồi", "r", "òi", "rùi"), ("vậy", "z", "dzậy"), ("đúng", "đúg", "dúng"), ("xem", "coi"),
    ("giúp", "giùm", "dùm"), ("số điện thoại", "sđt"), ("này", "nầy", "ni"), ("tôi", "tui", "e"),
)  # fmt: skip


@dataclass(frozen=True)
class Lessons:
    """The labels, their frames, and what fills the places; `kind` is that of the corpus."""

    kind: str
    labels: tuple[str, ...]
    frames: Mapping[str, Sequence[str]]
    places: Mapping[str, Sequence[str]]


def of_replies() -> Lessons:
    """Return the lessons of yes, no and unclear."""
    file = _file()
    return Lessons("yes_no", ("yes", "no", "unclear"), file["frames"], file["places"])


def of_agreements() -> Lessons:
    """Return the lessons of what is an agreement and what is none."""
    file = _file()["agreement"]
    return Lessons("consent", ("yes", "not_yes"), file["frames"], file["places"])


Told = list[tuple[str, str]]
"""Labels, and an answer of each."""


def told(lessons: Lessons, chance: Random) -> Told:
    """Return the answers that are taught; what the judge asks word for word is left out."""
    asked = {phrase(one.text) for one in _lines("judge", lessons.kind)}
    made = [*_framed(lessons, chance), *_written(lessons)]
    if "unclear" in lessons.labels:
        answered = {phrase(text) for _label, text in made}
        wishes = (text for text in _no_answers(chance) if phrase(text) not in answered)
        made += [*_known(), *(("unclear", text) for text in wishes)]
    return [(label, text) for label, text in made if phrase(text) not in asked]


def vocabulary(told: Told) -> set[str]:
    """Return every word of the answers, as the classifier compares words."""
    return {word for _label, text in told for word in words(text)}


def examples(lessons: Lessons, told: Told, chance: Random) -> list[Example]:
    """Return what the answers teach, each typed in several ways."""
    return [
        (features(way), lessons.labels.index(label))
        for label, text in told
        for way in (text, plain(text), *(_anew(text, chance) for _turn in range(TYPED_ANEW)))
    ]


def _framed(lessons: Lessons, chance: Random) -> Iterator[tuple[str, str]]:
    for label, frames in lessons.frames.items():
        for frame in frames:
            count = frame.count("{") * FROM_A_PLACE
            made = {_filled(frame, lessons.places, chance) for _turn in range(count)}
            yield from ((label, text) for text in sorted(made) or [frame] * SAID_ONE_WAY)


def _written(lessons: Lessons) -> Iterator[tuple[str, str]]:
    for one in _lines("learn", lessons.kind):
        yield from ((one.expected, one.text) for _turn in range(SAID_ONE_WAY))


def _known() -> Iterator[tuple[str, str]]:
    """Yield what the rules know, so that it is known with other words beside it too."""
    known = lexicon()["reply"]
    said = [("yes", text) for text in (*known["yes"], *known["yes_phrases"])]
    said += [("no", text) for text in known["no"]]
    yield from (one for one in said for _turn in range(SAID_ONE_WAY))


def _no_answers(chance: Random) -> list[str]:
    """Return wishes and names: whoever writes one has not answered yet."""
    wishes = [one.text for one in corpus("learn") if one.expected in NO_ANSWERS]
    return [*chance.sample(wishes, WISHES), *names(chance, NAMES)]


def _filled(frame: str, places: Mapping[str, Sequence[str]], chance: Random) -> str:
    filled = re.sub(r"{(\w+)}", lambda hit: chance.choice(places[hit.group(1)]), frame)
    return " ".join(filled.split()).replace(" ,", ",").strip(" ,")


def _anew(text: str, chance: Random) -> str:
    for first, *others in _WAYS:
        if chance.random() < 0.2 and f" {first} " in f" {text} ":  # noqa: PLR2004 - now and then
            text = re.sub(rf"\b{first}\b", chance.choice(others), text, count=1)
    if chance.random() < 0.25:  # noqa: PLR2004 - the same
        text = f"{chance.choice(_BEFORE)} {text}"
    if chance.random() < 0.35:  # noqa: PLR2004 - the same
        text = f"{text} {chance.choice(_AFTER)}"
    return mistyped(text, chance)


def _lines(name: str, kind: str) -> Iterable[scored.Sentence]:
    written = (CORPUS / f"{name}.tsv").read_text(encoding="utf-8")
    return [one for one in scored.sentences(written) if one.kind == kind]


def _file() -> dict[str, Any]:
    return tomllib.loads((CORPUS / "replies.toml").read_text(encoding="utf-8"))
