"""Accounts of the desk. Passwords come and go as hashes only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from domain.people import Role, Staff
from storage.inserting import insert_once
from storage.office_tables import StaffRow

T: Any = StaffRow.__table__  # type: ignore[attr-defined]

_STAFF = [T.c[name] for name in Staff.__dataclass_fields__]


@dataclass(frozen=True)
class Account:
    """A member of staff with what is needed to let them in."""

    staff: Staff
    password_hash: str
    session_key: str


class StaffAccounts:
    """All accounts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, account: Account) -> bool:
        """Keep a new account; False where the name is taken."""
        staff = account.staff
        row = {name: getattr(staff, name) for name in Staff.__dataclass_fields__}
        row |= {"password_hash": account.password_hash, "session_key": account.session_key}
        return insert_once(self._connection, T, row, unique="name")

    def get(self, name: str) -> Account | None:
        """Return an account, or None where nobody has this name."""
        row = self._connection.execute(
            select(*_STAFF, T.c.password_hash, T.c.session_key).where(T.c.name == name)
        ).first()
        if row is None:
            return None
        *staff, password_hash, session_key = row
        return Account(_staff(staff), password_hash, session_key)

    def all(self) -> list[Staff]:
        """Return everybody, by name."""
        return [
            _staff(list(row))
            for row in self._connection.execute(select(*_STAFF).order_by(T.c.name))
        ]

    def change(self, name: str, **values: Any) -> bool:
        """Change an account; False where nobody has this name."""
        return (
            self._connection.execute(update(T).where(T.c.name == name).values(**values)).rowcount
            == 1
        )


def _staff(row: list[Any]) -> Staff:
    name, full_name, role, office, disabled = row
    return Staff(name, full_name, Role(role), office, disabled=disabled)
