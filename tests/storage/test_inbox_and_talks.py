"""Messages are kept once for ever; a talk is a lane; a lease has one holder; the ledger stays."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.events import Event, Kind
from storage.events import EventFilter
from storage.inbox import IGNORED, SET_ASIDE

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SOON = NOW + timedelta(seconds=2)


@pytest.fixture
def keep(database):
    def keep(key, citizen="c", **values):
        with database.transaction() as store:
            return store.inbox.keep(
                event_key=key,
                name="user_send_text",
                citizen=citizen,
                body="{}",
                received_at=NOW,
                **values,
            )

    return keep


def test_a_message_is_kept_once_however_often_and_fast_it_comes(keep, crowd, database):
    numbers = crowd([lambda: keep("text:m1")] * 12)

    assert sorted(bool(number) for number in numbers) == [False] * 11 + [True]
    with database.reading() as store:
        assert len(store.inbox.due(NOW)) == 1


def test_a_message_that_failed_is_due_again_at_its_time_until_it_is_set_aside(keep, database):
    number = keep("m1")

    with database.transaction() as store:
        store.inbox.failed(number, attempts=1, next_try_at=SOON, asked="phone")
        assert store.inbox.due(NOW) == []
        [again] = store.inbox.due(SOON)
        assert (again.attempts, again.asked) == (1, "phone")
        store.inbox.failed(number, attempts=3, next_try_at=None, asked="phone")
        assert store.inbox.due(SOON + timedelta(days=1)) == []
        [aside] = store.inbox.set_aside()

    assert (aside.id, aside.state) == (number, SET_ASIDE)


def test_an_answered_message_is_never_due(keep, database):
    first, second = keep("m1"), keep("m2")

    with database.transaction() as store:
        store.inbox.answered(first)
        store.inbox.answered(second, state=IGNORED)
        assert store.inbox.due(NOW + timedelta(days=1)) == []


def test_a_talk_shows_the_newest_messages_oldest_first(keep, database):
    for number in range(4):
        keep(f"m{number}", shown=f"tin {number}")
    keep("tick")
    keep("other", citizen="d", shown="của người khác")

    with database.reading() as store:
        shown = [message.shown for message in store.inbox.of("c", limit=3)]
    assert shown == ["tin 1", "tin 2", "tin 3"]


def test_a_talk_begins_once_and_its_messages_wait_for_each_other(database, crowd):
    def count_one_up():
        with database.transaction() as store:
            talk = store.talks.lock("c", NOW)
            store.talks.keep("c", f"{talk.state}x", form="", asked="", at=NOW)

    crowd([count_one_up] * 15)

    with database.reading() as store:
        talk = store.talks.read("c")
        assert store.talks.read("nobody") is None
    assert (talk.state, talk.revision) == ("x" * 15, 15)


def test_who_waits_longest_for_a_person_comes_first(database):
    with database.transaction() as store:
        for citizen, at in (("b", SOON), ("a", NOW), ("c", NOW)):
            store.talks.lock(citizen, NOW)
            store.talks.wants_person(citizen, at)
        store.talks.wants_person("c", None)
        waiting = [talk.citizen for talk in store.talks.waiting_for_a_person()]

    assert waiting == ["a", "b"]


def test_a_lease_has_one_holder_until_it_ends_or_is_given_back(database, crowd):
    def take(holder, now=NOW):
        with database.transaction() as store:
            return store.leases.take("clock", holder, now=now, until=now + timedelta(seconds=15))

    came = crowd([lambda holder=holder: take(f"holder {holder}") for holder in range(8)])
    assert came.count(True) == 1
    holder = f"holder {came.index(True)}"

    assert take(holder, SOON)
    assert not take("late", SOON)
    assert take("late", SOON + timedelta(seconds=15))
    with database.transaction() as store:
        store.leases.give_back("clock", holder)
        assert store.leases.get("clock").holder == "late"
        store.leases.give_back("clock", "late")
        assert store.leases.get("clock") is None


def test_the_ledger_is_read_by_dossier_by_kind_and_by_page(database):
    taken = Event(NOW, Kind.DOSSIER_TAKEN, "staff:binh", "ZL-1", before="handed_in", after="taken")
    with database.transaction() as store:
        store.events.write(Event(NOW, Kind.DOSSIER_RECEIVED, "citizen", "ZL-1", office="pleiku"))
        store.events.write(taken, Event(SOON, Kind.DOSSIER_TAKEN, "staff:chi", "ZL-2"))

    with database.reading() as store:
        timeline = store.events.of("ZL-1")
        newest = store.events.find(EventFilter(), limit=2)
        rest = store.events.find(EventFilter(), before=newest[-1].number, limit=2)
        assert store.events.last("ZL-1", Kind.DOSSIER_TAKEN).actor == "staff:binh"
        assert store.events.last("ZL-1", Kind.DOSSIER_POSTED) is None
        assert [one.dossier for one in store.events.find(EventFilter(since=SOON))] == ["ZL-2"]
        [first] = store.events.find(EventFilter(until=SOON, office="pleiku"))
    assert first.kind is Kind.DOSSIER_RECEIVED
    assert [one.kind for one in timeline] == [Kind.DOSSIER_RECEIVED, Kind.DOSSIER_TAKEN]
    assert timeline[1].before == "handed_in"
    assert [one.dossier for one in newest] == ["ZL-2", "ZL-1"]
    assert [one.kind for one in rest] == [Kind.DOSSIER_RECEIVED]


def test_an_erasure_is_seen_at_the_door_by_what_was_asked_before_and_after_it(database):
    with database.transaction() as store:
        before = store.erasing.has_erased("1001", since=NOW)
        store.erasing.note("1001", NOW + timedelta(minutes=1))
        late, new, other = (
            store.erasing.has_erased(citizen, since=since)
            for citizen, since in (
                ("1001", NOW),
                ("1001", NOW + timedelta(minutes=1)),
                ("1002", NOW),
            )
        )

    assert (before, late, new, other) == (False, True, False, False)
    with database.transaction() as store:
        assert store.erasing.has_erased("1001", since=NOW)
