"""A seat for the photo: held, confirmed, moved, cancelled, reminded of; nobody shares the last."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.handlers import book
from domain.appointments import AppointmentState, NoAppointment, SeatTaken
from domain.dossier import HeldByAnother, NotAllowedNow
from domain.events import Kind
from scheduler.jobs import expire_holds, remind
from tests.office import AN_KHE


@pytest.fixture
def accepted(office):
    """Bring a dossier as far as its photo; nothing is booked for it yet."""
    dossier = office.binh.accepts(office.binh.takes(office.citizen.hands_in()))
    office.citizen.hears()
    return dossier


def slots_taken(office):
    with office.database.reading() as store:
        rows = store._connection.execute(text("SELECT id FROM slots WHERE taken > 0 ORDER BY id"))
        return list(rows.scalars())


def hold(office, citizen, slot):
    with office.database.transaction() as store:
        return book.hold(store, citizen.id, slot.id, now=office.now)


def test_a_citizen_holds_one_seat_at_a_time(office):
    first, second = office.free_slots()[:2]

    hold(office, office.citizen, first)
    hold(office, office.citizen, second)
    hold(office, office.citizen, second)

    assert slots_taken(office) == [second.id]


def test_a_seat_that_another_has_leaves_what_one_holds(office):
    first, second = office.free_slots()[:2]
    hold(office, office.citizen, first)
    hold(office, office.another_citizen("2"), second)

    with pytest.raises(SeatTaken):
        hold(office, office.citizen, second)

    with office.database.reading() as store:
        assert store.appointments.held_for(office.citizen.id).slot == first.id


def test_a_seat_in_the_past_cannot_be_taken(office):
    soon = office.free_slots()[0]
    office.later(days=3)

    with pytest.raises(SeatTaken):
        hold(office, office.citizen, soon)


def test_a_hold_ends_after_a_day_and_the_ledger_knows(office):
    seat = hold(office, office.citizen, office.free_slots()[9])
    office.later(hours=23)
    assert expire_holds(office.ground) == 0
    office.later(hours=1)

    assert expire_holds(office.ground) == 1
    assert expire_holds(office.ground) == 0

    assert slots_taken(office) == []
    [event] = office.events(Kind.HOLD_EXPIRED)
    assert event.detail == {"starts_at": seat.starts_at.isoformat()}


def test_a_seat_whose_hold_ran_out_is_taken_again_at_hand_in_if_it_is_free(office):
    slot = office.free_slots()[9]
    hold(office, office.citizen, slot)
    office.later(hours=25)
    expire_holds(office.ground)

    dossier = office.citizen.hands_in(slot=str(slot.id))

    assert office.seat(dossier).slot == slot.id


def test_a_seat_that_is_gone_at_hand_in_is_said_and_the_dossier_is_taken_in(office):
    slot = office.free_slots()[9]
    hold(office, office.another_citizen("2"), slot)

    dossier = office.citizen.hands_in(slot=str(slot.id))

    assert office.seat(dossier) is None
    assert dossier.answers["slot"] == "office"


def test_a_clerk_confirms_the_portals_time_and_the_citizen_hears_when_and_where(office, accepted):
    starts_at = office.free_slots()[9].starts_at

    office.binh.confirms(accepted, starts_at)
    office.binh.confirms(accepted, starts_at)

    assert office.seat(accepted).state is AppointmentState.CONFIRMED
    assert office.citizen.hears("Bưu cục Pleiku", "69 Hùng Vương")
    assert len(office.events(Kind.APPOINTMENT_CONFIRMED)) == 1
    [event] = office.events(Kind.APPOINTMENT_CONFIRMED)
    assert event.detail == {"starts_at": starts_at.isoformat()}
    assert len(slots_taken(office)) == 1


def test_a_time_of_the_portal_that_is_no_slot_of_ours_needs_no_seat(office, accepted):
    starts_at = office.free_slots()[9].starts_at + timedelta(minutes=7)

    office.binh.confirms(accepted, starts_at)

    assert (office.seat(accepted).slot, office.seat(accepted).starts_at) == (0, starts_at)
    assert slots_taken(office) == []


def test_another_time_gives_the_seat_before_it_back(office, accepted):
    first, second = office.free_slots()[4], office.free_slots()[9]
    office.binh.confirms(accepted, first.starts_at)

    office.binh.moves(accepted, second.starts_at)
    office.binh.moves(accepted, second.starts_at)

    assert slots_taken(office) == [second.id]
    assert len(office.events(Kind.APPOINTMENT_MOVED)) == 1


def test_a_full_slot_refuses_the_clerk_and_keeps_the_seat_there_was(office, accepted):
    first, second = office.free_slots()[4], office.free_slots()[9]
    office.binh.confirms(accepted, first.starts_at)
    hold(office, office.another_citizen("2"), second)

    with pytest.raises(SeatTaken):
        office.binh.moves(accepted, second.starts_at)

    assert office.seat(accepted).slot == first.id


def test_what_has_no_appointment_can_neither_be_moved_nor_cancelled(office, accepted):
    with pytest.raises(NoAppointment):
        office.binh.moves(accepted, office.free_slots()[0].starts_at)
    with pytest.raises(NoAppointment):
        office.binh.cancels(accepted)


def test_a_dossier_that_nobody_has_checked_gets_no_appointment(office):
    dossier = office.citizen.hands_in()

    with pytest.raises(NotAllowedNow):
        office.binh.confirms(dossier, office.free_slots()[0].starts_at)


def test_another_clerk_does_not_book_for_a_dossier_that_one_holds(office):
    dossier = office.binh.takes(office.citizen.hands_in())

    with pytest.raises(HeldByAnother, match="binh"):
        office.chi.confirms(dossier, office.free_slots()[0].starts_at)


def test_a_cancelled_appointment_says_why_and_leaves_the_dossier(office, accepted):
    office.binh.confirms(accepted, office.free_slots()[4].starts_at)
    office.citizen.hears()

    office.binh.cancels(accepted, "Bưu cục mất điện")

    assert office.citizen.hears("Bưu cục mất điện")
    assert slots_taken(office) == []
    assert office.dossier(accepted.code).state is accepted.state


def test_everybody_is_reminded_once_on_the_day_before(office, accepted):
    """Monday, nine o'clock: the photo is on Wednesday at eight."""
    office.binh.confirms(accepted, office.free_slots()[0].starts_at)
    office.citizen.hears()

    assert remind(office.ground) == 0
    office.later(hours=11, minutes=50)
    assert remind(office.ground) == 0
    office.later(hours=3)
    assert remind(office.ground) == 0
    office.later(hours=8)
    assert remind(office.ground) == 1
    assert remind(office.ground) == 0

    assert office.citizen.hears("Em nhắc anh/chị", accepted.code)
    assert len(office.events(Kind.APPOINTMENT_REMINDED)) == 1


