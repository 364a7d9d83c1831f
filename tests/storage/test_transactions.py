"""One way to change the database: all or nothing, no network inside, away is a typed answer."""

from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from domain.appointments import Office
from storage.database import (
    BadDatabaseUrl,
    CallInsideTransaction,
    Database,
    TransactionInside,
)
from storage.store import DatabaseAway
from storage.vault import Vault

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
AN_KHE = Office("an_khe", "Bưu cục An Khê", "1 Quang Trung", "02693000001")


class Bug(Exception):
    """Something that nobody foresaw."""


@contextmanager
def spoilt(act):
    """Do what stands in the block, and then have a bug."""
    try:
        with act as store:
            yield store
            raise Bug  # noqa: TRY301 - the bug is what the story is about
    except Bug:
        return


def offices(database):
    with database.reading() as store:
        return [office.key for office in store.offices.all()]


def test_what_was_written_is_there_after_the_block_and_nowhere_after_an_error(database):
    with database.transaction() as store:
        store.offices.add(AN_KHE)
    with spoilt(database.transaction()) as store:
        store.offices.add(Office("chu_se", "Bưu cục Chư Sê", "2 Hùng Vương", "0269"))

    assert offices(database) == ["an_khe"]


def test_a_savepoint_takes_back_only_what_was_written_inside(database):
    with database.transaction() as store:
        store.offices.add(AN_KHE)
        with spoilt(store.savepoint()):
            store.offices.add(Office("chu_se", "Bưu cục Chư Sê", "2 Hùng Vương", "0269"))
        with store.savepoint():
            store.offices.add(Office("ayun", "Bưu cục Ayun", "3 Hùng Vương", "0269"))

    assert offices(database) == ["an_khe", "ayun"]


def test_a_savepoint_survives_a_statement_that_the_database_refused(database):
    with database.transaction() as store:
        store.slots.add("an_khe", NOW, capacity=1)
        with pytest.raises(IntegrityError), store.savepoint():
            store._connection.execute(text("UPDATE slots SET taken = 9"))
        store.offices.add(AN_KHE)

    assert offices(database) == ["an_khe"]


def test_reading_shows_one_consistent_picture_while_others_write(database):
    with database.reading() as store:
        before = store.offices.all()
        with database.transaction() as other:
            other.offices.add(AN_KHE)
        during = store.offices.all()

    assert before == during == []
    assert offices(database) == ["an_khe"]


def test_reading_can_change_nothing(database):
    with pytest.raises((DatabaseAway, DBAPIError)), database.reading() as store:
        store.offices.add(AN_KHE)

    assert offices(database) == []


def test_writing_works_on_a_connection_that_was_reading_before(database):
    for _each in range(3):
        offices(database)
        with database.transaction() as store:
            store.offices.add(AN_KHE)

    assert offices(database) == ["an_khe"]


def test_a_network_call_inside_a_transaction_is_refused(database):
    database.forbid_inside()
    with database.transaction(), pytest.raises(CallInsideTransaction):
        database.forbid_inside()
    with database.reading(), pytest.raises(CallInsideTransaction):
        database.forbid_inside()
    database.forbid_inside()


def test_a_transaction_inside_another_is_refused_at_once_instead_of_waiting_for_itself(database):
    with (
        database.transaction(),
        pytest.raises(TransactionInside),
        database.transaction(),
    ):
        pytest.fail("the block must not begin")


def test_a_group_is_not_waited_for_inside_a_transaction(database):
    with database.transaction(), pytest.raises(TransactionInside):
        database.in_group("c", lambda store: store.offices.add(AN_KHE))


def test_letters_wake_the_deliverer_after_the_commit_and_only_then(database):
    woken = []
    database.on_letters = lambda: woken.append(len(letters(database)))

    with database.transaction() as store:
        store.letters.put("c", [("Chào", [])], at=NOW)
    with spoilt(database.transaction()) as store:
        store.letters.put("c", [("Chào", [])], at=NOW)
    with database.transaction() as store:
        store.offices.add(AN_KHE)

    assert woken == [1]


def letters(database):
    with database.reading() as store:
        return store.letters.of("c")


@pytest.mark.parametrize(
    "url", ["postgresql://nobody@127.0.0.1:9/nothing", "sqlite:////proc/nothing/here.db"]
)
def test_a_database_that_cannot_be_opened_is_away(url):
    with pytest.raises((DatabaseAway, BadDatabaseUrl)):  # noqa: PT012 - one of the two, at either
        database = Database(url, vault=Vault(""))
        with database.transaction():
            pytest.fail("the block must not begin")


def test_a_file_that_is_no_database_is_away_and_not_a_bug(tmp_path):
    broken = tmp_path / "office.db"
    broken.write_bytes(b"this is no database" * 400)
    database = Database(f"sqlite:///{broken}", vault=Vault(""))

    with pytest.raises(DatabaseAway), database.transaction() as store:
        store.offices.add(AN_KHE)

    database.close()


def test_a_connection_that_is_cut_in_the_middle_is_away(database):
    if database.is_sqlite:
        pytest.skip("a file has no connection to cut")
    with pytest.raises(DatabaseAway), database.transaction() as store:
        store.offices.add(cut_off(database, store))

    assert offices(database) == []


def cut_off(database, store):
    number = store._connection.scalar(text("SELECT pg_backend_pid()"))
    with database.engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:number)"), {"number": number})
    return AN_KHE


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://me:secret@db/x", "oracle+no://x"])
def test_an_url_of_no_database_of_ours_is_refused_without_its_password(url):
    with pytest.raises(BadDatabaseUrl) as refused:
        Database(url, vault=Vault(""))

    assert "secret" not in str(refused.value)


def test_an_instant_without_a_zone_is_refused_and_comes_back_in_utc(database):
    local = NOW.astimezone(datetime.now().astimezone().tzinfo)
    with database.transaction() as store:
        store.slots.add("an_khe", local, capacity=1)
    with pytest.raises(StatementError, match="time zone"), database.transaction() as store:
        store.slots.add("an_khe", NOW.replace(tzinfo=None), capacity=1)

    with database.reading() as store:
        kept = store.slots.at("an_khe", NOW)
    assert kept.starts_at == NOW
    assert kept.starts_at.tzinfo is UTC
