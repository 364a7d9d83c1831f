"""Which procedure of the authority a reason leads to. Pure.

A lost licence is issued again («cấp lại»), which the authority keeps apart from an exchange and
counts under its own code; the codes stand in `rules.toml` with their dates.
"""

from __future__ import annotations

from domain.dossier import Reason

EXCHANGE, LOST_LICENCE, WRONG_DATA = "exchange", "lost_licence", "wrong_data"
PROCEDURES = (EXCHANGE, LOST_LICENCE, WRONG_DATA)


_OF_THEIR_OWN = {Reason.LOST.value: LOST_LICENCE, Reason.WRONG_DATA.value: WRONG_DATA}


def procedure_for(reason: str | None) -> str:
    """Return the key of the procedure, which is the key of its form too; an exchange by default."""
    return _OF_THEIR_OWN.get(reason or "", EXCHANGE)
