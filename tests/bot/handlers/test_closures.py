"""The office closes a day, as for a typhoon: who had a time on it hears why and chooses again."""

from datetime import timedelta

import pytest

from bot.handlers import book
from bot.handlers.closures import Cleared, clear_day
from bot.handlers.due_moves import calendars_of
from domain.appointments import AppointmentState, Closure
from domain.events import Kind
from domain.zone import local_date
from scheduler.jobs import offer_freed_seats


@pytest.fixture
def booked(office):
    """Alice comes on Thursday at eight, Bob at nine; a stranger holds a time on Friday."""
    dossiers = []
    for who, place in (("1", 2), ("2", 2)):
        citizen = office.another_citizen(who)
        dossier = office.binh.accepts(office.binh.takes(citizen.hands_in()))
        office.binh.confirms(dossier, office.free_slots()[place].starts_at)
        citizen.hears()
        dossiers.append(dossier)
    return dossiers


def closes(office, day, why="Bão số 13"):
    with office.database.transaction() as store:
        was = calendars_of(store, "pleiku", now=office.now)
        store.calendar.close(Closure("pleiku", day, why))
        forms = office.ground.forms
        return clear_day(store, day, why, office="pleiku", was=was, forms=forms, now=office.now)


def thursday(office, dossier):
    return local_date(office.seat(dossier).starts_at)


def test_everybody_with_a_time_on_the_day_hears_why_and_is_offered_other_days(office, booked):
    day = thursday(office, booked[0])

    assert closes(office, day).seats == 2
    assert closes(office, day) == Cleared(0, 0)

    for who in ("1", "2"):
        assert office.another_citizen(who).hears("Bão số 13", "xin lỗi", "1. 08:00")
    assert [office.seat(dossier) for dossier in booked] == [None, None]
    assert len(office.events(Kind.APPOINTMENT_CANCELLED)) == 2
    alice = office.another_citizen("1")
    assert all(f"T{day:%Y-%m-%d}" not in one and f"{day}" not in one for one in alice.talk.offered)
    alice.says("1")
    assert office.seat(booked[0]).state is AppointmentState.HELD


def test_other_days_and_what_is_over_stay_as_they_are(office, booked):
    day = thursday(office, booked[0])

    assert closes(office, day + timedelta(days=1)).seats == 0
    office.now = office.seat(booked[1]).starts_at + timedelta(hours=1)
    assert closes(office, day).seats == 0

    assert office.seat(booked[0]).state is AppointmentState.CONFIRMED


def test_a_hold_on_the_day_goes_and_the_office_chooses_at_the_hand_in(office, booked):
    slot = next(one for one in office.free_slots() if one.starts_at.day == 27)
    with office.database.transaction() as store:
        book.hold(store, "3", slot.id, now=office.now)

    closes(office, local_date(slot.starts_at))

    dossier = office.another_citizen("3").hands_in(slot=str(slot.id))
    assert (office.seat(dossier), dossier.answers["slot"]) == (None, "office")


def test_a_seat_offered_to_the_waiting_list_on_the_day_is_taken_back(office, booked):
    alice = office.another_citizen("1")
    alice.says("có giờ nào sớm hơn thì báo em").hears()
    offer_freed_seats(office.ground)
    assert alice.hears("vừa trống")
    with office.database.reading() as store:
        [one] = store.waiting.offered()

    closes(office, local_date(one.starts_at))

    with office.database.reading() as store:
        assert [each.slot for each in store.waiting.waiting()] == [0]
    alice.says("nhận giờ này")
    assert alice.hears("mời người khác rồi")
