"""Migrations: numbered, one head, the same on both databases."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlmodel import SQLModel

import storage.office_tables
import storage.tables  # noqa: F401 - the same
from storage.database import READING, Database
from storage.store import away_is_said
from storage.vault import Vault

_FOLDER = Path(__file__).parent / "migrations"


def upgrade(url: str) -> None:
    """Bring the database to the newest form; a second time does nothing. Raise DatabaseAway."""
    database = Database(url, vault=Vault(""))
    try:
        with away_is_said(), database.engine.begin() as connection:
            command.upgrade(_config(connection), "head")
    finally:
        database.close()


def downgrade(url: str, revision: str) -> None:
    """Take the database back to an older form (tests only: data of newer columns are lost)."""
    database = Database(url, vault=Vault(""))
    try:
        with database.engine.begin() as connection:
            command.downgrade(_config(connection), revision)
    finally:
        database.close()


def head() -> str:
    """Return the newest revision that this program knows."""
    return str(ScriptDirectory(str(_FOLDER)).get_current_head())


def current(database: Database) -> str:
    """Return the revision that the database has; empty before the first migration."""
    with (
        away_is_said(),
        database.engine.connect().execution_options(**READING) as connection,
    ):
        return MigrationContext.configure(connection).get_current_revision() or ""


def differences(database: Database) -> list[object]:
    """Return how the migrated database differs from the tables; empty when all is well."""
    with database.engine.connect().execution_options(**READING) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, SQLModel.metadata))


def revise(url: str, message: str, number: str) -> None:
    """Write a draft of the next migration from what the tables have and the database lacks."""
    database = Database(url, vault=Vault(""))
    with database.engine.begin() as connection:
        command.revision(_config(connection), message=message, rev_id=number, autogenerate=True)
    database.close()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config
