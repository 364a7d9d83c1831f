"""The database is away: what citizens say waits on the disk, or Zalo is told to keep it."""

import re
import sqlite3
from contextlib import closing, contextmanager

import psycopg
import pytest

from tests.journeys.program import until

pytestmark = [
    pytest.mark.process,
    pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True),
]

# Taps and whole answers: free words within a moment would be one turn.
SAID = ("Bằng bị hỏng, mờ", "Đồng ý", "A1")
ANSWERS = ("cần việc nào", "em xin phép anh/chị", "hạng gì", "căn cước")


@pytest.mark.parametrize("killed", [False, True], ids=["calm", "killed meanwhile"])
def test_what_is_said_while_the_database_is_away_is_answered_later_in_order(
    town, database_url, killed
):
    citizen = town.citizen()
    citizen.hears(ANSWERS[0])
    with away(database_url):
        for words in SAID:
            citizen.says(words)
        until(lambda: _spooled(town) and not town.phone.json("/control/pending")["pending"])
        assert town.web.open("/healthz").status == 200
        assert town.web.open("/readyz").status == (200 if can_read(database_url) else 503)
        assert len(citizen.letters()) == 1
        if killed:
            town.kill()
    if killed:
        town.starts()
    citizen.hears(ANSWERS[-1], within=40)
    town.is_quiet()
    texts = [one["reads"] for one in citizen.letters()]
    assert len(texts) == len(ANSWERS), texts
    assert all(re.search(*pair) for pair in zip(ANSWERS, texts, strict=True)), texts


def test_where_nothing_can_be_kept_the_service_ends_and_zalo_keeps_the_message(town, database_url):
    citizen = town.citizen()
    citizen.hears(ANSWERS[0])
    town.is_quiet()
    with away(database_url):
        spool = town.data / "spool"
        if spool.exists():
            spool.rmdir()
        spool.write_text("no folder", encoding="utf-8")
        citizen.says(SAID[0])
        assert town.service.ends_within(40) == 1
        assert len(town.service.logged("nowhere_to_keep")) >= 1
        assert "Traceback" not in town.service.said()
        assert len(citizen.letters()) == 1
    spool.unlink()
    town.starts()
    citizen.hears(ANSWERS[1], within=40)


@contextmanager
def away(database_url: str):
    """Let nobody use the database: hold its one lock, or close it to every visitor."""
    hold = _locked if database_url.startswith("sqlite") else _closed
    with hold(database_url):
        yield


@contextmanager
def _locked(url: str):
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=20)) as holder:
        holder.isolation_level = None
        holder.execute("BEGIN IMMEDIATE")
        yield
        holder.execute("ROLLBACK")


@contextmanager
def _closed(url: str):
    name = re.search(r"/(\w+)\?", url)[1]
    with closing(psycopg.connect(url.replace(name, "postgres"), autocommit=True)) as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        yield
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def can_read(url: str) -> bool:
    """Whether pages can still be read: a lock of SQLite keeps out only those who write."""
    return url.startswith("sqlite")


def _spooled(town) -> bool:
    return any((town.data / "spool").glob("*.event"))
