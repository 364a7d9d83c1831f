"""Migrations make the tables that the program knows, on both databases, and can be taken back."""

import pytest
from sqlalchemy import CheckConstraint, inspect, text
from sqlmodel import SQLModel

from storage.database import Database
from storage.migrate import current, differences, downgrade, head, upgrade
from storage.store import DatabaseAway
from storage.vault import Vault


@pytest.fixture
def empty(empty_database_url):
    database = Database(empty_database_url, vault=Vault(""))
    yield database
    database.close()


def test_up_down_and_up_again_gives_the_tables_of_the_program(empty):
    assert current(empty) == ""

    upgrade(empty.url)
    downgrade(empty.url, "base")
    left_over = inspect(empty.engine).get_table_names()
    upgrade(empty.url)

    assert left_over == ["alembic_version"]
    assert current(empty) == head()
    assert differences(empty) == []


def test_a_column_that_no_migration_made_is_noticed(empty):
    upgrade(empty.url)
    with empty.engine.begin() as connection:
        connection.execute(text("ALTER TABLE offices DROP COLUMN phone"))

    assert "phone" in str(differences(empty))


def test_migrating_twice_does_nothing(database):
    upgrade(database.url)

    assert current(database) == head()


def test_every_constraint_and_index_has_a_name(database):
    seen = inspect(database.engine)
    for table in seen.get_table_names():
        if table == "alembic_version":
            continue
        names = [one["name"] for one in seen.get_unique_constraints(table)]
        names += [one["name"] for one in seen.get_check_constraints(table)]
        names += [one["name"] for one in seen.get_indexes(table)]
        names.append(seen.get_pk_constraint(table)["name"])

        assert all(names), table


def test_a_database_that_is_away_cannot_be_migrated_and_says_so(tmp_path):
    with pytest.raises(DatabaseAway):
        upgrade("postgresql://nobody@127.0.0.1:9/nothing")
    with pytest.raises(DatabaseAway):
        upgrade(f"sqlite:///{tmp_path}")


def test_the_database_checks_what_the_tables_declare(database):
    """Alembic's comparison does not look at checks."""
    seen = inspect(database.engine)
    declared = {
        (table.name, str(check.name))
        for table in SQLModel.metadata.sorted_tables
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    }
    made = {
        (table, check["name"])
        for table in seen.get_table_names()
        for check in seen.get_check_constraints(table)
    }

    assert made == declared != set()
