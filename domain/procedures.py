"""Which procedure of the authority a reason leads to. Pure.

A lost licence is issued again («cấp lại»), which the authority keeps apart from an exchange and
counts under its own code (1.002820 beside 1.002809 until 2025, domain reference 10).
"""

from __future__ import annotations

from domain.dossier import Reason

EXCHANGE, LOST_LICENCE, WRONG_DATA = "exchange", "lost_licence", "wrong_data"


_OF_THEIR_OWN = {Reason.LOST.value: LOST_LICENCE, Reason.WRONG_DATA.value: WRONG_DATA}


def procedure_for(reason: str | None) -> str:
    """Return the key of the procedure, which is the key of its form too; an exchange by default."""
    return _OF_THEIR_OWN.get(reason or "", EXCHANGE)
