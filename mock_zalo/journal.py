"""The append-only file under the world: one JSON object a line, made durable by group fsync.

Whoever answers «yes» to somebody waits for `durable` first, so a kill -9 loses nothing that
was acknowledged. A half line at the end, left by such a death, is cut off when the file opens.
"""

from __future__ import annotations

import json
import os
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FILE_NAME = "ledger.jsonl"


class JournalClosed(RuntimeError):
    """The ledger is closed or its disk failed; nothing more can be promised."""


class Journal:
    """Lines in, durable lines out; one thread writes and syncs for everybody who waits."""

    def __init__(self, folder: Path, *, sync: Callable[[int], object] = os.fsync) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / FILE_NAME
        self._file = self.path.open("ab")
        _cut_half_line(self.path)
        self._sync = sync
        self._changed = Condition()
        self._lines: list[bytes] = []
        self._appended = 0
        self._durable = 0
        self._closed = False
        self._thread = Thread(target=self._write, name="ledger", daemon=True)
        self._thread.start()

    def append(self, record: dict[str, Any]) -> int:
        """Queue one record; return the ticket to wait for with `durable`."""
        line = json.dumps(record, separators=(",", ":")).encode() + b"\n"
        with self._changed:
            if self._closed:
                raise JournalClosed
            self._lines.append(line)
            self._appended += 1
            self._changed.notify_all()
            return self._appended

    def durable(self, ticket: int) -> None:
        """Return once the record of `ticket` is on the disk."""
        with self._changed:
            while self._durable < ticket:
                if self._closed and not self._thread.is_alive():
                    raise JournalClosed
                self._changed.wait(1.0)

    def close(self) -> None:
        """Write what is queued and close the file; later appends are refused."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()
        self._file.close()

    def _write(self) -> None:
        while True:
            with self._changed:
                while not self._lines and not self._closed:
                    self._changed.wait()
                lines, self._lines = self._lines, []
                if not lines:
                    return
            self._file.write(b"".join(lines))
            self._file.flush()
            self._sync(self._file.fileno())
            with self._changed:
                self._durable += len(lines)
                self._changed.notify_all()


def records(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a ledger folder in order; a half line at the end is left out."""
    path = folder / FILE_NAME
    if not path.exists():
        return
    with path.open("rb") as lines:
        for line in lines:
            if line.endswith(b"\n"):
                yield json.loads(line)


def _cut_half_line(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        start, tail = size, b""
        while start and b"\n" not in tail:
            step = min(65536, start)
            start -= step
            file.seek(start)
            tail = file.read(step) + tail
        file.truncate(start + tail.rfind(b"\n") + 1)
