from __future__ import annotations

from datetime import timedelta

import pytest

from bot.handlers import book
from domain.appointments import AppointmentState
from domain.dossier import ChangedMeanwhile


def books(act, clerk, dossier, starts_at):
    office = clerk.office
    with office.database.transaction() as store:
        act(
            store,
            dossier.code,
            starts_at,
            clerk=clerk.account,
            now=office.now,
            version=dossier.version,
        )


def test_the_second_of_two_clerks_who_book_the_same_dossier_is_told(office):
    dossier = office.binh.accepts(office.binh.takes(office.citizen.hands_in()))
    first, second = (slot.starts_at for slot in office.free_slots()[:2])
    books(book.confirm, office.binh, dossier, first)

    with pytest.raises(ChangedMeanwhile):
        books(book.move, office.chi, dossier, second)

    seat = office.seat(dossier)
    assert (seat.starts_at, seat.state) == (first, AppointmentState.CONFIRMED)


def test_a_clerk_who_looked_before_the_citizen_moved_is_told(office):
    dossier = office.binh.accepts(office.binh.takes(office.citizen.hands_in()))
    slots = office.free_slots()
    with office.database.transaction() as store:
        list(book.move_by_citizen(store, office.citizen.id, slots[3].id, now=office.now))

    with pytest.raises(ChangedMeanwhile):
        books(book.confirm, office.binh, dossier, slots[0].starts_at)

    assert office.seat(dossier).starts_at == slots[3].starts_at


def test_a_missed_photo_is_written_once_however_often_it_is_pressed(office):
    dossier = office.binh.accepts(office.binh.takes(office.citizen.hands_in()))
    slot = office.free_slots()[0]
    office.binh.confirms(dossier, slot.starts_at)
    office.now = slot.starts_at + timedelta(hours=1)
    seen = office.dossier(dossier.code)
    office.binh.records("photo_missed", seen)

    with pytest.raises(ChangedMeanwhile):
        office.binh.records("photo_missed", seen)
