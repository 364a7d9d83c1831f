"""A service that cannot start says why in one sentence, exits, and has touched nothing."""

import json
import secrets
import socket
import sqlite3
from contextlib import closing

import pytest

from bot.commands.demo import CREDENTIALS
from storage.migrate import upgrade
from tests.journeys.program import command
from tests.journeys.stories import BY_CARD
from tests.journeys.town import plain_environment

pytestmark = pytest.mark.process


@pytest.fixture
def settings(tmp_path):
    return {
        **plain_environment(),
        **CREDENTIALS,
        "DOIBANG_SECRET_KEY": secrets.token_urlsafe(48),
        "DOIBANG_DATA_DIR": str(tmp_path / "data"),
    }


@pytest.fixture
def serves(settings):
    """Serve with changed settings, and return the one sentence with which it gave up."""

    def serve(*words: str, **changed: str) -> str:
        done = command("serve", *words, environment=settings | changed)
        assert done.returncode == 1, done
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1, done.stderr
        assert done.stderr.strip().endswith("."), done.stderr
        return done.stderr

    return serve


@pytest.mark.parametrize("name", ["DOIBANG_SECRET_KEY", "ZALO_APP_ID", "ZALO_OA_SECRET_KEY"])
def test_a_missing_key_is_named(serves, name):
    assert name in serves(**{name: ""})


def test_a_data_folder_in_whose_place_a_file_lies_is_named(serves, tmp_path):
    in_the_way = tmp_path / "data"
    in_the_way.write_text("a file", encoding="utf-8")
    assert str(in_the_way) in serves()
    assert in_the_way.read_text(encoding="utf-8") == "a file"


@pytest.mark.parametrize("url", ["mysql://somewhere/else", "nonsense", "sqlite:////dev/null/x.db"])
def test_a_database_that_nobody_can_use_is_named_without_its_password(serves, url):
    assert "DOIBANG_DATABASE_URL" in serves(DOIBANG_DATABASE_URL=url)


def test_a_password_in_a_wrong_database_address_is_not_shown(serves):
    told = serves(DOIBANG_DATABASE_URL="mysql://someone:very-secret@somewhere/else")
    assert "very-secret" not in told


def test_a_server_of_databases_that_does_not_answer_is_said(serves):
    told = serves(DOIBANG_DATABASE_URL="postgresql://someone:very-secret@127.0.0.1:9/x")
    assert "DOIBANG_DATABASE_URL" in told
    assert "very-secret" not in told


def test_a_port_that_another_program_has_is_named(serves, settings, tmp_path):
    upgrade(f"sqlite:///{tmp_path / 'data' / 'doibang.db'}")
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        assert port in serves("--port", port)


def test_a_second_service_on_the_same_port_leaves_the_first_ones_letters_alone(town):
    citizen = town.citizen()
    citizen.hears("cần việc nào")
    town.trouble("send", mode="slow", seconds=9, times=1)
    BY_CARD[1].happens(citizen)
    town.suffers("send")
    port = town.service_url.rpartition(":")[2]
    second = town.command("serve", "--port", port)
    assert (second.returncode, len(second.stderr.splitlines())) == (1, 1), second.stderr
    with town.reading() as store:
        states = [one.state for one in store.letters.of(citizen.user_id)]
    assert states[-1] == "sending"
    citizen.hears(BY_CARD[1].then)


def test_a_database_that_was_never_migrated_says_which_command_mends_it(serves):
    assert "doibang migrate" in serves()


def test_a_database_of_another_release_says_which_command_mends_it(serves, tmp_path):
    file = tmp_path / "data" / "doibang.db"
    upgrade(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '0000'")
    assert "doibang migrate" in serves()


def test_the_demo_names_the_port_that_is_taken(settings, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        words = ("demo", "--port", port, "--data-dir", str(tmp_path / "demo"))
        done = command(*words, environment=settings)
    assert done.returncode == 1
    assert port in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_service_that_can_start_says_nothing_but_log_lines(town):
    lines = town.service.said().splitlines()
    assert all(json.loads(line)["level"] in ("info", "warning") for line in lines), lines
