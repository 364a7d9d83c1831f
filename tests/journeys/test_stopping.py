"""The service stops in the middle and starts again: nothing is lost and nothing comes twice."""

import random
import re
import signal
import threading
import time
import urllib.error
from contextlib import suppress
from http.client import HTTPException
from signal import Signals

import pytest

from tests.journeys.stories import BY_CARD, code_in

pytestmark = pytest.mark.process

GREETING = "cần việc nào"
OFFICIAL = "000.00.21.H21-261124-0001"
PARCEL = "EP123456789VN"
INTAKE = BY_CARD[1:]
DEEDS = (
    ("take", {}, ""),
    ("accept", {"official_code": OFFICIAL}, OFFICIAL),
    ("confirm_seat", {}, "Lịch chụp ảnh cho hồ sơ"),
    ("photo_taken", {}, "đã chụp ảnh xong"),
    ("result_received", {}, "đã về bưu cục"),
    ("posted", {"parcel_number": PARCEL}, PARCEL),
    ("delivered", {}, "đã đến tay"),
)
# One letter for each thing that happens, in this order, and no other.
# The hand-in is answered with two: what was received, and the free times.
SEVERAL = {"hand in": ("Mã hồ sơ", "Giờ nào tiện")}
INTAKE_HEARD = (one for step in INTAKE for one in SEVERAL.get(step.name, (step.then,)))
EXPECTED = (GREETING, *INTAKE_HEARD, *(heard for *_, heard in DEEDS if heard))
REMINDER = "Em nhắc anh/chị"
ODD = ("opening", "licence", "front", "phone", "hand in", "accept", "photo_taken", "posted")
EVEN = ("consent", "card", "back", "seat", "take", "confirm_seat", "result_received", "delivered")
MOMENTS = (0, 0.005, 0.01, 0.02, 0.04, 0.08)


@pytest.mark.parametrize(
    ("how", "steps"),
    [
        pytest.param(signal.SIGKILL, ODD, id="kill-odd"),
        pytest.param(signal.SIGKILL, EVEN, id="kill-even"),
        pytest.param(signal.SIGTERM, ODD[::2], id="term"),
        pytest.param(signal.SIGINT, EVEN[::2], id="ctrl-c"),
    ],
)
def test_a_journey_goes_on_wherever_the_service_was_stopped(town, how, steps):
    chance = random.Random(f"{how.name} {steps}")  # noqa: S311 - to be replayed
    stops = Stops(town, how, steps, chance)
    citizen = town.citizen()
    citizen.hears(GREETING)
    told = ""
    for step in INTAKE:
        step.happens(citizen)
        stops.after(step.name)
        told = citizen.hears(step.then, within=45)
    code = code_in(told)
    clerk = town.clerk()
    for deed, typed, heard in DEEDS:
        if deed == "photo_taken":
            town.reaches_the_photo(code)
        stops.during(deed, lambda deed=deed, typed=typed: clerk.does(code, deed, **typed))
        _does_it_if_it_was_not_done(clerk, code, deed, typed)
        if heard:
            citizen.hears(heard, within=45)
    town.is_quiet()
    assert stops.made == len(steps)
    _everything_happened_once(town, citizen, code)


class Stops:
    """Stops and starts the service at the named steps, a moment after they began."""

    def __init__(self, town, how: Signals, steps: tuple[str, ...], chance: random.Random) -> None:
        self._town, self._how, self._steps, self._chance = town, how, steps, chance
        self.made = 0

    def after(self, step: str) -> None:
        if step not in self._steps:
            return
        time.sleep(self._chance.choice(MOMENTS))
        exit_code = self._town.kill(self._how)
        assert exit_code == (-signal.SIGKILL if self._how is signal.SIGKILL else 0)
        assert "Traceback" not in self._town.service.said()
        self._town.starts()
        self.made += 1

    def during(self, step: str, act) -> None:
        """Stop the service while a clerk's request is under way, whatever comes of it."""
        if step not in self._steps:
            return
        clicking = threading.Thread(target=_clicks, args=(act,))
        clicking.start()
        self.after(step)
        clicking.join()


def _clicks(act) -> None:
    with suppress(urllib.error.URLError, ConnectionError, HTTPException, TimeoutError):
        act()


def _does_it_if_it_was_not_done(clerk, code: str, deed: str, typed: dict[str, str]) -> None:
    page = clerk.opens(code)
    if any(form.action.endswith(f"/{deed}") for form in page.forms):
        assert clerk.does_on(page, code, deed, **typed).status == 200


def _everything_happened_once(town, citizen, code: str) -> None:
    said = [one for one in citizen.letters() if one["kind"] != "request_user_info"]
    letters = [one for one in said if REMINDER not in one["reads"]]
    texts = [one["reads"] for one in letters]
    assert len(texts) == len(EXPECTED), texts
    assert all(re.search(*pair) for pair in zip(EXPECTED, texts, strict=True)), texts
    assert len({one["msg_id"] for one in letters}) == len(letters)
    with town.reading() as store:
        dossiers = store.dossiers.of_citizen(citizen.user_id)
        kept = store.letters.of(citizen.user_id)
    assert [one.code for one in dossiers] == [code]
    assert {one.state for one in kept} == {"sent"}
    assert town.taken_seats() == 1
