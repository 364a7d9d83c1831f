from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.forget_words import forget_words
from domain.dossier import DossierState
from domain.events import Kind
from tests.desk.conftest import CHI


def test_the_fields_stand_in_the_portals_order_with_their_parts(desk):
    code = desk.hands_in()

    desk.binh.opens(f"/desk/dossiers/{code}")

    labels = ("Họ và tên", "Họ tên in", "Họ và đệm", "Giới tính", "Ngày sinh", "Số căn cước")
    labels += ("Lý do đổi", "Số bằng", "Ngày hết hạn", "Điện thoại", "Địa chỉ")
    where = [desk.binh.source.index(f"<dt>{label}</dt>") for label in labels]
    assert where == sorted(where)
    assert "RO CHAM H'NHI" in desk.binh.reads
    assert "14/03/1992" in desk.binh.reads


def test_identity_numbers_are_masked_until_somebody_asks_and_that_is_written_down(desk):
    code = desk.hands_in()
    desk.binh.opens(f"/desk/dossiers/{code}")
    assert "064192001234" not in desk.binh.source
    assert "641170012345" not in desk.binh.source
    assert "••••••••1234" in desk.binh.reads

    desk.binh.presses(f"/desk/dossiers/{code}/reveal/citizen_id")

    assert "064192001234" in desk.binh.reads
    assert "641170012345" not in desk.binh.source
    assert desk.kinds(code).count(Kind.IDENTITY_REVEALED) == 1


def test_only_a_number_can_be_uncovered(desk):
    code = desk.hands_in()

    assert desk.binh.presses(f"/desk/dossiers/{code}/reveal/full_name").status_code == 404


def test_numbers_in_the_talk_are_masked_too(desk):
    code = desk.hands_in()
    desk.hears(f"user{code}", "so can cuoc cua toi 064192001234 nhe, dt 0912345678")

    desk.binh.opens(f"/desk/dossiers/{code}")

    assert "064192001234" not in desk.binh.source
    assert "so can cuoc cua toi ••••••••1234 nhe, dt 0912345678" in desk.binh.reads


def test_checks_stand_beside_their_fields(desk):
    code = desk.hands_in(sex="male")

    desk.binh.opens(f"/desk/dossiers/{code}")

    assert "Giới tính khác với số căn cước." in desk.binh.reads


def test_what_the_qr_says_is_compared_with_what_was_typed(desk):
    qr = "064192001234||Rơ Châm H'Nhơ|14031992|Nữ|Làng Plei Ốp|01012022"
    desk.keeps_picture("card1", qr=qr)
    code = desk.hands_in(id_picture="card1")

    desk.binh.opens(f"/desk/dossiers/{code}")

    assert "Khác với mã QR trên thẻ." in desk.binh.reads


def test_the_second_clerk_is_told_who_has_it_and_what_they_typed_is_kept(desk):
    code = desk.hands_in()
    version = desk.dossier(code).version
    desk.binh.does(code, "take")

    answer = desk.chi.does(
        code,
        "send_back",
        version=version,
        field="licence_back",
        reason_licence_back="Ảnh mờ, không đọc được chữ",
        words_licence_back="góc trái",
    )

    assert answer.status_code == 409
    assert "chữ anh/chị đã gõ vẫn còn" in desk.chi.reads
    assert "Nguyễn Thị Bình đang làm hồ sơ này" in desk.chi.reads
    assert "Ảnh mờ, không đọc được chữ: góc trái" in desk.chi.reads
    assert desk.dossier(code).state is DossierState.TAKEN


def test_a_clerk_who_was_overtaken_sees_the_new_state_and_can_send_again(desk):
    code = desk.hands_in()
    desk.binh.does(code, "take")
    answer = desk.binh.does(code, "accept", version=1, official_code="H21-7")
    assert answer.status_code == 409
    assert 'value="H21-7"' in desk.binh.source

    desk.binh.does(code, "accept", version=desk.dossier(code).version, official_code="H21-7")

    assert desk.dossier(code).official_code == "H21-7"


def test_two_clerks_cannot_take_the_same_dossier(desk):
    code = desk.hands_in()
    desk.binh.does(code, "take")

    answer = desk.chi.does(code, "take")

    assert answer.status_code == 409
    assert "Nguyễn Thị Bình đang làm hồ sơ này." in desk.chi.reads
    assert desk.dossier(code).holder != CHI.name


