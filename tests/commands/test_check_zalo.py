"""The doctor says which id, secret, token, host or quota is wrong, and how to mend it."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Thread

import pytest

from bot.zalo.client import new_session
from mock_zalo.credentials import Credentials
from mock_zalo.server import Simulator
from storage.database import Database
from storage.tokens import TokenPair
from storage.vault import Vault
from tests.commands.conftest import SECRET

OA = "388613280878808645"


@pytest.fixture
def platform(tmp_path):
    """A platform for each test, because its first refresh token works once."""
    simulator = Simulator(Credentials(), tmp_path / "zalo", threads=2, carriers=1)
    thread = Thread(target=simulator.run)
    thread.start()
    yield simulator
    simulator.stop()
    thread.join()


@pytest.fixture
def here(settings, this_run, tmp_path):
    """Return the settings of a service whose database is ready."""
    file = tmp_path / "check.db"
    file.write_bytes(this_run.migrated_file().read_bytes())
    ours = {"ZALO_APP_ID": "360846524940903967", "ZALO_OA_ID": OA}
    return settings | ours | {"DOIBANG_DATABASE_URL": f"sqlite:///{file}"}


@pytest.fixture
def store_of(here):
    database = Database(here["DOIBANG_DATABASE_URL"], vault=Vault(SECRET))
    yield database.transaction
    database.close()


@pytest.fixture
def looks(terminal, here):
    """Let the doctor look without asking Zalo; return level, finding and advice by name."""
    return partial(_findings, terminal, here, "--offline")


@pytest.fixture
def asks(terminal, here, platform):
    """Let the doctor ask the simulated Zalo."""
    at = dict.fromkeys(("ZALO_OPENAPI_URL", "ZALO_OAUTH_URL", "ZALO_BUSINESS_URL"), platform.url)
    account = {"ZALO_APP_SECRET": "demo-app-secret", "ZALO_REFRESH_TOKEN": "demo-refresh-token"}
    return partial(_findings, terminal, here | at | account)


def _findings(terminal, environment, *words: str, code=0, **changed):
    told = terminal("check", *words, "--json", code=code, **(environment | changed)).stdout
    return {one["name"]: (one["level"], one["what"], one["to_do"]) for one in json.loads(told)}


def switch(platform, **switches):
    with new_session() as session:
        session.put(f"{platform.url}/control/switches", json=switches, timeout=10)


def test_without_any_token_the_way_is_a_consent(looks):
    level, what, to_do = looks()["Khoá truy cập"]

    assert (level, what) == ("warn", "chưa có")
    assert "doibang zalo connect" in to_do


def test_a_first_refresh_token_that_was_not_yet_used_is_told(looks):
    assert looks(ZALO_REFRESH_TOKEN="first")["Khoá truy cập"][0] == "warn"


@pytest.mark.parametrize(
    ("age", "level", "says"),
    [
        (timedelta(hours=3), "ok", "3 giờ tuổi"),
        (timedelta(hours=30), "warn", "hết hạn"),
        (timedelta(days=91), "bad", "quá ba tháng"),
    ],
)
def test_the_age_of_the_token_is_told_and_whether_it_can_be_renewed(
    looks, store_of, *, age, level, says
):
    issued_at = datetime.now(UTC) - age
    with store_of() as store:
        store.tokens.put(OA, TokenPair("a", "r", issued_at + timedelta(hours=25), issued_at))

    found = looks(code=1 if level == "bad" else 0)["Khoá truy cập"]

    assert found[0] == level
    assert says in found[1]


def test_two_ids_that_are_one_are_a_mistake(looks):
    assert looks(code=1, ZALO_APP_ID=OA)["Mã ứng dụng, mã OA"][0] == "bad"


def test_the_app_secret_in_the_place_of_the_webhook_key_is_noticed(looks):
    found = looks(ZALO_OA_SECRET_KEY="same", ZALO_APP_SECRET="same")["Khoá webhook"]

    assert found[0] == "warn"
    assert "ZALO_OA_SECRET_KEY" in found[2]


def test_an_event_that_was_signed_rightly_proves_the_webhook_key(looks, store_of):
    assert looks()["Khoá webhook"][0] == "warn"
    with store_of() as store:
        store.inbox.keep(
            event_key="k", name="follow", citizen="7", body="{}", received_at=datetime.now(UTC)
        )

    assert looks()["Khoá webhook"][0] == "ok"


def test_a_media_host_that_is_an_address_is_wrong(looks):
    found = looks(code=1, ZALO_MEDIA_HOSTS="https://zdn.vn/")["Nơi tải ảnh"]

    assert found[0] == "bad"
    assert "zdn.vn,zadn.vn" in found[2]


def test_pictures_from_a_host_that_is_not_allowed_are_told(looks, store_of):
    with store_of() as store:
        for name, host in (("a", "photo.zdn.vn"), ("b", "media.example.vn")):
            address = f"https://{host}/1.jpg"
            now = datetime.now(UTC)
            store.pictures.want(name, citizen="7", url=address, asked="", at=now)
            store.pictures.failed(name, problem="unreadable")

    level, what, to_do = looks(code=1)["Nơi tải ảnh"]

    assert level == "bad"
    assert "media.example.vn" in what
    assert "zdn.vn" not in what
    assert "ZALO_MEDIA_HOSTS" in to_do


def test_a_connection_that_is_well_is_told_line_by_line(asks):
    found = asks()

    told = ("Ứng dụng Zalo", "Zalo", "Tốc độ gọi Zalo", "Nơi tải ảnh", "Mã ứng dụng, mã OA")
    assert {found[name][0] for name in told} == {"ok"}
    assert "trên 4000" in found["Tốc độ gọi Zalo"][1]
    assert "Thông báo mẫu" not in found


@pytest.mark.parametrize(
    "wrong", [{"ZALO_APP_SECRET": "wrong"}, {"ZALO_APP_ID": "111111111111111111"}]
)
def test_a_wrong_application_is_told_from_a_wrong_token(asks, wrong):
    level, _what, to_do = asks(code=1, **wrong)["Ứng dụng Zalo"]

    assert level == "bad"
    assert "ZALO_APP_ID" in to_do
    assert "ZALO_APP_SECRET" in to_do


def test_a_refresh_token_that_is_refused_asks_for_a_consent(asks):
    found = asks(code=1, ZALO_REFRESH_TOKEN="nobody's")

    assert found["Ứng dụng Zalo"][0] == "ok"
    assert found["Zalo"][0] == "bad"
    assert "doibang zalo connect" in found["Zalo"][2]


def test_another_account_than_ours_is_told(asks):
    level, what, _to_do = asks(code=1, ZALO_OA_ID="999999999999999999")["Zalo"]

    assert level == "bad"
    assert OA in what


def test_little_left_of_the_rate_is_a_warning(asks, platform):
    switch(platform, **{"rate.per_minute": 1})

    assert asks()["Tốc độ gọi Zalo"][0] == "warn"


def test_a_template_that_fits_is_well_and_one_that_does_not_is_told(asks, platform):
    switch(platform, **{"template.known": {"77": ["noi_dung", "ma_ho_so"]}})

    level, what, _to_do = asks(ZALO_NOTICE_TEMPLATE="77")["Thông báo mẫu"]

    assert level == "ok"
    assert "500 lượt" in what


@pytest.mark.parametrize("known", [{"77": ["ten"]}, {}], ids=["other names", "not approved"])
def test_a_template_that_does_not_fit_is_told(asks, platform, known):
    switch(platform, **{"template.known": known})

    level, _what, to_do = asks(code=1, ZALO_NOTICE_TEMPLATE="77")["Thông báo mẫu"]

    assert level == "bad"
    assert to_do


def test_a_days_quota_that_is_used_up_is_told(asks, platform):
    switch(platform, **{"template.known": {"77": ["noi_dung", "ma_ho_so"]}, "template.daily": 0})

    assert asks(ZALO_NOTICE_TEMPLATE="77")["Thông báo mẫu"][0] == "warn"
