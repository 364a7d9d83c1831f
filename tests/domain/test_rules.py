from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dossier import Reason
from domain.licence import UnknownClass, classes_of
from domain.rules import Case, Outcome, judge

ON = {
    "R2017": date(2020, 6, 15),
    "R2025a": date(2025, 2, 10),
    "R2025b": date(2025, 9, 15),
    "R2026": date(2026, 11, 23),
}
ALL = tuple(ON)
NEW_LAW = ("R2025a", "R2025b", "R2026")
PAST = ("expired", "damaged", "wrong_data", "paper_to_pet", "expiring")
CLASSES = [(one.code, one.scheme) for scheme in ("old", "new") for one in classes_of(scheme)]


def case(reason="expiring", licence="B2", scheme="old", *, on, late=None, **more):
    expires_on = on - timedelta(days=late) if late is not None else more.pop("expires_on", None)
    return Case(Reason(reason), licence, scheme, expires_on, on, **more)


def outcome(*words: str, **more):
    return judge(case(*words, **more)).outcome.value


@pytest.mark.parametrize(
    ("on", "rule_set"),
    [
        (date(2010, 1, 1), "R2017"),
        (date(2020, 6, 30), "R2017"),
        (date(2024, 12, 31), "R2017"),
        (date(2025, 1, 1), "R2025a"),
        (date(2025, 2, 28), "R2025a"),
        (date(2025, 3, 1), "R2025b"),
        (date(2026, 6, 30), "R2025b"),
        (date(2026, 7, 1), "R2026"),
        (date(2030, 1, 1), "R2026"),
    ],
)
def test_the_day_of_receipt_chooses_the_rule_set(on, rule_set):
    assert judge(case(on=on)).rule_set == rule_set


@pytest.mark.parametrize("reason", PAST)
@pytest.mark.parametrize(
    ("rule_set", "late", "expected"),
    [
        # a valid licence
        *((rules, -1, "exchange") for rules in ALL),
        *((rules, -400, "exchange") for rules in ALL),
        # R2017: nothing before three months, theory to a year, then all
        ("R2017", 0, "exchange"),
        ("R2017", 1, "exchange"),
        ("R2017", 45, "exchange"),
        ("R2017", 88, "exchange"),
        ("R2017", 100, "theory_test"),
        ("R2017", 360, "theory_test"),
        ("R2017", 370, "full_test"),
        # R2025a: one day is enough
        ("R2025a", 1, "theory_test"),
        ("R2025a", 20, "theory_test"),
        ("R2025a", 200, "theory_test"),
        ("R2025a", 370, "full_test"),
        # R2025b: under a month a clerk asks for the cause
        ("R2025b", 1, "clerk"),
        ("R2025b", 20, "clerk"),
        ("R2025b", 33, "theory_test"),
        ("R2025b", 100, "theory_test"),
        ("R2025b", 360, "theory_test"),
        ("R2025b", 370, "full_test"),
        # R2026: under thirty days a clerk decides
        ("R2026", 1, "clerk"),
        ("R2026", 29, "clerk"),
        ("R2026", 31, "theory_test"),
        ("R2026", 100, "theory_test"),
        ("R2026", 360, "theory_test"),
        ("R2026", 370, "full_test"),
        ("R2026", 4000, "full_test"),
    ],
)
def test_how_late_a_licence_is_decides_whatever_the_reason(reason, rule_set, late, expected):
    assert outcome(reason, on=ON[rule_set], late=late) == expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2020, 4, 13), "exchange"),  # 89 days: not yet three months in any reading
        (date(2020, 4, 14), "clerk"),  # 90 days from the expiry day
        (date(2020, 4, 15), "clerk"),  # three calendar months from the expiry day
        (date(2020, 4, 16), "theory_test"),  # three calendar months from the day after
        (date(2021, 1, 14), "theory_test"),
        (date(2021, 1, 15), "clerk"),  # a year from the expiry day, not from the day after
        (date(2021, 1, 16), "full_test"),
    ],
)
def test_a_day_on_which_the_readings_disagree_goes_to_a_clerk(on, expected):
    assert outcome("expired", on=on, expires_on=date(2020, 1, 15)) == expected


@pytest.mark.parametrize("rule_set", NEW_LAW)
def test_on_the_expiry_day_itself_the_new_laws_leave_it_to_a_clerk(rule_set):
    assert outcome("expiring", on=ON[rule_set], late=0) == "clerk"


def test_thirty_days_are_thirty_days_and_only_the_first_day_is_open():
    assert [outcome("expired", on=ON["R2026"], late=late) for late in (29, 30, 31)] == [
        "clerk",
        "clerk",
        "theory_test",
    ]


@pytest.mark.parametrize("rule_set", ALL)
@pytest.mark.parametrize(("licence", "scheme"), [("A1", "old"), ("A2", "old"), ("A3", "old")])
def test_an_old_motorcycle_licence_never_expires(rule_set, licence, scheme):
    given_a_date = outcome("expired", licence, scheme, on=ON[rule_set], late=4000)

    assert given_a_date == outcome("expired", licence, scheme, on=ON[rule_set]) == "exchange"


@pytest.mark.parametrize("rule_set", NEW_LAW)
@pytest.mark.parametrize("licence", ["A1", "A", "B1"])
def test_a_new_motorcycle_licence_never_expires(rule_set, licence):
    assert outcome("expired", licence, "new", on=ON[rule_set], late=4000) == "exchange"


