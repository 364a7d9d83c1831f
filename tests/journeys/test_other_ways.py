"""Other ways through the office: typing everything, being routed, a person, another appointment."""

import re

import pytest

from domain.events import Kind
from storage.events import EventFilter
from tests.journeys.stories import BY_CARD, TYPED, confirms_the_seat, goes_through

pytestmark = pytest.mark.process

BEFORE_TWELVE_QUESTIONS = 12


def test_everything_can_be_typed_without_a_card_to_photograph(town):
    citizen = town.citizen()
    code = goes_through(citizen, TYPED)
    page = town.clerk().opens(code)
    assert citizen.person["full_name"] in page.text
    assert citizen.person["licence_number"][-4:] in page.text


def test_an_expired_licence_is_routed_to_a_test_before_twelve_questions_and_counted(town):
    citizen = town.citizen()
    citizen.says("bằng em hết hạn rồi")
    citizen.hears("Đồng ý")
    citizen.says("đồng ý")
    citizen.hears(r"\?|ạ")
    expired = _years_later(citizen.person["expires_on"], -1)
    citizen.says(f"B2, {expired}")
    told = citizen.hears("sát hạch")
    assert "lý thuyết" in told
    assert len(citizen.letters()) < BEFORE_TWELVE_QUESTIONS
    town.is_quiet()
    with town.reading() as store:
        routed = store.events.find(EventFilter(kinds=(Kind.INQUIRY_ROUTED,)))
    assert [one.outcome for one in routed] == ["theory_test"]


def test_who_asks_for_a_person_talks_with_the_clerk_and_the_bot_is_silent_until_called(town):
    citizen = town.citizen()
    code = goes_through(citizen, BY_CARD)
    citizen.says("gặp nhân viên")
    citizen.hears("đã báo nhân viên")
    clerk = town.clerk()
    assert "đang chờ gặp nhân viên" in clerk.opens(code).text
    clerk.manages(code, "write", letter="Chị ghé bưu cục lúc nào cũng được nhé.")
    assert "Nguyễn Thị Bình" in citizen.hears("Chị ghé bưu cục lúc nào cũng được nhé")

    citizen.says("cảm ơn em")
    town.is_quiet()
    assert citizen.letters()[-1]["text"].endswith("cũng được nhé.")
    assert "cảm ơn em" in clerk.opens(code).text
    citizen.says("tiếp tục")
    citizen.hears(".")


def test_a_citizen_moves_and_cancels_the_appointment_by_chat(town):
    citizen = town.citizen()
    code = goes_through(citizen, BY_CARD)
    clerk = town.clerk()
    clerk.manages(code, "take")
    clerk.manages(code, "accept", official_code="000.00.21.H21-261124-0001")
    confirms_the_seat(clerk, code)
    first = citizen.hears("Lịch chụp ảnh cho hồ sơ")
    assert town.taken_seats() == 1

    citizen.taps("Đổi lịch")
    citizen.hears("giờ nào")
    citizen.says("2")
    moved = citizen.hears("Em giữ cho anh/chị")
    assert _time_in(moved) != _time_in(first)
    assert town.taken_seats() == 1

    confirms_the_seat(clerk, code)
    assert _time_in(citizen.hears("Lịch chụp ảnh cho hồ sơ")) == _time_in(moved)

    citizen.taps("Huỷ lịch hẹn")
    citizen.hears("huỷ lịch hẹn chụp ảnh")
    citizen.says("huỷ")
    citizen.hears("đã huỷ; hồ sơ vẫn còn")
    assert town.taken_seats() == 0
    assert code in clerk.sees("/desk/queue?state=accepted").text


def test_the_second_of_two_clerks_is_told_and_keeps_what_was_typed(town):
    citizen = town.citizen()
    code = goes_through(citizen, BY_CARD)
    binh, chi = town.clerk("binh"), town.clerk("chi")
    assert binh.takes_next() == code
    assert "Nguyễn Thị Bình" in chi.opens(code).text

    old_page = binh.opens(code)
    binh.manages(code, "release")
    assert chi.takes_next() == code
    typed = "000.00.21.H21-261124-7777"
    told = binh.does_on(old_page, code, "accept", official_code=typed)
    assert told.status == 409
    assert typed in told.html
    assert "Rơ Châm Chi" in told.text
    with town.reading() as store:
        dossier = store.dossiers.get(code)
    assert (dossier.state, dossier.holder, dossier.official_code) == ("taken", "chi", "")


def _years_later(day: str, years: int) -> str:
    date, month, year = day.split("/")
    return f"{date}/{month}/{int(year) + years}"


def _time_in(told: str) -> str:
    found = re.search(r"\d\d:\d\d [^,]+, \d\d/\d\d/\d{4}", told)
    assert found, told
    return found[0]
