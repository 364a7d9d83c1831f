"""Zalo gives no new tokens, or takes the grant back: a person is told, and no letter is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.handlers.health import readiness
from bot.handlers.tokens import DatabaseTokenKeeper
from bot.zalo.errors import RefreshRefused
from bot.zalo.tokens import Tokens
from tests.office import ZALO, event


def keeper(office):
    kept = DatabaseTokenKeeper(office.database, ZALO.oa_id)
    kept.write(Tokens("a", "r", office.now, office.now + timedelta(hours=25)))
    return kept


def refused(kept):
    with pytest.raises(RefreshRefused), kept.replacing():
        raise RefreshRefused


def test_a_refused_refresh_is_told_until_somebody_consents_again(office):
    kept = keeper(office)
    assert readiness(office.ground).consent_needed_for is None

    refused(kept)
    refused(kept)
    told = readiness(office.ground).consent_needed_for
    kept.write(Tokens("a2", "r2", office.now, office.now + timedelta(hours=25)))

    assert told is not None
    assert [line["event"] for line in office.log.lines].count("consent_needed") == 1
    assert readiness(office.ground).consent_needed_for is None


def test_a_grant_taken_back_is_told_too(office):
    keeper(office)
    raw = event("permission_revoked", "", office.now, oa_id=ZALO.oa_id)

    office.arrives(raw)

    assert readiness(office.ground).consent_needed_for == 0.0


@pytest.mark.parametrize("tick", ["user_received_message", "user_seen_message"])
def test_a_tick_that_comes_before_the_letter_is_known_is_not_lost(office, tick):
    alice = office.citizen
    with office.database.transaction() as store:
        store.letters.put(alice.id, [("một", []), ("hai", [])], at=office.now)
        (letter,) = store.letters.claim(office.now)
    for name in ("m1", "m1", "of somebody else"):
        office.now += timedelta(seconds=1)
        alice.phone_reports(tick, msg_id=name)

    with office.database.transaction() as store:
        store.letters.sent(letter.id, message_id="m1", at=office.now)

    first, second = alice.letters
    column = "seen_at" if "seen" in tick else "received_at"
    assert getattr(first, column) == office.now - timedelta(seconds=2)
    assert getattr(second, column) is None
