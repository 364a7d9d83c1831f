from datetime import date

import pytest

from domain.licence import (
    AgesBySex,
    Scheme,
    UnknownClass,
    classes_of,
    exchange_targets,
    find_class,
    likely_scheme,
    never_expires,
    schemes_of,
)

OLD_TERMS = {
    None: "A1 A2 A3",
    10: "A4 B2 B1 B11 B12",
    5: "C D E FB2 FC FD FE",
}
NEW_TERMS = {None: "A1 A B1", 10: "B C1", 5: "C D1 D2 D BE C1E CE D1E D2E DE"}
MINIMUM_AGES = {18: "A1 A B1 B C1", 21: "C BE", 24: "D1 D2 C1E CE", 27: "D D1E D2E DE"}
BECOMES = {
    "A1": "A",
    "A2": "A",
    "A3": "B1",
    "A4": "",
    "B11": "B",
    "B1": "B C1",
    "B12": "B C1",
    "B2": "B C1",
    "C": "C",
    "D": "D2",
    "E": "D",
    "FB2": "BE C1E",
    "FC": "CE",
    "FD": "D2E",
    "FE": "DE",
}


def pairs(table):
    return [(code, value) for value, codes in table.items() for code in codes.split()]


@pytest.mark.parametrize(("code", "years"), pairs(OLD_TERMS))
def test_an_old_class_has_the_term_of_the_2017_circular(code, years):
    assert find_class(code, "old").years == years
    assert never_expires(code, "old") == (years is None)


@pytest.mark.parametrize(("code", "years"), pairs(NEW_TERMS))
def test_a_new_class_has_the_term_of_the_2024_law(code, years):
    assert find_class(code, "new").years == years
    assert never_expires(code, "new") == (years is None)


@pytest.mark.parametrize(("code", "age"), pairs(MINIMUM_AGES))
def test_a_new_class_has_its_minimum_age(code, age):
    assert find_class(code, "new").minimum_age == age


def test_the_tables_name_every_class_and_no_other():
    assert {one.code for one in classes_of("old")} == {code for code, _ in pairs(OLD_TERMS)}
    assert {one.code for one in classes_of("new")} == {code for code, _ in pairs(NEW_TERMS)}


@pytest.mark.parametrize(("old", "new"), BECOMES.items())
def test_an_old_class_becomes_what_the_law_maps_it_to(old, new):
    assert exchange_targets(old, "old") == tuple(new.split())


@pytest.mark.parametrize("old", BECOMES)
def test_what_an_old_class_becomes_is_a_new_class(old):
    for code in exchange_targets(old, "old"):
        assert find_class(code, "new").scheme is Scheme.NEW


def test_a_new_class_stays_what_it_is():
    assert all(one.becomes == (one.code,) for one in classes_of("new"))


def test_restrictions_go_with_the_small_motorcycle_and_the_automatic_car():
    assert find_class("A1", "old").restriction == "A.03"
    assert find_class("B11", "old").restriction == "B.01"
    assert find_class("B2", "old").restriction == ""


def test_only_a4_becomes_a_certificate():
    every = [*classes_of("old"), *classes_of("new")]

    assert [one.code for one in every if one.becomes_certificate] == ["A4"]


def test_old_b1_runs_to_an_age_that_differs_for_women_and_men():
    assert find_class("B1", "old").until_age == AgesBySex(female=55, male=60)
    assert find_class("B1", "old").ten_years_after_age == AgesBySex(female=45, male=50)
    assert find_class("D", "new").maximum_age == AgesBySex(female=55, male=57)


def test_the_two_b1_are_different_licences():
    assert find_class("B1", "old").has_term
    assert not find_class("B1", "new").has_term


def test_a_class_is_found_however_it_is_spaced_and_cased():
    assert find_class(" b 2 ", "old").code == "B2"


@pytest.mark.parametrize(
    ("code", "scheme"), [("B2", "new"), ("BE", "old"), ("Z", "old"), ("", "new"), ("A1", "1999")]
)
def test_a_class_that_the_scheme_does_not_have_is_refused(code, scheme):
    with pytest.raises(UnknownClass) as refusal:
        find_class(code, scheme)

    assert "bảng hạng" in str(refusal.value.text)


def test_shared_codes_are_known_to_both_schemes():
    both = [one.code for one in classes_of("old") if len(schemes_of(one.code)) == 2]

    assert sorted(both) == ["A1", "B1", "C", "D"]


@pytest.mark.parametrize(
    ("code", "on", "expires_on", "no_term", "scheme"),
    [
        ("B2", date(2026, 1, 5), None, False, "old"),
        ("FC", date(2026, 1, 5), None, False, "old"),
        ("A", date(2026, 1, 5), None, True, "new"),
        ("BE", date(2024, 1, 5), None, False, "new"),
        ("B1", date(2024, 1, 5), None, True, "old"),
        ("B1", date(2026, 1, 5), None, True, "new"),
        ("B1", date(2026, 1, 5), None, False, "old"),
        ("B1", date(2026, 1, 5), date(2040, 1, 5), False, "old"),
        ("A1", date(2026, 1, 5), None, True, "old"),
        ("A1", date(2026, 1, 5), date(2031, 1, 1), False, "old"),
        ("C", date(2026, 1, 5), date(2029, 12, 31), False, "old"),
        ("C", date(2026, 1, 5), date(2030, 1, 1), False, "new"),
        ("d", date(2026, 1, 5), None, False, "old"),
    ],
)
def test_a_code_alone_is_taken_for_its_likeliest_scheme(code, *, on, expires_on, no_term, scheme):
    assert likely_scheme(code, on=on, expires_on=expires_on, no_term=no_term) == scheme


def test_no_scheme_is_guessed_for_a_code_that_never_was():
    with pytest.raises(UnknownClass):
        likely_scheme("Q7", on=date(2026, 1, 5), expires_on=None, no_term=False)
