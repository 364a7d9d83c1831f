"""What a citizen's message makes the office do: plain values, each of them one act. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.waiting_acts import AnswerOffer, StopWaiting, WaitForSeat
from domain.rights import Right

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class HandIn:
    """Hand this in: exactly the answers on the path; `dossier` is set when it is a correction.

    `wish` is what they wait for on the waiting list, where no free time suited them.
    """

    form: str
    answers: Answers
    sources: Mapping[str, str]
    dossier: str | None = None
    wish: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class HoldSeat:
    """Hold this seat for the citizen in place of any other that is held."""

    slot: str


@dataclass(frozen=True)
class ReleaseSeat:
    """Let the held seat go, if there is one."""


@dataclass(frozen=True)
class ChooseSeat:
    """Give the dossier that was just handed in this seat; where it has one meanwhile, none."""

    slot: str
    dossier: str


@dataclass(frozen=True)
class MoveSeat:
    """Move the appointment to this slot; of the `dossier` that was named, or of the soonest."""

    slot: str
    dossier: str = ""


@dataclass(frozen=True)
class CancelSeat:
    """Cancel the appointment; of the `dossier` that was named, or the only one."""

    dossier: str = ""


@dataclass(frozen=True)
class AskCancel:
    """The citizen wants an appointment cancelled while a form is open; the caller asks which one.

    See `bot.cancelling`.
    """


@dataclass(frozen=True)
class Coming:
    """They will come, says the citizen: to what the reminder of these `dossiers` told of.

    Without any, to all that they were reminded of.
    """

    dossiers: tuple[str, ...] = ()


@dataclass(frozen=True)
class AskPerson:
    """The citizen wants a person; `words` is what they wrote."""

    words: str


@dataclass(frozen=True)
class AskData:
    """The citizen wants to see their data, withdraw their consent, or have all of it erased."""

    right: Right


@dataclass(frozen=True)
class Mend:
    """The citizen wants to mend what a clerk sent back; the caller opens it with `correcting`."""


@dataclass(frozen=True)
class TakeBack:
    """The citizen wants the dossier back that was handed in last; `surely` if they named it."""

    surely: bool = True


@dataclass(frozen=True)
class TellStatus:
    """The citizen asks where their dossiers are; `besides` a form of which they were told."""

    besides: bool = False


@dataclass(frozen=True)
class Routed:
    """This case goes elsewhere: outcome of the rule book, reason of the citizen, and procedure."""

    outcome: str
    reason: str
    procedure: str = "exchange"


@dataclass(frozen=True)
class Rated:
    """The citizen's score of a dossier, from 1 to 5 (0: words alone), and what they wrote."""

    dossier: str
    score: int
    words: str


@dataclass(frozen=True)
class ConsentGiven:
    """The citizen agreed, in words, to this version of the notice.

    With a `relationship` they told that the person agrees for whom they file.
    """

    version: str
    relationship: str = ""


Effect = (
    HandIn
    | HoldSeat
    | ReleaseSeat
    | ChooseSeat
    | MoveSeat
    | CancelSeat
    | AskCancel
    | Coming
    | WaitForSeat
    | StopWaiting
    | AnswerOffer
    | AskPerson
    | AskData
    | Mend
    | TakeBack
    | TellStatus
    | Routed
    | ConsentGiven
    | Rated
)
