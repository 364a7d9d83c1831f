"""The threads that send: woken by the commit, never all held up by one slow citizen."""

import threading
import time

import pytest

from scheduler.deliverer import Crew, Deliverer

SOON = 5.0


def eventually(holds):
    ends = time.monotonic() + SOON
    while not holds():
        assert time.monotonic() < ends, "it did not come to pass"
        time.sleep(0.005)
    return True


@pytest.fixture
def crew(sqlite_office):
    """Two workers for pieces that one story holds back."""
    crews = []

    def make(pieces, act, size=2):
        waiting = list(pieces)

        def claim(_ground, most):
            taken = waiting[:most]
            del waiting[:most]
            return taken

        def does(_ground, piece):
            act(piece)

        crews.append(Crew(sqlite_office.ground, size, claim, does))
        return crews[-1]

    yield make
    for one in crews:
        one.close()


def test_a_slow_piece_keeps_one_worker_busy_and_nobody_waiting(crew):
    held, done = threading.Event(), []

    def act(piece):
        if piece == "slow":
            held.wait(SOON)
        done.append(piece)

    team = crew(["slow", "a", "b", "c"], act)
    team.freed = team.take_up
    team.take_up()

    assert eventually(lambda: done == ["a", "b", "c"])
    held.set()
    assert eventually(lambda: done[-1] == "slow")


def test_no_more_is_claimed_than_there_are_free_workers(crew):
    held = threading.Event()
    team = crew(["a", "b", "c"], lambda _piece: held.wait(SOON))

    assert [team.take_up(), team.take_up()] == [2, 0]
    held.set()
    assert eventually(lambda: team.take_up() == 1)


def test_a_piece_that_breaks_frees_its_worker_and_is_logged_without_its_words(crew, sqlite_office):
    def breaks(piece):
        raise ZeroDivisionError(piece)

    freed = []
    team = crew(["Nguyễn Thị Mẫu"], breaks)
    team.freed = lambda: freed.append(True)
    team.take_up()

    assert eventually(lambda: freed)
    assert "ZeroDivisionError" in sqlite_office.log.text
    assert "Mẫu" not in sqlite_office.log.text


@pytest.fixture
def office(office_on_zalo):
    return office_on_zalo


@pytest.fixture
def deliverer(office):
    deliverer = Deliverer(office.ground)
    deliverer.start()
    yield deliverer
    deliverer.stop()


def write(office, citizen, *texts: str):
    with office.database.transaction() as store:
        store.letters.put(citizen.id, [(text, []) for text in texts], at=office.now)


@pytest.mark.process
def test_a_commit_wakes_the_deliverer_and_a_second_letter_follows_the_first(
    office, platform, deliverer
):
    alice = platform.new_citizen(office)
    eventually(deliverer.is_alive)
    began = time.monotonic()

    write(office, alice, "một", "hai", "ba")

    assert eventually(lambda: platform.phone(alice) == ["một", "hai", "ba"])
    assert time.monotonic() - began < SOON


@pytest.mark.process
def test_one_citizens_slow_letter_holds_up_no_others(office, platform, deliverer):
    alice, bao = platform.new_citizen(office), platform.new_citizen(office)
    platform.fails("slow", to=alice.id, seconds=1.5, times=1)

    write(office, alice, "một", "hai")
    write(office, bao, "xin chào", "anh")

    assert eventually(lambda: platform.phone(bao) == ["xin chào", "anh"])
    assert platform.phone(alice) == []
    assert eventually(lambda: platform.phone(alice) == ["một", "hai"])


@pytest.mark.process
def test_stopping_finishes_what_is_in_hand(office, platform):
    alice = platform.new_citizen(office)
    platform.fails("slow", seconds=0.4, times=1)
    deliverer = Deliverer(office.ground)
    deliverer.start()
    write(office, alice, "một", "hai")
    eventually(lambda: [one.state for one in alice.letters] == ["sending", "waiting"])

    deliverer.stop()

    assert [one.state for one in alice.letters] == ["sent", "waiting"]
    assert platform.phone(alice) == ["một"]


@pytest.mark.process
def test_a_picture_is_fetched_as_soon_as_it_came(office, platform, deliverer):
    alice = platform.new_citizen(office)
    alice.shows(platform.picture(alice, "citizen_id"))

    assert eventually(lambda: len(platform.phone(alice)) == 1)
