"""The database: one URL, SQLite or PostgreSQL, and the one way to change it.

`with database.transaction() as store:` commits when the block ends and rolls back if it raises.
No network call is made inside; `forbid_inside` is what the HTTP client asks first.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from storage.group import GroupCommit, T, Work
from storage.store import DatabaseAway, Store, away_is_said
from storage.vault import Vault

try:  # the interpreter's own SQLite may have the fault of the WAL reset (fixed in 3.51.3)
    from pysqlite3 import dbapi2 as sqlite
except ImportError:
    import sqlite3 as sqlite

LETTERS_CHANNEL = "doibang_letters"
READING = {"doibang_reading": True}
_ONE_PICTURE = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
_BUSY_SECONDS = 10.0
# Zalo wants its answer within two seconds: an event that cannot be kept by then is spooled.
_BUSY_SECONDS_AT_THE_DOOR = 0.5


class BadDatabaseUrl(Exception):
    """The database URL names no database that this program can use; the text is the URL."""


class CallInsideTransaction(Exception):
    """A network call was about to be made while a transaction was open."""


class TransactionInside(Exception):
    """A transaction was about to be opened inside another, where it would wait for itself."""


class Database:
    """A database and its pool; made once for each process and passed in wherever it is needed.

    `on_letters` is called after each commit of this process that wrote a letter or asked for a
    picture.
    """

    def __init__(self, url: str, *, vault: Vault) -> None:
        self.url = url
        self.engine = _engine(url)
        self.vault = vault
        self.on_letters: Callable[[], None] = lambda: None
        self._writing = threading.Lock()
        self._here = threading.local()
        self._group = GroupCommit(lambda: self.transaction(patience=_BUSY_SECONDS_AT_THE_DOOR))

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database of one machine."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self, *, patience: float = _BUSY_SECONDS) -> Iterator[Store]:
        """Open a transaction for writing; raise DatabaseAway where it cannot be opened.

        On SQLite, which has one writer at a time, `patience` is how many seconds to wait for the
        writers of this process, and then for those of others.
        """
        self._forbid_nesting()
        options = {"doibang_patience": patience}
        with self._turn_of_a_writer(patience), self._connected(options) as connection:
            store = Store(connection, self.vault)
            self._here.writes = True
            try:
                yield store
            finally:
                self._here.writes = False
            if store.wrote_letters and not self.is_sqlite:
                connection.execute(text(f"NOTIFY {LETTERS_CHANNEL}"))
        if store.wrote_letters:
            self.on_letters()

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """Open a read-only transaction: one consistent picture, and no lock on writers."""
        options = READING if self.is_sqlite else READING | _ONE_PICTURE
        with self._connected(options) as connection:
            yield Store(connection, self.vault)

    def in_group(self, key: str, work: Work[T]) -> T:
        """Run `work` in a transaction shared with others that wait; return after its commit."""
        self._forbid_nesting()
        return self._group.run(key, work)

    def forbid_inside(self) -> None:
        """Raise CallInsideTransaction where this thread has a transaction open."""
        if self._depth:
            raise CallInsideTransaction

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def _forbid_nesting(self) -> None:
        if getattr(self._here, "writes", False):
            raise TransactionInside

    @property
    def _depth(self) -> int:
        return getattr(self._here, "depth", 0)

    @contextmanager
    def _turn_of_a_writer(self, patience: float) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        if not self._writing.acquire(timeout=patience):
            raise DatabaseAway("the turn of a writer did not come")
        try:
            yield
        finally:
            self._writing.release()

    @contextmanager
    def _connected(self, options: dict[str, Any]) -> Iterator[Connection]:
        with (
            away_is_said(),
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
        ):
            begin(connection)
            self._here.depth = self._depth + 1
            try:
                yield connection
            finally:
                self._here.depth -= 1


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite_engine(url, parsed.database)
        if parsed.get_backend_name() == "postgresql":
            return create_engine(
                parsed.set(drivername="postgresql+psycopg"),
                pool_size=16,
                max_overflow=16,
                pool_pre_ping=True,
                hide_parameters=True,
                connect_args={"connect_timeout": 3},
            )
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise BadDatabaseUrl(without_password(url)) from error
    except OSError as error:
        raise BadDatabaseUrl(f"{url}: {error.strerror}") from error
    raise BadDatabaseUrl(without_password(url))


def without_password(url: str) -> str:
    """Return the part of an URL that may be shown."""
    return url.rpartition("@")[2]


def _sqlite_engine(url: str, path: str | None) -> Engine:
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        module=sqlite,
        connect_args={"timeout": _BUSY_SECONDS},
        pool_size=32,
        max_overflow=16,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",  # what is forgotten is overwritten, however SQLite was built
        f"busy_timeout = {_BUSY_SECONDS * 1000:.0f}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def begin(connection: Connection) -> None:
    """Begin SQLite's transaction, as the connection's options say; PostgreSQL begins by itself.

    A listener on the engine would do the same, but makes every statement look for listeners.
    """
    if connection.dialect.name != "sqlite":
        return
    options = connection.get_execution_options()
    reading = options.get("doibang_reading")
    patience = options.get("doibang_patience", _BUSY_SECONDS)
    wanted = (f"busy_timeout = {patience * 1000:.0f}", f"query_only = {'ON' if reading else 'OFF'}")
    if connection.info.get("doibang_pragmas") != wanted:
        for pragma in wanted:
            connection.exec_driver_sql(f"PRAGMA {pragma}")
        connection.info["doibang_pragmas"] = wanted
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
