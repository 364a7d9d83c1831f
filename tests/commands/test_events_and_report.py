import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from domain.events import Event, Kind
from domain.figures import ALL_FIGURES
from domain.sheet import MARK

FIRST = datetime(2026, 1, 1, 1, 0, tzinfo=UTC)
LAST = datetime(2026, 6, 30, 16, 30, tzinfo=UTC)  # 23:30 on the office's clock


def event(at, kind, code="", **more):
    known = {"office": "pleiku", "channel": "zalo", "procedure": "exchange", "reason": "damaged"}
    return Event(at, kind, more.pop("actor", "staff:binh"), dossier=code, **{**known, **more})


@pytest.fixture
def half_a_year(database, pleiku):
    with database.transaction() as store:
        store.events.write(
            event(FIRST - timedelta(hours=9), Kind.DOSSIER_RECEIVED, "ZL-0", actor="citizen"),
            event(FIRST, Kind.DOSSIER_RECEIVED, "ZL-1", actor="citizen"),
            event(LAST, Kind.DOSSIER_RECEIVED, "ZL-2", actor="citizen", reason="expiring"),
            event(LAST, Kind.RESULT_RECEIVED, "ZL-1", outcome="on_time"),
            event(LAST + timedelta(hours=1), Kind.DOSSIER_RECEIVED, "ZL-3", actor="citizen"),
        )


HALF = ("--preset", "calendar-half-year", "--on", "2026-03-01")


def test_the_report_begins_with_its_sentence_and_defines_each_figure(doibang, half_a_year):
    told = doibang("report", *HALF).stdout

    assert told.startswith(
        "Từ 01/01 đến 30/06/2026 đã tiếp nhận 2 hồ sơ qua Zalo, 100\u00a0% đúng hạn.\n"
    )
    assert all(str(figure.definition) in told for figure in ALL_FIGURES)
    assert "Bưu cục Pleiku" in told
    assert "sắp hết hạn" in told


def test_a_range_ends_with_the_last_hour_of_its_last_day(as_json, half_a_year):
    def received(*words: object):
        return as_json("report", *words)["totals"]["received"]

    assert received(*HALF) == 2
    assert received("--from", "01/01/2026", "--to", "30/06/2026") == 2
    assert received("--from", "2026-01-01", "--to", "2026-06-29") == 1
    assert received("--from", "2025-12-31", "--to", "2026-07-01") == 4
    assert len(as_json("report", *HALF)["course"]) == 6


@pytest.mark.parametrize(
    ("preset", "first", "last"),
    [
        ("month", "2026-03-01", "2026-03-31"),
        ("quarter", "2025-12-15", "2026-03-14"),
        ("half-year", "2025-12-15", "2026-06-14"),
        ("calendar-half-year", "2026-01-01", "2026-06-30"),
        ("year", "2025-12-15", "2026-12-14"),
        ("calendar-year", "2026-01-01", "2026-12-31"),
    ],
)
def test_each_preset_prints_its_range(as_json, pleiku, *, preset, first, last):
    told = as_json("report", "--preset", preset, "--on", "2026-03-01")

    assert (told["from"], told["to"]) == (first, last)


def test_the_csv_is_a_table_that_a_spreadsheet_knows_as_utf8(doibang, half_a_year):
    written = doibang("report", *HALF, "--format", "csv").stdout_bytes.decode()
    rows = list(csv.reader(io.StringIO(written.removeprefix(MARK))))

    assert written.startswith(MARK)
    assert {len(row) for row in rows} == {4 + len(ALL_FIGURES)}
    assert rows[1][:5] == ["01/01/2026", "30/06/2026", "Tổng", "", "2"]
    assert [row[4] for row in rows if row[2] == "Lý do"] == ["1", "1"]
    assert [row[4] for row in rows if row[2] == "Diễn biến"] == ["1", "0", "0", "0", "0", "1"]
    assert rows[-1][4:] == [str(figure.definition) for figure in ALL_FIGURES]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--from", "2026-06-30", "--to", "2026-01-01"), "trước khi bắt đầu"),
        (("--from", "30.6.2026"), "«30.6.2026»"),
        (("--from", "1900-01-01"), "2000"),
        (("--to", "2026-01-01"), "ngày bắt đầu"),
        (("--office", "hanoi"), "hanoi"),
    ],
)
def test_a_period_that_is_none_is_one_sentence(doibang, pleiku, words, why):
    result = doibang("report", *words, code=1)

    assert why in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_report_of_one_office_counts_only_its_own(as_json, half_a_year, database):
    with database.transaction() as store:
        store.events.write(event(FIRST, Kind.DOSSIER_RECEIVED, "ZL-9", office="an_khe"))

    told = as_json("report", *HALF, "--office", "pleiku")

    assert told["totals"]["received"] == 2
    assert told["sentence"].startswith("Bưu cục Pleiku: Từ")


def test_events_are_filtered_by_time_kind_actor_and_dossier(as_json, half_a_year):
    def codes(*words: object):
        return [event["dossier"] for event in as_json("events", *words)]

    assert codes("--limit", "2") == ["ZL-3", "ZL-1"]
    assert codes("--kind", "result_received") == ["ZL-1"]
    assert codes("--actor", "staff:binh") == ["ZL-1"]
    assert codes("--dossier", "zl-1") == ["ZL-1", "ZL-1"]
    assert codes("--since", "2026-06-30", "--until", "2026-06-30") == ["ZL-1", "ZL-2"]
    assert codes("--until", "01/01/2026 07:00") == ["ZL-0"]
    assert codes("--office", "an_khe") == []


def test_the_lines_of_the_ledger_read_as_columns(doibang, half_a_year):
    lines = doibang("events", "--kind", "result_received").stdout.splitlines()

    assert len(lines) == 1
    assert "30/06/2026 23:30" in lines[0]
    assert "staff:binh" in lines[0]
    assert "Không có sự kiện" in doibang("events", "--dossier", "ZL-77").stderr
