import re
from datetime import timedelta

from domain.dossier import DossierState
from storage.dossiers import QueueFilter
from tests.desk.conftest import BINH

HOUR = timedelta(hours=1)
CODE = re.compile(r"ZL-\d{6}-\d{4}")


def _codes(visitor):
    return CODE.findall(visitor.reads)


def test_what_is_due_first_stands_first(desk):
    later = desk.hands_in(due_in=30 * HOUR)
    late = desk.hands_in(due_in=-48 * HOUR)
    soon = desk.hands_in(due_in=3 * HOUR)

    desk.binh.opens("/desk/queue")

    assert _codes(desk.binh) == [late, soon, later]
    assert "quá hạn 2 ngày" in desk.binh.reads
    assert "còn 3 giờ" in desk.binh.reads
    assert "còn 1 ngày 6 giờ" in desk.binh.reads


def test_a_row_says_what_is_asked_for_and_which_paper_is_missing(desk):
    desk.hands_in(licence_class="A1", reason="damaged", licence_back=None)
    desk.hands_in(full_name="Siu Y Blôk")

    desk.binh.opens("/desk/queue")

    assert "A1 · bị hỏng thiếu mặt sau" in desk.binh.reads
    assert "B2 · sắp hết hạn đủ giấy tờ" in desk.binh.reads


def test_a_lost_card_needs_no_picture_of_it(desk):
    desk.hands_in(reason="lost", licence_front=None, licence_back=None)

    desk.binh.opens("/desk/queue")

    assert "đủ giấy tờ" in desk.binh.reads


def test_search_finds_names_without_accents_and_numbers_and_phones(desk):
    nhi = desk.hands_in()
    desk.hands_in(full_name="Đặng Hoàng Phúc", citizen_id="064088000001", phone="0900000001")

    for words in ("ro cham", "RƠ CHÂM", "064192001234", "0912345678", nhi.lower()):
        desk.binh.opens(f"/desk/queue?state=all&q={words}")
        assert _codes(desk.binh) == [nhi], words


def test_the_search_box_leads_to_the_list_or_straight_to_the_one_dossier(desk):
    nhi = desk.hands_in()
    desk.hands_in(full_name="Đặng Hoàng Phúc", citizen_id="064088000001", phone="0900000001")

    desk.binh.presses("/desk/find", q="dang hoang")
    assert "1 hồ sơ khớp với «dang hoang»" in desk.binh.reads
    desk.binh.presses("/desk/find", q=" 064 192 001 234 ")

    assert desk.binh.page.request.path == f"/desk/dossiers/{nhi}"


def test_a_number_of_a_person_gets_into_no_address(desk):
    for _each in range(2):
        desk.hands_in(phone="0987654321")

    desk.binh.presses("/desk/find", q="0987654321")

    assert "2 hồ sơ khớp với «0987654321»" in desk.binh.reads
    assert desk.binh.page.request.path == "/desk/find"
    addresses = " ".join(re.findall(r'(?:href|action|hx-get)="([^"]*)"', desk.binh.source))
    assert "0987654321" not in addresses
    assert 'type="hidden" name="q"' not in desk.binh.source


def test_in_the_list_of_all_only_what_was_handed_in_is_news(desk):
    code = desk.hands_in()
    desk.passes(HOUR)
    since = desk.now.isoformat().replace("+", "%2B")
    desk.passes(HOUR)
    desk.chi.does(code, "take")

    desk.binh.opens(f"/desk/queue/new?state=all&since={since}")
    assert "hồ sơ mới" not in desk.binh.reads
    desk.hands_in()
    desk.binh.opens(f"/desk/queue/new?state=all&since={since}")

    assert "1 hồ sơ mới" in desk.binh.reads


def test_a_search_without_a_find_says_what_to_try(desk):
    desk.binh.opens("/desk/queue?state=all&q=<script>alert(1)</script>")

    assert "Không tìm thấy hồ sơ nào" in desk.binh.reads
    assert "<script>alert" not in desk.binh.source


