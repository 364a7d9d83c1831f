"""An official code typed wrong is put right, told, recorded, and can be put back."""

import pytest

from domain.dossier import ChangedMeanwhile, NotAllowedNow
from domain.events import Kind

WRONG, RIGHT = "000.00.21.H21-0001", "000.00.21.H21-0010"


@pytest.fixture
def accepted(office):
    dossier = office.binh.accepts(office.binh.takes(office.citizen.hands_in()), WRONG)
    office.citizen.hears(WRONG)
    return dossier


def test_the_right_code_holds_is_told_and_the_ledger_knows_the_wrong_one(office, accepted):
    mended = office.chi.mends_code(accepted, f" {RIGHT} ")

    assert (mended.official_code, mended.state) == (RIGHT, accepted.state)
    assert office.citizen.hears(RIGHT, "thay mã em nhắn trước")
    [event] = office.events(Kind.OFFICIAL_CODE_CORRECTED)
    assert (event.actor, event.detail) == ("staff:chi", {"was": WRONG})


def test_a_correction_is_taken_back_once(office, accepted):
    mended = office.binh.mends_code(accepted, RIGHT)

    back = office.binh.puts_code_back(mended)

    assert back.official_code == WRONG
    [undone] = office.events(Kind.STEP_UNDONE)
    assert undone.undoes == office.events(Kind.OFFICIAL_CODE_CORRECTED)[0].number
    with pytest.raises(NotAllowedNow, match="chưa sửa"):
        office.binh.puts_code_back(back)


@pytest.mark.parametrize("typed", ["", "  ", WRONG])
def test_a_correction_that_corrects_nothing_is_refused(office, accepted, typed):
    with pytest.raises(NotAllowedNow):
        office.binh.mends_code(accepted, typed)

    assert office.dossier(accepted.code) == accepted


def test_a_dossier_that_the_portal_never_took_has_no_code_to_mend(office):
    with pytest.raises(NotAllowedNow):
        office.binh.mends_code(office.binh.takes(office.citizen.hands_in()), RIGHT)


def test_two_clerks_do_not_mend_over_each_other(office, accepted):
    office.binh.mends_code(accepted, RIGHT)

    with pytest.raises(ChangedMeanwhile):
        office.chi.mends_code(accepted, "000.00.21.H21-0100")
