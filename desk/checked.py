"""The signs beside the fields: the domain's checks, and what the rules lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from desk.papers import judged
from desk.procedure_code import unsure_code
from domain.checks import Check, Level, checks
from domain.dossier import Dossier
from domain.identity import NotACitizenQr, parse_citizen_qr
from domain.licence import UnknownClass
from domain.rule_sets import OUTCOME_NAMES, Outcome
from domain.words import _

BY_THE_RULES = _("Theo quy định: {outcome}.")


def signs(dossier: Dossier, qr: str, today: date) -> Mapping[str, tuple[Check, ...]]:
    """Return the checks of a dossier by field; `qr` is the text of the card's code, if read."""
    found: dict[str, list[Check]] = defaultdict(list)
    found_out = (*checks(dossier.answers, today, _card(qr)), *unsure_code(dossier))
    for check in (*found_out, _by_the_rules(dossier)):
        found[check.field].append(check)
    return {field: tuple(of_field) for field, of_field in found.items()}


def _card(qr: str) -> Mapping[str, str]:
    try:
        return parse_citizen_qr(qr).answers()
    except NotACitizenQr:
        return {}


def _by_the_rules(dossier: Dossier) -> Check:
    try:
        outcome = judged(dossier).outcome
    except UnknownClass as unknown:
        return Check("class", "licence_class", Level.WARNING, unknown.text)
    level = Level.OK if outcome is Outcome.EXCHANGE else Level.WARNING
    text = BY_THE_RULES.with_(outcome=OUTCOME_NAMES[outcome])
    return Check("rules", "reason", level, text)