def test_sending_back_names_the_citizen_and_asks_for_each_field(desk):
    code = desk.hands_in()
    desk.binh.does(code, "take")

    desk.binh.does(
        code,
        "send_back",
        version=desk.dossier(code).version,
        field=["licence_back", "phone"],
        reason_licence_back="Ảnh mờ, không đọc được chữ",
        reason_phone="",
        words_phone="thiếu một số",
    )

    assert "Đã gửi yêu cầu bổ sung cho Rơ Châm H'Nhi." in desk.binh.reads
    assert "Bằng, mặt sau: Ảnh mờ, không đọc được chữ" in desk.binh.reads
    wanted = {item.field: item.reason for item in desk.dossier(code).corrections}
    assert wanted["phone"] == "thiếu một số"
    assert desk.letters(f"user{code}")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({}, "Anh/chị chọn ít nhất một mục cần bổ sung."),
        ({"field": "phone"}, "Anh/chị chọn hoặc ghi lý do cho mục này."),
    ],
)
def test_sending_back_without_a_field_or_a_reason_says_so_beside_it(desk, typed, problem):
    code = desk.hands_in()
    desk.binh.does(code, "take")

    answer = desk.binh.does(code, "send_back", version=2, **typed)

    assert answer.status_code == 422
    assert desk.binh.reads.count(problem) == 2  # in the summary, and beside the field
    assert desk.dossier(code).state is DossierState.TAKEN


def test_a_refusal_needs_a_reason_and_tells_the_citizen(desk):
    code = desk.hands_in()
    desk.binh.does(code, "take")
    assert desk.binh.does(code, "refuse", version=2).status_code == 422

    desk.binh.does(code, "refuse", version=2, why="Bằng nước ngoài", why_words="Xin lỗi chị.")

    assert desk.dossier(code).refusal == "Bằng nước ngoài. Xin lỗi chị"
    assert "Lý do từ chối: Bằng nước ngoài. Xin lỗi chị" in desk.binh.reads
    assert "Hồ sơ đã khép lại" in desk.binh.reads


def test_accepting_leads_on_to_the_appointment(desk):
    code = desk.accepted()

    assert "Đã nhận hồ sơ của Rơ Châm H'Nhi." in desk.binh.reads
    assert desk.dossier(code).state is DossierState.ACCEPTED
    sheet = desk.binh.source.split('data-sheet="appointment"')[1].split(">")[0]
    assert "open" in sheet


def test_the_portals_date_is_confirmed_moved_and_cancelled(desk):
    code = desk.accepted()

    desk.binh.does(code, "confirm_seat", on="2026-11-26", at="09:00")
    assert "Đã chốt lịch chụp ảnh cho Rơ Châm H'Nhi." in desk.binh.reads
    assert "chụp ảnh 09:00 thứ Năm, 26/11/2026" in desk.binh.reads
    desk.binh.does(code, "move_seat", on="2026-11-27", at="10:30")
    assert "chụp ảnh 10:30 thứ Sáu, 27/11/2026" in desk.binh.reads
    desk.binh.does(code, "cancel_seat", cancel_why="Máy ảnh hỏng")

    assert "Đã huỷ lịch chụp ảnh của Rơ Châm H'Nhi." in desk.binh.reads
    assert Kind.APPOINTMENT_CANCELLED in desk.kinds(code)


@pytest.mark.parametrize(
    ("on", "at", "problem"),
    [
        ("2026-11-20", "09:00", "Giờ này đã qua."),
        ("ngày mai", "09:00", "Anh/chị chọn ngày chụp ảnh."),
        ("2026-11-26", "sáng", "Anh/chị chọn giờ chụp ảnh."),
    ],
)
def test_a_time_that_cannot_be_is_said_beside_its_field(desk, on, at, problem):
    code = desk.accepted()

    answer = desk.binh.does(code, "confirm_seat", on=on, at=at)

    assert answer.status_code == 422
    assert problem in desk.binh.reads
    assert f'value="{on}"' in desk.binh.source


