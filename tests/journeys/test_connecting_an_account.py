"""An operator follows docs/connect-zalo.md, step by step, from an empty account to a message."""

import json
import re
import sqlite3
import sys

import pytest

from bot.commands.sample_office import open_office
from bot.settings import Settings
from bot.wiring import ground_from
from tests.journeys.people import wait_until_ready
from tests.journeys.program import Program
from tests.journeys.town import Town

pytestmark = pytest.mark.process

OA_SECRET_KEY = "demo-oa-secret-key"
CODE = "HyoX7Ab_-9"
FILE = "There Is No Limit To What You Can Accomplish\r\n"
TROUBLE = ("letter_refused", "token_refresh_failed", "zalo_not_connected")


@pytest.fixture
def town(tmp_path):
    """An office whose account nobody has connected: no token, no webhook, and no key for one."""
    made = Town(tmp_path, f"sqlite:///{tmp_path}/data/doibang.db")
    port = made.zalo_url.rpartition(":")[2]
    zalo = [sys.executable, "-m", "mock_zalo", "--port", port, "--data", str(tmp_path / "zalo")]
    made.zalo = Program(zalo, dict(made.environment), tmp_path / "zalo.log")
    made.environment |= {
        "ZALO_OA_SECRET_KEY": "any-word",
        "ZALO_REFRESH_TOKEN": "",
        "ZALO_SITE_VERIFICATION": CODE,
        "ZALO_REDIRECT_URI": f"{made.service_url}/zalo/callback",
    }
    try:
        yield made
    finally:
        made.ends()


def doctor(town):
    """Return what `doibang check` says, by line: ok, warn or bad."""
    lines = town.command("check").stdout
    return {
        name: how for how, name in re.findall(r"^(ok|warn|bad) +(.*?) {2,}", lines, re.MULTILINE)
    }


def test_from_an_empty_account_to_the_first_message(town):
    town.zalo.start()
    wait_until_ready(town.phone, "/healthz", alive=town.zalo.demand_alive)
    assert town.command("migrate").returncode == 0
    ground = ground_from(Settings.from_environment(town.environment))
    open_office(ground)
    ground.database.close()
    town.starts()
    assert doctor(town)["Zalo"] == "bad"

    _the_domain_is_proved(town)
    _the_account_consents(town)
    _the_webhook_is_saved_and_shows_its_key(town)

    citizen = town.citizen("Lan")
    citizen.says("xin chào")
    citizen.hears("nhắn số giúp em")
    assert set(doctor(town).values()) == {"ok"}
    assert "xin chào" in town.command("talk", citizen.user_id).stdout
    erased = town.command("erase", citizen.user_id, "--yes", "--silent", "--json")
    assert json.loads(erased.stdout)["messages"] > 0, "what is logged goes to standard error"
    assert "citizen_erased" in erased.stderr
    assert not [one for one in TROUBLE if town.service.logged(one)]


def _the_domain_is_proved(town):
    (town.data / "zalo_verifierFILE1.html").write_text(FILE, newline="")
    for code, way in ((CODE, "meta"), ("FILE1", "file")):
        found = town.phone.json("/control/domain", {"url": town.service_url, "code": code})
        assert found == {"verified": True, "by": way}


def _the_account_consents(town):
    told = town.command("zalo", "connect").stdout
    asks = town.phone.open(next(line for line in told.splitlines() if line.startswith("http")))
    back = town.phone.send(asks, asks.forms[0], [])
    assert back.url.startswith(f"{town.service_url}/zalo/callback?")
    assert "Đã nối với Zalo" in back.text
    books = sqlite3.connect(town.data / "doibang.db")
    [pair] = books.execute("SELECT access_token, refresh_token FROM tokens").fetchall()
    books.close()
    assert [one[:6] for one in pair] == ["gAAAAA"] * 2, "locked, as everything in the vault"


def _the_webhook_is_saved_and_shows_its_key(town):
    webhook = {"url": f"{town.service_url}/webhook/zalo"}
    assert town.phone.json("/control/check", webhook)["saved"] is True
    town.environment["ZALO_OA_SECRET_KEY"] = OA_SECRET_KEY
    town.restart()
    assert town.phone.json("/control/check", webhook)["saved"] is True
    state = doctor(town)
    assert (state.pop("Khoá webhook"), set(state.values())) == ("warn", {"ok"})
