"""The platform's windows, to the second: free for 48 hours, billed for seven days, then closed."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.window import Charge, Window, window

SPOKE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
FREE_UNTIL, OPEN_UNTIL = SPOKE + timedelta(hours=48), SPOKE + timedelta(days=7)


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (SPOKE, Window(Charge.FREE, FREE_UNTIL)),
        (FREE_UNTIL - SECOND, Window(Charge.FREE, FREE_UNTIL)),
        (FREE_UNTIL, Window(Charge.BILLED, OPEN_UNTIL)),
        (OPEN_UNTIL - SECOND, Window(Charge.BILLED, OPEN_UNTIL)),
        (OPEN_UNTIL, Window(Charge.CLOSED, None)),
    ],
)
def test_each_hour_after_the_last_word_has_its_charge(now, found):
    assert window(SPOKE, now) == found


def test_who_never_did_anything_gets_no_chat():
    assert window(None, SPOKE) == Window(Charge.CLOSED, None)
