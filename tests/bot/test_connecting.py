"""An administrator consents on the platform's page, and the letters that waited for it go out."""

from dataclasses import replace
from datetime import UTC, datetime
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from click.testing import CliRunner

from bot.app import create_app
from bot.commands import main
from bot.handlers.connect import ask_for_consent
from bot.handlers.deliver import claim_letters, deliver
from bot.zalo.client import new_session
from bot.zalo.grant import challenge
from mock_zalo.credentials import Credentials
from mock_zalo.server import Simulator
from tests.office import ZALO, Office
from tests.office_fixtures import Platform, at

BACK = "https://doibang.example.vn/zalo/callback"
VERIFIER = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"


@pytest.fixture(scope="module")
def own_simulator(tmp_path_factory):
    """A platform of its own: a consent ends the access token of everybody else."""
    simulator = Simulator(Credentials(), tmp_path_factory.mktemp("zalo"), threads=4, carriers=1)
    thread = Thread(target=simulator.run)
    thread.start()
    yield simulator
    simulator.stop()
    thread.join()


@pytest.fixture
def platform(own_simulator):
    return Platform(own_simulator)


@pytest.fixture
def office(database_url, tmp_path, platform):
    """Open an office that the platform has not yet let in."""
    settings = replace(ZALO, **at(platform.url), refresh_token="")
    office = Office.opened(database_url, tmp_path / "office", settings)
    database = office.database
    yield office
    database.close()


def fixes_the_verifier(office):
    settings = office.ground.settings
    zalo = replace(settings.zalo, code_verifier=VERIFIER)
    office.ground = replace(office.ground, settings=replace(settings, zalo=zalo))


def consents(link):
    """Press the button of the platform's page and return where it leads, as path and query."""
    with new_session() as session:
        assert "Đồng ý" in session.get(link, timeout=10).text
        answer = session.post(link, timeout=10, allow_redirects=False)
    back = urlsplit(answer.headers["Location"])
    return back.path, {name: values[0] for name, values in parse_qs(back.query).items()}


def comes_back(office, query, path="/zalo/callback"):
    return create_app(office.ground).test_client().get(f"{path}?{urlencode(query)}")


def pair(office):
    with office.database.reading() as store:
        return store.tokens.get(ZALO.oa_id)


def send_all(office):
    for letter in claim_letters(office.ground, 16):
        deliver(office.ground, letter)


def test_a_consent_brings_the_tokens_and_the_letters_that_waited_go_out(office, platform):
    office.now = datetime.now(UTC)
    citizen = platform.new_citizen(office)
    with office.database.transaction() as store:
        store.letters.put(citizen.id, [("Bằng của chị đã về ạ.", [])], at=office.now)
    send_all(office)
    assert [letter.state for letter in citizen.letters] == ["waiting"]
    consent = ask_for_consent(office.ground, redirect_uri=BACK)

    answer = comes_back(office, consents(consent.link)[1])
    office.later(seconds=5)

    assert answer.status_code == 200
    assert "Đã nối với Official Account" in answer.text
    send_all(office)
    assert platform.phone(citizen) == ["Bằng của chị đã về ạ."]


def test_the_page_tells_no_secret_and_is_not_stored(office):
    query = consents(ask_for_consent(office.ground, redirect_uri=BACK).link)[1]

    answer = comes_back(office, query)

    kept = pair(office)
    for secret in (query["code"], query["state"], kept.access_token, kept.refresh_token):
        assert secret not in answer.text + office.log.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_state_that_nobody_asked_for_keeps_nothing(office):
    query = consents(ask_for_consent(office.ground, redirect_uri=BACK).link)[1]

    answer = comes_back(office, query | {"state": "guessed"})

    assert answer.status_code == 400
    assert "doibang zalo connect" in answer.text
    assert pair(office) is None


def test_a_consent_of_more_than_half_an_hour_ago_keeps_nothing(office):
    query = consents(ask_for_consent(office.ground, redirect_uri=BACK).link)[1]
    office.later(minutes=31)

    assert comes_back(office, query).status_code == 400
    assert pair(office) is None