def test_old_b1_is_a_car_and_does_expire():
    assert outcome("expired", "B1", "old", on=ON["R2026"], late=400) == "full_test"
    assert outcome("expired", "B1", "new", on=ON["R2026"], late=400) == "exchange"


@pytest.mark.parametrize(
    ("rule_set", "late", "expected"),
    [
        ("R2017", -30, "wait_two_months"),
        ("R2017", 0, "wait_two_months"),
        ("R2017", 60, "wait_two_months"),
        ("R2017", 100, "theory_test"),
        ("R2017", 400, "full_test"),
        ("R2025a", -30, "exchange"),
        ("R2025a", 5, "theory_test"),
        ("R2025a", 400, "full_test"),
        ("R2025b", -30, "exchange"),
        ("R2025b", 5, "clerk"),
        ("R2025b", 60, "theory_test"),
        ("R2025b", 400, "full_test"),
        ("R2026", -30, "exchange"),
        ("R2026", 60, "theory_test"),
    ],
)
def test_a_lost_licence_waits_in_2020_and_is_an_exchange_from_2025(rule_set, late, expected):
    assert outcome("lost", on=ON[rule_set], late=late) == expected


def test_a_lost_licence_without_a_term_waits_only_under_the_2017_circular():
    waits = [outcome("lost", "A1", on=on) for on in ON.values()]

    assert waits == ["wait_two_months", "exchange", "exchange", "exchange"]


@pytest.mark.parametrize("rule_set", ALL)
@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("late", [-30, 20, 400])
def test_a_licence_that_is_not_in_the_database_goes_to_a_clerk(rule_set, reason, late):
    assert outcome(reason, on=ON[rule_set], late=late, in_database=False) == "clerk"


@pytest.mark.parametrize("in_database", [True, None])
def test_a_licence_on_record_or_not_yet_looked_up_goes_on(in_database):
    assert outcome(on=ON["R2026"], late=-30, in_database=in_database) == "exchange"


@pytest.mark.parametrize("reason", list(Reason))
def test_a4_is_refused_from_2025_and_not_before(reason):
    refused = [outcome(reason, "A4", on=ON[rules], late=-30) for rules in NEW_LAW]

    assert refused == ["refuse"] * 3
    assert outcome(reason, "A4", on=ON["R2017"], late=-30) != "refuse"


def test_a4_is_refused_even_if_it_is_expired_or_not_on_record():
    assert outcome("expired", "A4", on=ON["R2026"], late=400) == "refuse"
    assert outcome("damaged", "A4", on=ON["R2026"], late=-9, in_database=False) == "refuse"


def test_a_class_of_the_new_law_on_an_older_dossier_goes_to_a_clerk():
    assert outcome("damaged", "C1", "new", on=ON["R2017"], late=-30) == "clerk"


def test_an_expired_licence_of_unknown_date_goes_to_a_clerk():
    assert outcome("expired", "B2", on=ON["R2026"]) == "clerk"
    assert outcome("damaged", "B2", on=ON["R2026"]) == "exchange"


def test_a_class_that_never_was_is_refused():
    with pytest.raises(UnknownClass):
        judge(case("damaged", "B3", on=ON["R2026"]))


@pytest.mark.parametrize("province", [None, "064", "Gia Lai", "Đắk Lắk"])
def test_a_licence_of_any_province_is_taken(province):
    assert outcome(on=ON["R2025b"], late=-30, issued_in=province) == "exchange"


@pytest.mark.parametrize("on", [date.min, date.max])
@pytest.mark.parametrize("expires_on", [date.min, date.max])
def test_the_first_and_the_last_day_that_there_is_are_judged_too(on, expires_on):
    assert str(judge(case("expired", on=on, expires_on=expires_on)).explanation)


@given(
    reason=st.sampled_from(list(Reason)),
    licence=st.sampled_from(CLASSES),
    on=st.dates(date(2015, 1, 1), date(2035, 1, 1)),
    late=st.none() | st.integers(-4000, 4000),
    in_database=st.sampled_from([True, False, None]),
)
def test_every_case_has_a_whole_judgement(reason, licence, *, on, late, in_database):
    one = case(reason, *licence, on=on, late=late, in_database=in_database)

    judged = judge(one)

    assert str(judged.explanation)
    assert all(str(paper.text) for paper in judged.papers)
    assert all(judged.sources)
    assert len(judged.sources) == len(set(judged.sources))
    no_dossier = judged.outcome in {Outcome.THEORY_TEST, Outcome.FULL_TEST, Outcome.REFUSE}
    assert (judged.fee.amount is None) == no_dossier == (judged.papers == ())


ORDER = {
    Outcome.WAIT_TWO_MONTHS: 0,
    Outcome.EXCHANGE: 0,
    Outcome.CLERK: None,
    Outcome.THEORY_TEST: 1,
    Outcome.FULL_TEST: 2,
}


@given(
    rule_set=st.sampled_from(ALL),
    reason=st.sampled_from(list(Reason)),
    late=st.integers(-100, 800),
    later=st.integers(0, 400),
)
def test_waiting_longer_never_makes_it_easier(rule_set, reason, late, later):
    on = ON[rule_set]
    first = ORDER[judge(case(reason, on=on, late=late)).outcome]
    second = ORDER[judge(case(reason, on=on, late=late + later)).outcome]

    assert first is None or second is None or first <= second
