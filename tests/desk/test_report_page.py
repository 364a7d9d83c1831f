import csv
import html
import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers.night import freeze_days
from domain.appointments import Office
from domain.events import Event, Kind
from domain.figures import ALL_FIGURES
from domain.sheet import MARK

FIRST_HALF = "preset=calendar_half_year&on=2026-03-01"
NEW_YEAR = datetime(2026, 1, 1, 2, 0, tzinfo=UTC)
LINK = re.compile(r'<a href="(/desk/ledger\?[^"]+)"[^>]*>([\d.]+)</a>')


def event(days, kind, code, **more):
    known = {"office": "pleiku", "channel": "zalo", "procedure": "exchange", "reason": "damaged"}
    at = NEW_YEAR + timedelta(days=days)
    return Event(at, kind, more.pop("actor", "staff:binh"), dossier=code, **{**known, **more})


@pytest.fixture
def half_a_year(desk):
    """Forty dossiers through the half-year, one step undone, one sent back in two months."""
    events = [event(4 * n, Kind.DOSSIER_RECEIVED, f"ZL-{n}", actor="citizen") for n in range(40)]
    events += [
        event(4 * n + 3, Kind.RESULT_RECEIVED, f"ZL-{n}", outcome="on_time") for n in range(24)
    ]
    events += [event(110, Kind.RESULT_RECEIVED, "ZL-24", outcome="late")]
    events += [event(20, Kind.DOSSIER_SENT_BACK, "ZL-1"), event(50, Kind.DOSSIER_SENT_BACK, "ZL-1")]
    events += [event(9, Kind.INQUIRY_ROUTED, "", office="", outcome="theory_test")] * 3
    events += [event(9, Kind.INQUIRY_ROUTED, "", outcome="theory_test")]
    with desk.ground.database.transaction() as store:
        store.events.write(*events, event(30, Kind.PHOTO_TAKEN, "ZL-2"))
        photo = store.events.last("ZL-2", Kind.PHOTO_TAKEN)
        store.events.write(replace(photo, kind=Kind.STEP_UNDONE, undoes=photo.number))


def test_the_report_begins_with_its_sentence_and_prints_its_range(desk, half_a_year):
    desk.quan.opens(f"/desk/report?{FIRST_HALF}")

    sentence = "Từ 01/01 đến 30/06/2026 đã tiếp nhận 40 hồ sơ qua Zalo, 96 % đúng hạn."
    assert sentence in desk.quan.reads
    assert "(01/01/2026–30/06/2026)" in desk.quan.reads


def test_every_figure_stands_with_its_definition(desk, half_a_year):
    desk.quan.opens(f"/desk/report?{FIRST_HALF}")

    assert all(str(figure.definition) in desk.quan.reads for figure in ALL_FIGURES)


def test_every_number_leads_to_as_many_events_as_it_says(desk, half_a_year):
    desk.quan.opens(f"/desk/report?{FIRST_HALF}")
    links = {html.unescape(path): int(number) for path, number in LINK.findall(desk.quan.source)}

    assert len(links) > 20
    for path, number in links.items():
        desk.quan.opens(path)
        assert desk.quan.source.count('<th scope="row" class="deed">') == number, path


def test_a_dossier_sent_back_in_two_months_counts_once_in_the_period_and_in_each_month(
    desk, half_a_year
):
    desk.quan.opens("/desk/report.csv?" + FIRST_HALF)
    rows = list(csv.DictReader(io.StringIO(desk.quan.source.removeprefix(MARK))))
    sent_back = [(row["Theo"], int(row["Yêu cầu bổ sung"])) for row in rows[:-1]]

    assert sent_back[0] == ("Tổng", 1)
    assert [count for by, count in sent_back if by == "Diễn biến"] == [1, 1, 0, 0, 0, 0]


def test_the_chart_has_a_bar_for_each_month_and_the_table_says_the_same(desk, half_a_year):
    desk.quan.opens(f"/desk/report?{FIRST_HALF}")
    heights = re.findall(r'<rect class="received"[^>]* height="([\d.]+)"', desk.quan.source)

    assert len(heights) == 6
    assert max(map(float, heights)) == 112
    assert "Từ 01/01/2026 đến 31/01/2026: tiếp nhận 8, đã giao 0" in desk.quan.reads
    assert desk.quan.source.count("style=") == 0


def test_a_period_without_events_says_so_and_draws_nothing(desk):
    desk.quan.opens("/desk/report?preset=month&on=2020-02-01")

    assert "chưa tiếp nhận hồ sơ nào, chưa có bằng nào về" in desk.quan.reads
    assert "<svg" not in desk.quan.source
    assert LINK.search(desk.quan.source) is None


