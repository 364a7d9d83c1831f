"""Where events wait on disk while the database is away: one file each, synced before the answer.

Files come back in the order of their names, which is the order in which they came.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from storage.vault import Locked, Vault, remove_older

SUFFIX = ".event"
MOST_REMEMBERED = 20_000


class SpoolAway(Exception):
    """The event cannot be kept on disk either."""


@dataclass(frozen=True)
class SpooledEvent:
    """An event that waits: its raw body, and when it came."""

    name: str
    raw: bytes
    received_at: datetime


class Spool:
    """A folder of waiting events, each locked, because they hold what citizens wrote."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = folder
        self._vault = vault
        self._numbers = itertools.count()
        self._remembered: OrderedDict[bytes, Path] = OrderedDict()
        self._lock = threading.Lock()

    def is_empty(self) -> bool:
        """Whether nothing waits, so that an event may go straight to the database.

        It is asked for every event, so it looks no further than to the first that waits.
        """
        try:
            with os.scandir(self._folder) as found:
                return not any(one.name.endswith(SUFFIX) for one in found)
        except OSError:
            return True

    def count(self) -> int:
        """Return how many events wait."""
        return len(self._names())

    def put(self, raw: bytes, received_at: datetime) -> None:
        """Keep an event; it is on the disk when this returns. Raise SpoolAway.

        The same bytes again, while they wait, cost nothing: a platform that heard our answer too
        late sends them again, and would keep a busy machine busy.
        """
        digest = sha256(raw).digest()
        if self._waits(digest):
            return
        name = f"{time.time_ns():020d}-{os.getpid()}-{next(self._numbers)}"
        plain = json.dumps([received_at.isoformat(), raw.decode("latin-1")]).encode()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part = self._folder / f"{name}.part"
            with part.open("wb") as file:
                file.write(self._vault.lock(plain))
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._folder / f"{name}{SUFFIX}")
            _sync(self._folder)
        except OSError as error:
            raise SpoolAway(error.strerror or "disk") from error
        self._remember(digest, self._folder / f"{name}{SUFFIX}")

    def _waits(self, digest: bytes) -> bool:
        with self._lock:
            path = self._remembered.get(digest)
        return path is not None and path.exists()

    def _remember(self, digest: bytes, path: Path) -> None:
        with self._lock:
            self._remembered[digest] = path
            if len(self._remembered) > MOST_REMEMBERED:
                self._remembered.popitem(last=False)

    def waiting(self) -> list[SpooledEvent]:
        """Return the events that wait, oldest first.

        A file that our key does not open, or that is damaged, is renamed to `.unreadable`: it
        must not hold up those behind it, and the right key may open it one day.
        """
        return self._read_all(self._names())

    def in_batches(self, size: int) -> Iterator[list[SpooledEvent]]:
        """Yield the events that wait now, oldest first, so many at a time as they are wanted."""
        names = self._names()
        for start in range(0, len(names), size):
            yield self._read_all(names[start : start + size])

    def done(self, event: SpooledEvent) -> None:
        """Remove an event that is in the database now; a second time does nothing."""
        (self._folder / event.name).unlink(missing_ok=True)

    def remove_unreadable(self, before: datetime) -> int:
        """Delete what came before then and could not be read since; return how many."""
        return remove_older(self._folder, "*.unreadable", before)

    def remove_unfinished(self, before: datetime) -> int:
        """Delete what a death in the middle of a writing left before then; nobody was answered."""
        return remove_older(self._folder, "*.part", before)

    def _read_all(self, names: list[str]) -> list[SpooledEvent]:
        return [event for event in map(self._read, names) if event is not None]

    def _names(self) -> list[str]:
        try:
            return sorted(path.name for path in self._folder.iterdir() if path.suffix == SUFFIX)
        except OSError:
            return []  # not made yet, or the disk is gone: nothing can be read from there

    def _read(self, name: str) -> SpooledEvent | None:
        path = self._folder / name
        try:
            at, body = json.loads(self._vault.open(path.read_bytes()))
        except FileNotFoundError:
            return None  # another process of this machine was first
        except (Locked, ValueError):
            with contextlib.suppress(FileNotFoundError):
                path.replace(path.with_suffix(".unreadable"))
            return None
        return SpooledEvent(name, body.encode("latin-1"), datetime.fromisoformat(at))


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
