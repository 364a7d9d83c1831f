"""`doibang demo --tour`: one whole journey that plays itself, also while its parts are shot at."""

import os
import random
import signal
import subprocess
import time
from contextlib import suppress
from itertools import pairwise

import pytest

from tests.journeys.pages import Browser
from tests.journeys.people import wait_until_ready
from tests.journeys.program import DOIBANG, Program, until
from tests.journeys.town import IMPATIENT, free_ports, plain_environment

pytestmark = pytest.mark.process

SHOTS = 5
PATIENCE = 200


@pytest.fixture
def tour(tmp_path):
    """Give the tour as a program that is not started yet, with the address of its phones."""
    port, zalo_port = free_ports(2)
    words = ["demo", "--tour", "--port", str(port), "--zalo-port", str(zalo_port)]
    folder = ["--data-dir", str(tmp_path / "data")]
    program = Program([str(DOIBANG), *words, *folder], plain_environment(), tmp_path / "tour.log")
    program.phone = Browser(f"http://127.0.0.1:{zalo_port}")
    program.web = Browser(f"http://127.0.0.1:{port}")
    yield program
    with suppress(subprocess.TimeoutExpired):
        program.stop(signal.SIGTERM)
    program.destroy()


def test_the_tour_ends_well_when_the_licence_arrived_and_the_report_counted_it(tour):
    tour.start()
    assert tour.ends_within(PATIENCE) == 0, tour.said()[-3000:]
    assert "1 bằng đã giao" in tour.said()


def test_the_tour_ends_well_although_its_service_is_killed_again_and_again(tour, tmp_path):
    chance = random.Random("shots")  # noqa: S311 - to be replayed
    tour.start()
    wait_until_ready(tour.phone, "/healthz", alive=tour.demand_alive)
    tour.phone.json("/control/switches", IMPATIENT, method="PUT")
    service = Program([], {}, tmp_path / "data" / "doibang.log")
    shot: list[int] = []
    while len(shot) < SHOTS and tour.lives:
        born = until(lambda: _pids(service)[len(shot) :] or not tour.lives, within=40)
        if not tour.lives:
            break
        time.sleep(chance.uniform(0.0, 1.2))
        shot.append(born[-1])
        _kill(born[-1])
    assert tour.ends_within(PATIENCE) == 0, tour.said()[-3000:]
    assert len(shot) >= SHOTS - 2
    assert all(before != after for before, after in pairwise(shot))
    assert tour.said().count("Mã hồ sơ: ZL-") == 1


def test_the_tokens_are_there_before_the_service_that_may_be_killed_starts(tour, tmp_path):
    tour.start()
    wait_until_ready(tour.phone, "/healthz", alive=tour.demand_alive)
    until((tmp_path / "data" / "doibang.log").exists, within=40, every=0.01)
    assert tour.phone.json("/control/ledger")["tokens"]


def _pids(service: Program) -> list[int]:
    """Return the process ids under which the service was ready to answer, oldest first."""
    return [line["pid"] for line in service.logged("web_ready")]


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
