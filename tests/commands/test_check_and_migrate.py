from datetime import UTC, datetime, timedelta

from bot.handlers.health import CLOCK_LEASE
from domain.people import Role, Staff
from storage.staff import Account
from storage.tokens import TokenPair


def levels(told):
    return {one["name"]: one["level"] for one in told}


def test_migrating_says_what_was_done_and_a_second_time_does_nothing(terminal, empty_database_url):
    first = terminal("migrate", DOIBANG_DATABASE_URL=empty_database_url).stdout
    second = terminal("migrate", DOIBANG_DATABASE_URL=empty_database_url).stdout

    assert "từ trống lên" in first
    assert "đã ở phiên bản mới nhất" in second
    assert terminal("events", DOIBANG_DATABASE_URL=empty_database_url).stdout == ""


def test_the_doctor_says_what_to_do_before_the_first_migration(terminal, empty_database_url):
    told = terminal("check", "--offline", code=1, DOIBANG_DATABASE_URL=empty_database_url).stdout

    assert "bad" in told
    assert "→ Phiên bản dữ liệu: chạy doibang migrate." in told


def test_the_doctor_finds_a_well_kept_office_well(as_json, doibang, database, pleiku):
    doibang("office", "hours", "pleiku", "T2", "07:30-08:30")
    soon = datetime.now(UTC) + timedelta(minutes=5)
    with database.transaction() as store:
        store.staff.add(Account(Staff("an", "An", Role.ADMINISTRATOR, "pleiku"), "hash", "key"))
        store.leases.take(CLOCK_LEASE, "here", now=soon, until=soon)
        store.tokens.put("987654321", TokenPair("access", "refresh", soon, soon))
        store.inbox.keep(event_key="k", name="follow", citizen="7001", body="{}", received_at=soon)

    assert set(levels(as_json("check", "--offline")).values()) == {"ok"}


def test_the_doctor_warns_of_what_is_missing_and_still_exits_well(as_json, pleiku):
    found = levels(as_json("check", "--offline"))

    assert found["Bưu cục"] == found["Nhân viên"] == found["Đồng hồ"] == "warn"


def test_the_doctor_sees_letters_that_wait_and_messages_set_aside(as_json, database, dossier):
    with database.transaction() as store:
        kept = store.inbox.keep(
            event_key="k",
            name="user_send_text",
            citizen="7001",
            body="{}",
            received_at=datetime.now(UTC),
        )
        store.inbox.failed(kept, attempts=3, next_try_at=None, asked="")

    found = levels(as_json("check", "--offline"))

    assert found["Tin chờ gửi"] == found["Tin để riêng"] == "warn"


def test_a_zalo_that_is_away_is_bad_and_named(doibang):
    told = doibang("check", code=1).stdout

    assert "bad   Zalo" in told
    assert "→ Zalo:" in told


def test_a_bad_setting_is_the_doctors_first_and_only_finding(terminal):
    told = terminal("check", code=1, DOIBANG_SECRET_KEY="").stdout

    assert told.startswith("bad  Cài đặt  Thiếu biến môi trường DOIBANG_SECRET_KEY.")


def test_another_secret_key_than_the_one_that_locked_is_bad(doibang, database):
    now = datetime.now(UTC)
    with database.transaction() as store:
        store.tokens.put("987654321", TokenPair("access", "refresh", now, now))

    told = doibang("check", "--offline", code=1, DOIBANG_SECRET_KEY="o" * 40).stdout

    assert "bad  Khoá bí mật" in told
