import pytest

from domain.dossier import DossierState


def _confirmed(desk, at, **answers):
    code = desk.accepted(**answers)
    desk.binh.does(code, "confirm_seat", on="2026-11-23", at=at)
    return code


def test_the_day_lists_who_comes_when_in_order(desk):
    _confirmed(desk, "14:30", full_name="Siu Y Blôk")
    _confirmed(desk, "10:00")

    desk.binh.opens("/desk/day")

    assert "thứ Hai, 23/11/2026" in desk.binh.reads
    assert desk.binh.reads.index("10:00 Rơ Châm") < desk.binh.reads.index("14:30 Siu Y Blôk")
    assert "2 lượt hẹn" in desk.binh.reads


def test_arrival_and_absence_are_recorded_on_the_sheet_and_it_comes_back(desk):
    came = _confirmed(desk, "10:00")
    missed = _confirmed(desk, "14:30", full_name="Siu Y Blôk")

    for code, deed in ((came, "photo_taken"), (missed, "photo_missed")):
        version = desk.dossier(code).version
        desk.binh.does(code, deed, version=version, back="day", on_day="2026-11-23")

    assert desk.dossier(came).state is DossierState.PHOTOGRAPHED
    assert "Lịch chụp ảnh thứ Hai, 23/11/2026" in desk.binh.reads
    assert "đã chụp Hoàn tác" in desk.binh.reads
    assert "Đã ghi Siu Y Blôk vắng hẹn" in desk.binh.reads


def test_a_seat_that_nobody_confirmed_is_shown_but_cannot_be_settled(desk):
    code = desk.hands_in()
    with desk.ground.database.transaction() as store:
        store.slots.add("pleiku", desk.now, 1)
        slot = store.slots.at("pleiku", desk.now)
        store.appointments.hold(f"user{code}", slot.id, until=desk.now, dossier=code)

    desk.binh.opens("/desk/day")

    assert "chưa chốt" in desk.binh.reads
    assert "photo_taken" not in desk.binh.source


def test_an_empty_day_says_where_appointments_come_from(desk):
    desk.binh.opens("/desk/day?on=2026-12-24")

    assert "Không có lịch chụp ảnh ngày này." in desk.binh.reads
    assert "on=2026-12-23" in desk.binh.source
    assert "on=2026-12-25" in desk.binh.source


@pytest.mark.parametrize("day", ["2026-02-31", "0001-01-01", "9999-12-31", "hôm nay"])
def test_a_day_that_cannot_be_is_today(desk, day):
    desk.binh.opens(f"/desk/day?on={day}")

    assert "thứ Hai, 23/11/2026" in desk.binh.reads


def test_who_waits_for_a_time_is_on_the_sheet_of_the_day_and_of_the_dossier_with_their_wish(desk):
    code = desk.accepted()
    with desk.ground.database.transaction() as store:
        wish = {"on": "2026-11-27", "half": "afternoon"}
        store.waiting.join("u", dossier=code, office="pleiku", wish=wish, at=desk.now)

    desk.binh.opens(f"/desk/dossiers/{code}")
    assert "Danh sách chờ Chờ buổi chiều thứ Sáu, 27/11/2026; ghi từ 23/11." in desk.binh.reads
    desk.binh.opens("/desk/day?on=2026-11-27")
    assert "Đang chờ giờ trống" in desk.binh.reads
    assert f"{code} Chờ buổi chiều thứ Sáu, 27/11/2026" in desk.binh.reads
    desk.binh.opens("/desk/day?on=2026-11-26")
    assert code not in desk.binh.reads
