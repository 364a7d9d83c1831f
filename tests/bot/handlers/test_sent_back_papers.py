"""What a clerk sends back is asked again, whatever the form had to know to ask it before."""

import pytest

from desk import fields
from domain.dossier import DossierState

CAR = {
    "reason": "expiring",
    "licence_class": "C",
    "licence_expires_on": "2026-11-27",
    "licence_front": "f1",
    "licence_back": "b1",
    "health_certificate": "h1",
}


@pytest.mark.parametrize(
    ("key", "answers"),
    [
        ("health_certificate", CAR),
        ("difference_paper", {"reason": "wrong_data", "difference_paper": "p1"}),
        ("id_picture", {}),
        ("licence_front", {"licence_front": "f1", "licence_back": "b1"}),
    ],
)
def test_the_picture_that_is_sent_back_is_the_question_that_waits(sqlite_office, key, answers):
    alice = sqlite_office.citizen.says("chào em")
    dossier = alice.hands_in(**answers)
    assert key in dict(fields.correctable(dossier))

    sqlite_office.binh.sends_back(sqlite_office.binh.takes(dossier), **{key: "Ảnh mờ"})

    assert alice.hears("Nhân viên nhờ anh/chị xem lại: Ảnh mờ")
    assert alice.talk.asked == key


def test_a_licence_that_expires_while_a_correction_is_awaited_did_not_come_too_late(sqlite_office):
    alice = sqlite_office.citizen.says("chào em")
    dossier = alice.hands_in(**CAR)
    sqlite_office.binh.sends_back(sqlite_office.binh.takes(dossier), phone="Thiếu số")
    sqlite_office.later(days=40)

    alice.says("0912345678").hears("Đúng hết thì nhắn «nộp hồ sơ»")
    alice.says("nộp hồ sơ")

    mended = sqlite_office.dossier(dossier.code)
    assert mended.state is not DossierState.SENT_BACK
    assert mended.answers == {**dossier.answers, "phone": "0912345678"}


def test_nobody_who_lost_the_licence_is_asked_for_its_picture(sqlite_office):
    dossier = sqlite_office.citizen.hands_in(reason="lost")

    assert not {"licence_front", "licence_back"} & dict(fields.correctable(dossier)).keys()


@pytest.mark.parametrize("said", ["ủa sao vậy em", "tai sao?", "sai chỗ nào", "why"])
def test_who_asks_why_something_was_sent_back_hears_what_the_clerk_wrote(sqlite_office, said):
    alice = sqlite_office.citizen.says("chào em")
    sqlite_office.binh.sends_back(
        sqlite_office.binh.takes(alice.hands_in()), residence="Thiếu số nhà"
    )
    alice.hears()

    alice.says(said)

    assert alice.hears("Nhân viên ghi: Thiếu số nhà", "Em đang chờ: Nơi cư trú")
    assert alice.talk.asked == "residence"


def test_the_licence_goes_along_when_the_home_that_it_goes_to_is_mended(sqlite_office):
    alice = sqlite_office.citizen.says("chào em")
    dossier = alice.hands_in()
    sqlite_office.binh.sends_back(sqlite_office.binh.takes(dossier), residence="Thiếu số nhà")

    alice.says("34 Trần Phú, phường Pleiku, Gia Lai", "nộp hồ sơ")

    mended = sqlite_office.dossier(dossier.code).answers
    assert mended["residence"] == mended["address"] == "34 Trần Phú, phường Pleiku, Gia Lai"


def test_the_licence_that_goes_elsewhere_goes_there_still(sqlite_office):
    alice = sqlite_office.citizen.says("chào em")
    dossier = alice.hands_in(address="1 Quang Trung, An Khê, Gia Lai")
    sqlite_office.binh.sends_back(sqlite_office.binh.takes(dossier), residence="Thiếu số nhà")

    alice.says("34 Trần Phú, phường Pleiku, Gia Lai", "nộp hồ sơ")

    assert sqlite_office.dossier(dossier.code).answers["address"] == dossier.answers["address"]