@pytest.mark.parametrize(("on", "why"), [("2027-01-01", "Tết"), ("2026-11-28", "không làm việc")])
def test_an_appointment_on_a_day_off_is_warned_of_and_set_only_on_purpose(desk, on, why):
    code = desk.accepted()

    answer = desk.binh.does(code, "confirm_seat", on=on, at="09:00")

    assert answer.status_code == 422
    assert why in desk.binh.reads
    assert 'name="day_off"' in desk.binh.source
    desk.binh.does(
        code, "confirm_seat", on=on, at="09:00", day_off="1", version=desk.dossier(code).version
    )
    assert "Đã chốt lịch chụp ảnh cho" in desk.binh.reads


def test_a_wrong_official_code_is_mended_and_put_back_on_the_page(desk):
    code = desk.accepted()
    assert "Sửa mã Cổng M" in desk.binh.reads

    version = desk.dossier(code).version
    desk.binh.does(code, "official_code", version=version, right_code="000.00.06.H21-2")
    assert "mã Cổng 000.00.06.H21-2" in desk.binh.reads
    assert "sửa mã Cổng, mã cũ 000.00.06.H21-1" in desk.binh.reads

    desk.binh.does(code, "official_code_back", version=desk.dossier(code).version)

    assert desk.dossier(code).official_code == "000.00.06.H21-1"
    assert "dùng lại mã Cổng trước đó" in desk.binh.reads


def test_a_licence_goes_all_the_way_home_and_each_step_is_one_press(desk):
    code = desk.accepted()
    for deed, typed in (
        ("photo_taken", {}),
        ("result_received", {}),
        ("posted", {"parcel_number": "ea123456789vn"}),
        ("delivered", {}),
    ):
        assert f"/{code}/{deed}" in desk.binh.source
        desk.binh.does(code, deed, version=desk.dossier(code).version, **typed)

    assert desk.dossier(code).state is DossierState.DELIVERED
    assert desk.dossier(code).parcel_number == "EA123456789VN"
    assert "Đã ghi Rơ Châm H'Nhi nhận bằng." in desk.binh.reads


def test_a_step_recorded_by_mistake_is_taken_back_and_struck_out(desk):
    code = desk.accepted()
    desk.binh.does(code, "photo_taken", version=desk.dossier(code).version)

    desk.binh.does(code, "undo", version=desk.dossier(code).version)

    assert desk.dossier(code).state is DossierState.ACCEPTED
    assert 'class="taken-back"' in desk.binh.source


def test_a_dossier_to_be_fetched_offers_the_handing_over_first(desk):
    code = desk.accepted(delivery="post_office")
    for deed in ("photo_taken", "result_received"):
        desk.binh.does(code, deed, version=desk.dossier(code).version)

    assert "Đã trao tại bưu cục Enter" in desk.binh.reads


def test_a_parcel_number_is_asked_for_before_posting(desk):
    code = desk.accepted()
    for deed in ("photo_taken", "result_received"):
        desk.binh.does(code, deed, version=desk.dossier(code).version)

    answer = desk.binh.does(code, "posted", version=desk.dossier(code).version, parcel_number=" ")

    assert answer.status_code == 422
    assert "Anh/chị ghi mã vận đơn." in desk.binh.reads


def test_what_a_clerk_writes_reaches_the_citizen_under_their_name(desk):
    code = desk.hands_in()

    desk.chi.does(code, "write", letter="Chị gửi giúp em mặt sau nhé")

    assert "Đã gửi tin cho Rơ Châm H'Nhi." in desk.chi.reads
    assert any("Chị gửi giúp em mặt sau nhé" in text for text in desk.letters(f"user{code}"))
    assert "Trần Mai Chi" in desk.chi.reads


def test_hostile_words_are_shown_as_letters_everywhere(desk):
    hostile = '"><script>alert(1)</script>'
    code = desk.hands_in(full_name=hostile, address=hostile, residence=hostile)
    desk.hears(f"user{code}", hostile)
    desk.binh.does(code, "take")

    desk.binh.does(code, "accept", version=1, official_code=hostile)

    assert "<script>alert" not in desk.binh.source
    assert desk.binh.page.status_code == 409


