"""What the law says from one day to another: rule sets, fees, time limits, readings. Pure.

The values and their sources are in `rules.toml`; `rule_file` reads them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from domain.licence import Scheme
from domain.spans import MonthReading, Span
from domain.words import Text, _


class Outcome(StrEnum):
    """What the rules lead to."""

    EXCHANGE = "exchange"
    THEORY_TEST = "theory_test"
    FULL_TEST = "full_test"
    WAIT_TWO_MONTHS = "wait_two_months"
    REFUSE = "refuse"
    CLERK = "clerk"


OUTCOME_NAMES: Mapping[Outcome, Text] = {
    Outcome.EXCHANGE: _("đổi bằng"),
    Outcome.THEORY_TEST: _("thi lại lý thuyết"),
    Outcome.FULL_TEST: _("thi lại lý thuyết và thực hành"),
    Outcome.WAIT_TWO_MONTHS: _("cấp lại sau 02 tháng"),
    Outcome.REFUSE: _("không đổi được"),
    Outcome.CLERK: _("nhân viên xem xét"),
}


class Channel(StrEnum):
    """How a dossier reaches the authority; an intake over Zalo is keyed in online."""

    ONLINE = "online"
    DIRECT = "direct"


class Confidence(StrEnum):
    """How sure an entry is."""

    LAW = "law"
    SEVERAL = "several"
    ONE = "one"
    GUESS = "guess"


class LateStart(StrEnum):
    """Which day counts as the first day late."""

    EXPIRY_DAY = "expiry_day"
    DAY_AFTER = "day_after"


@dataclass(frozen=True)
class Source:
    """Where a rule stands, and how sure that is."""

    text: str
    confidence: Confidence

    def __str__(self) -> str:
        """Return the source; one that is not the legal text says so."""
        return self.text + SURENESS[self.confidence]


SURENESS = {
    Confidence.LAW: "",
    Confidence.SEVERAL: " (theo nhiều nguồn)",
    Confidence.ONE: " (theo một nguồn)",
    Confidence.GUESS: " (chưa kiểm chứng)",
}


class Lasting(Protocol):
    """Something in force from `starts` to `ends`, both days included."""

    @property
    def starts(self) -> date:
        """The first day."""

    @property
    def ends(self) -> date:
        """The last day."""


L = TypeVar("L", bound=Lasting)


def in_force(entries: Sequence[L], on: date) -> L:
    """Return the entry in force on this day; a file that was read leaves no day without one."""
    return next(one for one in entries if one.starts <= on <= one.ends)


@dataclass(frozen=True)
class LateBand:
    """What follows when a licence is late by less than `until`; no `until` is the last band."""

    until: Span | None
    outcome: Outcome
    source: Source


@dataclass(frozen=True)
class HealthExemption:
    """The classes that need no health certificate, named in the classes of one scheme."""

    classes: frozenset[str]
    scheme: Scheme
    source: Source


@dataclass(frozen=True)
class RuleSet:
    """The circular in force over a range of dates of receipt.

    `certificate_classes` says what happens to A4, `lost` what happens to a lost licence that needs
    no test. `papers` are keys of `domain.papers`.
    """

    id: str
    starts: date
    ends: date
    title: str
    authority: str
    source: Source
    form_title: str
    papers: tuple[str, ...]
    papers_source: Source
    certificate_classes: Outcome
    health: HealthExemption
    lost: Outcome
    lost_source: Source
    late: tuple[LateBand, ...]


@dataclass(frozen=True)
class LatenessReadings:
    """The readings of "late by" that the texts admit; where they disagree a clerk decides."""

    starts: date
    ends: date
    late_starts: tuple[LateStart, ...]
    months: tuple[MonthReading, ...]
    source: Source


@dataclass(frozen=True)
class WorkingDays:
    """The time limit of a dossier, in working days; halves are allowed."""

    starts: date
    ends: date
    days: Decimal
    source: Source


@dataclass(frozen=True)
class FeeByDate:
    """The state fee in dong for one channel, without postage."""

    starts: date
    ends: date
    channel: Channel
    amount: int
    source: Source


@dataclass(frozen=True)
class ForeignersStay:
    """Whether a foreigner is asked for a picture of what allows their stay."""

    starts: date
    ends: date
    stay_paper: bool
    source: Source


@dataclass(frozen=True)
class ProcedureCode:
    """Under which code the national portal keeps one of our procedures."""

    starts: date
    ends: date
    procedure: str
    code: str
    source: Source


@dataclass(frozen=True)
class CertificateValidity:
    """For how many months after its date a health certificate is good."""

    starts: date
    ends: date
    months: int
    source: Source
