"""Migrations: numbered, one head, the same on both databases.

Alembic is brought in only where something is migrated: a service that starts again after its death
must be ready at once, and which form a database has can be asked without it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

import storage.office_tables
import storage.report_tables
import storage.tables  # noqa: F401 - the same
from storage.database import READING, Database, begin
from storage.store import away_is_said
from storage.vault import Vault

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).parent / "migrations"


def upgrade(url: str) -> None:
    """Bring the database to the newest form; a second time does nothing. Raise DatabaseAway."""
    from alembic import command  # noqa: PLC0415 - only where something is migrated

    database = Database(url, vault=Vault(""))
    try:
        with away_is_said(), database.engine.begin() as connection:
            begin(connection)
            command.upgrade(_config(connection), "head")
    finally:
        database.close()


def downgrade(url: str, revision: str) -> None:
    """Take the database back to an older form (tests only: data of newer columns are lost)."""
    from alembic import command  # noqa: PLC0415 - the same

    database = Database(url, vault=Vault(""))
    try:
        with database.engine.begin() as connection:
            begin(connection)
            command.downgrade(_config(connection), revision)
    finally:
        database.close()


def head() -> str:
    """Return the newest revision that this program knows: the highest number of a file."""
    files = (_FOLDER / "versions").glob("[0-9]*_*.py")
    return max(file.name.partition("_")[0] for file in files)


def current(database: Database) -> str:
    """Return the revision that the database has; empty before the first migration."""
    with (
        away_is_said(),
        database.engine.connect().execution_options(**READING) as connection,
    ):
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


def differences(database: Database) -> list[object]:
    """Return how the migrated database differs from the tables; empty when all is well."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - the same
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 - the same

    with database.engine.connect().execution_options(**READING) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, SQLModel.metadata))


def revise(url: str, message: str, number: str) -> None:
    """Write a draft of the next migration from what the tables have and the database lacks."""
    from alembic import command  # noqa: PLC0415 - the same

    database = Database(url, vault=Vault(""))
    with database.engine.begin() as connection:
        begin(connection)
        command.revision(_config(connection), message=message, rev_id=number, autogenerate=True)
    database.close()


def _config(connection: Connection) -> Config:
    from alembic.config import Config  # noqa: PLC0415 - the same

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config
