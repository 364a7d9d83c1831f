"""Closing dossiers that were sent back and never mended, so that nothing is kept without an end."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from bot import notices
from bot.ground import Ground
from bot.handlers.erase import let_go
from bot.handlers.talks import BrokenTalk, keep_talk, talk_of
from bot.handlers.tell import tell
from domain.dossier import Dossier, DossierState
from domain.people import CLOCK
from domain.rules import default_settings
from domain.zone import local_date
from storage.store import Store

AT_ONCE = 50


def close_unmended(ground: Ground) -> int:
    """Close what has waited for its citizen for too long, and tell them; return how many.

    For how long is `sent_back_days` of the dated rule `[[keeping]]`.
    """
    now = ground.clock()
    patience = (ground.forms.rules or default_settings()).keeping(local_date(now)).sent_back
    with ground.database.reading() as store:
        codes = store.outlived.unmended(now - patience, limit=AT_ONCE)
    for code in codes:
        with ground.database.transaction() as store:
            _close(store, store.dossiers.get(code), patience.days, now=now)
    return len(codes)


def _close(store: Store, dossier: Dossier, days: int, *, now: datetime) -> None:
    """Close one, unless its citizen was quicker; a form that was open to mend it ends."""
    stored = store.talks.lock(dossier.citizen, now)
    dossier = store.dossiers.get(dossier.code)
    if dossier.state is not DossierState.SENT_BACK:
        return
    let_go(store, dossier, actor=CLOCK, now=now)
    tell(store, dossier.citizen, notices.never_mended(dossier, days), now=now, dossier=dossier.code)
    with suppress(BrokenTalk):
        talk = talk_of(stored)
        if talk.correcting and talk.dossier == dossier.code:
            keep_talk(store, talk.idle(), now=now)
