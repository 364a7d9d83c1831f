"""Ten told journeys go as they are written: read them aloud, they are the service."""

import re

import pytest

from tests.bot.told.telling import Journey, journeys

AGAIN = "read what changed aloud; if it is better, run pytest tests/bot/told --tell-anew"
TOLD_OF = {
    "changes_mind", "elderly", "expired_needs_a_test", "foreigner_in_english", "goes_silent",
    "in_a_hurry", "lost", "no_accents", "other_persons_card", "wrong_pictures",
}  # fmt: skip


@pytest.fixture
def office(office_on_zalo):
    return office_on_zalo


@pytest.mark.parametrize("file", journeys(), ids=lambda file: file.stem)
def test_a_journey_goes_as_it_is_told(office, platform, request, file):
    text = file.read_text(encoding="utf-8")

    told = Journey(office, platform).told(text)

    if request.config.getoption("--tell-anew"):
        file.write_text(told, encoding="utf-8")
    assert told == text or request.config.getoption("--tell-anew"), AGAIN


def test_every_journey_is_told():
    assert {file.stem for file in journeys()} == TOLD_OF


@pytest.mark.parametrize("file", journeys(), ids=lambda file: file.stem)
def test_what_the_office_says_reads_well(file):
    text = file.read_text(encoding="utf-8")
    heard = [line for line in text.splitlines() if line.startswith("  ")]

    assert not re.search(r"[{}]|None|\bquý khách\b|hệ thống lỗi", "\n".join(heard))
    assert len(heard) > 5
