"""Works that wait together share one commit; one bad work takes only itself down."""

import threading
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from storage.group import MOST_AT_ONCE, GroupCommit


class Books:
    """A transaction that can be held open at its door, and what was committed through it."""

    def __init__(self) -> None:
        self.door = threading.Event()
        self.door.set()
        self.begun = threading.Event()
        self.commits = []
        self.refuse_commit = 0

    @contextmanager
    def transaction(self):
        self.begun.set()
        assert self.door.wait(10)
        pages = []
        yield pages
        if self.refuse_commit:
            self.refuse_commit -= 1
            raise ConnectionError
        self.commits.append(pages)


@pytest.fixture
def books():
    return Books()


@pytest.fixture
def together(books):
    """Hold the door while works come in, so that all but the first share one transaction."""
    group = GroupCommit(books.transaction)

    def run(works):
        came, threads = {}, []

        def one(key, work):
            try:
                came[key] = group.run(key, work)
            except Exception as error:  # noqa: BLE001 - what came of it is what the test asks
                came[key] = error

        books.door.clear()
        for place, (key, work) in enumerate(works):
            thread = threading.Thread(target=one, args=(key, work))
            thread.start()
            threads.append(thread)
            if place == 0:
                assert books.begun.wait(10)
            else:
                while len(group._waiting) < place:
                    pass
        told_early = dict(came)
        books.door.set()
        for thread in threads:
            thread.join(10)
        return came, told_early

    return run


def writes(word):
    def work(pages):
        pages.append(word)
        return word.upper()

    return work


def breaks(pages):
    pages.append("broken")
    raise ZeroDivisionError


def test_works_that_wait_share_one_commit_in_the_order_of_their_keys(together, books):
    came, _early = together([("first", writes("first")), *((key, writes(key)) for key in "cab")])

    assert books.commits == [["first"], ["a", "b", "c"]]
    assert came == {"first": "FIRST", "a": "A", "b": "B", "c": "C"}


def test_nobody_is_told_before_the_commit(together, books):
    _came, told_early = together([("first", writes("first")), ("a", writes("a"))])

    assert told_early == {}


def test_a_work_that_raises_takes_only_itself_down(together, books):
    works = [("1", writes("1")), ("a", writes("a")), ("b", breaks), ("c", writes("c"))]

    came, _early = together(works)

    assert isinstance(came.pop("b"), ZeroDivisionError)
    assert came == {"1": "1", "a": "A", "c": "C"}
    assert books.commits == [["1"], ["a"], ["c"]]


def test_a_commit_that_fails_for_the_group_is_tried_for_each_alone(books):
    group = GroupCommit(books.transaction)
    books.refuse_commit = 1

    assert group.run("a", writes("a")) == "A"
    assert books.commits == [["a"]]


def test_a_commit_that_fails_alone_too_is_told_to_whom_it_concerns(books):
    group = GroupCommit(books.transaction)
    books.refuse_commit = 2

    with pytest.raises(ConnectionError):
        group.run("a", writes("a"))

    assert group.run("b", writes("b")) == "B"


def test_a_crowd_larger_than_one_group_is_served_in_several(together, books):
    works = [(f"{number:03}", writes(f"{number:03}")) for number in range(MOST_AT_ONCE + 6)]

    came, _early = together(works)

    assert len(came) == MOST_AT_ONCE + 6
    assert [len(pages) for pages in books.commits] == [1, MOST_AT_ONCE, 5]


def test_a_stop_in_the_middle_ends_the_leader_and_leaves_nobody_waiting(books):
    def stops(_pages):
        raise KeyboardInterrupt

    group = GroupCommit(books.transaction)
    with pytest.raises(KeyboardInterrupt):
        group.run("a", stops)

    assert group.run("b", writes("b")) == "B"


def test_two_groups_that_wait_for_each_other_both_come_through(database, crowd):
    """On PostgreSQL one is the victim of the deadlock; its works are then done one by one."""
    if database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    with database.transaction() as store:
        store._connection.execute(text("CREATE TABLE pots (name text PRIMARY KEY, spoons int)"))
        store._connection.execute(text("INSERT INTO pots VALUES ('a', 0), ('b', 0)"))
    both_hold_one = threading.Barrier(2)
    tries = []

    def spoon(store, first, second):
        tries.append(first)
        for name in (first, second):
            store._connection.execute(
                text("UPDATE pots SET spoons = spoons + 1 WHERE name = :name"), {"name": name}
            )
            if name == first and tries.count(first) == 1:
                both_hold_one.wait(10)

    other = GroupCommit(database.transaction)

    came = crowd(
        [
            lambda: database.in_group("1", lambda store: spoon(store, "a", "b")),
            lambda: other.run("1", lambda store: spoon(store, "b", "a")),
        ]
    )

    assert came == [None, None]
    assert len(tries) >= 3  # the victim came again
    with database.reading() as store:
        rows = store._connection.execute(text("SELECT spoons FROM pots")).scalars().all()
    assert rows == [2, 2]
