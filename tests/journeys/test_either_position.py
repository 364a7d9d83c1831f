"""What the platform leaves open is a switch of the simulator: our side survives each position.

A citizen's small journey through the real door, deliverer and client. The client's own calls are in
`tests/bot/zalo`; the last test demands that each switch with another position is met in either.
"""

import time
from dataclasses import replace
from threading import Thread

import pytest
from prometheus_client import REGISTRY
from werkzeug.serving import make_server

from bot.app import create_app
from bot.handlers.bursts import ALONE
from bot.settings import Settings
from bot.wiring import ground_from
from mock_zalo.credentials import Credentials
from mock_zalo.server import Simulator
from mock_zalo.switches import SWITCHES
from scheduler.deliverer import Deliverer
from storage.letters import SENT
from tests.office import ZALO, LooksHere
from tests.office_fixtures import Platform, at
from tests.positions import (
    ALONE_MET,
    BUTTONS,
    ELSEWHERE,
    FORGED,
    JOURNEYS,
    QUICK,
    REFRESHED,
    REFUSED,
    SHARED,
    someone,
    switched,
    texts,
)

GREETING, CONSENT = "cần việc nào", "Đồng ý"
SOON = 8.0


@pytest.fixture(scope="module")
def platform(tmp_path_factory):
    """Give a platform of its own: these journeys end its access tokens."""
    simulator = Simulator(Credentials(), tmp_path_factory.mktemp("zalo"), threads=8, carriers=8)
    thread = Thread(target=simulator.run)
    thread.start()
    platform = Platform(simulator)
    platform.control("PUT", "/switches", json=QUICK)
    yield platform
    simulator.stop()
    thread.join()


@pytest.fixture(scope="module")
def ground(platform, this_run, tmp_path_factory):
    """Run the service in this process: its door at the webhook, its deliverer beside it."""
    folder = tmp_path_factory.mktemp("office")
    file = folder / "office.db"
    file.write_bytes(this_run.migrated_file().read_bytes())
    zalo = replace(ZALO, **at(platform.url))
    settings = Settings(f"sqlite:///{file}", folder, "a secret key of tests, 32 or more", zalo)
    ground = ground_from(settings, reader=LooksHere(), moment=ALONE)
    server = make_server("127.0.0.1", 0, create_app(ground), threaded=True)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    deliverer = Deliverer(ground)
    deliverer.start()
    door = {"url": f"http://127.0.0.1:{server.server_port}/webhook/zalo"}
    platform.control("POST", "/webhook", json=door)
    yield ground
    deliverer.stop()
    server.shutdown()
    ground.database.close()


def within(claim):
    ends = time.monotonic() + SOON
    while not (found := claim()) and time.monotonic() < ends:
        time.sleep(0.01)
    return found


def letters(ground, who):
    with ground.database.reading() as store:
        return store.letters.of(who)


def at_rest(platform, ground, who):
    """Whether nothing is on its way and all letters are sent, and seen where that is told.

    A "seen" that overtakes the answer to the send is about a letter whose id nobody knows yet.
    """
    if platform.control("GET", "/pending")["pending"]:
        return False
    told = platform.control("GET", "/switches")
    reported = told["events.seen"] and told["events.seen_after_seconds"]
    return all(one.state == SENT and (one.seen_at or not reported) for one in letters(ground, who))


def dropped():
    found = REGISTRY.get_sample_value("doibang_webhook_dropped_total", {"why": "signature"})
    return found or 0


def says(platform, who, text):
    platform.control("POST", f"/citizens/{who}/say", json={"text": text})


@pytest.mark.parametrize("positions", JOURNEYS, ids=str)
def test_a_citizen_is_answered_once_and_in_order(platform, ground, positions):
    with switched(platform, positions):
        who = someone(platform)
        assert within(lambda: GREETING in "".join(texts(platform, who)))
        says(platform, who, "1")
        assert within(lambda: CONSENT in "".join(texts(platform, who)[1:]))
        assert within(lambda: at_rest(platform, ground, who))

    read = [one.split() for one in texts(platform, who)]
    written = [one.text.split() for one in letters(ground, who)]
    # The last choices of a list are its buttons.
    assert read == [words[: len(shown)] for words, shown in zip(written, read, strict=True)]
    assert [words[0] for words in read] == ["Em", "Trước"]


@pytest.mark.parametrize("positions", FORGED, ids=str)
def test_what_is_signed_in_another_way_is_dropped_and_counted(platform, ground, positions):
    before = dropped()
    with switched(platform, positions):
        who = someone(platform)
        assert within(lambda: dropped() == before + 1)
        assert within(lambda: not platform.control("GET", "/pending")["pending"])

    assert letters(ground, who) == []


@pytest.mark.parametrize("positions", SHARED, ids=str)
def test_shared_details_are_read_in_either_shape(platform, ground, positions):
    with switched(platform, positions):
        who = someone(platform)
        assert within(lambda: texts(platform, who))
        platform.control("POST", f"/citizens/{who}/act", json={"kind": "submit_info"})
        assert within(lambda: len(texts(platform, who)) > 1)
        assert within(lambda: at_rest(platform, ground, who))

    with ground.database.reading() as store:
        shown = [one.shown for one in store.inbox.of(who)]
    assert [len(phone) for phone in shown] == [10]


def test_every_position_of_every_switch_is_met_somewhere():
    met = {(name, repr(one)) for name, one in positions_met()}
    wanted = {
        (name, repr(choice))
        for name, switch in SWITCHES.items()
        for choice in choices_of(switch)
        if name not in ELSEWHERE and choice != switch.default
    }

    assert wanted - met == set()


def positions_met():
    for positions in (*JOURNEYS, *FORGED, *SHARED, *REFRESHED, *REFUSED):
        yield from positions.items()
    yield from (("cs.buttons.template_type", rule) for rule, _ in BUTTONS)
    yield from ALONE_MET


def choices_of(switch):
    if isinstance(switch.default, bool):
        return (True, False)
    return switch.choices or ()
