"""Inserting what may be there already, the same on both databases."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_ignoring(
    connection: Connection, table: Table, row: dict[str, Any], *, unique: str
) -> int:
    """Insert `row` and return its id; return 0 where `unique` (columns, by comma) is taken."""
    statement = _statement(connection.dialect.name, table, unique, returning=True)
    return int(connection.execute(statement, row).scalar() or 0)


def insert_once(connection: Connection, table: Table, row: dict[str, Any], *, unique: str) -> bool:
    """Insert `row` into a table without an id; return whether it was not there before."""
    statement = _statement(connection.dialect.name, table, unique, returning=False)
    return connection.execute(statement, row).rowcount == 1


@cache
def _statement(dialect: str, table: Table, unique: str, *, returning: bool) -> Any:
    insert: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(table).on_conflict_do_nothing(index_elements=unique.split(","))
    return statement.returning(table.c.id) if returning else statement
