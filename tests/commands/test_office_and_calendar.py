from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.appointments import AppointmentState
from domain.zone import local_date

ADD = ("office", "add", "pleiku", "--name", "Bưu cục Pleiku", "--address", "69 Hùng Vương")
PHONE = ("--phone", "02693000000")
ALL_DAYS = "T2,T3,T4,T5,T6,T7,CN"


@pytest.fixture
def open_office(doibang):
    doibang(*ADD, *PHONE)
    doibang("office", "hours", "pleiku", ALL_DAYS, "07:30-08:30", "13:30-14:00")


def slots(database, day=None):
    with database.reading() as store:
        since = datetime.now(UTC) - timedelta(days=1)
        free = store.slots.free("pleiku", since=since, until=since + timedelta(days=60), limit=999)
    return [slot for slot in free if day is None or local_date(slot.starts_at) == day]


@pytest.fixture
def working_day(database, open_office):
    """Return the last day that has slots: it is worked, whatever today is."""
    return local_date(slots(database)[-1].starts_at)


def test_hours_become_slots_at_once(database, working_day):
    assert len(slots(database, working_day)) == 3
    assert {slot.capacity for slot in slots(database)} == {2}


def test_hours_of_one_day_leave_the_others(doibang, as_json, open_office):
    doibang("office", "hours", "pleiku", "CN", "09:00-10:00", "--capacity", "5")

    (office,) = as_json("office", "list")
    assert office["name"] == "Bưu cục Pleiku"
    assert len(office["hours"]) == 6 * 2 + 1
    assert "09:00–10:00" in doibang("office", "list").stdout


@pytest.mark.parametrize(
    ("days", "hours"),
    [("T9", "07:30-08:30"), ("T2", "08:30-07:30"), ("T2", "7-8"), ("T2", "29:00-30:00")],
)
def test_hours_that_make_no_sense_are_refused(doibang, open_office, days, hours):
    assert "«" in doibang("office", "hours", "pleiku", days, hours, code=1).stderr


def test_an_office_is_added_once_and_under_a_plain_key(doibang, open_office):
    assert "đã có" in doibang(*ADD, *PHONE, code=1).stderr
    assert "không dấu" in doibang("office", "add", "Bưu Cục", *ADD[3:], *PHONE, code=1).stderr
    assert "hanoi" in doibang("office", "hours", "hanoi", "T2", "07:30-08:30", code=1).stderr


def test_a_closed_day_has_no_slots_until_it_is_reopened(doibang, database, working_day):
    doibang("calendar", "close", working_day, "Sửa máy ảnh", "--office", "pleiku")
    assert slots(database, working_day) == []
    assert "Sửa máy ảnh" in doibang("calendar", "list").stdout

    doibang("calendar", "reopen", working_day, "--office", "pleiku")

    assert len(slots(database, working_day)) == 3
    again = doibang("calendar", "reopen", working_day, "--office", "pleiku", code=1)
    assert "không bị đóng cửa" in again.stderr


def test_closing_a_day_tells_the_citizens_who_have_a_seat_on_it(
    doibang, database, working_day, dossier
):
    seat = slots(database, working_day)[0]
    with database.transaction() as store:
        store.appointments.add(
            citizen="7001",
            dossier=dossier.code,
            office="pleiku",
            starts_at=seat.starts_at,
            state=AppointmentState.CONFIRMED,
        )

    assert "1 công dân" in doibang("calendar", "close", working_day, "Bão").stdout
    assert "công dân" not in doibang("calendar", "close", working_day, "Bão").stdout
    with database.reading() as store:
        assert "Bão" in store.letters.of("7001")[-1].text
        assert store.appointments.of(dossier.code) is None


@pytest.mark.parametrize(
    ("shuts", "opens"),
    [(("close", "Bão"), ("reopen",)), (("day", "--off"), ("day", "--working"))],
)
def test_closing_a_day_says_how_many_due_dates_move_and_opening_it_moves_them_back(
    doibang, database, working_day, dossier, *, shuts, opens
):
    due_at = slots(database, working_day)[0].starts_at
    with database.transaction() as store:
        promised = dossier.due_moved(due_at, due_at)
        store.dossiers.replace(dossier, replace(promised, handed_in_at=due_at - timedelta(days=7)))

    told = doibang("calendar", shuts[0], working_day, *shuts[1:]).stdout
    assert "Hạn trả của 1 hồ sơ" in told
    with database.reading() as store:
        assert store.dossiers.get(dossier.code).due_at > due_at
        assert "muộn hơn" in store.letters.of("7001")[-1].text

    assert "1 hồ sơ" in doibang("calendar", opens[0], working_day, *opens[1:]).stdout
    with database.reading() as store:
        assert store.dossiers.get(dossier.code).due_at == due_at


def test_an_office_is_put_on_the_map_by_its_point(doibang, as_json, open_office):
    assert "query=Buu+cuc+Pleiku" in doibang("office", "map", "pleiku").stdout
    assert "query=13.98,108.0" in doibang("office", "map", "pleiku", " 13.98, 108.0 ").stdout
    assert as_json("office", "list")[0]["map_point"] == "13.98,108.0"
    assert "«ở chợ»" in doibang("office", "map", "pleiku", "ở chợ", code=1).stderr
    assert "«91,0»" in doibang("office", "map", "pleiku", "91,0", code=1).stderr


def test_a_day_that_the_state_moved_wins_over_the_package(doibang, as_json, database, working_day):
    doibang("calendar", "day", working_day, "--off", "--note", "Thông báo 12")
    assert slots(database, working_day) == []

    doibang("calendar", "day", working_day, "--working")

    assert len(slots(database, working_day)) == 3
    assert [day["is_working"] for day in as_json("calendar", "list")["days"]] == [True]


def test_the_days_off_of_a_year_are_listed(as_json, doibang):
    assert "2026-09-02" in as_json("calendar", "list", "--year", "2026")["off"]
    assert "02/09/2026" in doibang("calendar", "list", "--year", "2026").stdout
    assert "Chưa ghi ngày nào" in doibang("calendar", "list").stdout
