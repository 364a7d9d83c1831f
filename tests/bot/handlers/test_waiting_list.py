"""A seat that comes free goes to who waited longest, one at a time, for a while, by day only."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.handlers import freed_seats
from bot.handlers.erase import erase
from domain.appointments import AppointmentState, SeatTaken
from domain.events import Kind
from domain.rules import default_settings
from domain.waiting import WaitingState
from scheduler.jobs import offer_freed_seats

ALICE, BOB = "100000000000000001", "100000000000000002"


@pytest.fixture
def full(office):
    """Every slot is gone: Alice sits on Thursday at eight, Bob on Friday, strangers in the rest."""
    for who, place in ((ALICE, 2), (BOB, 4)):
        citizen = office.another_citizen(who)
        citizen.says("chào em").hears()
        dossier = office.binh.accepts(office.binh.takes(citizen.hands_in()))
        office.binh.confirms(dossier, office.free_slots()[place].starts_at)
        citizen.hears()
    with office.database.transaction() as store:
        store._connection.execute(text("UPDATE slots SET taken = capacity"))
    return office


def frees(office, number=0):
    """Free the seat of a stranger: on Wednesday at eight, or a later one."""
    with office.database.transaction() as store:
        query = "SELECT id FROM slots ORDER BY starts_at"
        ids = list(store._connection.execute(text(query)).scalars())
        slot = store.slots.get(ids[2 + number])
        store.slots.give_back(slot.id)
    return slot


@pytest.mark.parametrize(
    ("said", "day"), [("chủ nhật", "Chủ nhật, 29/11/2026"), ("thứ 7 tuần này", "thứ Bảy, 28/11")]
)
def test_who_wishes_for_a_day_without_photos_is_told_the_nearest_days(full, said, day):
    alice = full.citizen
    alice.says(f"có giờ trống {said} thì báo em")

    assert alice.hears(f"không chụp ảnh {day}", "thứ Sáu, 27/11/2026", "thứ Hai, 30/11/2026")
    assert place(full, alice) is None


def taken(office, slot):
    with office.database.reading() as store:
        return store.slots.get(slot.id).taken


def place(office, citizen):
    with office.database.reading() as store:
        found = store.waiting.of_citizen(citizen.id)
    return found[0].state if found else None


def waits(office, who=ALICE, words="có giờ nào sớm hơn thì báo em"):
    citizen = office.another_citizen(who)
    citizen.says(words)
    assert citizen.hears("danh sách chờ")
    return citizen


def test_who_waits_is_offered_a_freed_seat_and_takes_it_and_frees_their_own(full):
    alice = waits(full)
    before = full.seat(alice.dossiers[0])
    assert offer_freed_seats(full.ground) == 0
    slot = frees(full)

    assert offer_freed_seats(full.ground) == 1
    assert offer_freed_seats(full.ground) == 0

    assert alice.hears("vừa trống", "Bưu cục Pleiku", "tới 12:00 thứ Hai", "1. Nhận giờ này")
    assert taken(full, slot) == 1
    alice.says("1")
    seat = full.seat(alice.dossiers[0])
    assert (seat.slot, seat.state) == (slot.id, AppointmentState.HELD)
    assert alice.hears("Nhân viên sẽ chốt")
    with full.database.reading() as store:
        assert store.slots.get(before.slot).taken == 0
    assert place(full, alice) is None
    assert [one.outcome for one in full.events(Kind.SEAT_OFFER_ENDED)] == ["taken"]


def test_a_seat_that_is_offered_is_nobody_elses_meanwhile(full):
    waits(full)
    slot = frees(full)
    offer_freed_seats(full.ground)

    with pytest.raises(SeatTaken), full.database.transaction() as store:
        store.slots.take(slot.id)


def test_the_first_who_came_is_asked_first_and_the_next_when_they_do_not_answer(full):
    bob, alice = waits(full, BOB), waits(full, ALICE)
    slot = frees(full)
    offer_freed_seats(full.ground)
    assert (place(full, bob), place(full, alice)) == (WaitingState.OFFERED, WaitingState.WAITING)
    bob.hears("vừa trống")

    full.later(hours=3)
    offer_freed_seats(full.ground)

    assert bob.hears("mời người kế tiếp")
    assert bob.talk.form is None
    assert alice.hears("vừa trống")
    assert taken(full, slot) == 1
    assert place(full, bob) is None
    bob.says("nhận giờ này")
    assert bob.hears("mời người khác rồi")
    alice.says("nhận giờ này")
    assert full.seat(alice.dossiers[0]).slot == slot.id


def test_who_lets_it_go_waits_on_and_is_not_asked_about_that_seat_again(full):
    bob, alice = waits(full, BOB), waits(full, ALICE)
    frees(full)
    offer_freed_seats(full.ground)

    bob.says("2")
    offer_freed_seats(full.ground)

    assert bob.hears("vẫn ở trong danh sách chờ")
    assert (place(full, bob), place(full, alice)) == (WaitingState.WAITING, WaitingState.OFFERED)


def test_a_seat_that_is_taken_frees_one_for_the_next(full):
    """Alice sits before Bob: the seat that she leaves is earlier than his."""
    alice, bob = waits(full, ALICE), waits(full, BOB)
    frees(full)
    offer_freed_seats(full.ground)
    mine = full.seat(alice.dossiers[0])
    alice.says("1")

    offer_freed_seats(full.ground)
    bob.says("1")

    assert full.seat(bob.dossiers[0]).slot == mine.slot


def test_nobody_is_asked_at_night_and_the_night_does_not_count(full):
    alice = waits(full)
    full.later(hours=10)
    frees(full)
    offer_freed_seats(full.ground)
    assert alice.hears("tới 08:00 thứ Ba")

    full.later(hours=11)
    assert offer_freed_seats(full.ground) == 0
    alice.says("1")
    assert full.seat(alice.dossiers[0]).state is AppointmentState.HELD

    full.later(hours=15)
    frees(full, 1)
    waits(full, BOB)
    assert offer_freed_seats(full.ground) == 0


def test_the_hours_are_those_of_the_offices_own_rules(full):
    """An office that begins at ten writes to nobody at nine."""
    alice = waits(full)
    frees(full)
    rules = default_settings()
    late = tuple(replace(one, first_hour=10, last_hour=12) for one in rules.courtesies)
    forms = replace(full.ground.forms, rules=replace(rules, courtesies=late))
    ground = replace(full.ground, forms=forms)
    full.now = full.now.replace(hour=2, minute=0)

    assert offer_freed_seats(ground) == 0
    full.later(hours=1)
    assert offer_freed_seats(ground) == 1
    assert alice.hears("tới 11:00 thứ Ba")


def test_a_later_time_than_ones_own_is_not_offered(full):
    alice = waits(full)
    frees(full, 8)

    assert offer_freed_seats(full.ground) == 0
    assert alice.hears_nothing()


def test_who_chose_no_time_of_the_list_waits_for_any_that_suits_their_wish(full):
    alice = full.another_citizen(ALICE)
    alice.says("huỷ lịch hẹn", "1", "đổi lịch").hears()
    alice.says("chiều thứ 6").hears("Chờ giờ khác")
    alice.says("chờ giờ khác").hears("danh sách chờ")
    frees(full)

    assert offer_freed_seats(full.ground) == 0


def test_in_the_middle_of_a_form_the_offer_is_answered_in_words_and_the_form_goes_on(full):
    alice = waits(full)
    alice.says("đổi bằng").hears("Đồng ý")
    asked = alice.talk.asked
    slot = frees(full)
    offer_freed_seats(full.ground)
    assert alice.hears("«nhận giờ này»")

    alice.says("nhận giờ này")

    assert full.seat(alice.dossiers[0]).slot == slot.id
    assert alice.talk.asked == asked


def test_who_waits_no_longer_gives_the_offered_seat_on(full):
    alice = waits(full)
    slot = frees(full)
    offer_freed_seats(full.ground)

    alice.says("thôi chờ")

    assert alice.hears("không chờ")
    assert (place(full, alice), taken(full, slot)) == (None, 0)


def test_nobody_is_on_the_list_twice(full):
    alice = waits(full)

    alice.says("có giờ sớm hơn thì nhắn em nhé")

    assert alice.hears("đang ở trong danh sách chờ")
    assert len(full.events(Kind.WAITING_JOINED)) == 1


def test_without_a_dossier_there_is_nothing_to_wait_for(office):
    office.citizen.says("có giờ nào sớm hơn thì báo em")

    assert office.citizen.hears("chưa có hồ sơ nào chờ chụp ảnh")


def test_a_dossier_whose_photo_is_taken_leaves_the_list(full):
    alice = waits(full)
    dossier = alice.dossiers[0]
    full.now = full.seat(dossier).starts_at
    full.binh.records("photo_taken", dossier)

    offer_freed_seats(full.ground)

    assert place(full, alice) is None


def test_whom_no_letter_reaches_any_more_keeps_their_place_and_the_next_is_asked(full):
    alice = waits(full)
    full.later(days=6)
    bob = full.another_citizen(BOB)
    bob.says("chờ giờ trống")
    full.later(days=1)
    frees(full, 12)
    with full.database.transaction() as store:
        store._connection.execute(text("UPDATE appointments SET starts_at = '2027-01-05 02:00:00'"))

    offer_freed_seats(full.ground)

    assert (place(full, alice), place(full, bob)) == (WaitingState.WAITING, WaitingState.OFFERED)


def test_two_clocks_offer_one_seat_once(full):
    """Both read the list before either wrote: the second finds that nothing stands as it read."""
    waits(full)
    slot = frees(full)
    with full.database.reading() as store:
        [seen] = store.waiting.waiting()
    offer_freed_seats(full.ground)

    with full.database.transaction() as store:
        again = store.waiting.offer(seen, slot=slot.id, starts_at=slot.starts_at, until=full.now)

    assert not again
    assert taken(full, slot) == 1


def test_somebody_whom_no_time_suits_waits_from_the_hand_in_on(office):
    alice = office.citizen
    alice.says("chào em").hears()
    dossier = alice.hands_in(slot="waiting")

    assert office.dossier(dossier.code).answers["slot"] == "office"
    assert place(office, alice) is WaitingState.WAITING
    with office.database.transaction() as store:
        assert freed_seats.offer_next(store, forms=office.ground.forms, now=office.now)
    assert alice.hears("vừa trống")
    office.later(minutes=1)
    alice.says("có")
    assert office.seat(dossier).state is AppointmentState.HELD
    assert office.seat(dossier).starts_at > office.now + timedelta(hours=23)


def test_a_wish_goes_before_any_time_and_a_seat_that_does_not_fit_is_not_offered(full):
    """Bob came first and takes any earlier time; Alice wished for a Wednesday morning."""
    bob, alice = waits(full, BOB), waits(full, ALICE, "có giờ trống sáng thứ 4 thì báo em")
    assert alice.talk.form is None
    slot = frees(full)

    offer_freed_seats(full.ground)

    assert (place(full, alice), place(full, bob)) == (WaitingState.OFFERED, WaitingState.WAITING)
    assert taken(full, slot) == 1


def test_a_wish_is_changed_by_saying_another_and_may_be_later_than_ones_own_time(full):
    alice = waits(full, ALICE, "có giờ trống chiều thứ 4 thì báo em")
    alice.says("có giờ trống sáng thứ 2 tuần sau thì báo em")
    assert alice.hears("danh sách chờ buổi sáng thứ Hai, 30/11/2026")
    frees(full, 6)

    assert offer_freed_seats(full.ground) == 1
    assert alice.hears("vừa trống", "30/11/2026")


def test_once_the_day_of_a_wish_is_over_any_day_will_do(full):
    alice = waits(full, ALICE, "có giờ trống chiều thứ 4 thì báo em")
    full.now = full.seat(alice.dossiers[0]).starts_at
    with full.database.transaction() as store:
        store._connection.execute(text("UPDATE appointments SET starts_at = '2027-01-05 02:00:00'"))
        store._connection.execute(text('UPDATE waiting_list SET wish = \'{"on": "2026-11-25"}\''))
    frees(full, 10)

    assert offer_freed_seats(full.ground) == 1


def test_a_dossier_that_was_sent_back_keeps_its_place_and_is_asked_once_it_returns(office):
    alice = office.citizen
    alice.says("chào em")
    dossier = alice.hands_in(slot="waiting")
    dossier = office.binh.sends_back(office.binh.takes(dossier), phone="Thiếu số")
    assert offer_freed_seats(office.ground) == 0
    assert place(office, alice) is WaitingState.WAITING

    alice.says("0912345678", "nộp hồ sơ")

    assert offer_freed_seats(office.ground) == 1


def test_the_wish_of_the_hand_in_is_kept(office):
    alice = office.citizen
    alice.says("chào em").hears()
    dossier = alice.hands_in(slot="waiting", wish={"on": "2026-12-01", "half": "morning"})

    with office.database.reading() as store:
        assert store.waiting.of(dossier.code).wish == {"on": "2026-12-01", "half": "morning"}


def test_an_erasure_gives_the_kept_seat_on_and_leaves_nobody_on_the_list(full):
    alice = waits(full)
    slot = frees(full)
    offer_freed_seats(full.ground)

    erase(full.ground, alice.id, actor="citizen", told=False)

    assert (place(full, alice), taken(full, slot)) == (None, 0)
    with full.database.reading() as store:
        count = "SELECT count(*) FROM waiting_list WHERE citizen <> ''"
        assert store._connection.execute(text(count)).scalar_one() == 0
