"""Somebody with two appointments, their own and their mother's, is asked which one they mean."""

from datetime import timedelta

import pytest

from domain.appointments import AppointmentState
from domain.events import Kind
from scheduler.jobs import offer_freed_seats, remind


@pytest.fixture
def two(office):
    """Alice's own photo is on Wednesday at eight, her mother's on Thursday at eight."""
    alice = office.citizen
    alice.says("chào em")
    codes = []
    for place, name, for_whom in (
        (0, "Nguyễn Thị Mẫu", {}),
        (1, "Siu H'Blôk", {"filed_for": "parent"}),
    ):
        handed_in = alice.hands_in(full_name=name, **for_whom)
        dossier = office.binh.accepts(office.binh.takes(handed_in))
        office.binh.confirms(dossier, office.free_slots()[place].starts_at)
        codes.append(dossier.code)
    alice.hears()
    office.own, office.mothers = codes
    return office


def seat(office, code):
    with office.database.reading() as store:
        return store.appointments.of(code)


def test_moving_asks_which_then_tells_its_time_and_moves_only_that(two):
    alice, before = two.citizen, seat(two, two.own)

    alice.says("đổi lịch")
    assert alice.hears(
        "nhiều lịch chụp ảnh",
        f"1. 08:00 thứ Tư, 25/11/2026, Nguyễn Thị Mẫu, hồ sơ {two.own}",
        f"2. 08:00 thứ Năm, 26/11/2026, Siu H'Blôk, hồ sơ {two.mothers}",
    )
    alice.says("2")
    assert alice.hears("Lịch đang hẹn: 08:00 thứ Năm, 26/11/2026")
    alice.says("thứ 6")

    assert alice.hears(f"chốt lịch này cho hồ sơ {two.mothers}")
    assert seat(two, two.mothers).state is AppointmentState.HELD
    assert seat(two, two.own) == before


@pytest.mark.parametrize("said", ["2", "của H'Blôk", "cái thứ 5", "ZL-261123-0002"])
def test_cancelling_asks_which_and_says_its_time_before_it_is_done(two, said):
    alice = two.citizen
    alice.says("huỷ lịch hẹn", said)
    assert alice.hears("muốn huỷ lịch chụp ảnh 08:00 thứ Năm, 26/11/2026")

    alice.says("1")

    assert alice.hears(f"hồ sơ {two.mothers} đã huỷ")
    assert seat(two, two.mothers) is None
    assert seat(two, two.own) is not None


def test_which_one_stays_named_when_they_think_again(two):
    alice = two.citizen

    alice.says("đổi lịch", "2", "huỷ lịch hẹn")

    assert alice.hears("muốn huỷ lịch chụp ảnh 08:00 thứ Năm, 26/11/2026")


def test_a_dossier_without_a_time_is_one_to_choose_for_but_not_to_cancel(two):
    alice = two.citizen
    alice.says("huỷ lịch hẹn", "1", "1").hears()

    alice.says("đổi lịch")
    assert alice.hears(f"2. chưa có giờ, Nguyễn Thị Mẫu, hồ sơ {two.own}")
    alice.says("2", "1")
    assert seat(two, two.own).state is AppointmentState.HELD
    alice.says("huỷ lịch hẹn", "2", "có").hears()
    alice.says("huỷ lịch hẹn")
    assert "Anh/chị muốn huỷ lịch nào" not in alice.letters[-1].text


def test_a_reminder_is_answered_for_the_dossier_that_it_told_of(two):
    alice = two.citizen
    two.later(days=1)
    assert remind(two.ground) == 1
    alice.hears(two.own)

    alice.says("1")
    assert alice.hears("hẹn gặp anh/chị lúc 08:00 thứ Tư, 25/11/2026")
    two.later(days=1)
    assert remind(two.ground) == 1
    alice.says("cảm ơn em", "2")

    assert alice.hears("Lịch đang hẹn: 08:00 thứ Năm, 26/11/2026")
    answers = {one.dossier: one.detail for one in two.events(Kind.APPOINTMENT_ANSWERED)}
    assert set(answers) == {two.own}


def test_two_reminders_of_one_day_are_answered_together_or_asked_apart(two):
    alice = two.citizen
    alice.says("đổi lịch", "2")
    alice.says(next(str(at) for at, one in enumerate(alice.talk.offered, 1) if "T09:00" in one))
    two.binh.confirms(two.dossier(two.mothers), seat(two, two.mothers).starts_at)
    two.later(days=1)
    assert remind(two.ground) == 2
    alice.hears()

    alice.says("1")

    assert alice.hears("08:00 thứ Tư, 25/11/2026 và 09:00 thứ Tư, 25/11/2026")
    assert {seat(two, code).answer for code in (two.own, two.mothers)} == {"coming"}


