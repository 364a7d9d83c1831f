"""One run of the tests, shared by its workers: a folder, two migrated templates, what is left out.

The process that was started by hand owns the folder; workers only use it, one at a time where
something is made once.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg

from bot.commands.drill import private_postgres

PREFIX = "doibang-tests-"
TEMPLATE = "migrated"
# What a database consists of: its relations, columns, constraints and triggers.
SHAPE = b"""
SELECT c.relname, c.relkind::text, a.attname FROM pg_class c
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'public'::regnamespace
UNION SELECT conname, contype::text, NULL FROM pg_constraint
WHERE connamespace = 'public'::regnamespace
UNION SELECT tgname, 'trigger', NULL FROM pg_trigger
ORDER BY 1, 2, 3
"""
EMPTY = b"""
DO $$ DECLARE one record; BEGIN
FOR one IN SELECT oid::regclass AS name, relkind FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relname <> 'alembic_version' LOOP
IF one.relkind = 'r' THEN EXECUTE 'DELETE FROM ' || one.name; END IF;
IF one.relkind = 'S' THEN EXECUTE 'ALTER SEQUENCE ' || one.name || ' RESTART'; END IF;
END LOOP; END $$
"""


@dataclass(frozen=True)
class Run:
    """The folder of one test run and what is made in it on first need."""

    folder: Path

    @classmethod
    def opened(cls) -> "Run":
        """Open a folder for a new run, after removing what killed runs left behind."""
        for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
            owner = left.name.removeprefix(PREFIX).split("-")[0]
            ours = left.stat().st_uid == os.geteuid()
            if ours and owner.isdecimal() and not _lives(int(owner)):
                Run(left).close()
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        folder.chmod(0o755)
        return cls(folder)

    def close(self) -> None:
        """Stop the server, if one was started, and remove the folder."""
        private_postgres.stop(self.folder / "pg")
        shutil.rmtree(self.folder, ignore_errors=True)

    def leave_out(self, what: str, why: str) -> None:
        """Remember for the closing line that something was left out, and why."""
        with self._alone("left out"):
            (self.folder / f"left-out {what}").write_text(why, encoding="utf-8")

    def left_out(self) -> str:
        """Return the closing line, or nothing when all was there."""
        notes = sorted(self.folder.glob("left-out *"))
        return "; ".join(
            f"{note.name.removeprefix('left-out ')} left out: {note.read_text(encoding='utf-8')}"
            for note in notes
        )

    def postgres(self) -> Path:
        """Return the server's folder, starting it on first need; raise `CannotStart` ever after."""
        server, failed = self.folder / "pg", self.folder / "left-out PostgreSQL tests"
        with self._alone("postgres"):
            if failed.exists():
                raise private_postgres.CannotStart(failed.read_text(encoding="utf-8"))
            if not server.exists():
                server.mkdir()
                self._start(server)
        return server

    def migrated_file(self) -> Path:
        """Return a migrated SQLite file to copy, made on first need."""
        template = self.folder / f"{TEMPLATE}.db"
        with self._alone("sqlite"):
            if not template.exists():
                making = self.folder / "making.db"
                making.unlink(missing_ok=True)
                _upgrade(f"sqlite:///{making}")
                making.rename(template)
        return template

    def migrated_database(self, server: "Postgres") -> str:
        """Return the name of a migrated PostgreSQL database to copy, made on first need."""
        made = self.folder / "pg-template-made"
        with self._alone("template"):
            if not made.exists():
                server.drop(TEMPLATE)
                server.create(TEMPLATE)
                _upgrade(server.url(TEMPLATE))
                server.close_to_visitors(TEMPLATE)
                made.touch()
        return TEMPLATE

    def _start(self, server: Path) -> None:
        try:
            private_postgres.start(server)
        except private_postgres.CannotStart as wrong:
            self.leave_out("PostgreSQL tests", str(wrong))
            raise

    @contextmanager
    def _alone(self, what: str) -> Iterator[None]:
        """Hold the other workers of this run off while something is made once."""
        with (self.folder / f"{what}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Postgres:
    """The private server as one worker sees it: databases are made and dropped."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._idle: list[str] = []
        self._shapes: dict[str, list[tuple[object, ...]]] = {}
        self._connection = psycopg.connect(
            host=str(folder), user="postgres", dbname="postgres", autocommit=True
        )

    def close(self) -> None:
        self._connection.close()

    def url(self, database: str) -> str:
        return private_postgres.url(self._folder, database)

    def new_name(self) -> str:
        """Return a name no other database of this run has."""
        return f"test_{os.getpid()}_{next(self._numbers)}"

    def lend(self, template: str) -> str:
        """Return the name of an empty database like `template` that only the caller sees."""
        if self._idle:
            return self._idle.pop()
        name = self.new_name()
        self.create(name, template)
        self._shapes.setdefault(template, self._shape(name))
        return name

    def take_back(self, database: str, template: str) -> None:
        """Empty a database for the next who asks; one whose tables were changed is dropped.

        Emptying takes a few milliseconds; making one on a busy machine takes up to a second.
        """
        self._connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database]
        )
        if self._shape(database) != self._shapes[template]:
            self.drop(database)
            return
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(EMPTY)
        self._idle.append(database)

    def _shape(self, database: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            return connection.execute(SHAPE).fetchall()

    def create(self, database: str, template: str = "template1") -> None:
        """Make a database as a copy; about 12 ms (copying the log instead would take 36)."""
        self._run(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY file_copy')

    def drop(self, database: str) -> None:
        """Drop a database, and whoever is still connected to it."""
        self._run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def close_to_visitors(self, database: str) -> None:
        """Let nobody connect any more: a template in use cannot be copied."""
        self._run(f'ALTER DATABASE "{database}" ALLOW_CONNECTIONS false')
        self._connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database]
        )

    def _run(self, statement: str) -> None:
        self._connection.execute(statement.encode())


def _upgrade(url: str) -> None:
    from storage.migrate import upgrade  # noqa: PLC0415 - only a test with a database pays for it

    upgrade(url)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
