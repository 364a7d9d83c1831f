"""A ledger and a database as they would be after a good day, to be spoilt one thing at a time."""

import json
import sqlite3
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.commands.drill.case import AUDIT

AT = "2026-11-23 08:00:0{}.000001"
SENT = ("sent", "waiting")


@dataclass
class Day:
    """One citizen said one thing, was answered once, and handed in one dossier."""

    folder: Path
    file: Path
    ledger: dict = field(default_factory=dict)

    def sql(self, statement: str, *values: object) -> None:
        with sqlite3.connect(self.file) as database:
            database.execute(statement, values)
        database.close()

    def figures(self, *, up=()) -> dict:
        """Return what the audit counts."""
        said, times = self.folder / "ledger.json", self.folder / "up.json"
        said.write_text(json.dumps(self.ledger), encoding="utf-8")
        times.write_text(json.dumps(list(up)), encoding="utf-8")
        return self._audit("figures", str(said), str(times))

    def _audit(self, what: str, *files: str) -> dict:
        words = [sys.executable, "-I", AUDIT, what, f"sqlite:///{self.file}", *files]
        done = subprocess.run(words, capture_output=True, check=True)
        return json.loads(done.stdout)

    def insert(self, table: str, **values: object) -> None:
        """Write a row; a column that is not named and must not be empty gets nothing, or 0."""
        with sqlite3.connect(self.file) as database:
            columns = database.execute(f"PRAGMA table_info({table})").fetchall()
        database.close()
        needed = {
            name: 0 if kind in {"INTEGER", "BOOLEAN"} else ""
            for _, name, kind, not_null, _, is_key in columns
            if not_null and not is_key
        }
        row = needed | values
        marks = ", ".join("?" * len(row))
        self.sql(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", *row.values())  # noqa: S608 - ours

    def keeps(self, body: str, second: int, state: str = "answered") -> None:
        self.insert(
            "inbox",
            event_key=f"{body}{second}",
            name="user_send_text",
            citizen="1",
            body=body,
            received_at=AT.format(second),
            state=state,
        )

    def writes(self, text: str, second: int, state: str = "sent", *, carries: str = "") -> None:
        self.insert(
            "letters",
            citizen="1",
            author="bot",
            text=text,
            state=state,
            enclosure=carries,
            created_at=AT.format(second),
        )


def letter(text: str) -> dict:
    return {"user_id": "1", "text": text, "msg_id": text, "at": 0.0}


def event(body: str, *results: object, seconds: float = 0.01, at: float = 100.0) -> dict:
    tries = [{"result": one, "seconds": seconds, "at": at} for one in results]
    return {"body": body, "attempts": tries, "state": "acknowledged"}


@pytest.fixture
def day(this_run, tmp_path) -> Day:
    file = tmp_path / "office.db"
    file.write_bytes(this_run.migrated_file().read_bytes())
    made = Day(tmp_path, file)
    made.ledger = {
        "counts": {"acknowledged": 1, "pending": 0, "given_up": 0, "lost": 0},
        "events": [event("chào", 200)],
        "letters": [letter("Em chào ZL-261123-0001")],
    }
    made.keeps("chào", 1)
    made.writes("Em chào ZL-261123-0001", 1)
    made.insert("dossiers", code="ZL-261123-0001", citizen="1", state="handed_in", answers="{}")
    made.insert("events", at=AT.format(1), kind="dossier_received", dossier="ZL-261123-0001")
    return made
