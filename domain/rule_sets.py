"""Rules that hold from one day to another: rule sets, fees, time limits, readings. Pure.

The values and their sources are in `rules.toml`; `rule_file` reads them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from domain.licence import Scheme
from domain.spans import MonthReading, Span
from domain.words import Text, _
from domain.zone import local


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
class CertificateValidity:
    """For how many months after its date a health certificate is good."""

    starts: date
    ends: date
    months: int
    source: Source


@dataclass(frozen=True)
class Courtesy:
    """When we may write to a citizen unasked: hours of the day in Việt Nam, and after how long.

    A form that lies idle is recalled after `nudge_after`; how satisfied somebody is, is asked from
    `ask_after` the delivery on, until `ask_within`; without
    `ask_when_billed` only while a letter is free.
    """

    starts: date
    ends: date
    first_hour: int
    last_hour: int
    nudge_after: timedelta
    ask_after: timedelta
    ask_within: timedelta
    ask_when_billed: bool
    source: Source

    def is_decent(self, at: datetime) -> bool:
        """Tell whether one may write to people now."""
        return self.first_hour <= local(at).hour < self.last_hour


@dataclass(frozen=True)
class Expectation:
    """From how much of its own past an office may tell how long things take."""

    starts: date
    ends: date
    days: int
    at_least: int
    source: Source


@dataclass(frozen=True)
class AnswerTimes:
    """Working days in which a request about one's own data is acknowledged, and done."""

    starts: date
    ends: date
    acknowledge: int
    see: int
    withdraw: int
    erase: int
    source: Source


@dataclass(frozen=True)
class SeatOffer:
    """For how many minutes of the day a freed seat is kept for who waited for it."""

    starts: date
    ends: date
    minutes: int
    source: Source


@dataclass(frozen=True)
class DatedSettings:
    """Every rule with its dates, as one file (and an office's own file over it) gives them."""

    rule_sets: tuple[RuleSet, ...]
    lateness: tuple[LatenessReadings, ...]
    working_days: tuple[WorkingDays, ...]
    fees: tuple[FeeByDate, ...]
    certificate_validity: tuple[CertificateValidity, ...]
    courtesies: tuple[Courtesy, ...]
    expectations: tuple[Expectation, ...]
    answer_times: tuple[AnswerTimes, ...]
    seat_offers: tuple[SeatOffer, ...]

    def rule_set(self, on: date) -> RuleSet:
        """Return the rule set for a dossier received on this day."""
        return in_force(self.rule_sets, on)

    def fee(self, on: date, channel: Channel = Channel.ONLINE) -> FeeByDate:
        """Return the fee for a dossier filed on this day through this channel."""
        return in_force([fee for fee in self.fees if fee.channel is channel], on)

    def days(self, on: date) -> WorkingDays:
        """Return the time limit for a dossier received on this day."""
        return in_force(self.working_days, on)

    def times_to_answer(self, on: date) -> AnswerTimes:
        """Return by when a request about one's own data, made on this day, has to be answered."""
        return in_force(self.answer_times, on)

    def readings(self, on: date) -> LatenessReadings:
        """Return how lateness may be counted on this day."""
        return in_force(self.lateness, on)

    def health_certificate_validity(self, on: date) -> CertificateValidity:
        """Return how long a health certificate shown on this day is good for."""
        return in_force(self.certificate_validity, on)

    def courtesy(self, on: date) -> Courtesy:
        """Return when one may write to citizens unasked on this day."""
        return in_force(self.courtesies, on)

    def expectation(self, on: date) -> Expectation:
        """Return from how much of the past expectations are told on this day."""
        return in_force(self.expectations, on)

    def seat_offer(self, on: date) -> SeatOffer:
        """Return how long a seat that comes free on this day is kept for who waited."""
        return in_force(self.seat_offers, on)
