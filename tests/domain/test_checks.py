from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.card_facts import age_on, first_pass_year
from domain.checks import checks

TODAY = date(2026, 11, 23)
WHOLE = {
    "citizen_id": "064190001234",
    "full_name": "Nguyễn Thị Đào",
    "birth_date": "1990-03-05",
    "sex": "female",
    "residence": "Tổ 5, Phường Diên Hồng, Gia Lai",
    "licence_number": "641120001234",
    "licence_class": "B2",
    "licence_scheme": "old",
    "licence_issued_on": "2017-01-10",
    "licence_issued_in": "Gia Lai",
    "licence_expires_on": "2027-01-10",
}
QR = {key: WHOLE[key] for key in ("citizen_id", "full_name", "birth_date", "sex", "residence")}


def warned(qr=None, today=TODAY, **changed):
    return {
        check.key: check.field
        for check in checks({**WHOLE, **changed}, today, qr)
        if check.level == "warning"
    }


def test_papers_that_agree_raise_no_warning():
    signs = checks(WHOLE, TODAY, QR)

    assert {sign.level for sign in signs} == {"ok"}
    assert [sign.key for sign in signs] == [
        "citizen_id_province",
        "citizen_id_sex",
        "citizen_id_birth_year",
        "age_at_issue",
        "term",
        "expired",
        "licence_number_province",
        "licence_number_sex",
        "licence_number_year",
        "qr_citizen_id",
        "qr_full_name",
        "qr_birth_date",
        "qr_sex",
        "qr_residence",
    ]
    assert all(str(sign.text) for sign in signs)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"citizen_id": "12"}, {"citizen_id_shape": "citizen_id"}),
        ({"citizen_id": "230123456"}, {"old_id": "citizen_id"}),
        ({"citizen_id": "133190001234"}, {"citizen_id_province": "citizen_id"}),
        ({"citizen_id": "064090001234"}, {"citizen_id_sex": "citizen_id"}),
        ({"citizen_id": "064191001234"}, {"citizen_id_birth_year": "citizen_id"}),
        ({"citizen_id": "064390001234"}, {"citizen_id_birth_year": "citizen_id"}),
        (
            {"licence_issued_on": "2008-03-04"},
            {"age_at_issue": "licence_issued_on", "licence_number_year": "licence_number"},
        ),
        ({"licence_issued_on": "2026-11-24"}, {"issued_in_future": "licence_issued_on"}),
        (
            {"licence_expires_on": "2017-01-10"},
            {"term": "licence_expires_on", "expired": "licence_expires_on"},
        ),
        ({"licence_expires_on": "2026-11-22"}, {"expired": "licence_expires_on"}),
        ({"licence_expires_on": "2026-11-23"}, {}),
        ({"licence_expires_on": "none"}, {"term_missing": "licence_expires_on"}),
        ({"licence_class": "A1"}, {"term_unexpected": "licence_expires_on"}),
        ({"licence_class": "A1", "licence_expires_on": "none"}, {}),
        ({"licence_class": "Q"}, {"unreadable": "licence_class"}),
        ({"licence_number": "AB 123"}, {"licence_number_shape": "licence_number"}),
        ({"licence_number": "031120001234"}, {"licence_number_province": "licence_number"}),
        ({"licence_number": "521120001234"}, {"licence_number_province": "licence_number"}),
        ({"licence_number": "640120001234"}, {"licence_number_sex": "licence_number"}),
        ({"licence_number": "645120001234"}, {"licence_number_sex": "licence_number"}),
        ({"licence_number": "641050001234"}, {"licence_number_year": "licence_number"}),
        ({"licence_number": "641180001234"}, {"licence_number_year": "licence_number"}),
        ({"birth_date": "05/03/1990"}, {"unreadable": "birth_date"}),
        ({"sex": "?"}, {"unreadable": "sex"}),
    ],
)
def test_what_does_not_fit_is_a_warning_beside_its_answer(changed, expected):
    assert warned(**changed) == expected


def test_a_child_or_somebody_unborn_is_noticed():
    assert "under_age" in warned(birth_date="2010-01-01")
    assert "born_in_future" in warned(birth_date="2027-01-01")
    assert "under_age" not in warned(birth_date="2008-11-23")
    assert "under_age" in warned(birth_date="2008-11-24")


def test_the_new_classes_have_their_own_least_age():
    younger = {
        "birth_date": "1990-03-05",
        "licence_issued_on": "2013-06-01",
        "licence_scheme": "new",
        "licence_expires_on": "2027-01-01",
    }

    assert "age_at_issue" in warned(licence_class="D2", **younger)
    assert "age_at_issue" not in warned(licence_class="C", **younger)


def test_a_driver_of_large_buses_has_a_greatest_age():
    old = {"licence_class": "D", "licence_scheme": "new"}

    assert "over_age" in warned(birth_date="1970-01-01", **old)
    assert "over_age" not in warned(birth_date="1970-01-01", sex="male", **old)
    assert "over_age" not in warned(birth_date="1970-01-01", licence_class="D")


def test_the_old_card_was_good_until_2025():
    assert warned(citizen_id="230123456", today=date(2024, 12, 31)) == {}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("citizen_id", "064190001235"),
        ("full_name", "Nguyễn Thị Hoa"),
        ("birth_date", "1990-05-03"),
        ("sex", "male"),
        ("residence", "Tổ 6, Phường Diên Hồng, Gia Lai"),
    ],
)
def test_what_was_typed_otherwise_than_the_qr_says_is_a_warning(field, typed):
    assert warned(qr=QR, **{field: typed})[f"qr_{field}"] == field


@pytest.mark.parametrize(("field", "typed"), [("full_name", "nguyen thi  dao"), ("sex", "Nữ")])
def test_the_same_thing_spelled_otherwise_is_no_mismatch(field, typed):
    assert warned(qr=QR, **{field: typed}) == {}


@given(st.dictionaries(st.sampled_from(sorted(WHOLE)), st.none() | st.text(max_size=14)))
def test_any_answers_are_checked_without_a_fall(answers):
    assert isinstance(checks(answers, TODAY, answers), tuple)


def test_nothing_answered_is_nothing_to_check():
    assert checks({}, TODAY) == ()


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2026, 3, 4), 35), (date(2026, 3, 5), 36), (date(1990, 3, 5), 0)],
)
def test_an_age_is_in_whole_years(day, age):
    assert age_on(day, date(1990, 3, 5)) == age


def test_two_digits_are_the_latest_year_that_they_can_be():
    assert first_pass_year(12, date(2017, 1, 1)) == 2012
    assert first_pass_year(17, date(2017, 1, 1)) == 2017
    assert first_pass_year(18, date(2017, 1, 1)) == 1918
