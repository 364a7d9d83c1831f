"""What the doctor says of one thing it looked at."""

from __future__ import annotations

from dataclasses import dataclass

from domain.words import Text

OK, WARN, BAD = "ok", "warn", "bad"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: `what` was found, and what `to_do` if it is not ok."""

    name: Text
    level: str
    what: Text | str
    to_do: Text | str = ""
