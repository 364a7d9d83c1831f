"""Inserting what may be there already: the one statement that both databases know.

It is written as text because the dialects' own `insert(...).on_conflict…` is compiled anew at each
execution, which costs more than the insert.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, TextClause, bindparam, text


def insert_ignoring(
    connection: Connection, table: Table, row: dict[str, Any], *, unique: str
) -> int:
    """Insert `row` and return its id; return 0 where `unique` (columns, by comma) is taken."""
    statement = _statement(table, tuple(row), unique, " RETURNING id")
    return int(connection.execute(statement, row).scalar() or 0)


def insert_once(connection: Connection, table: Table, row: dict[str, Any], *, unique: str) -> bool:
    """Insert `row` into a table without an id; return whether it was not there before."""
    return connection.execute(_statement(table, tuple(row), unique, ""), row).rowcount == 1


@cache
def _statement(table: Table, names: tuple[str, ...], unique: str, ending: str) -> TextClause:
    """Return the statement; every name in it comes from our own tables."""
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(f":{name}" for name in names)
    sql = (
        f'INSERT INTO "{table.name}" ({columns}) VALUES ({values}) '  # noqa: S608 - our own names
        f"ON CONFLICT ({unique}) DO NOTHING{ending}"
    )
    return text(sql).bindparams(*(bindparam(name, type_=table.c[name].type) for name in names))
