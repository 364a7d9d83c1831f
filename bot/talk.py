"""Where one citizen stands, what was said, and what follows: plain values of the pure engine.

Nothing here reads a clock, a table or a network; every value is frozen and a `Talk` is JSON-able.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from bot.effects import (
    Answers,
    AskCancel,
    AskData,
    AskPerson,
    CancelSeat,
    ChooseSeat,
    Coming,
    ConsentGiven,
    Effect,
    HandIn,
    HoldSeat,
    Mend,
    MoveSeat,
    Rated,
    ReleaseSeat,
    Routed,
    TakeBack,
    TellStatus,
)
from bot.saying import Button, Listing, Row, Saying
from domain.corrections import Correction
from domain.dossier import Dossier
from domain.rules import DatedSettings
from domain.words import SOURCE_LANGUAGE, Text

__all__ = [
    "SAME",
    "Album",
    "Answers",
    "AskCancel",
    "AskData",
    "AskPerson",
    "Booked",
    "Button",
    "CancelSeat",
    "ChooseSeat",
    "Coming",
    "ConsentGiven",
    "Effect",
    "Facts",
    "HandIn",
    "HoldSeat",
    "Listing",
    "Mend",
    "MoveSeat",
    "Other",
    "PictureRead",
    "Rated",
    "ReleaseSeat",
    "Routed",
    "Row",
    "Said",
    "Saying",
    "Shared",
    "SlotOffer",
    "TakeBack",
    "Talk",
    "TellStatus",
    "Turn",
    "Unclear",
    "Words",
]


@dataclass(frozen=True)
class Words:
    """A typed message, or a tapped button, which arrives as words too."""

    text: str


SAME = "same"


@dataclass(frozen=True)
class PictureRead:
    """A picture that was fetched and looked at.

    `qr` is the text of a code that was read in it; `problem` is None or a word of
    `bot.reading.seen`, or "unreachable", or SAME where it was sent before for another question.
    """

    picture: str
    qr: str | None = None
    problem: str | None = None


@dataclass(frozen=True)
class Album:
    """Pictures that were sent in one go; they are one turn."""

    pictures: tuple[PictureRead, ...]


@dataclass(frozen=True)
class Other:
    """Something that is neither words nor a picture, such as "sticker", "audio" or "file"."""

    kind: str


@dataclass(frozen=True)
class Shared:
    """What a citizen shared of their Zalo profile: `name`, `phone` and `address`, what is there."""

    profile: Mapping[str, str]


Said = Words | PictureRead | Album | Other | Shared


class Unclear(Exception):
    """The answer does not fit the question; `text` tells the citizen what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


@dataclass(frozen=True)
class SlotOffer:
    """A free seat for a photo; `starts_at` is local time of the office."""

    id: str
    starts_at: datetime
    office: str
    place: str


@dataclass(frozen=True)
class Booked:
    """A dossier that waits for its photo: whose licence, and when (local time) if that is known."""

    dossier: str
    name: str
    starts_at: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """What the engine may know of the world, read by the handler for this one act.

    `has_appointment` says that a form about the appointment has something to act on: a seat, or,
    for one that gives a seat, a dossier that waits for its photo. `known` are answers that the
    citizen gave before, with `source` saying where. `booked` are their dossiers that wait for the
    photo, soonest first, while no form or one about appointments is open. A `newcomer` has handed
    nothing in yet.
    """

    now: datetime
    today: date
    free_slots: tuple[SlotOffer, ...] = ()
    dossiers: tuple[Dossier, ...] = ()
    has_appointment: bool = False
    appointment_at: datetime | None = None
    rules: DatedSettings | None = None
    known: Answers = field(default_factory=dict)
    booked: tuple[Booked, ...] = ()
    newcomer: bool = False


MOST_MISSED = 3


@dataclass(frozen=True)
class Talk:
    """Where one citizen stands in one form.

    `asked` is the key of the question last asked ("menu" for the menu, None when nothing waits).
    `reopened` are questions to ask again though they have an answer; the old answer stays until a
    new one replaces it. `confirming` is an act that waits for a yes ("cancel", "restart", or the
    key of another form). `why` is said once before the pending question.
    `profile` is what the citizen shared of themselves, whatever the form; `requested` says that
    they were asked to, once. `english_offered_on` is the day on which English was last offered.
    """

    citizen: str
    form: str | None = None
    asked: str | None = None
    answers: Answers = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    offered: tuple[str, ...] = ()
    strikes: int = 0
    dossier: str | None = None
    correcting: tuple[Correction, ...] = ()
    language: str = SOURCE_LANGUAGE
    revision: int = 0
    digressed: bool = False
    reopened: tuple[str, ...] = ()
    confirming: str | None = None
    why: Text | None = None
    profile: Mapping[str, str] = field(default_factory=dict)
    missed: tuple[str, ...] = ()
    requested: bool = False
    english_offered_on: str = ""

    def not_understood(self, said: Said) -> Talk:
        """Return the talk that remembers the last words which answered nothing, for a person."""
        words = (said.text,) if isinstance(said, Words) else ()
        return replace(self, missed=(*self.missed, *words)[-MOST_MISSED:])

    def idle(self) -> Talk:
        """Return the talk of the same citizen with no form open and nothing asked."""
        return Talk(
            self.citizen,
            language=self.language,
            revision=self.revision,
            profile=self.profile,
            requested=self.requested,
        )

    def to_json(self) -> str:
        """Return the whole talk as one JSON object, keys as the fields are named."""
        loose = {**self.__dict__, "correcting": [asdict(one) for one in self.correcting]}
        return json.dumps({**loose, "why": _loose(self.why)}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Talk:
        """Return the talk that `to_json` wrote; fields of a later release are left out."""
        known = {name: value for name, value in json.loads(text).items() if name in _FIELDS}
        talk = cls(**known)
        return replace(
            talk,
            offered=tuple(talk.offered),
            reopened=tuple(talk.reopened),
            missed=tuple(talk.missed),
            correcting=tuple(Correction(**one) for one in known.get("correcting", ())),
            why=_text(known.get("why")),
        )


_FIELDS = frozenset(Talk.__dataclass_fields__)


def _loose(value: Any) -> Any:
    if isinstance(value, Text):
        return {"source": value.source, "values": [[n, _loose(v)] for n, v in value.values]}
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"on": value.isoformat()} if isinstance(value, date) else value


def _text(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if "at" in value:
        return datetime.fromisoformat(value["at"])
    if "on" in value:
        return date.fromisoformat(value["on"])
    return Text(value["source"], tuple((name, _text(inner)) for name, inner in value["values"]))


@dataclass(frozen=True)
class Turn:
    """What one message leads to: the talk after it, what to say first, and what to do."""

    talk: Talk
    say: tuple[Saying, ...] = ()
    effects: tuple[Effect, ...] = ()
