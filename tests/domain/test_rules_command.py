import json

import pytest
from click.testing import CliRunner

from bot.commands.rules import rules

HEADER = "reason\tclass\tscheme\texpires_on\ton\tissued_in\tin_database"


@pytest.fixture
def doibang_rules():
    def run(*words: object):
        return CliRunner().invoke(rules, [str(word) for word in words])

    return run


@pytest.fixture
def answer(doibang_rules):
    def run(*words: object):
        result = doibang_rules(*words, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return run


@pytest.fixture
def table(tmp_path):
    def write(*lines: str, encoding="utf-8"):
        path = tmp_path / "hồ sơ.tsv"
        path.write_bytes("\n".join(lines).encode(encoding))
        return path

    return write


CASE = [
    "--reason",
    "expired",
    "--class",
    "B2",
    "--scheme",
    "old",
    "--expires-on",
    "2020-01-15",
    "--on",
    "2020-06-15",
]


def test_one_case_is_answered_with_everything_that_the_rules_say(answer):
    said = answer(*CASE, "--issued-in", "Gia Lai", "--in-database", "yes")

    assert said["outcome"] == "theory_test"
    assert said["rule_set"] == "R2017"
    assert said["health_certificate"] is True
    assert said["working_days"] == 5
    assert said["papers"] == []
    assert said["fee"] is None
    assert "Thông tư 12/2017/TT-BGTVT" in said["sources"][0]
    assert "15/01/2020" in said["explanation"]


def test_an_exchange_has_its_papers_and_its_fee(answer):
    said = answer("--class", "A1", "--reason", "damaged", "--on", "05/03/2025")

    assert said["outcome"] == "exchange"
    assert said["papers"] == ["form", "live_photo", "old_card"]
    assert said["fee"] == 115_000


@pytest.mark.parametrize("day", ["2026-01-09", "9/1/2026", "09/01/2026"])
def test_dates_are_read_day_first_or_iso(answer, day):
    said = answer("--class", "B2", "--expires-on", day, "--on", "2026-03-20")

    assert "09/01/2026" in said["explanation"]


@pytest.mark.parametrize(
    "reason", ["wrong-data", "wrong_data", "WRONG_DATA", "paper-to-pet", "about-to-expire", "lost"]
)
def test_a_reason_may_have_hyphens_or_underscores(answer, reason):
    assert (
        answer("--class", "A2", "--reason", reason, "--on", "2026-03-20")["outcome"] == "exchange"
    )


@pytest.mark.parametrize(
    ("word", "outcome"),
    [("yes", "exchange"), ("unknown", "exchange"), ("no", "clerk"), ("NO", "clerk")],
)
def test_the_database_decides_whether_a_clerk_is_needed(answer, word, outcome):
    assert answer("--class", "A2", "--in-database", word)["outcome"] == outcome


def test_b1_without_a_term_is_the_new_tricycle(answer):
    tricycle = answer("--class", "B1", "--expires-on", "none", "--on", "2026-03-20")
    car = answer("--class", "B1", "--expires-on", "2027-01-01", "--on", "2026-03-20")

    assert (tricycle["scheme"], tricycle["health_certificate"]) == ("new", False)
    assert (car["scheme"], car["health_certificate"]) == ("old", True)


def test_without_json_a_person_reads_vietnamese(doibang_rules):
    said = doibang_rules(*CASE).stdout

    assert "thi lại lý thuyết" in said
    assert "Quy định: R2017" in said
    assert "hạng cũ" in said


def test_a_file_is_answered_in_its_order(answer, table):
    path = table(
        HEADER + "\tnote",
        "expiring\tB2\told\t2026-12-31\t2026-11-23\tGia Lai\tyes\tfirst",
        "expired\tB2\told\t31/12/2024\t2026-11-23\t\t\t",
        "lost\tA1\told\tnone\t2020-05-04",
        "damaged\tA4\told\t2030-01-01\t2026-11-23\tGia Lai\tno\tlast",
    )

    assert [said["outcome"] for said in answer("--file", path)] == [
        "exchange",
        "full_test",
        "wait_two_months",
        "refuse",
    ]


def test_a_file_may_come_from_a_spreadsheet(answer, table):
    path = table("Class \tnote\tin-database\r", "b2\t\tno\r", "\r", encoding="utf-8-sig")

    assert [said["outcome"] for said in answer("--file", path, "--on", "2026-11-23")] == ["clerk"]


def test_an_empty_table_has_no_answers(answer, table):
    assert answer("--file", table(HEADER)) == []


def test_what_a_line_leaves_empty_comes_from_the_options(answer, table):
    path = table(HEADER, "lost\tA1\t\t\t\t\t", "lost\tA1\t\t\t2026-01-05\t\t")

    said = answer("--file", path, "--on", "2020-05-04")

    assert [one["rule_set"] for one in said] == ["R2017", "R2025b"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "thiếu hạng"),
        (["--class", "Q9"], "«Q9»"),
        (["--class", "B2", "--scheme", "new"], "«new»"),
        (["--class", "B2", "--scheme", "2020"], "old, new"),
        (["--class", "B2", "--reason", "bored"], "«bored»"),
        (["--class", "B2", "--on", "31/02/2026"], "«31/02/2026»"),
        (["--class", "B2", "--expires-on", "soon"], "«soon»"),
        (["--class", "B2", "--in-database", "maybe"], "yes"),
        (["--class", "B2", "--settings", "/nowhere/rules.toml"], "/nowhere/rules.toml"),
        (["--file", "/nowhere/cases.tsv"], "/nowhere/cases.tsv"),
        (["--file", "/"], "Không đọc được"),
    ],
)
def test_bad_words_are_one_sentence_and_exit_code_2(doibang_rules, words, complaint):
    result = doibang_rules(*words)

    assert result.exit_code == 2
    assert complaint in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stderr.strip().endswith(".")
    assert not result.stderr.strip().endswith("..")


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ([HEADER, "lost\tA1", "lost\tA1\told\t2026-13-01"], "dòng 3"),
        ([HEADER, "", "lost\tB9"], "dòng 3"),
        ([HEADER, "lost\t\told"], "dòng 2"),
        (["reason\ton", "lost\t2026-01-01"], "dòng 1"),
        (["class\tclass", "A1\tA2"], "dòng 1"),
        ([""], "dòng 1"),
    ],
)
def test_a_bad_line_is_named_by_its_number(doibang_rules, table, lines, complaint):
    result = doibang_rules("--file", table(*lines), "--json")

    assert result.exit_code == 2
    assert complaint in result.stderr
    assert result.stdout == ""


def test_a_file_in_another_encoding_is_refused_in_a_sentence(doibang_rules, table):
    result = doibang_rules("--file", table(HEADER, "lost\tA1\tĐắk", encoding="utf-16"))

    assert result.exit_code == 2
    assert "UTF-8" in result.stderr


def test_an_office_may_bring_its_own_rules(answer, tmp_path):
    own = tmp_path / "rules.toml"
    own.write_text(
        '[[working_days]]\ndays = 3.5\nsource = "Quyết định 1891/QĐ-TTg"\nconfidence = "one"\n',
        encoding="utf-8",
    )

    assert answer("--class", "A1", "--settings", own)["working_days"] == 3.5
