"""Each code of the reference has its action, each action its three facts and its next try."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.zalo.error_table import ACCOUNT, TEMPLATE, not_taken
from bot.zalo.errors import (
    Action,
    Fault,
    NothingSent,
    RefreshRefused,
    SendOutcomeUnknown,
    next_try,
)

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # ten in the morning in Hà Nội

# Written from the reference's table, not from ours.
ON_THE_ACCOUNT_HOST = """
-32 R; -100 R; -200 R; -201 P; -202 P; -204 C; -205 C; -207 C; -208 C; -209 C; -210 P; -211 Q;
-212 C; -213 W; -214 R; -215 C; -216 T; -217 W; -218 W; -219 C; -220 T; -221 C; -222 W; -223 C;
-224 C; -227 W; -230 W; -232 W; -233 P; -234 D; -235 C; -237 P; -238 P; -241 P; -240 P; -242 C;
-244 W; -248 P; -249 P; -305 W; -311 W; -320 C; -321 C; -403 P; -1340 P; -1341 P
"""
ON_THE_TEMPLATE_HOST = """
-100 R; -101 C; -102 C; -103 C; -104 C; -105 C; -138 C; -106 P; -107 P; -121 P; -122 P; -132 P;
-153 P; -161 P; -162 P; -108 P; -110 W; -114 W; -118 W; -119 W; -139 W; -140 W; -141 W; -115 C;
-137 Q; -120 C; -1201 C; -1202 C; -135 C; -1351 C; -136 C; -1381 C; -145 C; -123 P; -128 P;
-129 P; -142 P; -143 P; -124 T; -1241 C; -125 C; -126 P; -127 P; -133 D; -144 Q; -1441 Q;
-147 Q; -1471 Q; -1472 Q; -109 C; -111 C; -116 C; -117 C; -131 C; -146 C; -112 P; -1121 P;
-1122 P; -1123 P; -1124 P; -113 P; -1131 P; -148 P; -149 P; -150 P; -151 P; -152 P; -158 P;
-159 P; -160 P
"""


def rows(table):
    pairs = (row.split() for row in table.replace("\n", " ").split(";"))
    return [(int(code), Action(action)) for code, action in pairs]


@pytest.mark.parametrize(("code", "action"), rows(ON_THE_ACCOUNT_HOST))
def test_each_code_of_the_account_host_has_its_action(code, action):
    error = not_taken(code, "as told")
    assert (error.action, error.code, error.detail) == (action, code, "as told")
    assert str(error.show)


@pytest.mark.parametrize(("code", "action"), rows(ON_THE_TEMPLATE_HOST))
def test_each_code_of_the_template_host_has_its_action(code, action):
    assert not_taken(code, table=TEMPLATE).action == action


def test_no_code_is_listed_that_the_reference_does_not_know():
    assert set(ACCOUNT) == {code for code, _ in rows(ON_THE_ACCOUNT_HOST)}
    shared = {-32, -216, -220}
    assert set(TEMPLATE) == {code for code, _ in rows(ON_THE_TEMPLATE_HOST)} | shared


@pytest.mark.parametrize(
    ("code", "again", "fault", "alert"),
    [
        (-32, True, Fault.ZALO, False),
        (-216, True, Fault.ZALO, False),
        (-230, False, Fault.CITIZEN, False),
        (-210, False, Fault.OURS, False),
        (-224, True, Fault.OFFICE, True),
        (-211, True, Fault.OFFICE, True),
        (-234, True, Fault.ZALO, False),
    ],
)
def test_a_code_comes_with_three_facts(code, again, fault, alert):
    error = not_taken(code)
    assert (error.again, error.fault, error.alert) == (again, fault, alert)


def test_what_never_left_is_sent_again_and_what_may_have_arrived_is_not():
    assert NothingSent().again
    assert not SendOutcomeUnknown().again
    assert next_try(SendOutcomeUnknown(), attempt=1, now=NOW, chance=0.5) is None


def test_a_refused_refresh_holds_the_letter_and_calls_a_person():
    refusal = RefreshRefused(code=-14014)
    assert (refusal.again, refusal.alert, refusal.fault) == (True, True, Fault.OFFICE)


def waits(error, *, chance=1.0, attempts=10):
    tries = (next_try(error, attempt=n, now=NOW, chance=chance) for n in range(1, attempts))
    return [at and (at - NOW).total_seconds() for at in tries]


def test_tries_come_further_apart_and_never_end_while_zalo_is_down():
    assert waits(NothingSent()) == [2, 4, 8, 16, 32, 64, 128, 256, 300]
    assert waits(NothingSent(), chance=0.0)[:3] == [1, 2, 4]
    assert next_try(NothingSent(), attempt=10_000, now=NOW, chance=0) is not None


def test_a_rate_limit_waits_for_the_next_minute():
    assert min(waits(not_taken(-32), chance=0.0)) >= 60


def test_a_failed_send_is_tried_three_times_in_all():
    assert waits(not_taken(-200))[:3] == [2, 4, None]
    assert waits(not_taken(-99_999))[:3] == [2, 4, None]


def test_a_setting_to_mend_is_looked_at_every_quarter_of_an_hour():
    assert waits(not_taken(-224), chance=0.0) == [900] * 9


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        (datetime(2026, 11, 23, 16, 30, tzinfo=UTC), datetime(2026, 11, 23, 23, tzinfo=UTC)),
        (datetime(2026, 11, 23, 20, 0, tzinfo=UTC), datetime(2026, 11, 23, 23, tzinfo=UTC)),
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), datetime(2026, 11, 24, 23, tzinfo=UTC)),
    ],
)
def test_the_night_rule_waits_for_six_in_ha_noi(now, morning):
    assert next_try(not_taken(-234), attempt=1, now=now, chance=0) == morning


@given(
    code=st.sampled_from([*ACCOUNT, -5]),
    attempt=st.integers(1, 100_000),
    chance=st.floats(0, 1),
)
def test_the_next_try_is_always_later_and_soon_enough(code, attempt, chance):
    at = next_try(not_taken(code), attempt=attempt, now=NOW, chance=chance)
    assert at is None or NOW < at < NOW + timedelta(days=1, minutes=6)
