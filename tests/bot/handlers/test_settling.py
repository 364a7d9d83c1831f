"""Letters that were neither sent nor refused for good: found again, or let go in time."""

from datetime import UTC, datetime, timedelta

from bot.handlers.deliver import claim_letters, deliver, settle
from bot.handlers.tokens import DatabaseTokenKeeper
from bot.zalo.errors import RefreshRefused
from bot.zalo.tokens import Tokens
from tests.office import ZALO


def test_a_letter_is_found_below_what_the_citizen_wrote_since(office_on_zalo, platform):
    office = office_on_zalo
    alice = platform.new_citizen(office)
    with office.database.transaction() as store:
        store.letters.put(alice.id, [("một", [])], at=office.now)
    platform.fails("reset", times=1)
    [letter] = claim_letters(office.ground, 16)
    deliver(office.ground, letter)
    for number in range(23):
        said = {"text": f"alo {number}"}
        platform.control("POST", f"/citizens/{alice.id}/say", json=said)

    office.later(seconds=20)
    settle(office.ground)

    assert [letter.state for letter in alice.letters] == ["sent"]
    assert platform.phone(alice) == ["một"]


class Refusing:
    """A platform that refuses the refresh token; meanwhile somebody may consent anew."""

    is_full = False

    def __init__(self, meanwhile) -> None:
        self._meanwhile = meanwhile

    def send(self, _citizen, _part):
        self._meanwhile()
        raise RefreshRefused(detail="used before")


def refused(office, meanwhile):
    """Refuse a letter of Alice's, and return when it is tried again."""
    object.__setattr__(office.ground, "zalo", Refusing(meanwhile))
    with office.database.transaction() as store:
        store.letters.put(office.alice.id, [("một", [])], at=office.now)
    [letter] = claim_letters(office.ground, 16)
    deliver(office.ground, letter)
    [letter] = office.alice.letters
    return letter.next_try_at


def test_a_letter_that_a_consent_overtook_does_not_wait_for_the_next_one(office):
    def consents():
        issued_at = office.now + timedelta(seconds=1)
        pair = Tokens("access", "refresh", issued_at, datetime.now(UTC) + timedelta(days=1))
        DatabaseTokenKeeper(office.database, ZALO.oa_id).write(pair)

    assert refused(office, consents) == office.now


def test_without_a_consent_a_refused_letter_waits(office):
    assert refused(office, lambda: None) >= office.now + timedelta(minutes=15)
