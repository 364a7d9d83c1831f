"""One citizen, one clerk, one licence: from hello to the door, and into the report."""

import csv
import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest

from domain.figures import FIGURES
from domain.zone import local_date
from tests.journeys.stories import (
    BY_CARD,
    confirms_the_seat,
    goes_through,
    licence_goes_home,
)

pytestmark = pytest.mark.process

COUNTED = {
    "received": 1,
    "sent_back": 1,
    "accepted": 1,
    "photographed": 1,
    "posted": 1,
    "delivered": 1,
    "refused": 0,
    "withdrawn": 0,
    "routed": 0,
}
MENDED = ("field", "licence_back")


def test_a_licence_goes_from_hello_by_way_of_a_mended_picture_to_the_citizens_door(town):
    citizen = town.citizen()
    code = goes_through(citizen, BY_CARD)

    clerk = town.clerk("binh")
    assert clerk.takes_next() == code
    clerk.manages(code, "send_back", MENDED, reason_licence_back="Ảnh mờ, không đọc được chữ")
    told = citizen.hears("cần anh/chị xem lại")
    assert "Ảnh mờ, không đọc được chữ" in told
    citizen.says("bổ sung")
    citizen.hears("mặt sau")
    citizen.sends("licence_back")
    citizen.hears("xem lại|bổ sung")
    citizen.says("nộp hồ sơ")
    citizen.hears("nhận phần bổ sung")

    clerk.manages(code, "accept", official_code="000.00.21.H21-261124-0001")
    citizen.hears("000.00.21.H21-261124-0001")
    confirms_the_seat(clerk, code)
    citizen.hears("Lịch chụp ảnh cho hồ sơ")

    seat = _seat(town, code)
    town.later(seat - timedelta(hours=24) - datetime.now(UTC))
    citizen.hears("Em nhắc anh/chị", within=30)
    citizen.taps("Sẽ đến")
    citizen.hears("hẹn gặp anh/chị")

    town.reaches_the_photo(code)
    licence_goes_home(town.clerk("binh"), citizen, code)
    town.is_quiet()
    assert citizen.person["full_name"] in town.clerk("chi").sees("/desk/queue?state=done").text
    _report_counts_it(town)


def _report_counts_it(town):
    """Every way to read the report says the same: the sheet, the page and the command."""
    today = local_date(datetime.now(UTC))
    first, last = str(today - timedelta(days=2)), str(today + timedelta(days=30))
    told = town.command("report", "--from", first, "--to", last, "--json")
    assert told.returncode == 0, told.stderr
    totals = json.loads(told.stdout)["totals"]
    assert {key: totals[key] for key in COUNTED} == COUNTED

    administrator = town.administrator()
    written = administrator.sees(f"/desk/report.csv?from={first}&to={last}").html
    whole = next(csv.DictReader(StringIO(written.removeprefix("\ufeff"))))
    labels = {figure.key: str(figure.label) for figure in FIGURES}
    assert {key: int(whole[labels[key]]) for key in COUNTED} == COUNTED
    page = administrator.sees(f"/desk/report?from={first}&to={last}")
    assert "tiếp nhận 1 hồ sơ" in page.text


def _seat(town, code):
    with town.reading() as store:
        return store.appointments.of(code).starts_at
