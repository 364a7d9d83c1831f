"""The parent's side: one child, started when it is needed and again when it died or hung.

reader = Reader()
seen = reader.look(content)      # never raises for any content
reader.close()
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bot import logs
from bot.reading.seen import NOT_A_PICTURE, TOO_LARGE, Seen

ROOT = Path(__file__).parents[2]
CHILD = (sys.executable, "-m", "bot.reader_process.child")
WALL_SECONDS = 4.0
START_SECONDS = 20.0
"""What a child may take to answer at all: its libraries load on a busy machine."""

TRIES = 2
CHUNK = 1 << 16
LENGTH_BYTES = 4


class ChildGone(Exception):
    """The child died."""


class TooSlow(ChildGone):
    """The child did not answer in time."""


def _logged(why: str, size: int) -> None:
    logs.log.warning("picture_reader_gone", why=why, size=size)


class Reader:
    """Looks at pictures in a process of its own; one at a time, from any thread."""

    def __init__(
        self,
        *,
        seconds: float = WALL_SECONDS,
        gone: Callable[[str, int], None] = _logged,
        command: Sequence[str] = CHILD,
    ) -> None:
        """Give a file `seconds`; `gone` is told why a child went, and the file's size in bytes.

        `command` is what the child runs.
        """
        self._command = command
        self._seconds = seconds
        self._gone = gone
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def look(self, content: bytes) -> Seen:
        """Return what the picture is.

        A file that takes too long is too large; one over which two children died is no picture.
        """
        with self._lock:
            for _each in range(TRIES):
                try:
                    return self._asked(content)
                except ChildGone as error:
                    self._gone(type(error).__name__, len(content))
                    self._end()
                    if isinstance(error, TooSlow):
                        return Seen(problem=TOO_LARGE)
        return Seen(problem=NOT_A_PICTURE)

    def start(self) -> None:
        """Start the child now, so that the first look does not wait for it."""
        with self._lock, contextlib.suppress(ChildGone):
            self._running()

    def close(self) -> None:
        """End the child; a later look starts another."""
        with self._lock:
            self._end()

    @property
    def pid(self) -> int | None:
        """The process id of the child, if one runs."""
        return self._child.pid if self._child else None

    def _asked(self, content: bytes) -> Seen:
        child = self._running()
        answer = _exchanged(child, content, time.monotonic() + self._seconds)
        return Seen.from_record(json.loads(answer))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = _started(self._command)
            _exchanged(self._child, b"", time.monotonic() + START_SECONDS)
        return self._child

    def _end(self) -> None:
        if self._child is None:
            return
        self._child.kill()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._child.wait()
        self._child = None


def _started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a child that knows nothing of us: no keys in its environment, no signals of ours."""
    child = subprocess.Popen(  # noqa: S603 - our own module, no word of a stranger
        command,
        cwd=ROOT,
        env={"PATH": os.defpath, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            os.set_blocking(pipe.fileno(), False)
    return child


def _exchanged(child: subprocess.Popen[bytes], content: bytes, until: float) -> bytes:
    """Send one frame and return the one that comes back; raise ChildGone after `until`."""
    assert child.stdin is not None  # noqa: S101 - Popen was told to make both pipes
    assert child.stdout is not None  # noqa: S101
    left, came = memoryview(len(content).to_bytes(LENGTH_BYTES, "big") + content), bytearray()
    with selectors.DefaultSelector() as waiting:
        waiting.register(child.stdout, selectors.EVENT_READ)
        waiting.register(child.stdin, selectors.EVENT_WRITE)
        while not _whole(came):
            ready = waiting.select(max(0.0, until - time.monotonic()))
            if not ready:
                raise TooSlow
            for key, _events in ready:
                if key.fileobj is child.stdout:
                    came += _received(child.stdout.fileno())
                    continue
                left = left[_sent(child.stdin.fileno(), left) :]
                if not left:
                    waiting.unregister(child.stdin)
    return bytes(came[LENGTH_BYTES:])


def _whole(came: bytearray) -> bool:
    return len(came) >= LENGTH_BYTES and len(came) - LENGTH_BYTES >= int.from_bytes(
        came[:LENGTH_BYTES], "big"
    )


def _received(pipe: int) -> bytes:
    received = os.read(pipe, CHUNK)
    if not received:
        raise ChildGone
    return received


def _sent(pipe: int, left: memoryview) -> int:
    try:
        return os.write(pipe, left[:CHUNK])
    except BrokenPipeError as error:
        raise ChildGone from error
