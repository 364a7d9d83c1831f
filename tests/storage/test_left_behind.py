"""What a dead process, or a refused consent, left behind goes on at once when it may."""

from datetime import UTC, datetime, timedelta

from bot.handlers.tokens import DatabaseTokenKeeper
from bot.zalo.tokens import Tokens
from storage.database import Database
from storage.vault import Vault

NOW = datetime.now(UTC)
LATER = NOW + timedelta(minutes=15)


def test_a_picture_that_a_dead_process_had_claimed_is_claimed_again_at_once(database_url):
    database = Database(database_url, vault=Vault("x"))
    with database.transaction() as store:
        store.pictures.want("a1", citizen="1", url="u", asked="", at=NOW)
        assert store.pictures.claim(NOW, until=LATER)
        assert not store.pictures.claim(NOW, until=LATER)

        assert store.pictures.orphaned(NOW) == 1

        assert [one.id for one in store.pictures.claim(NOW, until=LATER)] == ["a1"]
    database.close()


def test_what_a_dead_process_held_alone_is_free_at_once(database_url):
    database = Database(database_url, vault=Vault("x"))
    with database.transaction() as store:
        assert store.leases.take("tokens", "dead", now=NOW, until=LATER)
        assert not store.leases.take("tokens", "alive", now=NOW, until=LATER)

        assert store.leases.orphaned() == 1

        assert store.leases.take("tokens", "alive", now=NOW, until=LATER)
    database.close()


def test_letters_that_waited_for_a_consent_go_at_once_when_it_is_given(database_url):
    database = Database(database_url, vault=Vault("x"))
    with database.transaction() as store:
        for citizen in ("1", "2"):
            store.letters.put(citizen, [("một", [])], at=NOW)
        refused, failed = store.letters.claim(NOW)
        store.letters.again(refused.id, at=LATER, error="RefreshRefused -14014")
        store.letters.again(failed.id, at=LATER, error="NothingSent")

    pair = Tokens("access", "refresh", NOW, LATER)
    DatabaseTokenKeeper(database, "oa").write(pair)

    with database.transaction() as store:
        due = store.letters.claim(datetime.now(UTC))
    assert [letter.id for letter in due] == [refused.id]
    database.close()
