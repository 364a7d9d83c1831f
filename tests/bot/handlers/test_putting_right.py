"""A clerk puts a value right on the desk: it is theirs, the citizen is told, the ledger knows."""

import pytest

from domain.dossier import ChangedMeanwhile, HeldByAnother, NotAllowedNow
from domain.events import Kind


@pytest.fixture
def taken(office):
    return office.binh.takes(office.citizen.hands_in())


@pytest.mark.parametrize(
    ("field", "right"),
    [
        ("phone", ("0987 654 321", "0987654321")),
        ("address", ("5 Hùng Vương,  Pleiku", "5 Hùng Vương, Pleiku")),
        ("licence_issued_on", ("16/08/2017", "2017-08-16")),
    ],
)
def test_what_a_clerk_put_right_carries_their_badge_and_is_told(office, taken, field, right):
    words, value = right
    after = office.binh.puts_right(taken, field, words)

    assert after.answers[field] == value
    assert after.sources[field] == "clerk"
    assert {key: one for key, one in after.answers.items() if key != field} == {
        key: one for key, one in taken.answers.items() if key != field
    }
    assert office.citizen.hears(f"Nhân viên đã sửa hồ sơ {after.code}", "nay ghi:")
    [event] = office.events(Kind.VALUE_PUT_RIGHT)
    assert (event.actor, event.detail) == ("staff:binh", {"fields": [field]})
    assert office.dossier(taken.code) == after


def test_a_licence_that_goes_home_goes_to_the_home_that_was_put_right(office):
    home = "12 Lê Lợi, Pleiku, Gia Lai"
    taken = office.binh.takes(office.citizen.hands_in(residence=home, address=home))

    after = office.binh.puts_right(taken, "residence", "5 Hùng Vương, Pleiku, Gia Lai")

    assert after.answers["address"] == after.answers["residence"] == "5 Hùng Vương, Pleiku, Gia Lai"
    assert after.sources["address"] == "clerk"
    [event] = office.events(Kind.VALUE_PUT_RIGHT)
    assert event.detail == {"fields": ["residence", "address"]}
    assert office.citizen.hears("Nơi cư trú: 5 Hùng Vương", "Địa chỉ nhận: theo nơi cư trú")


@pytest.mark.parametrize(
    ("field", "words"),
    [("phone", "12"), ("licence_issued_on", "31/02/2017"), ("licence_class", "C"), ("", "x")],
)
def test_what_is_no_value_or_may_not_be_put_right_changes_nothing(office, taken, field, words):
    with pytest.raises(NotAllowedNow):
        office.binh.puts_right(taken, field, words)

    assert office.dossier(taken.code) == taken
    assert office.events(Kind.VALUE_PUT_RIGHT) == []


def test_the_same_value_again_is_nothing_to_put_right(office, taken):
    with pytest.raises(NotAllowedNow, match="đang ghi đúng"):
        office.binh.puts_right(taken, "phone", taken.answers["phone"])


def test_only_who_holds_the_dossier_puts_it_right(office, taken):
    with pytest.raises(HeldByAnother):
        office.chi.puts_right(taken, "phone", "0987654321")

    office.binh.puts_right(taken, "phone", "0987654321")
    with pytest.raises(ChangedMeanwhile):
        office.binh.puts_right(taken, "phone", "0987654322")
