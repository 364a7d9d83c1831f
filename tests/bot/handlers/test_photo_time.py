"""The time of the photo is asked for after the hand-in: chosen, left to the office, passed by."""

import pytest

from bot.handlers import book
from domain.appointments import AppointmentState
from domain.dossier import DossierState
from domain.events import Kind

FILLED_IN = (
    "em bị mất bằng", "Đồng ý", "A1, 640123456789, 15/08/2017", "064090001234", "Nguyễn Văn Mẫu",
    "05/03/1990", "12 Lê Lợi, phường Pleiku, Gia Lai", "1, 0905123456",
)  # fmt: skip


@pytest.fixture
def alice(office):
    """Bring Alice to where she has just handed in and hears the free times."""
    office.citizen.says(*FILLED_IN, "nộp hồ sơ")
    return office.citizen


def seats_of(office, citizen):
    with office.database.reading() as store:
        return store.appointments.of_citizen(citizen.id)


def slot_offered(alice, place=0):
    return int(alice.talk.offered[place].split("\t")[0])


def test_the_hand_in_needs_no_time_and_the_free_times_follow_it(office, alice):
    assert alice.hears("Mã hồ sơ: ZL-261123-0001", "Giờ nào tiện? Chưa chọn cũng được", "1. 08:00")
    confirmation, times = alice.letters[-2:]
    assert "Giờ nào tiện" not in confirmation.text
    assert [one["title"] for one in confirmation.buttons] == ["Hồ sơ của tôi", "Rút lại để sửa"]
    assert times.buttons[-1]["title"] == "Để bưu cục hẹn giúp"
    assert seats_of(office, alice) == []


def test_no_seat_is_kept_for_who_has_not_handed_in(office):
    office.citizen.says(*FILLED_IN)

    assert office.citizen.talk.asked == "hand_in"
    assert seats_of(office, office.citizen) == []


def test_a_time_that_is_chosen_is_kept_for_the_dossier_until_a_clerk_confirms_it(office, alice):
    slot = slot_offered(alice, 1)

    alice.says("2")

    assert alice.hears("Em giữ cho anh/chị 08:00", "69 Hùng Vương", "chốt lịch này cho hồ sơ ZL-")
    [dossier] = alice.dossiers
    seat = office.seat(dossier)
    assert (seat.slot, seat.state, dossier.answers["slot"]) == (slot, "held", str(slot))
    assert [one.kind for one in office.events(Kind.APPOINTMENT_HELD, Kind.APPOINTMENT_MOVED)] == [
        Kind.APPOINTMENT_HELD
    ]
    assert alice.talk.form is None


@pytest.mark.parametrize("said", ["6", "để bưu cục hẹn giúp", "thôi", "để sau em ơi", "không"])
def test_who_does_not_choose_leaves_it_to_the_office(office, alice, said):
    alice.hears()
    alice.says(said)

    assert alice.hears("bưu cục sẽ hẹn giờ chụp ảnh")
    assert alice.talk.form is None
    assert alice.dossiers[0].state is DossierState.HANDED_IN
    assert seats_of(office, alice) == []


def test_who_says_nothing_is_given_a_time_by_the_clerk_and_the_old_list_binds_nobody(office, alice):
    [dossier] = alice.dossiers
    dossier = office.binh.takes(dossier)
    confirmed = office.free_slots()[9].starts_at
    office.binh.confirms(dossier, confirmed)
    alice.hears("Lịch chụp ảnh cho hồ sơ")

    alice.says("1")

    assert office.seat(dossier).starts_at == confirmed
    assert alice.talk.form != "photo_time"


def test_once_a_clerk_has_set_a_time_words_are_no_answer_to_the_old_list(office, alice):
    dossier = office.binh.takes(alice.dossiers[0])
    office.binh.confirms(dossier, office.free_slots()[9].starts_at)
    alice.hears()

    alice.says("để sau em ơi", "ngày khác")

    assert "bưu cục sẽ hẹn giờ" not in "".join(one.text for one in alice.letters)
    assert alice.talk.form == "move_appointment"


def test_a_time_that_a_clerk_sets_in_the_same_moment_stands(office, alice):
    dossier = office.binh.takes(alice.dossiers[0])
    offered = slot_offered(alice)
    office.binh.confirms(dossier, office.free_slots()[9].starts_at)
    stood = office.seat(dossier)

    with office.database.transaction() as store:
        said = list(book.choose(store, alice.id, offered, now=office.now, dossier=dossier.code))

    assert office.seat(dossier) == stood
    assert "đã có giờ chụp ảnh rồi" in str(said[0].text)


def test_a_time_that_went_meanwhile_is_said_and_the_others_are_offered_again(office, alice):
    wanted = slot_offered(alice)
    with office.database.transaction() as store:
        book.hold(store, "2", wanted, now=office.now)

    alice.says("1")

    assert alice.hears("vừa có người chọn trước", "1. 08:00", "Để bưu cục hẹn giúp")
    alice.says("1")
    assert office.seat(alice.dossiers[0]).slot not in (0, wanted)


def test_other_days_and_the_waiting_list_are_there_as_before(office, alice):
    alice.says("ngày khác")
    assert alice.hears("Giờ nào tiện cho anh/chị ạ?", "1. 09:00 thứ Ba, 01/12/2026")
    alice.says("có giờ trống chiều thứ 6 thì báo em")

    with office.database.reading() as store:
        [waits] = store.waiting.of_citizen(alice.id)
    assert waits.dossier == alice.dossiers[0].code
    assert waits.wish == {"on": "2026-11-27", "half": "afternoon"}


