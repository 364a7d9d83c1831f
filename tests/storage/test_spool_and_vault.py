"""What lies on the disk: events that wait, pictures and tokens, none of it to be read by others."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from storage.spool import Spool, SpoolAway
from storage.tokens import TokenPair
from storage.vault import Files, Locked, Vault

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SAID = '{"text":"Nguyễn Thị Mẫu, 064090001234"}'.encode()


@pytest.fixture
def vault():
    return Vault("the office's key")


@pytest.fixture
def spool(tmp_path, vault):
    return Spool(tmp_path / "spool", vault)


def test_events_come_back_in_the_order_in_which_they_came(spool):
    bodies = [b"first", b"second \xff\x00", SAID]
    for number, body in enumerate(bodies):
        spool.put(body, NOW + timedelta(seconds=number))

    waiting = spool.waiting()

    assert [one.raw for one in waiting] == bodies
    assert [one.received_at for one in waiting] == [NOW + timedelta(seconds=n) for n in range(3)]


def test_the_order_holds_across_many_and_across_a_restart(tmp_path, vault, spool):
    for number in range(12):
        spool.put(str(number).encode(), NOW)
    after_restart = Spool(tmp_path / "spool", vault)
    for number in range(12, 15):
        after_restart.put(str(number).encode(), NOW)

    assert [int(one.raw) for one in after_restart.waiting()] == list(range(15))


def test_an_event_that_comes_again_while_it_waits_waits_once(spool):
    for raw in (b"one", b"two", b"one"):
        spool.put(raw, NOW)
    assert [one.raw for one in spool.waiting()] == [b"one", b"two"]

    spool.done(spool.waiting()[0])
    spool.put(b"one", NOW)

    assert [one.raw for one in spool.waiting()] == [b"two", b"one"]


def test_an_event_that_is_done_is_gone_and_twice_is_harmless(spool):
    assert spool.is_empty()
    spool.put(b"x", NOW)
    assert not spool.is_empty()
    [one] = spool.waiting()

    spool.done(one)
    spool.done(one)

    assert spool.is_empty()
    assert spool.count() == 0


def test_a_file_that_was_being_written_when_the_power_went_is_no_event(tmp_path, spool):
    spool.put(b"x", NOW)
    (tmp_path / "spool" / "00000000000000000001-1-1.part").write_bytes(b"half")

    assert [one.raw for one in spool.waiting()] == [b"x"]
    assert spool.count() == 1


def test_what_citizens_wrote_does_not_lie_about_in_the_clear(tmp_path, spool):
    spool.put(SAID, NOW)

    [file] = (tmp_path / "spool").iterdir()
    assert b"064090001234" not in file.read_bytes()


def test_a_disk_that_takes_nothing_is_said(tmp_path, vault):
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(SpoolAway):
        Spool(tmp_path / "file" / "spool", vault).put(b"x", NOW)


def test_an_event_that_no_key_of_ours_opens_is_set_aside_and_holds_nobody_up(tmp_path, spool):
    Spool(tmp_path / "spool", Vault("another key")).put(b"locked", NOW)
    spool.put(b"ours", NOW)

    assert [one.raw for one in spool.waiting()] == [b"ours"]
    assert [one.raw for one in spool.waiting()] == [b"ours"]
    assert len(list((tmp_path / "spool").glob("*.unreadable"))) == 1


def test_each_event_is_on_the_disk_before_put_returns(tmp_path, spool, monkeypatch):
    synced = []
    sync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(os.fstat(handle)), sync(handle)))

    spool.put(b"x", NOW)

    [file] = (tmp_path / "spool").iterdir()
    numbers = [one.st_ino for one in synced]
    assert numbers == [file.stat().st_ino, (tmp_path / "spool").stat().st_ino]


def test_only_the_key_that_locked_opens(vault):
    locked = vault.lock(SAID)

    assert vault.open(locked) == SAID
    assert vault.lock(SAID) != locked
    with pytest.raises(Locked):
        Vault("another key").open(locked)
    with pytest.raises(Locked):
        vault.open(locked[:-4] + b"AAAA")


def test_pictures_are_kept_whole_and_locked(tmp_path, vault):
    files = Files(tmp_path / "pictures", vault)
    files.keep("abc123", SAID)
    files.keep("abc123", SAID + b"2")

    assert files.read("abc123") == SAID + b"2"
    [file] = (tmp_path / "pictures").iterdir()
    assert b"064090001234" not in file.read_bytes()
    files.remove("abc123")
    files.remove("abc123")
    with pytest.raises(FileNotFoundError):
        files.read("abc123")


@pytest.mark.parametrize("name", ["../secret", "a/b", "", ".", "a.b"])
def test_a_picture_has_no_name_that_leads_out_of_its_folder(tmp_path, vault, name):
    with pytest.raises(ValueError, match="letters and digits"):
        Files(tmp_path, vault).read(name)


def test_the_tokens_are_locked_in_the_table_and_whole_when_read(database):
    pair = TokenPair("access-in-the-clear", "refresh-in-the-clear", NOW, NOW)
    newer = TokenPair("access-2", "refresh-2", NOW + timedelta(hours=25), NOW)
    with database.transaction() as store:
        store.tokens.put("oa", pair)
    with database.reading() as store:
        raw = str(store._connection.execute(text("SELECT * FROM tokens")).all())
        assert store.tokens.get("oa") == pair
        assert store.tokens.get("another") is None
    with database.transaction() as store:
        store.tokens.put("oa", newer)
        assert store.tokens.get("oa") == newer

    assert "in-the-clear" not in raw
    assert "in-the-clear" not in repr(pair)
    database.vault = Vault("another key")
    with pytest.raises(Locked), database.reading() as store:
        store.tokens.get("oa")
