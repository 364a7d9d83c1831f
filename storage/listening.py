"""Hearing, on PostgreSQL, that another process wrote a letter."""

from __future__ import annotations

import threading
from collections.abc import Callable

from sqlalchemy.engine import make_url

from storage.database import LETTERS_CHANNEL, Database

HEARD_EVERY = 1.0
PAUSE = 2.0


class Listener(threading.Thread):
    """A thread that calls `wake` whenever a transaction that wrote letters has committed."""

    def __init__(self, database: Database, wake: Callable[[], None]) -> None:
        super().__init__(name="listener", daemon=True)
        url = make_url(database.url).set(drivername="postgresql")
        self._address = url.render_as_string(hide_password=False)
        self._wake = wake
        self._stopping = threading.Event()

    def run(self) -> None:
        """Listen until stopped; connect again when the database went away."""
        import psycopg  # noqa: PLC0415 - only where PostgreSQL is the database

        while not self._stopping.is_set():
            try:
                self._listen()
            except psycopg.OperationalError:
                self._stopping.wait(PAUSE)

    def stop(self) -> None:
        """End within a second or so."""
        self._stopping.set()
        self.join()

    def _listen(self) -> None:
        import psycopg  # noqa: PLC0415 - the same

        with psycopg.connect(self._address, autocommit=True, connect_timeout=3) as connection:
            connection.execute(f"LISTEN {LETTERS_CHANNEL}")
            while not self._stopping.is_set():
                if list(connection.notifies(timeout=HEARD_EVERY, stop_after=1)):
                    self._wake()
