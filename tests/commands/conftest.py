"""An operator at the terminal: the real commands on a real database of their own."""

import json
from datetime import UTC, datetime
from functools import partial

import pytest
import structlog
from click.testing import CliRunner

from bot import logs
from bot.commands import main
from domain.appointments import Office
from domain.dossier import Dossier, DossierState, Reason
from storage.database import Database
from storage.vault import Vault
from tests.office import LOG

SECRET = "a key that is long enough for everybody"
NOON = datetime(2026, 3, 5, 5, 0, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path):
    """Good settings, with a database that nobody has migrated."""
    return {
        "DOIBANG_DATABASE_URL": f"sqlite:///{tmp_path / 'new.db'}",
        "DOIBANG_DATA_DIR": str(tmp_path / "var"),
        "DOIBANG_SECRET_KEY": SECRET,
        "ZALO_APP_ID": "1234567890",
        "ZALO_APP_SECRET": "invented",
        "ZALO_OA_ID": "987654321",
        "ZALO_OA_SECRET_KEY": "invented too",
        "ZALO_OPENAPI_URL": "http://127.0.0.1:9",
        "ZALO_OAUTH_URL": "http://127.0.0.1:9",
    }


@pytest.fixture
def terminal(settings):
    """Return a function that types a command, which must end with this exit code."""

    if not structlog.is_configured():
        logs.set_up(LOG)  # as a process sets up its own; CliRunner's standard error ends with it

    def types(*words: object, stdin=None, code=0, **changed):
        result = CliRunner().invoke(
            main, [str(word) for word in words], input=stdin, env=settings | changed
        )
        assert result.exit_code == code, result.output + repr(result.exception)
        assert "Traceback" not in result.output
        return result

    return types


@pytest.fixture
def doibang(terminal, database_url):
    """Type a command on a migrated database, of each kind."""
    return partial(terminal, DOIBANG_DATABASE_URL=database_url)


@pytest.fixture
def as_json(doibang):
    def types(*words: object):
        return json.loads(doibang(*words, "--json").stdout)

    return types


@pytest.fixture
def database(database_url):
    opened = Database(database_url, vault=Vault(SECRET))
    yield opened
    opened.close()


@pytest.fixture
def pleiku(database):
    office = Office("pleiku", "Bưu cục Pleiku", "69 Hùng Vương", "02693000000")
    with database.transaction() as store:
        store.offices.add(office)
    return office


@pytest.fixture
def dossier(database, pleiku):
    """A dossier that was handed in, with its talk and a letter."""
    given = Dossier(
        code="ZL-260305-0001",
        citizen="7001",
        procedure="exchange",
        reason=Reason.DAMAGED,
        office=pleiku.key,
        state=DossierState.HANDED_IN,
        answers={
            "full_name": "Rơ Châm H'Nhi",
            "citizen_id": "064190000123",
            "licence_number": "640123456789",
        },
        sources={"citizen_id": "qr"},
        handed_in_at=NOON,
        due_at=NOON,
        rule_set="R2026",
        changed_at=NOON,
    )
    with database.transaction() as store:
        store.dossiers.add(given)
        store.talks.lock("7001", NOON)
        asked = ("Số 064190000123 đúng chưa ạ?", [])
        store.letters.put("7001", [asked], at=NOON, dossier=given.code)
    return given
