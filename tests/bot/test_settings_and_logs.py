"""A bad setting is one clear sentence; a log line names nobody and quotes nobody."""

import json
import logging
from io import StringIO
from pathlib import Path

import pytest

from bot import logs
from bot.commands.running import PortTaken, listening
from bot.settings import REQUIRED, BadSetting, Settings
from bot.wiring import ground_from
from storage.database import BadDatabaseUrl
from tests.office import ANSWERS, ZALO
from tests.trial_form import trial

GOOD = {
    "DOIBANG_SECRET_KEY": "k" * 32,
    "ZALO_APP_ID": "360846524940903967",
    "ZALO_APP_SECRET": "app-secret",
    "ZALO_OA_ID": "388613280878808645",
    "ZALO_OA_SECRET_KEY": "new-key, old-key",
}


def refused(**changes):
    with pytest.raises(BadSetting) as told:
        Settings.from_environment(GOOD | changes)
    sentence = str(told.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def test_good_settings_are_read_with_their_defaults(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_environment(GOOD)

    assert settings.zalo.oa_secret_keys == ("new-key", "old-key")
    assert settings.data_dir == tmp_path / "var"
    assert settings.database_url == f"sqlite:///{tmp_path / 'var' / 'doibang.db'}"
    assert settings.zalo.openapi_url == "https://openapi.zalo.me"
    assert settings.secure_cookies


def test_no_secret_stands_in_what_is_printed_of_the_settings():
    printed = repr(Settings.from_environment(GOOD | {"DOIBANG_METRICS_TOKEN": "metrics-token"}))

    for secret in ("k" * 32, "metrics-token", "app-secret", "new-key"):
        assert secret not in printed


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_missing_setting_is_named(name, value):
    environment = {key: one for key, one in GOOD.items() if key != name}

    with pytest.raises(BadSetting, match=name):
        Settings.from_environment(environment | ({} if value is None else {name: value}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOIBANG_SECRET_KEY", "short"),
        ("ZALO_APP_ID", "my app"),
        ("ZALO_OA_ID", "٣٨٨"),
        ("ZALO_OA_SECRET_KEY", " , "),
        ("ZALO_OPENAPI_URL", "openapi.zalo.me"),
        ("DOIBANG_PUBLIC_URL", "doibang.example.vn"),
        ("DOIBANG_PUBLIC_URL", "https://doibang.example.vn/?x=1"),
        ("DOIBANG_RULES_FILE", "/no/such/file.toml"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named_in_one_sentence(name, value):
    assert name in refused(**{name: value})


def test_a_secret_that_is_too_short_is_not_repeated():
    assert "hunter2" not in refused(DOIBANG_SECRET_KEY="hunter2")


def with_data_dir(folder: Path, **changes: str):
    return Settings.from_environment(GOOD | {"DOIBANG_DATA_DIR": str(folder)} | changes)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(BadSetting, match="file/data"):
        ground_from(with_data_dir(tmp_path / "file" / "data"))


@pytest.mark.parametrize(
    "url", ["mysql://me:secret@db/x", "nonsense", "sqlite:////proc/none/here.db"]
)
def test_a_database_url_that_cannot_be_used_is_refused_without_its_password(tmp_path, url):
    with pytest.raises(BadDatabaseUrl) as told:
        ground_from(with_data_dir(tmp_path, DOIBANG_DATABASE_URL=url))

    assert "secret" not in str(told.value)


def test_a_port_that_somebody_has_is_said():
    with listening("127.0.0.1", 0) as first:
        port = first.getsockname()[1]

        with pytest.raises(PortTaken, match=str(port)):
            listening("127.0.0.1", port)


def test_an_address_that_is_not_of_this_machine_is_said():
    with pytest.raises(BadSetting, match=r"203\.0\.113\.1"):
        listening("203.0.113.1", 8080)


class Lines(StringIO):
    @property
    def all(self):
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def libraries():
    """Hear what libraries log, as a process of ours writes it."""
    lines = Lines()
    logs._catch_libraries(lines)
    yield lines
    logs._catch_libraries(StringIO())


def test_a_librarys_line_is_json_without_the_values_that_it_quotes(libraries):
    logging.getLogger("urllib3").warning("Retrying %s", "/conversation?user=Nguyễn Thị Mẫu")
    logging.getLogger("waitress").warning("said Nguyễn Thị Mẫu")
    try:
        raise ValueError("Nguyễn Thị Mẫu")  # noqa: TRY301 - the story is about its text
    except ValueError:
        logging.getLogger("flask").exception("bug at %s", "064090001234")

    assert [line["library"] for line in libraries.all] == ["urllib3", "waitress", "flask"]
    assert libraries.all[0]["event"] == "Retrying %s"
    assert libraries.all[2]["error"] == "ValueError"
    assert any("test_settings_and_logs.py" in frame for frame in libraries.all[2]["frames"])
    assert "Mẫu" not in libraries.getvalue()
    assert "0640" not in libraries.getvalue()


def test_a_citizen_has_a_name_in_the_log_that_tells_nobody_who_they_are():
    assert logs.who("123456789") == logs.who("123456789") != logs.who("123456780")
    assert "123" not in logs.who("123456789")


def test_no_log_line_of_a_whole_journey_names_or_quotes_a_person(sqlite_office):
    office, alice = sqlite_office, sqlite_office.citizen
    alice.says("xin chào", "đổi bằng", "Đồng ý", "Nguyễn Thị Mẫu 0905123456", "gặp nhân viên")
    alice.shows("https://evil.example/064090001234.jpg")
    dossier = alice.hands_in()
    office.binh.takes(dossier)
    office.binh.writes(alice, "Chào chị Mẫu")
    trial(office)
    office.another_citizen("2").says("thử", "nổ: tên tôi là Nguyễn Thị Mẫu")

    said = [line["event"] for line in office.log.lines]
    assert "message_failed" in said
    personal = [ANSWERS["full_name"], "Mẫu", "0905", "0640", alice.id, "evil.example", "Chào chị"]
    assert [one for one in personal if one in office.log.text] == []
    assert ZALO.app_secret not in office.log.text


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("ZALO_REDIRECT_URI", "doibang.example.vn/zalo/callback"),
        ("ZALO_CODE_VERIFIER", "too-short"),
        ("ZALO_SITE_VERIFICATION", '"><script>'),
        ("ZALO_NOTICE_TEMPLATE", "a template"),
    ],
)
def test_what_may_be_left_out_must_look_right_where_it_is_there(name, wrong):
    assert name in refused(**{name: wrong})


def test_a_fixed_verifier_is_a_secret():
    verifier = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"
    settings = Settings.from_environment(GOOD | {"ZALO_CODE_VERIFIER": verifier})

    assert settings.zalo.code_verifier == verifier
    assert verifier not in repr(settings)
