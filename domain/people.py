"""The people of the office: staff with a role, and who did something in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff may do; an administrator may all that a clerk may."""

    CLERK = "clerk"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Staff:
    """A member of staff: `name` is what they sign in with, `office` the key of their office."""

    name: str
    full_name: str
    role: Role
    office: str
    disabled: bool = False

    @property
    def actor(self) -> str:
        """The name under which the ledger records what this person did."""
        return f"staff:{self.name}"


CITIZEN = "citizen"
CLOCK = "clock"
SYSTEM = "system"
