"""A hand-in that was a mistake is taken back by a word, until a clerk has taken the dossier."""

import pytest

from bot.handlers import hand_in
from bot.handlers.tell import tell
from bot.talk import HandIn
from domain.dossier import DossierState, NotAllowedNow
from domain.events import Kind


def seats(office):
    with office.database.reading() as store:
        return store.appointments.of_citizen(office.citizen.id)


def figures(office):
    with office.database.reading() as store:
        midnight = office.now.replace(hour=0)
        return store.reports.read(midnight, office.now.replace(hour=23)).totals


@pytest.fixture
def handed_in(office):
    slot = office.free_slots()[0]
    dossier = office.citizen.hands_in(slot=str(slot.id))
    office.citizen.hears()
    return dossier


@pytest.mark.parametrize("said", ["rút lại hồ sơ", "em nộp nhầm rồi", "lỡ nộp", "rut ho so"])
def test_a_mistaken_hand_in_comes_back_with_every_answer(office, handed_in, said):
    alice = office.citizen.says(said)

    assert alice.hears(f"Em đã rút hồ sơ {handed_in.code}", "xem lại", "••••••3456", "08:00")
    assert alice.talk.asked == "hand_in"
    assert office.dossier(handed_in.code).state is DossierState.WITHDRAWN
    assert [one.actor for one in office.events(Kind.DOSSIER_WITHDRAWN)] == ["citizen"]


def test_the_seat_waits_and_goes_along_with_the_second_hand_in(office, handed_in):
    alice = office.citizen.says("rút hồ sơ", "sửa số điện thoại", "0912345678")
    [seat] = seats(office)
    assert seat.dossier == ""

    alice.says("nộp hồ sơ")

    again, first = alice.dossiers
    assert again.answers == {**first.answers, "phone": "0912345678"}
    assert first.state is DossierState.WITHDRAWN
    assert [(one.id, one.dossier) for one in seats(office)] == [(seat.id, again.code)]


def test_who_waited_for_a_time_waits_for_it_again_after_the_second_hand_in(office):
    wish = {"on": "2026-12-01", "half": "morning"}
    alice = office.citizen
    alice.hands_in(slot="waiting", wish=wish)

    alice.says("rút hồ sơ").hears("Giờ chụp ảnh: chờ buổi sáng thứ Ba, 01/12/2026")
    alice.says("nộp hồ sơ")

    assert alice.hears("danh sách chờ buổi sáng thứ Ba, 01/12/2026")
    with office.database.reading() as store:
        [waits] = store.waiting.of_citizen(alice.id)
    assert (waits.dossier, waits.wish) == (alice.dossiers[0].code, wish)


def test_what_was_withdrawn_is_counted_as_withdrawn_and_waits_in_no_queue(office, handed_in):
    office.citizen.says("rút hồ sơ")

    assert office.binh.takes_next() is None
    assert figures(office)["withdrawn"] == 1
    with pytest.raises(NotAllowedNow):
        office.binh.takes(handed_in)


def test_a_dossier_that_a_clerk_took_stays_and_a_person_is_offered(office, handed_in):
    office.binh.takes(handed_in)

    alice = office.citizen.says("rút hồ sơ")

    assert alice.hears("nhân viên đã nhận làm", "gặp nhân viên")
    assert office.dossier(handed_in.code).state is DossierState.TAKEN
    assert alice.talk.form is None


def test_a_bare_cancel_after_the_hand_in_takes_nothing_back(office, handed_in):
    alice = office.citizen.says("huỷ")

    assert alice.hears("đang chờ nhân viên", "«rút hồ sơ»")
    assert office.dossier(handed_in.code).state is DossierState.HANDED_IN


def test_whoever_has_nothing_handed_in_is_told_so(office):
    alice = office.citizen.says("rút hồ sơ")

    assert alice.hears("không có việc nào")


def test_stopping_for_good_after_the_take_back_frees_the_seat(office, handed_in):
    office.citizen.says("rút hồ sơ", "huỷ", "Dừng hồ sơ")

    assert seats(office) == []
    assert office.citizen.talk.form is None


def corrects(office, dossier, slot):
    answers = {**dossier.answers, "slot": slot}
    mended = HandIn("exchange", answers, dict(dossier.sources), dossier.code)
    with office.database.transaction() as store:
        sayings = tuple(hand_in.take_in(store, dossier.citizen, mended, now=office.now))
        tell(store, dossier.citizen, sayings, now=office.now)
    return office.dossier(dossier.code)


@pytest.fixture
def sent_back(office, handed_in):
    return office.binh.sends_back(office.binh.takes(handed_in), slot="giờ này nghỉ")


def test_a_corrected_time_moves_the_seat_of_the_dossier(office, sent_back):
    other = office.free_slots()[0]

    corrected = corrects(office, sent_back, str(other.id))

    assert [(one.slot, one.dossier) for one in seats(office)] == [(other.id, corrected.code)]
    assert len(office.events(Kind.APPOINTMENT_MOVED)) == 1


def test_a_corrected_time_that_is_left_to_the_office_gives_the_seat_back(office, sent_back):
    corrects(office, sent_back, "office")

    assert seats(office) == []
    assert len(office.events(Kind.APPOINTMENT_CANCELLED)) == 1


def test_a_corrected_time_that_is_gone_leaves_the_old_seat(office, sent_back):
    other = office.free_slots()[0]
    with office.database.transaction() as store:
        store.slots.take(other.id)
    [before] = seats(office)

    corrected = corrects(office, sent_back, str(other.id))

    assert seats(office) == [before]
    assert corrected.answers["slot"] == str(before.slot)
    assert office.citizen.hears("không còn nữa")