def test_the_neighbouring_periods_are_one_click_away(desk):
    desk.quan.opens("/desk/report?preset=half_year&on=2026-01-05")
    assert "(15/12/2025–14/06/2026)" in desk.quan.reads
    before = re.search(r'href="([^"]+)" rel="prev"', desk.quan.source)[1]
    after = re.search(r'href="([^"]+)" rel="next"', desk.quan.source)[1]

    desk.quan.opens(html.unescape(before))
    assert "(15/06/2025–14/12/2025)" in desk.quan.reads
    desk.quan.opens(html.unescape(after))
    assert "(15/06/2026–14/12/2026)" in desk.quan.reads


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("from=2026-06-30&to=2026-01-01", "kết thúc trước khi bắt đầu"),
        ("from=nonsense", "không phải là một ngày"),
        ("from=0001-01-01&to=9999-12-31", "2000–2100"),
        ("preset=fortnight", "«fortnight»"),
    ],
)
def test_a_range_that_is_none_is_explained_beside_its_field(desk, query, why):
    desk.quan.opens(f"/desk/report?{query}")

    assert desk.quan.page.status_code == 422
    assert why in desk.quan.reads
    assert 'id="from-error"' in desk.quan.source
    assert desk.quan.opens(f"/desk/report.csv?{query}").status_code == 422


def test_what_was_typed_wrongly_can_be_mended_where_it_stands(desk):
    desk.quan.opens("/desk/report?from=2026-06-30&to=2026-01-01")

    assert 'value="2026-06-30"' in desk.quan.source
    assert 'value="2026-01-01"' in desk.quan.source


def test_the_file_is_for_a_spreadsheet_and_runs_nothing(desk, half_a_year):
    with desk.ground.database.transaction() as store:
        store.offices.add(Office("evil", '=HYPERLINK("x")', "-", "0"))
        store.events.write(event(1, Kind.DOSSIER_RECEIVED, "ZL-99", office="evil"))

    page = desk.quan.opens(f"/desk/report.csv?{FIRST_HALF}")

    assert page.content_type == "text/csv; charset=utf-8"
    assert "bao-cao-2026-01-01--2026-06-30.csv" in page.headers["Content-Disposition"]
    assert page.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(page.get_data(as_text=True).removeprefix(MARK))))
    assert [row[3] for row in rows if row[2] == "Bưu cục"] == [
        "Chưa rõ",
        '\'=HYPERLINK("x")',
        "Bưu cục Pleiku",
    ]
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_one_office_is_counted_alone(desk, half_a_year):
    with desk.ground.database.transaction() as store:
        store.offices.add(Office("an_khe", "Bưu cục An Khê", "-", "0"))
        store.events.write(event(1, Kind.DOSSIER_RECEIVED, "ZL-99", office="an_khe"))

    desk.quan.opens(f"/desk/report?{FIRST_HALF}&office=an_khe")

    assert "Bưu cục An Khê: Từ 01/01 đến 30/06/2026 đã tiếp nhận 1 hồ sơ" in desk.quan.reads


@pytest.mark.parametrize("path", ["/desk/report", "/desk/report.csv", "/desk/ledger"])
def test_report_and_ledger_are_for_administrators_alone(desk, path):
    assert desk.binh.opens(path).status_code == 403
    assert "mật khẩu" in desk.stranger.opens(path).get_data(as_text=True).lower()
    assert desk.quan.opens(path).status_code == 200


def test_what_changed_after_the_night_stands_below_the_figures_and_leads_to_its_events(
    desk, half_a_year
):
    while True:
        with desk.ground.database.transaction() as store:
            if not freeze_days(store, now=desk.now):
                break
    with desk.ground.database.transaction() as store:
        late = store.events.last("ZL-24", Kind.RESULT_RECEIVED)
        store.events.write(
            replace(late, at=desk.now, kind=Kind.STEP_UNDONE, undoes=late.number),
            event(5, Kind.DOSSIER_RECEIVED, "ZL-77"),
        )

    desk.quan.opens(f"/desk/report?{FIRST_HALF}")

    assert "đã tiếp nhận 40 hồ sơ qua Zalo, 96 % đúng hạn" in desk.quan.reads
    assert "Số của các ngày đến hết 30/06/2026 đã chốt" in desk.quan.reads
    links = dict(re.findall(r'<a href="([^"]+since=[^"]+)">([+−]\d)</a>', desk.quan.source))
    assert sorted(links.values()) == ["+1", "−1"]
    for path in links:
        desk.quan.opens(html.unescape(path))
        assert desk.quan.source.count('<th scope="row" class="deed">') == 1


def test_the_file_says_too_what_came_after_the_night(desk, half_a_year):
    while True:
        with desk.ground.database.transaction() as store:
            if not freeze_days(store, now=desk.now):
                break
    with desk.ground.database.transaction() as store:
        store.events.write(event(5, Kind.DOSSIER_RECEIVED, "ZL-77"))

    page = desk.quan.opens(f"/desk/report.csv?{FIRST_HALF}")

    rows = list(csv.DictReader(io.StringIO(page.get_data(as_text=True).removeprefix(MARK))))
    late = [row["Tiếp nhận"] for row in rows if row["Theo"] == "Vào sổ sau khi chốt số"]
    assert late == ["1"]
