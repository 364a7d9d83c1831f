"""Zalo is slow, broken, refusing, cut off or confused: every letter arrives, and arrives once."""

import re
import time
from datetime import timedelta
from itertools import zip_longest

import pytest

pytestmark = pytest.mark.process

GREETING = "cần việc nào"
# Taps and whole answers: free words within a moment would be one turn.
SAID = ("Bằng bị hỏng, mờ", "Đồng ý", "A1", "gặp nhân viên")
ANSWERS = (GREETING, "em xin phép anh/chị", "hạng gì", "căn cước", "đã báo")
EACH_ONCE = (list(ANSWERS), len(ANSWERS), {"sent"})
AT_ONCE = 2.0
WHILE_ONE_WAITS = {"mode": "slow", "seconds": 6, "times": 2}
BAD_SPELLS = {
    "an accepted letter without an answer": {"mode": "reset", "times": 1},
    "accepted, and cut off late": {"mode": "accept_then_timeout", "seconds": 1, "times": 1},
    "cut off before": {"mode": "reset_before", "times": 1},
    "an empty answer": {"mode": "empty", "times": 1},
    "slow": {"mode": "slow", "seconds": 3, "times": 2},
    "500": {"mode": "http_500", "times": 2},
    "the page of a gateway": {"mode": "html_502", "times": 2},
}
CONFUSIONS = {
    "every event twice": {"deliver.duplicate_rate": 1.0},
    "acknowledgements lost": {"deliver.lost_ack_rate": 0.5},
    "first deliveries lost": {"deliver.drop_rate": 0.5},
    "the echo overtakes the answer": {"deliver.echo_before_response": True},
    "the echo has another id": {"echo.same_id": False},
}
CALM = {"deliver.echo_before_response": False, "echo.same_id": True}
RATE_LIMIT = -32
OVER_THE_LIMIT = timedelta(seconds=80)


def test_a_bad_spell_at_zalos_door_loses_no_letter_and_doubles_none(town):
    suffered = {}
    for name, fault in BAD_SPELLS.items():
        suffered[name] = _greeted(town)
        town.trouble("send", to=suffered[name].user_id, **fault)
        _says_it_all(suffered[name])
        town.suffers("send")
    town.is_quiet()
    heard = {name: _heard(town, citizen) for name, citizen in suffered.items()}
    assert heard == dict.fromkeys(BAD_SPELLS, EACH_ONCE)


def test_a_letter_over_the_rate_limit_goes_when_the_limit_is_over(town):
    citizen = _greeted(town)
    town.trouble("send", mode="error_code", code=RATE_LIMIT, times=1)
    _says_it_all(citizen)
    town.service_logged("letter_refused")
    assert len(citizen.letters()) == 1
    town.later(OVER_THE_LIMIT)
    citizen.hears(ANSWERS[-1], within=40)
    town.is_quiet()
    assert _heard(town, citizen) == EACH_ONCE


def test_confused_deliveries_are_answered_once_and_in_order(town):
    for name, confusion in CONFUSIONS.items():
        citizen = _greeted(town)
        town.switches(**confusion)
        for words, answer in zip(SAID, ANSWERS[1:], strict=True):
            citizen.says(words)
            citizen.hears(answer, within=40)
        town.is_quiet()
        assert _heard(town, citizen) == EACH_ONCE, name
        town.switches(**dict.fromkeys(confusion, 0.0) | CALM)


def test_who_talks_across_events_that_overtake_each_other_is_answered_to_the_last(town):
    citizen = _greeted(town)
    town.switches(**{"deliver.reorder_rate": 0.5, "deliver.reorder_seconds": 0.4})
    for number in range(6):
        citizen.says(f"hồ sơ của tôi {'.' * number}")
    town.is_quiet()
    assert len(citizen.letters()) == 1 + 6
    assert len({one["msg_id"] for one in citizen.letters()}) == 1 + 6


def test_a_citizen_to_whom_zalo_is_slow_keeps_no_other_citizen_waiting(town):
    blocked, other = _greeted(town), _greeted(town)
    town.trouble("send", to=blocked.user_id, **WHILE_ONE_WAITS)
    _says_it_all(blocked)
    took = min(_takes(other, *pair) for pair in zip(SAID, ANSWERS[1:], strict=True))
    assert len(blocked.letters()) == 1
    assert took < AT_ONCE, f"{took:.1f} s"
    town.is_quiet()
    assert _heard(town, blocked) == EACH_ONCE


def _greeted(town):
    citizen = town.citizen()
    citizen.hears(GREETING)
    return citizen


def _says_it_all(citizen) -> None:
    for words in SAID:
        citizen.says(words)


def _takes(citizen, words: str, answer: str) -> float:
    began = time.monotonic()
    citizen.says(words)
    citizen.hears(answer)
    return time.monotonic() - began


def _heard(town, citizen) -> tuple[list[str], int, set[str]]:
    """Return the answers in their order (the text of what is none), their ids, their states."""
    letters = citizen.letters()
    texts = [one["reads"] for one in letters]
    pairs = zip_longest(ANSWERS, texts, fillvalue="")
    answers = [one if one and re.search(one, text) else text for one, text in pairs]
    with town.reading() as store:
        states = {one.state for one in store.letters.of(citizen.user_id)}
    return answers, len({one["msg_id"] for one in letters}), states
