"""A dossier that was sent back and never mended comes to an end, and its citizen hears of it."""

from datetime import timedelta

import pytest

from domain.dossier import DossierState
from domain.events import Kind
from domain.zone import local
from scheduler import jobs

PATIENCE = 90


@pytest.fixture
def dossier(office):
    """Return a dossier that waits for its citizen, who has opened the form to mend it."""
    made = office.binh.takes(office.citizen.says("xin chào").hands_in())
    sent = office.binh.sends_back(made, phone="Số này không liên lạc được")
    assert office.citizen.talk.dossier == made.code
    return sent


@pytest.mark.parametrize(("days", "closed"), [(PATIENCE - 1, 0), (PATIENCE + 1, 1)])
def test_it_is_closed_after_its_time_and_its_citizen_is_told(office, dossier, days, closed):
    office.later(days=days)

    assert jobs.close_unmended(office.ground) == closed

    state = DossierState.WITHDRAWN if closed else DossierState.SENT_BACK
    assert office.dossier(dossier.code).state is state
    told = [one.text for one in office.citizen.letters if "em khép lại" in one.text]
    assert len(told) == closed
    assert [one.actor for one in office.events(Kind.DOSSIER_WITHDRAWN)] == ["clock"] * closed
    assert jobs.close_unmended(office.ground) == 0


def test_its_seat_is_free_again_and_an_answer_that_comes_late_harms_nothing(office, dossier):
    office.later(days=PATIENCE + 1)
    jobs.close_unmended(office.ground)

    office.citizen.says("0987654321", "nộp hồ sơ")

    with office.database.reading() as store:
        assert store.appointments.of(dossier.code) is None
        assert store.inbox.set_aside() == []
        assert store.inbox.due(office.now + timedelta(days=1)) == []
    assert office.dossier(dossier.code).state is DossierState.WITHDRAWN


def test_what_was_mended_in_time_stays(office, dossier):
    office.later(days=PATIENCE - 1)
    office.citizen.says("0987654321", "nộp hồ sơ")
    assert office.dossier(dossier.code).state is DossierState.TAKEN

    office.later(days=2)

    assert jobs.close_unmended(office.ground) == 0


def test_nobody_is_told_by_night(office, dossier):
    office.later(days=PATIENCE + 1)
    office.later(hours=23 - local(office.now).hour)

    assert jobs.close_unmended(office.ground) == 0
    assert office.dossier(dossier.code).state is DossierState.SENT_BACK
