"""What a clerk asks a citizen to mend, and what came back of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Correction:
    """One field that the clerk asks the citizen to mend, with the clerk's reason."""

    field: str
    reason: str


@dataclass(frozen=True)
class Mended:
    """One field that a citizen was asked to mend, or that changed with it; `old` is None if new.

    `reason` is the clerk's; empty for what only followed.
    """

    field: str
    reason: str
    old: Any


def what_came_back(
    corrections: Sequence[Correction], before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[Mended, ...]:
    """Return what was asked for, in the clerk's order, and then what else changed."""
    reasons = {one.field: one.reason for one in corrections}
    others = sorted((before.keys() | after.keys()) - reasons.keys())
    changed = [key for key in others if before.get(key) != after.get(key)]
    return tuple(Mended(key, reasons.get(key, ""), before.get(key)) for key in (*reasons, *changed))
