"""Writing an event about a dossier: who did what, from which state to which."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.dossier import Dossier
from domain.events import Event, Kind
from storage.store import Store


def record(
    store: Store,
    kind: Kind,
    dossier: Dossier,
    *,
    actor: str,
    now: datetime,
    before: Dossier | None = None,
    **values: Any,
) -> None:
    """Write one event about a dossier in the transaction of its cause."""
    store.events.write(
        Event(
            at=now,
            kind=kind,
            actor=actor,
            dossier=dossier.code,
            office=dossier.office,
            channel=dossier.intake_channel,
            procedure=dossier.procedure,
            reason=dossier.reason,
            before=before.state if before else "",
            after=dossier.state,
            **values,
        )
    )
