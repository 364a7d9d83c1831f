"""Every job may run twice without harm; the clock ticks in one process of the whole system."""

import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.health import CLOCK_LEASE
from bot.handlers.tokens import DatabaseTokenKeeper
from bot.zalo.tokens import Tokens
from domain.appointments import Closure
from domain.zone import local
from scheduler import jobs
from scheduler.clock import Clock
from storage.calendar import CalendarDay
from storage.database import Database
from storage.listening import Listener
from storage.vault import Vault
from tests.office import PLEIKU, ZALO, event


@pytest.mark.parametrize("job", jobs.JOBS, ids=lambda job: job.name)
def test_every_job_runs_twice_without_harm(office, job):
    office.citizen.hands_in()
    letters, events = office.citizen.letters, office.events()

    job.run(office.ground)
    job.run(office.ground)

    assert office.citizen.letters == letters
    assert office.events() == events


def test_no_two_jobs_have_the_same_name():
    names = [job.name for job in jobs.JOBS]

    assert len(set(names)) == len(names)


def times(office, day):
    with office.database.reading() as store:
        free = store.slots.free(
            PLEIKU.key, since=office.now, until=office.now + timedelta(days=40), limit=400
        )
    return [f"{local(one.starts_at):%H:%M}" for one in free if local(one.starts_at).date() == day]


def test_slots_are_opened_on_working_days_only_and_reach_further_every_day(office):
    today = local(office.now).date()
    holiday, wednesday = today + timedelta(days=1), today + timedelta(days=2)
    saturday, last = today + timedelta(days=5), today + timedelta(days=35)
    assert times(office, wednesday) == ["08:00", "09:00"]
    assert times(office, holiday) == times(office, saturday) == times(office, last) == []

    office.later(days=1)
    jobs.extend_slots(office.ground)

    assert times(office, last) == ["08:00", "09:00"]


def test_our_own_word_on_a_day_wins_and_a_closed_office_opens_no_slots(office):
    today = local(office.now).date()
    moved, storm = today + timedelta(days=35), today + timedelta(days=36)
    with office.database.transaction() as store:
        store.calendar.set_day(CalendarDay(moved, is_working=False, note="Nghỉ bù"))
        store.calendar.close(Closure(PLEIKU.key, storm, "Bão"))
        store.calendar.close(Closure("an_khe", moved + timedelta(days=2), "Bão"))
    office.later(days=3)

    jobs.extend_slots(office.ground)

    assert times(office, moved) == times(office, storm) == []
    assert times(office, moved + timedelta(days=2)) == ["08:00", "09:00"]


def test_nobody_is_reminded_in_the_night(office):
    dossier = office.binh.accepts(office.binh.takes(office.citizen.hands_in()))
    office.binh.confirms(dossier, office.free_slots()[0].starts_at)
    office.later(days=1)
    night = [hour for hour in range(24) if reminds_at(office, hour)]

    assert night == list(range(7, 21))


def reminds_at(office, hour):
    office.now = local(office.now).replace(hour=hour)
    reminded = jobs.remind(office.ground)
    with office.database.transaction() as store:
        for seat in store.appointments.of_citizen(office.citizen.id):
            store.appointments.change(seat, reminded_at=None)
    return reminded


def test_a_refresh_that_fails_is_a_line_in_the_log_and_no_crash(office):
    keeper = DatabaseTokenKeeper(office.database, ZALO.oa_id)
    keeper.write(Tokens("access", "refresh", office.now, office.now))

    assert jobs.refresh_tokens(office.ground) is False

    assert "token_refresh_failed" in office.log.text
    assert keeper.read().access == "access"


def test_only_one_process_at_a_time_replaces_the_tokens(office):
    keeper = DatabaseTokenKeeper(office.database, ZALO.oa_id)
    inside, together = [], []

    def replaces():
        with keeper.replacing():
            inside.append(1)
            together.append(len(inside))
            time.sleep(0.02)
            inside.pop()

    threads = [threading.Thread(target=replaces) for _each in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)

    assert together == [1, 1, 1, 1]


def eventually(holds):
    ends = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < ends, "it did not come to pass"
        time.sleep(0.02)
    return True


def lease(office):
    with office.database.reading() as store:
        return store.leases.get(CLOCK_LEASE)


@pytest.fixture
def clock(office):
    clocks = []

    def start(holder):
        clocks.append(Clock(office.ground, holder))
        clocks[-1].start()
        return clocks[-1]

    yield start
    for one in clocks:
        if one._scheduler.running:
            one.stop()


@pytest.mark.process
def test_the_clock_leads_gives_its_lease_back_and_another_takes_over(office, clock):
    first, second = clock("first"), clock("second")
    assert lease(office).holder == "first"
    assert (first._leads, second._leads) == (True, False)

    first.stop()
    assert lease(office) is None
    second._renew()

    assert lease(office).holder == "second"
    assert second._leads


@pytest.mark.process
def test_a_leader_that_died_is_followed_after_its_lease(office, clock):
    with office.database.transaction() as store:
        store.leases.take(
            CLOCK_LEASE, "dead", now=office.now, until=office.now + timedelta(seconds=15)
        )
    second = clock("second")
    assert not second._leads

    office.later(seconds=15)
    second._renew()

    assert second._leads


@pytest.mark.process
def test_what_must_run_alone_runs_only_where_the_lease_is_and_a_bug_stops_no_other(office, clock):
    ran = []

    def breaks(_ground):
        ran.append("broken")
        raise ZeroDivisionError

    leader, other = clock("first"), clock("second")
    for one in (leader, other):
        one._tick(jobs.Job("broken", timedelta(1), breaks))
        one._tick(jobs.Job("alone", timedelta(1), lambda _ground: ran.append("alone")))
        one._tick(jobs.Job("all", timedelta(1), lambda _ground: ran.append("all"), alone=False))

    assert ran == ["broken", "alone", "all", "all"]
    assert "job_failed" in office.log.text


@pytest.mark.process
def test_a_clock_without_its_database_waits_and_stops_in_order(office):
    away = Database("postgresql://nobody@127.0.0.1:9/x", vault=Vault(""))
    message = {"msg_id": "m1", "text": "xin chào"}
    office.ground.spool.put(event("user_send_text", "1", office.now, message=message), office.now)
    clock = Clock(replace(office.ground, database=away), "here")
    clock.start()

    eventually(lambda: "job_waits_for_database" in office.log.text)
    clock.stop()

    assert "lease_kept" in office.log.text


@pytest.mark.process
def test_letters_written_by_another_process_are_heard_on_postgresql(office):
    if office.database.is_sqlite:
        pytest.skip("SQLite serves one process")
    woken = threading.Event()
    listener = Listener(office.database, woken.set)
    listener.start()
    other = Database(office.database.url, vault=Vault(""))

    def written():
        with other.transaction() as store:
            store.letters.put("c", [("một", [])], at=office.now)
        return woken.wait(0.3)

    assert eventually(written)
    listener.stop()
    other.close()
