"""Each row of the domain reference, sections 1–9, as the command answers it.

The table beside this file was written by hand from the reference, never from the program's own
answers; `section` says where a row comes from. The command ignores the columns of the answers.
"""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.rules import rules
from domain.rules import default_settings

TABLE = Path(__file__).with_name("reference_cases.tsv")
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
EXPECTED = ("outcome", "rule_set", "health_certificate", "working_days", "fee")


@pytest.fixture(scope="module")
def answers():
    result = CliRunner().invoke(rules, ["--file", str(TABLE), "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def as_written(answer):
    words = {True: "yes", False: "no", None: "none"}
    return {
        key: words.get(answer[key], str(answer[key])) if key != "working_days" else str(answer[key])
        for key in EXPECTED
    }


@pytest.mark.parametrize(
    "number", range(len(ROWS)), ids=lambda n: f"{n + 2}-{ROWS[n]['class']}-{ROWS[n]['on']}"
)
def test_the_command_answers_as_the_reference_says(answers, number):
    row, answer = ROWS[number], answers[number]

    assert as_written(answer) == {key: row[key] for key in EXPECTED}
    if row["papers"]:
        assert answer["papers"] == row["papers"].split()
    assert answer["sources"]


def test_the_table_goes_through_every_section_and_outcome():
    assert len(ROWS) >= 60
    assert {row["section"] for row in ROWS} == {*"12345679"}  # 8, the days, stands in each row
    assert {row["outcome"] for row in ROWS} == {
        "exchange", "theory_test", "full_test", "wait_two_months", "refuse", "clerk"
    }  # fmt: skip


def test_what_the_reference_marks_unsure_is_marked_so_here():
    rule_set = default_settings().rule_set(date(2026, 11, 23))

    assert str(rule_set.health.source).endswith("(chưa kiểm chứng)")
    assert str(default_settings().fee(date(2026, 11, 23)).source).endswith("(theo một nguồn)")
    assert str(default_settings().readings(date(2026, 11, 23)).source).endswith("(chưa kiểm chứng)")
