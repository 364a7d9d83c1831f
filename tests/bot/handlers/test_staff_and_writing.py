"""Accounts of the desk, the door they come in by, and a clerk's own words to a citizen."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers import staff
from bot.handlers.staff import BadAccount, SignInRefused, sign_in
from bot.handlers.view import identity_revealed, picture_viewed
from domain.dossier import NotAllowedNow
from domain.events import Kind
from tests.office import PASSWORD

WRONG = "khong-phai-mat-khau"


@pytest.fixture
def office(sqlite_office):
    """Hashing takes its time, so one kind of database is enough."""
    sqlite_office.hires(sqlite_office.binh)
    return sqlite_office


def let_in(office, name="binh", password=PASSWORD):
    return sign_in(office.database, name, password, now=office.now)


def refused(office, name="binh", password=WRONG):
    with pytest.raises(SignInRefused) as told:
        let_in(office, name, password)
    return str(told.value.text)


def test_who_knows_the_password_is_let_in_and_the_ledger_knows(office):
    account = let_in(office, " Binh ")

    assert account.staff == office.binh.account
    assert [one.actor for one in office.events(Kind.SIGNED_IN)] == ["staff:binh"]


def test_whether_a_name_exists_cannot_be_told_from_the_answer(office):
    office.hires(replace(office.chi))
    with office.database.transaction() as store:
        staff.disable(store, "chi", now=office.now)

    answers = {
        refused(office, "binh"),
        refused(office, "nobody"),
        refused(office, "chi", PASSWORD),
        refused(office, ""),
        refused(office, "Mật khẩu của tôi\x00"),
    }

    assert len(answers) == 1
    assert "tôi" not in str(office.events(Kind.SIGN_IN_REFUSED))


def test_after_five_wrong_passwords_the_right_one_waits_ten_minutes(office):
    for _each in range(5):
        refused(office)

    assert "mười phút" in refused(office, "binh", PASSWORD)
    office.later(minutes=9)
    assert "mười phút" in refused(office, "binh", PASSWORD)
    office.later(minutes=1, seconds=1)
    assert let_in(office)


def test_the_door_of_a_name_that_does_not_exist_shuts_as_well(office):
    answers = [refused(office, "nobody") for _each in range(6)]

    assert answers[5] != answers[0]
    assert "mười phút" in answers[5]


def test_a_colleagues_wrong_passwords_keep_nobody_else_out(office):
    for _each in range(6):
        refused(office, "chi")

    assert let_in(office)


def test_letting_somebody_in_forgets_the_wrong_tries_before(office):
    for _each in range(4):
        refused(office)
    let_in(office)
    for _each in range(4):
        refused(office)

    assert let_in(office)


def test_a_new_password_ends_every_sign_in_and_opens_the_account(office):
    before = let_in(office)
    with office.database.transaction() as store:
        staff.disable(store, "binh", now=office.now)
        staff.reset_password(store, "binh", "mot-mat-khau-moi", now=office.now)

    refused(office, "binh", PASSWORD)
    after = let_in(office, "binh", "mot-mat-khau-moi")

    assert after.session_key != before.session_key
    assert [one.kind for one in office.events(Kind.STAFF_DISABLED, Kind.STAFF_RESET)] == [
        Kind.STAFF_DISABLED,
        Kind.STAFF_RESET,
    ]


def test_disabling_an_account_ends_its_sign_ins(office):
    before = let_in(office)

    with office.database.transaction() as store:
        staff.disable(store, "binh", now=office.now)
        account = store.staff.get("binh")

    assert account.staff.disabled
    assert account.session_key != before.session_key


@pytest.mark.parametrize("name", ["", "b", "Bình", "1binh", "binh nguyen", "b" * 33, "binh\n"])
def test_a_name_that_cannot_be_typed_everywhere_is_refused(office, name):
    with pytest.raises(BadAccount):
        office.hires(replace(office.chi, account=replace(office.chi.account, name=name)))


def test_an_account_needs_a_free_name_an_office_and_a_long_password(office):
    with pytest.raises(BadAccount, match="binh"):
        office.hires(office.binh)
    with pytest.raises(BadAccount, match="nowhere"):
        office.hires(replace(office.chi, account=replace(office.chi.account, office="nowhere")))
    with pytest.raises(BadAccount, match="10"):
        office.hires(office.chi, "ngan")

    with office.database.reading() as store:
        assert [one.name for one in store.staff.all()] == ["binh"]


def test_an_account_that_does_not_exist_can_be_neither_reset_nor_disabled(office):
    with office.database.transaction() as store, pytest.raises(BadAccount, match="nobody"):
        staff.reset_password(store, "nobody", PASSWORD, now=office.now)
    with office.database.transaction() as store, pytest.raises(BadAccount, match="nobody"):
        staff.disable(store, "nobody", now=office.now)


def test_passwords_are_kept_as_hashes_and_new_ones_differ(office):
    with office.database.reading() as store:
        kept = store.staff.get("binh").password_hash

    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept
    assert staff.new_password() != staff.new_password()
    assert len(staff.new_password()) >= staff.SHORTEST_PASSWORD


def test_who_asked_for_a_person_waits_until_a_clerk_writes(office):
    office.citizen.says("gặp nhân viên").hears("đã báo nhân viên")
    with office.database.reading() as store:
        assert [one.citizen for one in store.talks.waiting_for_a_person()] == [office.citizen.id]
    office.later(minutes=5)

    office.binh.writes(office.citizen, "  Chào chị, em nghe ạ.  ")
    office.binh.writes(office.citizen, "Chị cần gì ạ?")

    assert office.citizen.hears("Nguyễn Thị Bình", "Chào chị, em nghe ạ.", "Chị cần gì ạ?")
    assert {one.author for one in office.citizen.letters[1:]} == {"staff:binh"}
    assert len(office.events(Kind.CLERK_WROTE)) == 2
    asked, answered = office.events(Kind.PERSON_ASKED_FOR, Kind.PERSON_ANSWERED)
    assert answered.at - asked.at == timedelta(minutes=5)
    assert "Chào" not in str(office.events())


def test_a_letter_without_words_is_refused(office):
    with pytest.raises(NotAllowedNow):
        office.binh.writes(office.citizen, " \n")

    assert office.citizen.letters == []


def test_a_clerk_may_write_more_than_one_letter_holds(office):
    office.binh.writes(office.citizen, "dài " * 900)

    assert len(office.citizen.letters) == 2
    assert all(len(one.text) <= 2000 for one in office.citizen.letters)


def test_looking_at_papers_and_numbers_leaves_a_trace(office):
    dossier = office.citizen.hands_in()
    with office.database.transaction() as store:
        picture_viewed(store, dossier, "p1", clerk=office.binh.account, now=office.now)
        identity_revealed(store, dossier, "citizen_id", clerk=office.binh.account, now=office.now)

    seen = office.events(Kind.PICTURE_VIEWED, Kind.IDENTITY_REVEALED)
    assert [(one.actor, one.dossier, one.detail) for one in seen] == [
        ("staff:binh", dossier.code, {"picture": "p1"}),
        ("staff:binh", dossier.code, {"field": "citizen_id"}),
    ]
