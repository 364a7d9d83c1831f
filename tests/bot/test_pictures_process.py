"""The reader's own process: it may die, hang or be fed a bomb, and the service reads on."""

import io
import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest
import segno
from PIL import Image

from bot.reader_process.reader import Reader
from bot.reading.seen import NOT_A_PICTURE, TOO_LARGE, Seen

pytestmark = pytest.mark.process

TEXT = "064090001234|231006141|Nguyễn Văn Mẫu|05031990|Nam|Tổ 5, Phường Pleiku, Gia Lai|15082022"


def card():
    content = io.BytesIO()
    segno.make(TEXT).save(content, kind="png", scale=6)
    return content.getvalue()


@pytest.fixture
def gone():
    return []


@pytest.fixture
def reader(gone):
    reader = Reader(gone=lambda why, _size: gone.append(why))
    yield reader
    reader.close()


def test_a_card_is_read_by_one_child_after_the_other_died(reader, gone):
    assert reader.look(card()).citizen == TEXT
    first = reader.pid

    os.kill(first, signal.SIGKILL)

    assert reader.look(card()).citizen == TEXT
    assert reader.pid != first
    assert len(gone) <= 1


def test_many_threads_share_one_child(reader):
    with ThreadPoolExecutor(4) as threads:
        seen = list(threads.map(lambda _each: reader.look(card()).citizen, range(8)))

    assert seen == [TEXT] * 8


def test_a_child_that_hangs_is_ended_and_the_file_refused(gone):
    reader = Reader(seconds=0.4, gone=lambda why, _size: gone.append(why))
    try:
        reader.start()
        os.kill(reader.pid, signal.SIGSTOP)

        assert reader.look(card()) == Seen(problem=TOO_LARGE)
        assert gone == ["TooSlow"]
        assert reader.pid is None
    finally:
        reader.close()


def test_a_file_over_which_two_children_die_is_refused(gone):
    reader = Reader(gone=lambda why, _size: gone.append(why), command=("false",))

    assert reader.look(card()) == Seen(problem=NOT_A_PICTURE)
    assert gone == ["ChildGone", "ChildGone"]
    assert reader.pid is None


def test_two_hundred_megapixels_are_refused(reader):
    content = io.BytesIO()
    Image.new("1", (20000, 10000)).save(content, "PNG")

    refused = Seen(width=20000, height=10000, problem=TOO_LARGE)
    assert reader.look(content.getvalue()) == refused
    assert reader.look(card()).citizen == TEXT


def test_the_child_knows_no_keys_and_may_grow_no_file(reader, monkeypatch):
    monkeypatch.setenv("DOIBANG_SECRET_KEY", "of the parent")
    reader.start()

    with open(f"/proc/{reader.pid}/environ", "rb") as environ:  # noqa: PTH123
        assert b"of the parent" not in environ.read()
    with open(f"/proc/{reader.pid}/limits") as limits:  # noqa: PTH123
        told = {line[:26].strip(): line[26:].split()[0] for line in limits}
    assert told["Max file size"] == "0"
    assert int(told["Max address space"]) <= 2 * 1024**3
    assert int(told["Max open files"]) <= 64


def test_the_child_ends_with_its_parent():
    reader = Reader()
    reader.start()
    child = reader._child

    child.stdin.close()

    assert child.wait(5) == 0
    reader.close()
