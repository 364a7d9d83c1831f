"""A seat is guarded by the database: nobody shares the last one, and none is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from domain.appointments import AppointmentState, SeatTaken

NINE = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
TOMORROW = NINE - timedelta(days=1)


@pytest.fixture
def slot(database):
    """Open a slot with five seats."""
    with database.transaction() as store:
        store.slots.add("pleiku", NINE, capacity=5)
        return store.slots.at("pleiku", NINE).id


def taken(database):
    with database.reading() as store:
        return store.slots.at("pleiku", NINE).taken


def test_sixty_people_who_race_for_five_seats_get_exactly_five(database, slot, crowd):
    def one(citizen):
        def act():
            with database.transaction() as store:
                return store.appointments.hold(citizen, slot, until=TOMORROW)

        return act

    came = crowd([one(f"citizen {number}") for number in range(60)])

    assert [type(one) for one in came].count(SeatTaken) == 55
    assert taken(database) == 5
    with database.reading() as store:
        held = [store.appointments.held_for(f"citizen {number}") for number in range(60)]
    assert sum(one is not None for one in held) == 5


def test_a_dossier_has_at_most_one_open_seat(database, slot):
    def hold():
        with database.transaction() as store:
            return store.appointments.hold("a", slot, until=TOMORROW, dossier="ZL-1")

    seat = hold()
    with pytest.raises(IntegrityError):
        hold()
    with database.transaction() as store:
        store.appointments.end(seat, AppointmentState.CANCELLED, seat_back=True)
    hold()

    assert taken(database) == 1


def test_a_seat_that_ended_is_given_back_once(database, slot):
    with database.transaction() as store:
        seat = store.appointments.hold("a", slot, until=TOMORROW)
        store.appointments.hold("b", slot, until=TOMORROW)
    with database.transaction() as store:
        ended = [
            store.appointments.end(seat, AppointmentState.CANCELLED, seat_back=True)
            for _each in range(2)
        ]

    assert ended == [True, False]
    assert taken(database) == 1


def test_more_seats_than_there_are_cannot_be_given_back(database, slot):
    with database.transaction() as store:
        store.slots.give_back(slot)
        store.slots.give_back(0)

    assert taken(database) == 0


def test_a_slot_that_is_gone_is_a_seat_that_is_taken(database, slot):
    with database.transaction() as store:
        assert store.slots.drop_empty("pleiku", since=NINE, until=NINE + timedelta(hours=1)) == 1
        with pytest.raises(SeatTaken):
            store.slots.take(slot)
        with pytest.raises(SeatTaken):
            store.slots.get(slot)


def test_a_slot_in_which_somebody_sits_stays_when_empty_ones_go(database, slot):
    with database.transaction() as store:
        store.appointments.hold("a", slot, until=TOMORROW)
        assert store.slots.drop_empty("pleiku", since=NINE, until=NINE + timedelta(hours=1)) == 0


def test_a_slot_is_opened_once(database, slot):
    with database.transaction() as store:
        assert not store.slots.add("pleiku", NINE, capacity=9)

    with database.reading() as store:
        assert store.slots.get(slot).capacity == 5


def test_free_slots_come_soonest_first_without_full_ones(database, slot):
    with database.transaction() as store:
        store.slots.add("pleiku", NINE - timedelta(hours=1), capacity=1)
        store.slots.add("pleiku", NINE + timedelta(hours=1), capacity=1)
        full = store.slots.at("pleiku", NINE + timedelta(hours=1)).id
        store.appointments.hold("a", full, until=TOMORROW)
        free = store.slots.free("pleiku", since=TOMORROW, until=NINE + timedelta(days=1), limit=9)

    assert [one.starts_at for one in free] == [NINE - timedelta(hours=1), NINE]


def test_holds_end_with_their_time_but_not_once_they_belong_to_a_dossier(database, slot):
    with database.transaction() as store:
        late = store.appointments.hold("a", slot, until=TOMORROW)
        store.appointments.hold("b", slot, until=TOMORROW + timedelta(seconds=1))
        store.appointments.hold("c", slot, until=TOMORROW, dossier="ZL-1")

        assert store.appointments.holds_over(TOMORROW) == [late]


def test_a_reminder_is_noted_once_however_many_try(database, slot, crowd):
    with database.transaction() as store:
        seat = store.appointments.hold("a", slot, until=TOMORROW, dossier="ZL-1")
        store.appointments.change(seat, state=AppointmentState.CONFIRMED)
        [seat] = store.appointments.to_remind(TOMORROW, NINE + timedelta(hours=1))

    def remind():
        with database.transaction() as store:
            return store.appointments.reminded(seat, TOMORROW)

    assert sorted(crowd([remind] * 4)) == [False, False, False, True]
