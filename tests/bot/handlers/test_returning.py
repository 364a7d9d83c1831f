"""Somebody who was here before, or who files for another: what the office keeps and shows."""

import pytest

from bot.handlers import hand_in
from bot.handlers.known import known_of
from bot.talk import HandIn
from domain.events import Kind
from tests.office import ANSWERS


def test_somebody_who_was_here_before_is_not_asked_who_they_are(office):
    office.citizen.hands_in()
    alice = office.citizen
    alice.hears()

    alice.says("đổi bằng", "Đồng ý", "A1", "3")

    assert alice.hears("Lần trước anh/chị đã khai", "Nguyễn Thị Mẫu", "••••••3456")
    alice.says("1")
    assert alice.talk.answers["citizen_id"] == "064090001234"
    assert alice.talk.sources["citizen_id"] == "earlier"


def kept_card(office, name="card1"):
    with office.database.transaction() as store:
        owner = {"citizen": office.citizen.id, "media_type": "image/jpeg", "qr": ""}
        store.pictures.add(name, **owner, at=office.now)
    return name


def test_the_picture_of_the_card_goes_along_while_it_is_kept_and_the_clerk_is_told_which(office):
    alice = office.citizen
    earlier = alice.hands_in(id_picture=kept_card(office))
    alice.says("đổi bằng", "Đồng ý", "A1", "3").hears("Ảnh căn cước: dùng lại ảnh lần trước")
    alice.says("1")
    later = alice.hands_in(**{**alice.talk.answers, "slot": "office", "reason": "damaged"})

    assert alice.talk.answers["id_picture"] == "card1"
    assert alice.talk.sources["id_picture"] == "earlier"
    assert later.answers["id_picture"] == earlier.answers["id_picture"]


def test_a_card_that_was_deleted_is_not_offered_again(office):
    alice = office.citizen
    alice.hands_in(id_picture=kept_card(office))
    with office.database.transaction() as store:
        store.pictures.deleted("card1")

    alice.says("đổi bằng", "Đồng ý", "A1", "3", "1")

    assert alice.talk.asked == "id_picture"
    assert "id_picture" not in alice.talk.answers


def test_a_card_that_is_deleted_while_the_form_is_filled_in_is_not_handed_in(office):
    alice = office.citizen
    told = ANSWERS | {"id_picture": kept_card(office)}
    sources = dict.fromkeys(told, "typed") | {"id_picture": "earlier"}
    with office.database.transaction() as store:
        store.pictures.deleted("card1")
        list(hand_in.take_in(store, alice.id, HandIn("exchange", told, sources), now=office.now))

    assert "id_picture" not in alice.dossiers[0].answers


def test_what_was_filed_for_another_tells_nothing_of_the_citizen(office):
    alice = office.citizen
    alice.hands_in(filed_for="parent", their_consent="2026-11")

    with office.database.reading() as store:
        assert known_of(store, alice.talk, alice.dossiers) == {}


def test_nobody_is_offered_what_another_told(office):
    office.citizen.hands_in()
    bob = office.another_citizen("2")

    bob.says("đổi bằng", "Đồng ý", "A1", "3")

    assert bob.talk.asked == "id_picture"


def test_the_other_persons_consent_is_in_the_ledger_without_their_name(office):
    office.citizen.says("đổi bằng A1 cho mẹ em", "Đồng ý", "mẹ em đồng ý rồi")

    details = [one.detail for one in office.events(Kind.CONSENT_GIVEN)]
    assert details == [
        {"version": "2026-11"},
        {"version": "2026-11", "given_by": "filer", "relationship": "parent"},
    ]


@pytest.mark.parametrize("phone", ["0905123456", "84905123456"])
def test_a_profile_that_was_shared_in_zalo_is_offered(office, phone):
    alice = office.citizen.says("đổi bằng", "Đồng ý", "A1", "3")

    alice.sends("user_submit_info", info={"name": "Lan", "phone": phone, "address": "12 Lê Lợi"})

    assert alice.hears("Anh/chị đã chia sẻ", "••••••3456")
    alice.says("1")
    assert alice.talk.answers["phone"] == "0905123456"
    assert alice.talk.sources["phone"] == "profile"


def test_a_shared_number_that_is_no_phone_is_left_out(office):
    alice = office.citizen.sends("user_submit_info", info={"name": "Lan", "phone": "113"})

    assert alice.talk.profile == {"full_name": "Lan"}
