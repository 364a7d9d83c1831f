"""What the law says for one case on one day: `judge`. Pure.

The rule set is chosen by the date of receipt. Every figure comes from `rules.toml`, where its
source and its dates stand beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from domain.dated_settings import DatedSettings
from domain.dossier import Reason
from domain.findings import Case, Finding, find
from domain.licence import LicenceClass, Scheme
from domain.papers import Paper, papers_for
from domain.rule_file import BadRules, default_settings, read_settings
from domain.rule_sets import (
    OUTCOME_NAMES,
    Channel,
    FeeByDate,
    HealthExemption,
    Outcome,
    RuleSet,
)
from domain.words import Text, _

__all__ = [
    "OUTCOME_NAMES",
    "BadRules",
    "Case",
    "Channel",
    "DatedSettings",
    "Fee",
    "Judgement",
    "Outcome",
    "Paper",
    "Reason",
    "Scheme",
    "default_settings",
    "judge",
    "needs_health_certificate",
    "read_settings",
]

NO_DOSSIER = frozenset({Outcome.THEORY_TEST, Outcome.FULL_TEST, Outcome.REFUSE})
"""Outcomes that open no exchange dossier, so that there is nothing to bring and nothing to pay."""


@dataclass(frozen=True)
class Fee:
    """The state fee in dong, without postage; `amount` is None where no exchange is filed."""

    amount: int | None
    text: Text


@dataclass(frozen=True)
class Judgement:
    """What the rules say.

    `health_certificate` goes by the class alone. `working_days` may hold half a day; after a
    two-month wait it counts from the end of the wait. `papers` and the fee are for an exchange,
    a re-issue, or a dossier that a clerk has to look at; a test or a refusal has none.
    """

    outcome: Outcome
    rule_set: str
    health_certificate: bool
    working_days: Decimal
    papers: tuple[Paper, ...]
    fee: Fee
    sources: tuple[str, ...]
    explanation: Text


def judge(case: Case, settings: DatedSettings | None = None) -> Judgement:
    """Return what the rules say for this case; raise UnknownClass for a class that never was.

    Without `settings` the rules that come with the program hold.
    """
    settings = settings or default_settings()
    rule_set = settings.rule_set(case.on)
    finding = find(case, rule_set, settings.readings(case.on))
    certificate = _certificate_asked(case.licence, rule_set.health)
    files = finding.outcome not in NO_DOSSIER
    days, fee = settings.days(case.on), settings.fee(case.on)
    return Judgement(
        outcome=finding.outcome,
        rule_set=rule_set.id,
        health_certificate=certificate,
        working_days=days.days,
        papers=_papers(case, rule_set, health_certificate=certificate) if files else (),
        fee=_fee(fee) if files else Fee(None, NO_FEE),
        sources=_sources(finding, rule_set, days.source, *([fee.source] if files else [])),
        explanation=finding.explanation,
    )


def needs_health_certificate(case: Case, settings: DatedSettings | None = None) -> bool:
    """Return whether this class needs a health certificate on the day of receipt.

    R2017: all but A1, A2, A3 (Thông tư 12/2017/TT-BGTVT). From 2025: all but A1, A, B1 of the new
    scheme (Thông tư 35/2024/TT-BGTVT Điều 35, Thông tư 12/2025/TT-BCA Điều 20).
    """
    health = (settings or default_settings()).rule_set(case.on).health
    return _certificate_asked(case.licence, health)


def _certificate_asked(licence: LicenceClass, health: HealthExemption) -> bool:
    """Compare in the scheme that names the exemption: old A2 counts as the A that it becomes.

    Old B1 is a car and becomes B or C1, so that the exemption of new B1 is not for it.
    """
    codes = (licence.code,) if licence.scheme is health.scheme else licence.becomes
    return not codes or not health.classes.issuperset(codes)


def _papers(case: Case, rule_set: RuleSet, *, health_certificate: bool) -> tuple[Paper, ...]:
    return papers_for(
        rule_set.papers,
        case.reason,
        form_title=rule_set.form_title,
        health_certificate=health_certificate,
        foreigner=case.foreigner,
    )


def _fee(fee: FeeByDate) -> Fee:
    written = f"{fee.amount:,}".replace(",", ".")
    return Fee(fee.amount, FEE.with_(amount=written))


def _sources(finding: Finding, rule_set: RuleSet, *others: object) -> tuple[str, ...]:
    """Return each source once, the one that decided first."""
    named = (*finding.sources, rule_set.source, rule_set.health.source, *others)
    return tuple(dict.fromkeys(str(source) for source in named))


FEE = _("{amount} đồng theo biên lai, chưa gồm cước bưu điện")
NO_FEE = _("Chưa phải nộp phí đổi bằng")
