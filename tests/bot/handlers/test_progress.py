"""From the photo to the citizen's door: each step is told, recorded, and can be taken back."""

from datetime import timedelta

import pytest

from domain.appointments import AppointmentState, NoAppointment
from domain.dossier import ChangedMeanwhile, DossierState, NotAllowedNow
from domain.events import Kind
from domain.zone import day_bounds, local_date

STEPS = ("photo_taken", "result_received", "posted", "delivered")


@pytest.fixture
def accepted(office):
    dossier = office.binh.accepts(office.binh.takes(office.citizen.hands_in()))
    booked = office.binh.confirms(dossier, office.free_slots()[0].starts_at)
    office.citizen.hears()
    office.now = office.seat(booked).starts_at
    return booked


def goes(office, dossier, *steps: str):
    for step in steps:
        dossier = office.binh.records(step, dossier, *(["ep1"] if step == "posted" else []))
    return dossier


def counted(office):
    since, until = day_bounds(local_date(office.now))
    with office.database.reading() as store:
        report = store.reports.read(since, until)
    return report.totals, report.finished, report.on_time


def test_the_way_home_is_told_step_by_step_and_recorded_from_where_to_where(office, accepted):
    goes(office, accepted, *STEPS)

    assert office.citizen.hears("chụp ảnh xong", "về bưu cục", "EP1", accepted.code)
    way = [(one.kind, one.before, one.after) for one in office.events(dossier=accepted.code)][-4:]
    assert way == [
        (Kind.PHOTO_TAKEN, "accepted", "photographed"),
        (Kind.RESULT_RECEIVED, "photographed", "result_received"),
        (Kind.DOSSIER_POSTED, "result_received", "posted"),
        (Kind.DOSSIER_DELIVERED, "posted", "delivered"),
    ]
    assert office.dossier(accepted.code).parcel_number == "EP1"
    assert office.seat(accepted) is None


def test_a_licence_that_is_fetched_at_the_office_needs_no_parcel(office, accepted):
    dossier = goes(office, accepted, "photo_taken", "result_received", "delivered")

    assert dossier.state is DossierState.DELIVERED


@pytest.mark.parametrize("step", STEPS[1:])
def test_no_step_comes_before_the_one_ahead_of_it(office, accepted, step):
    words = ["ep1"] if step == "posted" else []

    with pytest.raises(NotAllowedNow):
        office.binh.records(step, accepted, *words)

    assert office.dossier(accepted.code) == accepted


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_was_sent_twice_is_done_once(office, accepted, step):
    before = goes(office, accepted, *STEPS[: STEPS.index(step)])
    goes(office, before, step)

    with pytest.raises(ChangedMeanwhile):
        goes(office, before, step)

    assert len([one for one in office.events() if one.kind is LAST[step]]) == 1


LAST = {
    "photo_taken": Kind.PHOTO_TAKEN,
    "result_received": Kind.RESULT_RECEIVED,
    "posted": Kind.DOSSIER_POSTED,
    "delivered": Kind.DOSSIER_DELIVERED,
}


def test_a_parcel_needs_its_number(office, accepted):
    dossier = goes(office, accepted, "photo_taken", "result_received")

    with pytest.raises(NotAllowedNow):
        office.binh.records("posted", dossier, "  ")


def test_a_result_is_in_time_until_its_due_minute(office, accepted):
    photographed = goes(office, accepted, "photo_taken")
    office.now = photographed.due_at
    goes(office, photographed, "result_received")

    [event] = office.events(Kind.RESULT_RECEIVED)
    assert event.outcome == "on_time"


def test_a_result_after_its_due_minute_is_late(office, accepted):
    photographed = goes(office, accepted, "photo_taken")
    office.now = photographed.due_at
    office.later(seconds=1)
    goes(office, photographed, "result_received")

    [event] = office.events(Kind.RESULT_RECEIVED)
    assert event.outcome == "late"


@pytest.mark.parametrize("step", STEPS)
def test_a_step_recorded_by_mistake_is_taken_back_told_and_not_counted(office, accepted, step):
    before = goes(office, accepted, *STEPS[: STEPS.index(step)])
    counts = counted(office)
    after = goes(office, before, step)
    assert counted(office) != counts
    office.citizen.hears()

    undone = office.binh.records("undo", after)

    assert undone.state is before.state
    assert counted(office) == counts
    assert office.citizen.hears("nhầm", accepted.code)
    [event] = office.events(Kind.STEP_UNDONE)
    assert (event.before, event.after) == (after.state, before.state)
    assert event.undoes == office.events(LAST[step])[0].number


def test_a_delivery_at_the_office_that_is_taken_back_lies_at_the_office_again(office, accepted):
    dossier = goes(office, accepted, "photo_taken", "result_received", "delivered")

    assert office.binh.records("undo", dossier).state is DossierState.RESULT_RECEIVED


def test_a_photo_recorded_by_mistake_leaves_the_appointment_as_it_was(office, accepted):
    before = office.seat(accepted)
    photographed = goes(office, accepted, "photo_taken")
    assert office.seat(accepted) is None

    office.binh.records("undo", photographed)

    assert office.seat(accepted) == before


def test_what_no_step_has_moved_cannot_be_taken_back(office, accepted):
    with pytest.raises(NotAllowedNow):
        office.binh.records("undo", accepted)


def test_who_did_not_come_is_told_once_and_can_have_another_seat(office, accepted):
    office.now = office.seat(accepted).starts_at
    office.binh.records("photo_missed", accepted)
    with pytest.raises(NoAppointment):
        office.binh.records("photo_missed", office.dossier(accepted.code))

    assert office.citizen.hears("chưa gặp được", "chụp ảnh lúc nào", "1. 08:00")
    assert len(office.events(Kind.PHOTO_MISSED)) == 1
    assert office.dossier(accepted.code).state is DossierState.ACCEPTED
    office.binh.confirms(accepted, office.free_slots()[5].starts_at)
    assert office.seat(accepted).state is AppointmentState.CONFIRMED


@pytest.mark.parametrize("step", ["photo_taken", "photo_missed"])
def test_nobody_comes_or_is_missed_before_the_day_of_their_appointment(office, accepted, step):
    office.now = office.seat(accepted).starts_at - timedelta(days=1)

    with pytest.raises(NotAllowedNow, match="Chưa đến ngày"):
        office.binh.records(step, accepted)

    assert office.seat(accepted).state is AppointmentState.CONFIRMED


def test_only_who_is_awaited_can_be_missed(office):
    dossier = office.citizen.hands_in()

    with pytest.raises(NotAllowedNow):
        office.binh.records("photo_missed", dossier)