def test_a_consent_works_once(office):
    query = consents(ask_for_consent(office.ground, redirect_uri=BACK).link)[1]
    assert comes_back(office, query).status_code == 200
    kept = pair(office)

    assert comes_back(office, query).status_code == 400
    assert pair(office) == kept


def test_another_accounts_consent_is_refused_and_ours_still_works(office):
    query = consents(ask_for_consent(office.ground, redirect_uri=BACK).link)[1]

    answer = comes_back(office, query | {"oa_id": "<b>999"})

    assert answer.status_code == 502
    assert "<b>" not in answer.text
    assert pair(office) is None
    assert comes_back(office, query).status_code == 200


@pytest.mark.parametrize("query", [{}, {"code": "x"}, {"state": "x"}, {"error": "-14003"}])
def test_who_comes_without_a_consent_gets_a_friendly_page(office, query):
    answer = comes_back(office, query)

    assert answer.status_code == 400
    assert "Chưa nối được với Zalo" in answer.text


def test_a_code_for_another_challenge_is_refused_by_the_platform(office):
    ours = ask_for_consent(office.ground, redirect_uri=BACK)
    theirs = consents(ask_for_consent(office.ground, redirect_uri=BACK).link)[1]

    answer = comes_back(office, theirs | {"state": ours.state})

    assert answer.status_code == 502
    assert pair(office) is None
    assert "zalo_not_connected" in office.log.text


def test_a_console_that_fixes_the_challenge_may_send_no_state_back(office, platform):
    fixes_the_verifier(office)
    consent = ask_for_consent(office.ground, redirect_uri=BACK)
    assert challenge(VERIFIER) in consent.link
    platform.control("PUT", "/switches", json={"consent.echo_state": False})
    query = consents(consent.link)[1]
    platform.control("PUT", "/switches", json={"consent.echo_state": True})
    assert "state" not in query

    assert comes_back(office, query).status_code == 200
    assert pair(office) is not None


def test_without_a_state_an_old_request_is_none(office, platform):
    fixes_the_verifier(office)
    query = consents(ask_for_consent(office.ground, redirect_uri=BACK).link)[1]
    del query["state"]
    office.later(minutes=31)

    assert comes_back(office, query).status_code == 400
    assert pair(office) is None


def test_without_a_state_and_without_a_request_nothing_is_traded(office):
    fixes_the_verifier(office)

    assert comes_back(office, {"code": "anything"}).status_code == 400


def test_a_platform_that_is_away_is_told_and_keeps_nothing(office, platform):
    query = consents(ask_for_consent(office.ground, redirect_uri=BACK).link)[1]
    platform.fails("http_500", "token", times=1)

    answer = comes_back(office, query)

    assert answer.status_code == 502
    assert pair(office) is None


def test_the_commands_do_it_without_a_page_of_our_own(office, terminal_of):
    told = terminal_of("zalo", "connect", "--redirect-uri", BACK)
    link = next(line for line in told.splitlines() if line.startswith("http"))
    path, query = consents(link)

    done = terminal_of("zalo", "connect", "--code", query["code"], "--state", query["state"])

    assert path == "/zalo/callback"
    assert "Đã nối với Official Account" in done
    assert pair(office) is not None


@pytest.fixture
def terminal_of(office):
    """Type a command as the operator of this office."""
    settings = office.ground.settings
    environment = {
        "DOIBANG_DATABASE_URL": office.database.url,
        "DOIBANG_DATA_DIR": str(settings.data_dir),
        "DOIBANG_SECRET_KEY": settings.secret_key,
        "ZALO_APP_ID": settings.zalo.app_id,
        "ZALO_APP_SECRET": settings.zalo.app_secret,
        "ZALO_OA_ID": settings.zalo.oa_id,
        "ZALO_OA_SECRET_KEY": "k",
        "ZALO_OPENAPI_URL": settings.zalo.openapi_url,
        "ZALO_OAUTH_URL": settings.zalo.oauth_url,
    }

    def types(*words: str, code=0):
        done = CliRunner().invoke(main, words, env=environment)
        assert done.exit_code == code, done.output
        return done.output

    return types


def test_the_command_says_what_it_needs(terminal_of):
    assert "--redirect-uri" in terminal_of("zalo", "connect", code=1)
    assert "doibang zalo connect" in terminal_of("zalo", "connect", "--code", "x", code=1)
