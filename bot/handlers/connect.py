"""Connecting the Official Account: ask its administrator for consent, and finish with the code.

The verifier waits in the database under its state; the code is traded with no transaction open.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from bot.ground import Ground
from bot.logs import log
from bot.zalo.grant import OtherAccount, consent_link, new_verifier
from domain.words import Text, _

STATE_BYTES = 24


class UnknownConsent(Exception):
    """Nobody asked for this consent, or too long ago; nothing was kept."""

    text: Text = _(
        "Không có yêu cầu uỷ quyền nào đang chờ mã này, hoặc đã quá 30 phút. "
        "Chạy lại «doibang zalo connect» rồi mở đường dẫn mới."
    )


@dataclass(frozen=True)
class Consent:
    """What an administrator is asked for: the link to open, and the state that comes back."""

    link: str
    state: str


def ask_for_consent(ground: Ground, *, redirect_uri: str) -> Consent:
    """Keep a verifier and return the link that goes with it; it is good for half an hour."""
    settings = ground.settings.zalo
    state = secrets.token_urlsafe(STATE_BYTES)
    verifier = settings.code_verifier or new_verifier()
    with ground.database.transaction() as store:
        store.tokens.ask_for_grant(state, verifier, at=ground.clock())
    link = consent_link(settings, redirect_uri=redirect_uri, state=state, verifier=verifier)
    return Consent(link, state)


def finish(ground: Ground, *, code: str, state: str, oa_id: str = "") -> None:
    """Trade the code of a consent for the tokens and keep them; letters that were held go out.

    Raise UnknownConsent, OtherAccount or another ZaloError; then nothing was kept, and only a new
    consent helps, because a state is good for one try.
    """
    settings = ground.settings.zalo
    if oa_id and oa_id != settings.oa_id:
        raise OtherAccount(oa_id)
    verifier = _verifier(ground, state)
    if not code or verifier is None:
        raise UnknownConsent
    ground.zalo.connect(code, verifier=verifier)
    log.info("zalo_connected")


def _verifier(ground: Ground, state: str) -> str | None:
    """Return the verifier of a consent and forget it.

    A console that fixes the challenge may send no state back: with a fixed verifier of ours the
    newest consent that was asked for is meant, and without one there is none.
    """
    now = ground.clock()
    with ground.database.transaction() as store:
        fixed = not state and ground.settings.zalo.code_verifier
        asked = store.tokens.newest_grant() if fixed else state
        return store.tokens.grant_verifier(asked, now=now) if asked else None