def test_news_of_a_dossier_come_without_moving_the_page(desk):
    code = desk.hands_in()
    seen = desk.dossier(code).version
    desk.chi.does(code, "take")
    desk.hears(f"user{code}", "em ơi xong chưa")

    desk.binh.opens(f"/desk/dossiers/{code}/talk?version={seen}")

    assert "em ơi xong chưa" in desk.binh.reads
    assert "Hồ sơ vừa thay đổi (Đang kiểm tra)." in desk.binh.reads
    assert "<header" not in desk.binh.source


@pytest.mark.parametrize("path", ["", "/talk"])
def test_a_code_that_nobody_has_is_a_page_with_a_way_back(desk, path):
    answer = desk.binh.opens(f"/desk/dossiers/ZL-000000-0000{path}")

    assert answer.status_code == 404
    assert "Không có trang hoặc hồ sơ này." in desk.binh.reads


def test_a_deed_that_nobody_knows_is_not_done(desk):
    code = desk.hands_in()

    assert desk.binh.does(code, "burn").status_code == 404
    assert desk.binh.does("ZL-000000-0000", "take").status_code == 404


def test_a_held_seat_is_ready_to_be_confirmed(desk):
    code = desk.hands_in()
    starts_at = desk.now + timedelta(days=2)
    with desk.ground.database.transaction() as store:
        store.slots.add("pleiku", starts_at, 1)
        slot = store.slots.at("pleiku", starts_at)
        store.appointments.hold(f"user{code}", slot.id, until=starts_at, dossier=code)
    desk.binh.does(code, "take")

    assert "Công dân chọn, chưa chốt 09:00 thứ Tư, 25/11/2026" in desk.binh.reads
    assert 'value="2026-11-25"' in desk.binh.source


def test_a_dossier_that_was_kept_long_enough_opens_and_says_what_became_of_it(desk):
    code = desk.hands_in()
    with desk.ground.database.transaction() as store:
        before = store.dossiers.get(code)
        store.dossiers.replace(before, before.withdrawn(desk.now))
    desk.passes(timedelta(days=800))
    forget_words(desk.ground)

    assert desk.binh.opens(f"/desk/dossiers/{code}").status_code == 200

    assert "Hết hạn lưu, đã xoá nội dung" in desk.binh.reads
    assert "không còn gắn với công dân nào" in desk.binh.reads
    assert "RO CHAM" not in desk.binh.source
    assert 'name="letter"' not in desk.binh.source


def test_a_passport_stands_where_the_portal_asks_for_it_and_what_is_unsure_is_said(desk):
    told = {"citizen_id": None, "passport_number": "C01234567", "nationality": "Hàn Quốc"}
    code = desk.hands_in(**told, passport_issued_on="2022-08-15", licence_origin="foreign")

    desk.binh.opens(f"/desk/dossiers/{code}")

    assert "Quốc tịch Hàn Quốc" in desk.binh.reads
    assert "Họ và đệm" not in desk.binh.reads
    assert "•••••4567" in desk.binh.reads
    assert "C01234567" not in desk.binh.source
    assert "Hộ chiếu: xem bản gốc và thời hạn cư trú" in desk.binh.reads
    assert "chỉ đổi được khi có thẻ thường trú" in desk.binh.reads


@pytest.mark.parametrize(
    ("reason", "code", "unsure"), [("expiring", "3.000347", False), ("lost", "3.000348", True)]
)
def test_the_code_of_the_procedure_is_there_to_be_copied_with_how_sure_it_is(
    desk, reason, code, unsure
):
    desk.binh.opens(f"/desk/dossiers/{desk.hands_in(reason=reason)}")

    assert f"Mã thủ tục {code}" in desk.binh.reads
    assert ("Mã này chưa kiểm chứng" in desk.binh.reads) is unsure


def test_a_card_that_comes_from_an_earlier_dossier_says_so(desk):
    with desk.ground.database.transaction() as store:
        store.pictures.add("card1", citizen="u", media_type="image/jpeg", qr="", at=desk.now)
    code = desk.hands_in(id_picture="card1")
    with desk.ground.database.transaction() as store:
        before = store.dossiers.get(code)
        sources = {**before.sources, "id_picture": "earlier"}
        store.dossiers.replace(before, replace(before, sources=sources, version=before.version + 1))

    desk.binh.opens(f"/desk/dossiers/{code}")

    assert "Ảnh của hồ sơ trước, công dân xác nhận lại" in desk.binh.reads
