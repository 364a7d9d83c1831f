"""A day that the office closes moves what is due then or later; reopening it moves it back."""

from datetime import timedelta

import pytest

from bot.handlers.closures import Cleared, clear_day, work_day
from bot.handlers.due_moves import calendars_of
from domain.appointments import Closure
from domain.events import Kind
from domain.zone import local, local_date

WHY = "Bão số 13"


@pytest.fixture
def alice(office):
    return office.citizen


@pytest.fixture
def closes(office):
    def closes(day, office_key="pleiku"):
        with office.database.transaction() as store:
            was = calendars_of(store, office_key, now=office.now)
            store.calendar.close(Closure(office_key, day, WHY))
            forms = office.ground.forms
            return clear_day(
                store, day, WHY, office=office_key, was=was, forms=forms, now=office.now
            )

    return closes


@pytest.fixture
def reopens(office):
    def reopens(day):
        with office.database.transaction() as store:
            was = calendars_of(store, "pleiku", now=office.now)
            store.calendar.reopen("pleiku", day)
            return work_day(store, day, was=was, now=office.now)

    return reopens


@pytest.fixture
def handed_in(office, alice):
    dossier = alice.hands_in()
    alice.hears()
    return dossier


def due_day(office, dossier):
    return local_date(office.dossier(dossier.code).due_at)


def day_before(dossier, days=1):
    """Return a working day before the one on which it is due."""
    day = local_date(dossier.due_at) - timedelta(days=days)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day


def test_a_closed_day_moves_the_promised_day_and_its_citizen_hears_once(
    office, alice, handed_in, closes
):
    promised = handed_in.due_at
    day = day_before(handed_in)

    assert closes(day) == Cleared(0, 1)
    assert closes(day) == Cleared(0, 0)

    new = office.dossier(handed_in.code).due_at
    assert local_date(new) > local_date(promised)
    assert local(new).time() == local(promised).time()
    assert alice.hears(WHY, handed_in.code, f"{local(new):%d/%m}")
    assert alice.hears_nothing()


def test_the_ledger_says_from_when_to_when(office, handed_in, closes):
    closes(day_before(handed_in))

    [event] = office.events(Kind.DUE_MOVED, dossier=handed_in.code)
    after = office.dossier(handed_in.code)
    assert event.detail["day"] == day_before(handed_in).isoformat()
    assert event.detail["from"] == handed_in.due_at.isoformat()
    assert event.detail["to"] == local(after.due_at).isoformat()
    assert after.version == handed_in.version + 1


def test_reopening_puts_the_promised_day_back_and_says_so(office, handed_in, closes, reopens):
    alice = office.citizen
    day = day_before(handed_in)
    closes(day)
    alice.hears()

    assert reopens(day) == 1

    assert office.dossier(handed_in.code).due_at == handed_in.due_at
    assert alice.hears("sớm hơn", f"{local(handed_in.due_at):%d/%m}")
    assert len(office.events(Kind.DUE_MOVED)) == 2


def test_a_day_after_the_promised_one_moves_nothing(office, alice, handed_in, closes):
    after = local_date(handed_in.due_at) + timedelta(days=1)

    assert closes(after) == Cleared(0, 0)
    assert office.dossier(handed_in.code) == handed_in
    assert alice.hears_nothing()


def test_a_day_off_that_is_closed_too_moves_nothing(office, handed_in, closes):
    saturday = local_date(office.now)
    while saturday.weekday() != 5:
        saturday += timedelta(days=1)

    assert closes(saturday) == Cleared(0, 0)
    assert office.dossier(handed_in.code) == handed_in


def test_another_office_closes_in_vain_and_what_is_done_stays(office, handed_in, closes):
    day = day_before(handed_in)
    with office.database.transaction() as store:
        was = calendars_of(store, "chupah", now=office.now)
        store.calendar.close(Closure("chupah", day, WHY))
        forms = office.ground.forms
        found = clear_day(store, day, WHY, office="chupah", was=was, forms=forms, now=office.now)
    assert found == Cleared(0, 0)

    office.binh.refuses(office.binh.takes(handed_in))
    assert closes(day) == Cleared(0, 0)


def test_whoever_loses_a_time_too_hears_both_in_one_letter(office, alice, handed_in, closes):
    dossier = office.binh.accepts(office.binh.takes(handed_in))
    slot = next(
        one for one in office.free_slots() if local_date(one.starts_at) < local_date(dossier.due_at)
    )
    office.binh.confirms(dossier, slot.starts_at)
    alice.hears()
    day = local_date(slot.starts_at)
    letters = len(alice.letters)

    assert closes(day) == Cleared(1, 1)

    new = office.dossier(dossier.code).due_at
    assert alice.hears(WHY, "xin lỗi", "nay dự kiến xong trước", f"{local(new):%d/%m}")
    assert len(alice.letters) == letters + 1
