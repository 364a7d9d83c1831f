"""What a clerk decides: who may, what follows, and what the ledger says."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.appointments import AppointmentState
from domain.dossier import (
    ChangedMeanwhile,
    DossierState,
    HeldByAnother,
    NoSuchDossier,
    NotAllowedNow,
)
from domain.events import Kind
from domain.people import Role, Staff
from tests.office import Clerk


def steps(office, dossier):
    return [(one.kind, one.actor, one.before, one.after) for one in office.events(dossier=dossier)]


def test_two_clerks_cannot_take_the_same_dossier(office):
    seen_by_both = office.citizen.hands_in()

    office.binh.takes(seen_by_both)

    with pytest.raises(HeldByAnother, match="binh"):
        office.chi.takes(seen_by_both)


def test_taking_what_one_holds_already_changes_nothing(office):
    dossier = office.binh.takes(office.citizen.hands_in())

    assert office.binh.takes(dossier) == dossier
    assert len(office.events(Kind.DOSSIER_TAKEN)) == 1


def test_the_dossier_that_is_due_first_is_taken_next(office):
    first = office.citizen.hands_in()
    office.later(days=1)
    second = office.citizen.hands_in()

    assert office.binh.takes_next().code == first.code
    assert office.chi.takes_next().code == second.code
    assert office.binh.takes_next() is None


def test_clerks_who_take_the_next_at_once_never_get_the_same_and_never_a_refusal(office):
    codes = {office.citizen.hands_in().code for _each in range(8)}

    with ThreadPoolExecutor(8) as pool:
        clerks = [office.binh, office.chi] * 4
        taken = [one.result() for one in [pool.submit(clerk.takes_next) for clerk in clerks]]

    assert {one.code for one in taken} == codes
    assert len(office.events(Kind.DOSSIER_TAKEN)) == 8


def test_a_dossier_of_another_office_is_not_the_next(office):
    office.citizen.hands_in()
    stranger = Clerk(office, Staff("dung", "Lê Văn Dũng", Role.CLERK, "an_khe"))

    assert stranger.takes_next() is None


def test_an_accepted_dossier_has_its_official_code_and_its_citizen_knows(office):
    dossier = office.binh.takes(office.citizen.hands_in())

    accepted = office.binh.accepts(dossier, " 000.00.21.H21-7 ")

    assert (accepted.state, accepted.official_code) == (DossierState.ACCEPTED, "000.00.21.H21-7")
    assert office.dossier(dossier.code) == accepted
    assert office.citizen.hears(dossier.code, "000.00.21.H21-7")
    assert steps(office, dossier.code) == [
        (Kind.DOSSIER_RECEIVED, "citizen", "", "handed_in"),
        (Kind.DOSSIER_TAKEN, "staff:binh", "handed_in", "taken"),
        (Kind.DOSSIER_ACCEPTED, "staff:binh", "taken", "accepted"),
    ]


def test_only_who_holds_a_dossier_decides_about_it(office):
    dossier = office.binh.takes(office.citizen.hands_in())

    for act in (office.chi.accepts, office.chi.refuses, office.chi.releases):
        with pytest.raises(HeldByAnother, match="binh"):
            act(dossier)
    with pytest.raises(HeldByAnother, match="binh"):
        office.chi.sends_back(dossier, full_name="thiếu dấu")

    assert office.dossier(dossier.code) == dossier


def test_the_second_of_two_browser_windows_is_told_that_the_dossier_has_changed(office):
    seen_in_both = office.binh.takes(office.citizen.hands_in())
    office.binh.accepts(seen_in_both)

    with pytest.raises(ChangedMeanwhile):
        office.binh.accepts(seen_in_both)
    with pytest.raises(ChangedMeanwhile):
        office.binh.refuses(seen_in_both)

    assert len(office.events(Kind.DOSSIER_ACCEPTED)) == 1


def test_a_dossier_that_nobody_has_taken_cannot_be_decided(office):
    dossier = office.citizen.hands_in()

    for act in (office.binh.accepts, office.binh.refuses, office.binh.releases):
        with pytest.raises(NotAllowedNow):
            act(dossier)


@pytest.mark.parametrize("empty", ["", "  \n"])
def test_a_decision_needs_its_words(office, empty):
    dossier = office.binh.takes(office.citizen.hands_in())
    heard_before = len(office.citizen.letters)

    with pytest.raises(NotAllowedNow):
        office.binh.accepts(dossier, empty)
    with pytest.raises(NotAllowedNow):
        office.binh.refuses(dossier, empty)
    with pytest.raises(NotAllowedNow):
        office.binh.sends_back(dossier)

    assert office.dossier(dossier.code) == dossier
    assert len(office.citizen.letters) == heard_before


def test_a_dossier_that_does_not_exist_is_said(office):
    ghost = replace(office.citizen.hands_in(), code="ZL-261123-9999")

    with pytest.raises(NoSuchDossier, match="ZL-261123-9999"):
        office.binh.takes(ghost)


def test_a_released_dossier_waits_for_anybody_again(office):
    dossier = office.binh.takes(office.citizen.hands_in())

    office.binh.releases(dossier)

    assert office.chi.takes_next().code == dossier.code
    assert steps(office, dossier.code)[2] == (
        Kind.DOSSIER_RELEASED,
        "staff:binh",
        "taken",
        "handed_in",
    )


def test_a_refused_dossier_gives_its_seat_back_and_says_why(office):
    slot = office.free_slots()[4]
    dossier = office.binh.takes(office.citizen.hands_in(slot=str(slot.id)))
    assert office.seat(dossier).slot == slot.id

    office.binh.refuses(dossier, "Bằng đã bị thu hồi")

    assert office.citizen.hears("Bằng đã bị thu hồi", "gặp nhân viên")
    assert office.seat(dossier) is None
    assert slot in office.free_slots()
    assert [one.kind for one in office.events(dossier=dossier.code)][-2:] == [
        Kind.APPOINTMENT_CANCELLED,
        Kind.DOSSIER_REFUSED,
    ]
    with pytest.raises(NotAllowedNow):
        office.binh.takes(office.dossier(dossier.code))


def test_what_is_sent_back_is_asked_again_mended_and_seen_by_the_same_clerk(office):
    dossier = office.binh.takes(office.citizen.hands_in())
    office.citizen.hears()

    sent_back = office.binh.sends_back(dossier, phone="Số này không liên lạc được")
    assert office.citizen.hears("Số này không liên lạc được")
    office.citizen.says("0987 654 321").hears("nộp hồ sơ")
    office.citizen.says("nộp hồ sơ")

    assert office.citizen.hears(dossier.code)
    mended = office.dossier(dossier.code)
    assert mended.answers == dossier.answers | {"phone": "0987654321"}
    assert (mended.state, mended.holder, mended.corrections) == (DossierState.TAKEN, "binh", ())
    assert sent_back.state is DossierState.SENT_BACK
    [corrected] = office.events(Kind.DOSSIER_CORRECTED)
    assert (corrected.before, corrected.after) == ("sent_back", "taken")
    assert corrected.detail == {"fields": ["phone"]}
    assert "0987" not in str(office.events())


def test_the_time_for_which_a_citizen_mends_is_added_to_the_due_time(office):
    dossier = office.binh.takes(office.citizen.hands_in())
    office.later(hours=1)
    office.binh.sends_back(dossier, phone="Số này không liên lạc được")
    office.later(days=3)  # of which Tuesday the 24th is a holiday
    office.citizen.says("0987654321", "nộp hồ sơ")

    late_by = office.dossier(dossier.code).due_at - dossier.due_at

    assert late_by >= timedelta(days=2)
    assert late_by < timedelta(days=5)


def test_a_citizen_in_the_middle_of_a_form_is_asked_to_mend_when_they_say_so(office):
    dossier = office.binh.takes(office.citizen.hands_in())
    office.citizen.says("đổi bằng", "Đồng ý").hears()
    before = office.citizen.talk

    office.binh.sends_back(dossier, phone="Số này không liên lạc được")

    assert office.citizen.hears("Số này không liên lạc được", "bổ sung")
    assert office.citizen.talk == before


def test_a_seat_of_a_dossier_that_is_sent_back_stays(office):
    slot = office.free_slots()[4]
    dossier = office.binh.takes(office.citizen.hands_in(slot=str(slot.id)))

    office.binh.sends_back(dossier, phone="Số này không liên lạc được")

    assert office.seat(dossier).state is AppointmentState.HELD