@pytest.mark.parametrize(
    ("answer", "came_of_it"),
    [
        ("1", (AppointmentState.CONFIRMED, Kind.APPOINTMENT_ANSWERED)),
        ("3", (None, Kind.APPOINTMENT_CANCELLED)),
    ],
)
def test_the_reminder_is_answered_by_its_numbers(office, accepted, answer, came_of_it):
    state, kind = came_of_it
    office.binh.confirms(accepted, office.free_slots()[1].starts_at)
    office.later(days=1)
    remind(office.ground)

    office.citizen.says(answer)
    if state is None:
        office.citizen.says("1")

    seat = office.seat(accepted)
    assert (seat.state if seat else None) == state
    assert [one.actor for one in office.events(kind)] == ["citizen"]


def test_an_appointment_that_is_moved_is_reminded_of_again(office, accepted):
    first, second = office.free_slots()[:2]
    office.binh.confirms(accepted, first.starts_at)
    office.later(days=1)
    assert remind(office.ground) == 1
    office.binh.moves(accepted, second.starts_at)

    assert remind(office.ground) == 1


def test_a_citizen_moves_the_appointment_and_a_clerk_confirms_it_again(office, accepted):
    first = office.free_slots()[4]
    office.binh.confirms(accepted, first.starts_at)
    office.citizen.hears()

    office.citizen.says("đổi lịch").hears("giờ nào")
    office.citizen.says("1")

    seat = office.seat(accepted)
    assert seat.state is AppointmentState.HELD
    assert slots_taken(office) == [seat.slot] != [first.id]
    assert office.citizen.hears(accepted.code)
    assert [one.actor for one in office.events(Kind.APPOINTMENT_MOVED)] == ["citizen"]


