"""Under which code the national portal keeps a dossier's procedure, by the day of receipt."""

from __future__ import annotations

from desk.ground import ground
from domain.checks import Check, Level
from domain.dossier import Dossier
from domain.procedures import procedure_for
from domain.rule_sets import Confidence, ProcedureCode
from domain.rules import default_settings
from domain.words import _
from domain.zone import local_date

PROCEDURE_CODE = "procedure_code"
UNSURE = _("Mã này chưa kiểm chứng ({source}); xem lại trên Cổng.")


def procedure_code(dossier: Dossier) -> str:
    """Return the code."""
    return _of(dossier).code


def unsure_code(dossier: Dossier) -> tuple[Check, ...]:
    """Return a warning beside a code that nobody could verify."""
    found = _of(dossier)
    if found.source.confidence is not Confidence.GUESS:
        return ()
    text = UNSURE.with_(source=found.source.text)
    return (Check("procedure_code", PROCEDURE_CODE, Level.WARNING, text),)


def _of(dossier: Dossier) -> ProcedureCode:
    rules = ground().forms.rules or default_settings()
    return rules.procedure_code(
        procedure_for(dossier.reason.value), local_date(dossier.handed_in_at)
    )