def test_without_free_times_nothing_is_asked_that_cannot_be_answered(office):
    with office.database.transaction() as store:
        for slot in office.free_slots():
            store.slots.take(slot.id)

    office.citizen.says(*FILLED_IN, "nộp hồ sơ")

    assert office.citizen.hears("chụp ảnh ạ", "Hiện chưa có giờ trống", "1. Để bưu cục hẹn giúp")
    assert "Giờ nào tiện" not in office.citizen.letters[-1].text


@pytest.mark.parametrize("chosen", [True, False])
def test_the_hand_in_is_taken_back_from_there_and_the_seat_goes_along(office, alice, chosen):
    if chosen:
        alice.says("2")
    alice.hears()

    alice.says("rút hồ sơ")

    assert alice.hears("Em đã rút hồ sơ", "xem lại")
    assert ("Giờ chụp ảnh: 08:00" in alice.letters[-1].text) is chosen
    alice.says("sửa số điện thoại", "0912345678", "nộp hồ sơ")
    again, first = alice.dossiers
    assert first.state is DossierState.WITHDRAWN
    assert (office.seat(again) is not None) is chosen
    assert (alice.talk.form == "photo_time") is not chosen


@pytest.mark.parametrize("said", ["sửa số điện thoại", "huỷ hồ sơ"])
def test_who_wants_to_mend_what_was_handed_in_hears_how(alice, said):
    alice.hears()
    alice.says(said)

    assert alice.hears("nhắn «rút hồ sơ»", "Giờ chụp ảnh")
    assert alice.talk.form == "photo_time"


@pytest.mark.parametrize(
    ("said", "form"),
    [("làm cho ba em nữa", "exchange"), ("em muốn đổi bằng ô tô", "exchange"),
     ("em bị mất bằng lái nữa", "lost_licence")],
)  # fmt: skip
def test_a_second_dossier_may_be_begun_at_once_with_what_is_known(alice, said, form):
    alice.says(said)

    assert alice.talk.form == form
    assert ("known" in alice.talk.answers) is ("ba em" not in said)


@pytest.mark.parametrize(
    ("said", "told"),
    [("hồ sơ của tôi tới đâu rồi", "Tiếp theo"), ("lệ phí bao nhiêu", "135.000"),
     ("cảm ơn em", "không có gì"), ("nộp hồ sơ", "hồ sơ em đã nhận rồi")],
)  # fmt: skip
def test_what_is_asked_on_the_way_is_answered_and_the_times_stay(office, alice, said, told):
    alice.hears()
    alice.says(said)

    assert alice.hears(told, "Giờ chụp ảnh: anh/chị chọn giúp em; chưa chọn cũng được")
    alice.says("1")
    assert office.seat(alice.dossiers[0]).state is AppointmentState.HELD


def test_a_greeting_the_day_after_is_greeted_and_offered_the_times(office, alice):
    office.later(days=1)
    alice.hears()
    alice.says("alo")

    assert alice.hears("Em chào anh/chị", "Giờ nào tiện")
    assert "làm dở" not in alice.letters[-1].text


def test_of_two_dossiers_each_is_given_its_own_time(office, alice):
    again = ("em bị mất bằng lái", "Đồng ý", "A1, 640123456780, 16/08/2017", "vẫn đúng")
    alice.says("1", *again, "không chụp", "nộp hồ sơ", "2")

    second, first = alice.dossiers
    assert office.seat(first).slot != office.seat(second).slot
    assert alice.talk.form is None


def test_what_is_mended_keeps_the_time_that_was_chosen(office, alice):
    alice.says("2")
    dossier = alice.dossiers[0]
    seat = office.seat(dossier)
    office.binh.sends_back(office.binh.takes(dossier), phone="gọi không được")

    alice.says("0912345678", "nộp hồ sơ")

    mended = alice.dossiers[0]
    assert (mended.answers["phone"], mended.answers["slot"]) == ("0912345678", str(seat.slot))
    assert office.seat(mended) == seat
    assert alice.talk.form is None


def test_a_time_that_is_ticked_is_chosen_anew(office, alice):
    alice.says("2")
    dossier = alice.dossiers[0]
    before = office.seat(dossier)
    office.binh.sends_back(office.binh.takes(dossier), slot="hôm đó bưu cục nghỉ")
    alice.hears("hôm đó bưu cục nghỉ", "Giờ nào tiện")

    alice.says("3", "nộp hồ sơ")

    assert office.seat(alice.dossiers[0]).slot not in (0, before.slot)


def test_a_dossier_that_is_refused_meanwhile_asks_for_no_time(office, alice):
    office.binh.refuses(office.binh.takes(alice.dossiers[0]))
    alice.hears()

    alice.says("cảm ơn em")

    assert "Giờ chụp ảnh" not in alice.letters[-1].text
    assert alice.talk.form is None


def test_in_english_the_times_are_asked_for_in_english(office):
    office.citizen.says("english", *FILLED_IN, "hand in")

    assert office.citizen.hears("One thing is left", "if you choose none")
    office.citizen.says("let the post office choose")
    assert office.citizen.talk.form is None


def test_who_cancels_before_a_time_is_chosen_is_told_so_and_the_times_stay(office, alice):
    alice.hears()
    alice.says("huỷ lịch")
    assert alice.hears("chưa có lịch hẹn chụp ảnh nào để huỷ", "1. 08:00")

    alice.says("1")

    assert office.seat(alice.dossiers[0]).state is AppointmentState.HELD