def test_the_seat_one_has_is_not_offered_to_move_to(office, accepted):
    """Capacity two: the slot has a seat left beside Alice's own."""
    mine = office.free_slots()[2]
    with office.database.transaction() as store:
        store._connection.execute(text("UPDATE slots SET capacity = 2"))
    office.binh.confirms(accepted, mine.starts_at)

    office.citizen.says("đổi lịch")

    offered = [one.split("\t")[0] for one in office.citizen.talk.offered]
    assert len(offered) == 6
    assert str(mine.id) not in offered


def test_a_seat_the_office_cancels_is_followed_by_free_times_at_once(office, accepted):
    office.binh.confirms(accepted, office.free_slots()[4].starts_at)
    office.citizen.hears()

    office.binh.cancels(accepted, "Bưu cục mất điện")

    assert office.citizen.hears("Bưu cục mất điện", "chụp ảnh lúc nào", "1. 08:00")
    office.citizen.says("2")
    assert office.seat(accepted).state is AppointmentState.HELD


def test_in_the_middle_of_a_form_a_cancelled_seat_leads_to_the_times_by_a_word(office, accepted):
    office.binh.confirms(accepted, office.free_slots()[4].starts_at)
    office.citizen.says("làm cho bằng khác", "đổi bằng").hears("Đồng ý")
    asked = office.citizen.talk.asked

    office.binh.cancels(accepted, "Bưu cục mất điện")

    assert office.citizen.hears("nhắn «đổi lịch»")
    assert office.citizen.talk.asked == asked


def test_who_cancelled_chooses_another_time_whenever_they_like(office, accepted):
    office.binh.confirms(accepted, office.free_slots()[4].starts_at)
    office.citizen.says("huỷ lịch hẹn", "1").hears("nhắn «đổi lịch»")
    assert office.seat(accepted) is None

    office.citizen.says("đổi lịch").hears("chụp ảnh lúc nào")
    office.citizen.says("1")

    assert office.seat(accepted).state is AppointmentState.HELD


def test_a_seat_lost_while_moving_asks_again_and_keeps_the_old_one(office, accepted):
    first = office.free_slots()[4]
    office.binh.confirms(accepted, first.starts_at)
    office.citizen.says("đổi lịch").hears()
    wanted = int(office.citizen.talk.offered[0].split("\t")[0])
    with office.database.transaction() as store:
        book.hold(store, "2", wanted, now=office.now)

    office.citizen.says("1")

    assert office.citizen.hears("chọn giờ khác")
    assert office.seat(accepted).slot == first.id
    office.citizen.says("1")
    assert office.seat(accepted).slot not in (first.id, wanted)


def test_a_seat_at_another_office_is_a_seat_there(office, accepted):
    with office.database.transaction() as store:
        store.offices.add(AN_KHE)
        there = office.free_slots()[6].starts_at + timedelta(minutes=30)
        store.slots.add(AN_KHE.key, there, capacity=1)
        slot = store.slots.at(AN_KHE.key, there)
        list(book.move_by_citizen(store, office.citizen.id, slot.id, now=office.now))

    seat = office.seat(accepted)
    assert (seat.office, seat.slot) == (AN_KHE.key, slot.id)


def to_the_summary(alice, until="hand_in"):
    said = {
        "consent": "Đồng ý",
        "reason": "Bằng bị mất",
        "licence_class": "A1, không thời hạn",
        "id_picture": "064090001234",
        "full_name": "Nguyễn Văn Mẫu",
        "birth_date": "05/03/1990",
        "residence": "12 Lê Lợi, phường Pleiku, Gia Lai",
        "licence_number": "640123456789, 15/08/2017",
        "phone": "0905123456",
    }
    alice.says("đổi bằng")
    for _each in range(30):
        if alice.talk.asked == until:
            alice.hears()
            return
        alice.says(said.get(alice.talk.asked, "1"))
    raise AssertionError(alice.talk)


def test_a_dossier_is_handed_in_exactly_once(office):
    alice = office.citizen
    to_the_summary(alice)

    alice.says("nộp hồ sơ", "nộp hồ sơ", "nộp hồ sơ")

    [dossier] = alice.dossiers
    assert dossier.code == "ZL-261123-0001"
    assert len(office.events(Kind.DOSSIER_RECEIVED)) == 1
    assert alice.talk.form == "photo_time"