def test_the_list_can_be_narrowed_to_a_reason_an_office_and_my_own(desk):
    lost = desk.hands_in(reason="lost")
    mine = desk.hands_in()
    desk.binh.does(mine, "take")

    desk.binh.opens("/desk/queue?reason=lost")
    assert _codes(desk.binh) == [lost]
    desk.binh.opens("/desk/queue?state=all&mine=1")
    assert _codes(desk.binh) == [mine]
    desk.binh.opens("/desk/queue?office=ayunpa")
    assert _codes(desk.binh) == []


def test_an_address_that_makes_no_sense_shows_the_queue(desk):
    code = desk.hands_in()

    desk.binh.opens("/desk/queue?state=nothing&reason=none&page=-3&office=")

    assert _codes(desk.binh) == [code]


def test_the_next_dossier_is_the_one_due_first_and_opens(desk):
    desk.hands_in(due_in=30 * HOUR)
    first = desk.hands_in(due_in=3 * HOUR)

    desk.binh.presses("/desk/queue/next")

    assert first in desk.binh.reads
    assert desk.dossier(first).holder == BINH.name


def test_two_clerks_who_take_the_next_get_two_dossiers(desk):
    codes = {desk.hands_in(), desk.hands_in()}

    desk.binh.presses("/desk/queue/next")
    desk.chi.presses("/desk/queue/next")

    assert {desk.dossier(code).holder for code in codes} == {"binh", "chi"}


def test_an_empty_queue_says_so_kindly(desk):
    desk.binh.presses("/desk/queue/next")

    assert "Hàng chờ đã hết hồ sơ" in desk.binh.reads
    assert "Hàng chờ đã hết." in desk.binh.reads


def test_the_header_counts_the_clerks_own_office(desk):
    desk.hands_in()
    taken = desk.hands_in()
    desk.binh.does(taken, "take")

    desk.binh.opens("/desk/queue")

    assert "Hàng chờ 1 Đang làm 1 Chờ bổ sung 0 Hôm nay 0 Cần gặp 0" in desk.binh.reads


def test_what_came_in_meanwhile_is_announced_and_the_list_stays(desk):
    desk.hands_in()
    desk.binh.opens("/desk/queue")
    watch = desk.binh.source.split('id="news"')[1].split('hx-get="')[1].split('"')[0]
    watch = watch.replace("&amp;", "&")
    desk.passes(HOUR)

    desk.binh.opens(watch)
    assert "hồ sơ mới" not in desk.binh.reads
    desk.hands_in()
    desk.hands_in(reason="lost")
    desk.binh.opens(watch)

    assert "2 hồ sơ mới" in desk.binh.reads
    assert "Hàng chờ 3" in desk.binh.reads
    assert "Rơ Châm" not in desk.binh.reads


def test_a_narrowed_list_comes_without_the_frame_when_only_the_list_is_asked_for(desk):
    code = desk.hands_in()

    desk.binh.opens("/desk/queue?reason=expiring", **{"HX-Target": "list"})

    assert _codes(desk.binh) == [code]
    assert "<header" not in desk.binh.source
    assert 'hx-swap-oob="true"' in desk.binh.source


def test_long_lists_have_pages_that_keep_the_filter(desk):
    for _each in range(41):
        desk.hands_in(reason="lost")

    desk.binh.opens("/desk/queue?reason=lost")
    after = re.search(r'href="([^"]+)" rel="next"', desk.binh.source)[1].replace("&amp;", "&")
    assert len(_codes(desk.binh)) == 40
    desk.binh.opens(after)

    assert len(_codes(desk.binh)) == 1
    assert "Trang 2 trên 2" in desk.binh.reads


def test_hostile_names_are_shown_as_letters(desk):
    desk.hands_in(full_name='<img src=x onerror="alert(1)">')

    desk.binh.opens("/desk/queue")

    assert "<img src=x" not in desk.binh.source
    assert '<img src=x onerror="alert(1)">' in desk.binh.reads


def test_storage_counts_a_list_and_what_came_into_it_since(desk):
    desk.hands_in()
    before = desk.now
    desk.passes(HOUR)
    desk.hands_in()

    waiting = QueueFilter(states=(DossierState.HANDED_IN,))
    with desk.ground.database.reading() as store:
        assert store.dossiers.count(waiting) == 2
        since = QueueFilter(states=waiting.states, changed_since=before)
        assert store.dossiers.count(since) == 1
