"""What a drill is given, and what it hands back."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bot.commands.drill.stage import Stage, staged

AUDIT = Path(__file__).with_name("audit.py")
# What must not have happened in any drill, by the names of the audit's counts.
ZERO = (
    "acknowledged_lost",
    "kept_twice",
    "unanswered",
    "never_taken",
    "answers_doubled",
    "answers_missing",
    "dossiers_doubled",
    "dossiers_lost",
    "receipts_doubled",
    "seats_wrong",
    "letters_lost",
    "letters_doubled",
    "letters_unsettled",
    "letters_given_up",
    "talks_out_of_order",
    "answers_5xx",
    "database_damage",
)
ACK_P99_MS = 250.0
ACK_WORST_MS = 2000.0


@dataclass(frozen=True)
class Case:
    """One drill to play: how large, from which seed, on which database, broken or whole.

    `dose` is tiny (for tests: enough for a control to be caught), small or large. `say` prints a
    line of progress; `lull` says that only waiting is left, so that another drill may begin.
    """

    dose: str
    seed: int
    database: str
    control: bool
    say: Callable[[str], None]
    lull: Callable[[], None] = lambda: None
    keep: Path | None = None

    def pick(self, small: int, large: int) -> int:
        """Return the count for this dose."""
        return {"tiny": max(1, small // 5), "small": small, "large": large}[self.dose]

    def stage(self, broken: str = "", *, control: str = "") -> AbstractContextManager[Stage]:
        """Give a stage; in a control run the service starts as the variant `control`."""
        variant = control if self.control else broken
        return staged(database=self.database, seed=self.seed, variant=variant, keep=self.keep)

    def chance(self, what: str) -> Random:
        """Return a source of chance that the seed replays; nothing secret hangs on it."""
        return Random(f"{self.seed} {what}")  # noqa: S311 - a drill, not a secret


@dataclass
class Findings:
    """What a drill measured, and in what the service failed (empty when it held).

    `tell` names the count by which the drill must know the service of its control.
    """

    tell: str
    figures: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def caught(self) -> bool:
        """Whether the drill saw what its control had broken."""
        return bool(self.figures.get(self.tell))

    def demand(self, holds: object, what: str) -> None:
        """Note a failure where this does not hold."""
        if not holds:
            self.wrong.append(what)

    def zero(self, *names: str) -> None:
        """Note each of these counts that is not nought."""
        for name in names:
            self.demand(not self.figures[name], f"{name}: {self.figures[name]}")

    def prompt(self) -> None:
        """Note acknowledgements that came too late."""
        for name, bound in (("ack_p99_ms", ACK_P99_MS), ("ack_worst_ms", ACK_WORST_MS)):
            self.demand(self.figures[name] < bound, f"{name}: {self.figures[name]} >= {bound}")


def audited(stage: Stage, up: list[list[float]]) -> dict[str, Any]:
    """Compare ledger and database with the program that shares no code with the service.

    `up` are the stretches, in epoch seconds, in which the service was ready.
    """
    ledger, times = stage.folder / "ledger.json", stage.folder / "up.json"
    ledger.write_bytes(_said("-m", "mock_zalo.ledger", str(stage.ledger), "--json"))
    times.write_text(json.dumps(up), encoding="ascii")
    said = _said("-I", str(AUDIT), "figures", stage.database_url, str(ledger), str(times))
    found: dict[str, Any] = json.loads(said)
    return found | {"waiting_on_disk": stage.spooled}


def ended(stage: Stage) -> dict[str, Any]:
    """Return where each citizen ended, as the same program reads it."""
    found: dict[str, Any] = json.loads(_said("-I", str(AUDIT), "state", stage.database_url))
    return found


def poison_of(stage: Stage, mark: str, words: str) -> dict[str, int]:
    """Return what became of the messages with these words, as the same program reads it."""
    said = _said("-I", str(AUDIT), "poison", stage.database_url, mark, words)
    found: dict[str, int] = json.loads(said)
    return found


def _said(*words: str) -> bytes:
    return subprocess.run(  # noqa: S603 - our own programs
        [sys.executable, *words], check=True, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
    ).stdout


def now() -> float:
    """Return epoch seconds, the clock of the simulated Zalo."""
    return time.time()


Drill = Callable[[Case], Findings]
Drills = Mapping[str, Drill]