def test_two_open_reminders_ask_which_appointment_is_to_be_moved(two):
    alice = two.citizen
    with two.database.transaction() as store:
        own, mothers = (store.appointments.of(code) for code in (two.own, two.mothers))
        store.appointments.change(mothers, starts_at=own.starts_at + timedelta(hours=1))
    two.later(days=1)
    assert remind(two.ground) == 2

    alice.says("2")

    assert alice.hears("muốn đổi lịch nào")


def test_a_missed_photo_offers_times_for_the_dossier_that_was_missed(two):
    alice = two.citizen
    two.now = seat(two, two.mothers).starts_at
    two.binh.records("photo_missed", two.dossier(two.mothers))
    assert alice.hears(two.mothers, "1. ")

    alice.says("1")

    assert alice.hears(f"hồ sơ {two.mothers}")
    assert seat(two, two.mothers).state is AppointmentState.HELD


def test_in_the_middle_of_a_form_a_reminder_is_answered_in_words_and_no_number_is_taken_for_it(two):
    alice = two.citizen
    alice.says("đổi bằng", "Đồng ý")
    two.later(days=1)
    remind(two.ground)
    assert alice.hears("nhắn «sẽ đến»")
    assert "1. Sẽ đến" not in alice.letters[-1].text

    alice.says("em sẽ đến")

    assert alice.hears("hẹn gặp anh/chị lúc 08:00 thứ Tư")
    assert alice.talk.form == "exchange"


def test_in_the_middle_of_a_form_one_of_several_is_cancelled_and_the_same_question_waits(two):
    alice = two.citizen
    alice.says("đổi bằng", "Đồng ý").hears()
    asked = alice.talk.asked

    alice.says("huỷ lịch hẹn")
    assert alice.hears("huỷ lịch nào", f"hồ sơ {two.mothers}", "3. Làm tiếp")
    alice.says("của H'Blôk")
    assert alice.hears("muốn huỷ lịch chụp ảnh 08:00 thứ Năm, 26/11/2026")
    assert seat(two, two.mothers) is not None
    alice.says("1")

    assert alice.hears(f"hồ sơ {two.mothers} đã huỷ", "Em đang chờ")
    assert seat(two, two.mothers) is None
    assert seat(two, two.own) is not None
    assert (alice.talk.form, alice.talk.asked) == ("exchange", asked)


@pytest.mark.parametrize("said", ["3", "làm tiếp", "thôi"])
def test_in_the_middle_of_a_form_none_is_cancelled_by_who_thinks_again(two, said):
    alice = two.citizen
    alice.says("đổi bằng", "Đồng ý", "huỷ lịch hẹn").hears()

    alice.says(said)

    assert alice.hears("mình làm tiếp")
    assert {seat(two, code).state for code in (two.own, two.mothers)} == {
        AppointmentState.CONFIRMED
    }


def test_in_the_middle_of_a_form_the_only_appointment_is_named_before_it_is_cancelled(two):
    alice = two.citizen
    alice.says("huỷ lịch hẹn", "2", "1", "đổi bằng", "Đồng ý").hears()

    alice.says("huỷ lịch hẹn")
    assert alice.hears("muốn huỷ lịch chụp ảnh 08:00 thứ Tư, 25/11/2026")
    alice.says("có").hears(f"hồ sơ {two.own} đã huỷ")
    alice.says("huỷ lịch hẹn")

    assert alice.hears("chưa có lịch hẹn chụp ảnh nào", "Em đang chờ")


def test_two_dossiers_that_wait_are_offered_one_seat_at_a_time(office):
    alice = office.citizen
    alice.says("chào em")
    first, second = (alice.hands_in(slot="waiting") for _time in range(2))
    assert offer_freed_seats(office.ground) == 1

    alice.says("1")

    assert seat(office, first.code).state is AppointmentState.HELD
    assert seat(office, second.code) is None
    assert offer_freed_seats(office.ground) == 1


def test_who_waits_with_two_appointments_waits_with_both(two):
    alice = two.citizen
    alice.says("có giờ nào sớm hơn thì báo em")
    assert alice.hears(two.own, two.mothers, "danh sách chờ")

    with two.database.reading() as store:
        assert {one.dossier for one in store.waiting.of_citizen(alice.id)} == {two.own, two.mothers}
