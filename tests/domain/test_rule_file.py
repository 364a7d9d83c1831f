from datetime import date
from decimal import Decimal

import pytest

from domain.dossier import Reason
from domain.rule_file import RULES_FILE, BadRules, default_settings, parse_settings, read_settings
from domain.rule_sets import Channel, Confidence
from domain.rules import Case, judge

SHORTER = """
[[working_days]]
to = 2026-12-31
days = 5
source = "Thông tư 12/2025/TT-BCA"
confidence = "law"

[[working_days]]
from = 2027-01-01
days = 3.5
source = "Quyết định 1891/QĐ-TTg"
confidence = "one"
"""
ONE_READING = """
[[lateness]]
starts = ["day_after"]
months = ["calendar"]
source = "Hướng dẫn của Phòng CSGT"
confidence = "one"
"""


def rules(own=""):
    return parse_settings(RULES_FILE.read_text(encoding="utf-8"), own)


def test_the_rules_of_the_program_cover_every_day_from_first_to_last():
    for on in (date.min, date(2024, 12, 31), date(2025, 3, 1), date.max):
        settings = default_settings()

        assert settings.rule_set(on).id.startswith("R20")
        assert settings.days(on).days == 5
        assert settings.fee(on, Channel.DIRECT).amount == 135_000


def test_what_the_reference_marks_unsure_is_marked_unsure():
    today = date(2026, 11, 23)
    settings = default_settings()

    assert settings.rule_set(today).late[0].source.confidence is Confidence.ONE
    assert settings.days(today).source.confidence is Confidence.GUESS
    assert settings.fee(today).source.confidence is Confidence.ONE
    assert settings.health_certificate_validity(today).source.confidence is Confidence.GUESS
    assert settings.health_certificate_validity(today).months == 6


def test_an_office_shortens_the_time_limit_from_a_day_on():
    settings = rules(SHORTER)

    assert settings.days(date(2026, 12, 31)).days == 5
    assert settings.days(date(2027, 1, 1)).days == Decimal("3.5")
    assert settings.rule_set(date(2027, 1, 1)).id == "R2026"


def test_an_office_that_settles_the_boundary_needs_no_clerk_for_it():
    expiry_day = Case(Reason.EXPIRED, "B2", "old", date(2025, 1, 20), date(2025, 1, 20))

    assert judge(expiry_day).outcome == "clerk"
    assert judge(expiry_day, rules(ONE_READING)).outcome == "exchange"


def test_an_office_reads_its_own_file(tmp_path):
    own = tmp_path / "quy định.toml"
    own.write_text(SHORTER, encoding="utf-8")

    assert read_settings(own).days(date(2027, 1, 1)).days == Decimal("3.5")


@pytest.mark.parametrize(
    ("own", "complaint"),
    [
        ("[[working_days", "not TOML"),
        ("[[workingdays]]\ndays = 3", "unknown list: workingdays"),
        ("working_days = 3", "write each entry under"),
        ("working_days = []", "no `from`"),
        (SHORTER.replace("2027-01-01", "2027-01-02"), "do not join"),
        (SHORTER.replace("2027-01-01", "2026-06-01"), "do not join"),
        (SHORTER.replace("to = 2026-12-31", ""), "do not join"),
        (SHORTER.replace("3.5", "3.25"), "whole or half days"),
        (SHORTER.replace("3.5", "0"), "whole or half days"),
        (SHORTER.replace("3.5", "true"), "whole or half days"),
        (SHORTER.replace("days = 3.5", ""), "entry 2: days is missing"),
        (SHORTER.replace('"one"', '"sure"'), "sure"),
        (SHORTER.replace("2027-01-01", '"soon"'), "`from` is a date"),
        (SHORTER.replace("2027-01-01", "2027-01-01T00:00:00"), "`from` is a date"),
        (ONE_READING.replace('"day_after"', ""), "at least one reading"),
        (ONE_READING.replace("calendar", "lunar"), "lunar"),
        (ONE_READING.replace('"Hướng dẫn của Phòng CSGT"', '" "'), "`source` is a text"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_and_why(own, complaint):
    with pytest.raises(BadRules, match=complaint):
        rules(own)


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ('papers = ["form", "health_certificate", "licence_copy"', 'papers = ["visa"', "visa"),
        ('until = "30 days"', 'until = "a while"', "a while"),
        (
            '{ outcome = "full_test", source = "Thông tư 108/2026/TT-BCA", confidence = "one" },',
            "",
            "has no `until`",
        ),
        ('classes = ["A1", "A2", "A3"]', 'classes = ["A9"]', "A9"),
        ("amount = 115000", "amount = -1", "whole number"),
        ("dossier_days = 730", "dossier_days = 100", "none is shorter than before"),
        ("unfinished_days = 60", "unfinished_days = 6", "`unfinished_days` is from"),
        ("sent_back_days = 90", "sent_back_days = 0", "at least one day"),
        ('channel = "direct"', 'channel = "pigeon"', "pigeon"),
    ],
)
def test_a_rule_set_that_cannot_be_used_says_why(before, after, complaint):
    text = RULES_FILE.read_text(encoding="utf-8")
    assert before in text

    with pytest.raises(BadRules, match=complaint):
        parse_settings(text.replace(before, after))


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(BadRules, match=r"none\.toml"):
        read_settings(tmp_path / "none.toml")
