"""The outbox: one lane per citizen, claimed once, and a letter's fate only moves forward."""

from datetime import UTC, datetime, timedelta

import pytest

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def put(database):
    def put(citizen, *texts: str):
        with database.transaction() as store:
            store.letters.put(citizen, [(text, []) for text in texts], at=NOW)

    return put


@pytest.fixture
def claim(database):
    def claim(now=NOW, limit=16):
        with database.transaction() as store:
            return store.letters.claim(now, limit=limit)

    return claim


@pytest.fixture
def note(database):
    """Note what came of a letter: `note("sent", letter, message_id="m", at=NOW)`."""

    def note(what, letter, **how):
        with database.transaction() as store:
            return getattr(store.letters, what)(letter.id, **how)

    return note


def texts(letters):
    return [letter.text for letter in letters]


def states(database, citizen):
    with database.reading() as store:
        return [letter.state for letter in store.letters.of(citizen)]


def test_only_the_first_letter_of_each_citizen_is_claimed(put, claim, note):
    put("a", "a1", "a2")
    put("b", "b1")

    first = claim()
    assert texts(first) == ["a1", "b1"]
    assert claim() == []

    note("sent", first[0], message_id="m1", at=NOW)
    assert texts(claim()) == ["a2"]


def test_ten_deliverers_at_once_never_claim_the_same_letter(put, claim, crowd):
    for number in range(30):
        put(f"citizen {number}", "one", "two")

    claimed = [letter.id for came in crowd([lambda: claim(limit=30)] * 10) for letter in came]

    assert len(claimed) == len(set(claimed)) == 30


def test_a_letter_of_unknown_fate_holds_only_its_citizen_up(put, claim, note):
    put("a", "a1", "a2")
    put("b", "b1", "b2")
    a1, b1 = claim()

    note("unknown", a1, error="timeout")
    note("sent", b1, message_id="m1", at=NOW)

    assert texts(claim()) == ["b2"]


def test_a_letter_waits_until_its_next_try_and_its_citizen_with_it(put, claim, note):
    put("a", "a1", "a2")
    [a1] = claim()

    note("again", a1, at=NOW + timedelta(minutes=1), error="busy")

    assert claim() == []
    [again] = claim(NOW + timedelta(minutes=1))
    assert (again.id, again.attempts, again.error) == (a1.id, 2, "busy")


def test_a_letter_that_is_given_up_lets_the_next_one_go(put, claim, note):
    put("a", "a1", "a2")
    [a1] = claim()

    note("given_up", a1, error="window")

    assert texts(claim()) == ["a2"]


def test_what_is_sent_stays_sent(database, put, claim, note):
    put("a", "a1")
    [a1] = claim()

    assert note("sent", a1, message_id="echo", at=NOW)
    assert not note("sent", a1, message_id="answer", at=NOW)
    note("unknown", a1, error="late")
    note("again", a1, at=NOW, error="late")
    note("given_up", a1, error="late")

    with database.reading() as store:
        [kept] = store.letters.of("a")
        assert store.letters.known("echo")
        assert not store.letters.known("answer")
    assert (kept.state, kept.message_id, kept.error) == ("sent", "echo", "")


def test_a_letter_that_is_not_being_sent_cannot_be_marked_as_sent(database, put, claim, note):
    put("a", "a1")
    with database.reading() as store:
        [waiting] = store.letters.of("a")

    assert not note("sent", waiting, message_id="m", at=NOW)
    assert states(database, "a") == ["waiting"]


def test_after_a_restart_letters_in_hand_are_of_unknown_fate(database, put, claim):
    put("a", "a1", "a2")
    put("b", "b1")
    claim()

    with database.transaction() as store:
        assert store.letters.orphaned() == 2
        assert store.letters.orphaned() == 0

    assert states(database, "a") == ["unknown", "waiting"]
    assert claim() == []


def test_ticks_only_go_forward(database, put, claim, note):
    put("a", "a1")
    [a1] = claim()
    note("sent", a1, message_id="m", at=NOW)
    later = NOW + timedelta(seconds=5)

    with database.transaction() as store:
        store.letters.ticked(["m"], seen=True, at=NOW)
        store.letters.ticked(["m", "unknown"], seen=True, at=later)
        store.letters.ticked(["m"], seen=False, at=later)
        store.letters.ticked([], seen=False, at=later)

    with database.reading() as store:
        [kept] = store.letters.of("a")
    assert (kept.seen_at, kept.received_at) == (NOW, later)


def test_the_oldest_letter_that_is_not_with_its_citizen_is_known(database, put, claim, note):
    with database.reading() as store:
        assert store.letters.oldest_unsent_at() is None
    put("a", "a1")
    with database.reading() as store:
        assert store.letters.oldest_unsent_at() == NOW


def test_why_letters_are_held_is_told_once_and_only_while_they_wait(database, put, claim, note):
    for citizen in "abcd":
        put(citizen, "a1")
    first, second, third, _fourth = claim()
    note("again", first, at=NOW, error="NotTaken -221")
    note("again", second, at=NOW, error="NotTaken -221")
    note("given_up", third, error="NotTaken -201")

    with database.reading() as store:
        [held] = store.held.by_reason()
    assert (held.error, held.count, held.until) == ("NotTaken -221", 2, NOW)
