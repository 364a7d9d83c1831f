"""Every rule with its dates, as one file (and an office's own file over it) gives them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.habits import AnswerTimes, Courtesy, Expectation, Keeping, SeatOffer, shortest
from domain.rule_sets import (
    CertificateValidity,
    Channel,
    FeeByDate,
    ForeignersStay,
    LatenessReadings,
    ProcedureCode,
    RuleSet,
    WorkingDays,
    in_force,
)


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
    keepings: tuple[Keeping, ...]
    foreigners: tuple[ForeignersStay, ...]
    procedure_codes: tuple[ProcedureCode, ...]

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

    def foreigner(self, on: date) -> ForeignersStay:
        """Return what a foreigner shows who files on this day."""
        return in_force(self.foreigners, on)

    def procedure_code(self, procedure: str, on: date) -> ProcedureCode:
        """Return under which code the portal keeps a procedure of ours on this day."""
        own = [one for one in self.procedure_codes if one.procedure == procedure]
        return in_force(own, on)

    def seat_offer(self, on: date) -> SeatOffer:
        """Return how long a seat that comes free on this day is kept for who waited."""
        return in_force(self.seat_offers, on)

    def keeping(self, on: date) -> Keeping:
        """Return for how long who agrees on this day is told that we keep what they tell."""
        return in_force(self.keepings, on)

    def kept_for(self, on: date) -> Keeping:
        """Return for how long things are kept on this day, at most.

        A shorter period holds at once, a longer one only when nothing is left of those who were
        told the shorter: it was a promise.
        """
        longest = max(one.dossier for one in self.keepings)
        told = [one for one in self.keepings if one.starts <= on]
        return shortest(one for one in told if on - min(on, one.ends) <= longest)
