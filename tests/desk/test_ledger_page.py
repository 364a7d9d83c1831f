import html
import re
from datetime import timedelta

import pytest

from desk.kinds import KIND_NAMES
from domain.events import Event, Kind

ROW = re.compile(r'<td class="number quiet">(\d+)</td>')
NEXT = re.compile(r'href="([^"]+)" rel="next"')


def numbers(visitor):
    return [int(number) for number in ROW.findall(visitor.source)]


@pytest.fixture
def busy(desk):
    """A hundred and twenty events, three at each instant, written out of order."""
    at = [desk.now - timedelta(hours=hour % 40) for hour in range(120)]
    with desk.ground.database.transaction() as store:
        store.events.write(*(Event(one, Kind.CLERK_WROTE, "staff:chi") for one in at))
    return 120


def test_pages_follow_each_other_without_a_line_twice_or_lost(desk, busy):
    desk.quan.opens("/desk/ledger?kind=clerk_wrote")
    seen = numbers(desk.quan)
    for _page in range(2):
        desk.quan.opens(html.unescape(NEXT.search(desk.quan.source)[1]))
        seen += numbers(desk.quan)

    assert len(seen) == len(set(seen)) == busy
    assert NEXT.search(desk.quan.source) is None
    assert "Trang trước" in desk.quan.reads


def test_a_line_says_who_did_what_to_which_dossier(desk):
    code = desk.accepted()

    desk.quan.opens(f"/desk/ledger?dossier={code.lower()}")

    assert f"Nhận vào Cổng Nguyễn Thị Bình {code}" in desk.quan.reads
    assert f'href="/desk/dossiers/{code}"' in desk.quan.source
    assert "Rơ Châm" not in desk.quan.reads


def test_filters_narrow_and_stay_filled_in(desk):
    desk.accepted()

    desk.quan.opens(
        "/desk/ledger?actor=staff:binh&kind=dossier_taken&from=2026-11-23&to=2026-11-23"
    )

    assert len(numbers(desk.quan)) == 1
    assert '<option value="dossier_taken" selected>' in desk.quan.source
    assert '<option value="staff:binh" selected>' in desk.quan.source
    assert 'value="2026-11-23"' in desk.quan.source
    desk.quan.opens("/desk/ledger?from=2026-11-24")
    assert "Không có sự kiện nào như vậy" in desk.quan.reads


def test_a_day_of_the_filter_is_a_day_of_the_offices_clock(desk):
    late = desk.now.replace(hour=16, minute=59)
    with desk.ground.database.transaction() as store:
        store.events.write(Event(late, Kind.CLERK_WROTE, "staff:chi"))
        store.events.write(Event(late + timedelta(minutes=1), Kind.CLERK_WROTE, "staff:chi"))

    desk.quan.opens("/desk/ledger?kind=clerk_wrote&from=2026-11-23&to=2026-11-23")

    assert len(numbers(desk.quan)) == 1


@pytest.mark.parametrize(
    "query",
    ["kind=nonsense", "figure=nonsense", "from=31/31/2026", "older=x", "older=2026-01-01~1"],
)
def test_an_address_that_makes_no_sense_is_explained(desk, query):
    desk.quan.opens(f"/desk/ledger?{query}")

    assert desk.quan.page.status_code == 422
    assert "Anh/chị xem lại giúp" in desk.quan.reads


def test_a_figure_tells_its_definition_and_lets_go_of_it(desk):
    desk.hands_in()

    desk.quan.opens("/desk/ledger?figure=received&from=2026-11-01&to=2026-11-30")

    assert "được đếm trong «Tiếp nhận»" in desk.quan.reads
    assert 'href="/desk/ledger?from=2026-11-01&amp;to=2026-11-30"' in desk.quan.source


def test_every_kind_of_event_has_a_name():
    assert set(KIND_NAMES) == set(Kind)
