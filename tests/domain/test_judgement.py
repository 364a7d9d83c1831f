from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.dossier import Reason
from domain.licence import classes_of
from domain.rules import Case, judge, needs_health_certificate

ON = {
    "R2017": date(2020, 6, 15),
    "R2025a": date(2025, 2, 10),
    "R2025b": date(2025, 9, 15),
    "R2026": date(2026, 11, 23),
}
NEW_LAW = ("R2025a", "R2025b", "R2026")
CLASSES = [(one.code, one.scheme) for scheme in ("old", "new") for one in classes_of(scheme)]


def case(reason="expiring", licence="B2", scheme="old", *, on, late=None):
    expires_on = on - timedelta(days=late) if late is not None else None
    return Case(Reason(reason), licence, scheme, expires_on, on)


@pytest.mark.parametrize(("licence", "scheme"), [one for one in CLASSES if one[1] == "old"])
def test_in_2020_all_but_a1_a2_a3_bring_a_health_certificate(licence, scheme):
    asked = judge(case("damaged", licence, scheme, on=ON["R2017"], late=-9)).health_certificate

    assert asked == (licence not in {"A1", "A2", "A3"})


@pytest.mark.parametrize("rule_set", NEW_LAW)
@pytest.mark.parametrize(("licence", "scheme"), CLASSES)
def test_from_2025_all_but_what_is_or_becomes_a1_a_b1_bring_one(rule_set, licence, scheme):
    exempt = {"old": {"A1", "A2", "A3"}, "new": {"A1", "A", "B1"}}[scheme]

    one = case("damaged", licence, scheme, on=ON[rule_set], late=-9)

    assert needs_health_certificate(one) == (licence not in exempt)
    assert judge(one).health_certificate == (licence not in exempt)


@pytest.mark.parametrize(
    ("on", "amount"),
    [
        (date(2020, 6, 15), 135_000),
        (date(2023, 11, 30), 135_000),
        (date(2023, 12, 1), 115_000),
        (date(2024, 12, 31), 115_000),
        (date(2025, 12, 31), 115_000),
        (date(2026, 1, 1), 135_000),
        (date(2026, 11, 23), 135_000),
    ],
)
def test_the_fee_of_an_online_filing_goes_by_date(on, amount):
    fee = judge(case(on=on, late=-30)).fee

    assert fee.amount == amount
    assert f"{amount // 1000}.000 đồng theo biên lai" in str(fee.text)


@pytest.mark.parametrize("on", ON.values())
def test_the_time_limit_is_five_working_days(on):
    assert judge(case(on=on, late=-30)).working_days == Decimal(5)


def keys(*words: str, **more):
    return [paper.key for paper in judge(case(*words, **more)).papers]


def test_the_papers_of_2020():
    on = ON["R2017"]

    assert keys("damaged", "A1", on=on) == [
        "form",
        "licence_copy",
        "identity_copy",
        "live_photo",
        "old_card",
    ]
    assert keys("lost", "B2", on=on, late=-9) == [
        "form",
        "health_certificate",
        "identity_copy",
        "original_file",
        "live_photo",
    ]


def test_the_papers_of_2025_and_2026():
    assert keys("expiring", "B2", on=ON["R2025a"], late=-9) == [
        "form",
        "health_certificate",
        "licence_copy",
        "live_photo",
        "old_card",
    ]
    for rules in ("R2025b", "R2026"):
        assert keys("wrong_data", "A1", on=ON[rules]) == [
            "form",
            "data_difference",
            "live_photo",
            "old_card",
        ]


def test_the_form_has_the_title_of_its_day():
    title = str(judge(case(on=ON["R2025b"], late=-9)).papers[0].text)

    assert title == "Đề nghị đổi (cấp lại) giấy phép lái xe (Phụ lục XII)"


@pytest.mark.parametrize(
    ("late", "source"),
    [(-9, "Điều 20–21"), (20, "Điều 19.2"), (100, "Điều 19.2"), (400, "Điều 19.2")],
)
def test_a_judgement_names_the_article_that_decided_first(late, source):
    assert source in judge(case("expired", on=ON["R2025b"], late=late)).sources[0]


def test_what_was_not_read_in_the_law_says_so():
    unread = judge(case("expired", on=ON["R2026"], late=100)).sources

    assert "(theo một nguồn)" in unread[0]
    assert "(theo" not in judge(case(on=ON["R2025a"], late=-9)).sources[0]


def test_a_person_who_needs_a_test_is_told_which_and_where():
    told = str(judge(case("expired", on=ON["R2025b"], late=100)).explanation)

    assert "07/06/2025" in told
    assert "thi lại phần lý thuyết" in told
    assert "Phòng Cảnh sát giao thông" in told


def test_nobody_is_told_that_a_paper_licence_must_be_changed():
    assert "không bắt buộc" in str(judge(case("paper_to_pet", "A1", on=ON["R2017"])).explanation)
