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

    def keeps(self, body: str, second: int, state: str = "answered") -> None:
        self.sql(
            "INSERT INTO inbox (event_key, name, citizen, body, shown, received_at, state,"
            " attempts, asked) VALUES (?, 'user_send_text', '1', ?, '', ?, ?, 0, '')",
            f"{body}{second}", body, AT.format(second), state,
        )  # fmt: skip

    def writes(self, text: str, second: int, state: str = "sent") -> None:
        self.sql(
            "INSERT INTO letters (citizen, dossier, author, text, buttons, state, attempts,"
            " created_at, next_try_at, message_id, error)"
            " VALUES ('1', '', 'bot', ?, '[]', ?, 1, ?, ?, '', '')",
            text, state, AT.format(second), AT.format(second),
        )  # fmt: skip


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
    made.sql(
        "INSERT INTO dossiers (code, citizen, procedure, reason, office, state, answers, sources,"
        " corrections, notes, handed_in_at, due_at, changed_at, rule_set, intake_channel,"
        " official_channel, holder, official_code, parcel_number, refusal, version, search_key)"
        " VALUES ('ZL-261123-0001', '1', 'exchange', 'expiring', 'pleiku', 'handed_in', '{}',"
        " '{}', '[]', '[]', ?, ?, ?, '', '', '', '', '', '', '', 1, '')",
        *[AT.format(1)] * 3,
    )
    made.sql(
        "INSERT INTO events (at, kind, actor, dossier, office, channel, procedure, reason,"
        " \"before\", \"after\", outcome, undoes, detail) VALUES (?, 'dossier_received', 'citizen',"
        " 'ZL-261123-0001', '', '', '', '', '', '', '', 0, '{}')",
        AT.format(1),
    )
    return made
