"""Compares the simulated Zalo's ledger with the service's database; shares no code with either.

`python audit.py figures DATABASE_URL LEDGER.json [UPTIMES.json]` counts what was lost or doubled;
`python audit.py state DATABASE_URL` tells where each citizen ended, `… poison DATABASE_URL MARK
WORDS` what became of messages with these words. One JSON object on stdout.
Only the standard library and, for PostgreSQL, its driver: a mistake of ours must not excuse itself.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

CODE = re.compile(r"ZL-\d{6}-\d{4}")
NUMBER = re.compile(r"\d+")
# What a citizen does that must be answered, by the platform's names of events.
ANSWERED = ("user_send_", "follow", "user_click_chatnow", "user_submit_info")
PICTURE = "user_send_image"
FORM = "request_user_info"
LIST = "list"
OPEN = ("waiting", "sending", "unknown")
TIMED_OUT = 1.9
TABLES = ("inbox", "talks", "letters", "dossiers", "pictures", "events", "slots", "appointments")
OWN_SEATS = ("held", "confirmed")

Rows = list[tuple[Any, ...]]


class Books:
    """The database, read only."""

    def __init__(self, url: str) -> None:
        self.is_sqlite = url.startswith("sqlite")
        if self.is_sqlite:
            path = url.removeprefix("sqlite:///")
            self._connection: Any = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        else:
            import psycopg

            self._connection = psycopg.connect(url, autocommit=True)

    def rows(self, statement: str) -> Rows:
        """Return every row of a statement."""
        found: Rows = self._connection.execute(statement).fetchall()
        return found

    def damage(self) -> list[str]:
        """Return what is wrong with the database itself; empty when it is whole."""
        if self.is_sqlite:
            said = [str(row[0]) for row in self.rows("PRAGMA integrity_check")]
            loose = [f"foreign key: {row}" for row in self.rows("PRAGMA foreign_key_check")]
            return [line for line in said if line != "ok"] + loose
        return [table for table in TABLES if not self._whole(table)]

    def _whole(self, table: str) -> bool:
        """Whether reading every row, and counting by the index, come to the same."""
        counts = []
        for off in ("enable_indexonlyscan", "enable_seqscan"):
            self.rows_of_none(f"SET {off} = off")
            counts.append(self.rows(f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 - ours
            self.rows_of_none(f"RESET {off}")
        read = len(self.rows(f"SELECT * FROM {table}"))  # noqa: S608 - ours
        return [read, read] == counts

    def rows_of_none(self, statement: str) -> None:
        """Run a statement that answers nothing."""
        self._connection.execute(statement)


def figures(books: Books, ledger: dict[str, Any], up: list[list[float]]) -> dict[str, Any]:
    """Return every count; those of a good run are 0 but for the sums."""
    return {
        **_events(books, ledger),
        **_answers(books),
        **_dossiers(books, ledger),
        **_letters(books, ledger),
        **_latency(ledger, up),
        "database_damage": len(books.damage()),
    }


def _events(books: Books, ledger: dict[str, Any]) -> dict[str, int]:
    """Compare by the bytes of the body: an event acknowledged must lie in the inbox, once."""
    kept = Counter(row[0] for row in books.rows("SELECT body FROM inbox WHERE body <> ''"))
    acknowledged = {one["body"] for one in ledger["events"] if _got_200(one)}
    stuck = books.rows("SELECT id FROM inbox WHERE state NOT IN ('answered', 'ignored')")
    return {
        "events": len(ledger["events"]),
        "redelivered": sum(len(one["attempts"]) for one in ledger["events"])
        - len({one["body"] for one in ledger["events"] if one["attempts"]}),
        "acknowledged": len(acknowledged),
        "acknowledged_lost": len(acknowledged - set(kept)),
        "kept_twice": sum(count - 1 for count in kept.values()),
        "unanswered": len(stuck),
        "never_taken": sum(ledger["counts"][name] for name in ("given_up", "lost", "pending")),
    }


def _got_200(event: dict[str, Any]) -> bool:
    return any(one["result"] == 200 for one in event["attempts"])  # noqa: PLR2004 - HTTP


def _answers(books: Books) -> dict[str, int]:
    """One answer for a message: the letters of one act bear one instant, that of their message.

    Lines of a moment share the answer to the last of them, so that fewer answers than messages are
    no loss. A picture is answered when it was fetched, and a message that failed when it is tried
    again: so many answers may bear an instant of their own.
    """
    said: Counter[str] = Counter()
    later: Counter[str] = Counter()
    came: dict[str, set[Any]] = defaultdict(set)
    for citizen, name, at, attempts in books.rows(
        "SELECT citizen, name, received_at, attempts FROM inbox WHERE body <> ''"
    ):
        if name.startswith(ANSWERED):
            said[citizen] += 1
            came[citizen].add(at)
            later[citizen] += name == PICTURE or attempts > 0
    acts: dict[str, set[Any]] = defaultdict(set)
    for citizen, at in books.rows("SELECT citizen, created_at FROM letters WHERE author = 'bot'"):
        acts[citizen].add(at)
    return {
        "messages": sum(said.values()),
        "answers_doubled": sum(max(0, len(acts[who] - came[who]) - later[who]) for who in said),
        "answers_missing": sum(
            1 for who, at in came.items() if not acts[who] or max(acts[who]) < max(at)
        ),
    }


def _dossiers(books: Books, ledger: dict[str, Any]) -> dict[str, int]:
    """One dossier for a citizen of these drills, one event of its receipt, its code as told."""
    owners = Counter(row[0] for row in books.rows("SELECT citizen FROM dossiers"))
    codes = {row[0] for row in books.rows("SELECT code FROM dossiers")}
    told = {code for one in ledger["letters"] for code in CODE.findall(_read(one))}
    received = Counter(
        row[0] for row in books.rows("SELECT dossier FROM events WHERE kind = 'dossier_received'")
    )
    return {
        "dossiers": len(codes),
        "dossiers_doubled": sum(count - 1 for count in owners.values()),
        "dossiers_lost": len(told - codes),
        "receipts_doubled": sum(abs(received[code] - (code in codes)) for code in codes | told),
        "seats_wrong": _seats(books),
    }


def _seats(books: Books) -> int:
    """Return how many slots count other seats as taken than there are."""
    taken: dict[Any, int] = dict(books.rows("SELECT id, taken FROM slots WHERE taken > 0"))
    states = ", ".join(f"'{state}'" for state in OWN_SEATS)
    query = f"SELECT slot, count(*) FROM appointments WHERE state IN ({states}) GROUP BY slot"  # noqa: S608 - ours
    sitting = {slot: count for slot, count in books.rows(query) if slot}
    kept = "SELECT slot, count(*) FROM waiting_list WHERE state = 'offered' GROUP BY slot"
    for slot, count in books.rows(kept):
        sitting[slot] = sitting.get(slot, 0) + count
    return sum(taken.get(slot, 0) != sitting.get(slot, 0) for slot in taken.keys() | sitting.keys())


def _letters(books: Books, ledger: dict[str, Any]) -> dict[str, int]:
    """Compare the outbox with the phones, citizen by citizen: texts, counts and order.

    A list on a phone is the letter that carries just these rows and buttons, whatever its text.
    """
    office: dict[str, list[str]] = defaultdict(list)
    meant: dict[tuple[str, str], str] = {}
    unsent = given_up = 0
    for citizen, text, state, carried in books.rows(
        "SELECT citizen, text, state, enclosure FROM letters ORDER BY id"
    ):
        office[citizen].append(text)
        rows = json.loads(carried or "{}")
        meant[citizen, _read({**rows, "kind": rows.get("type")})] = text
        unsent += state in OPEN
        given_up += state == "given_up"
    phones: dict[str, list[str]] = defaultdict(list)
    for one in ledger["letters"]:
        who, words = one["user_id"], _read(one)
        is_list = one.get("kind") == LIST
        phones[who].append(meant.get((who, words), f"[{words}]") if is_list else words)
    lost = doubled = astray = 0
    for who in phones.keys() | office.keys():
        written, read = Counter(office[who]), Counter(phones[who])
        lost += sum((written - read).values())
        doubled += sum((read - written).values())
        astray += not (written - read or read - written) and office[who] != phones[who]
    return {
        "letters": sum(map(len, office.values())),
        "letters_lost": lost,
        "letters_doubled": doubled,
        "letters_unsettled": unsent,
        "letters_given_up": given_up,
        "talks_out_of_order": astray,
    }


def _read(letter: dict[str, Any]) -> str:
    """Return what a phone shows: the words, or the lines of a form or a list."""
    drawn = letter.get("elements") or [] if letter.get("kind") in (FORM, LIST) else []
    lines = [one.get(part) or "" for one in drawn for part in ("title", "subtitle")]
    if letter.get("kind") == LIST:
        lines += [f"[{one['title']}]" for one in letter.get("buttons") or []]
    return "\n".join(lines) if lines else letter.get("text") or ""


def _latency(ledger: dict[str, Any], up: list[list[float]]) -> dict[str, float]:
    """Take the tries that began and ended while the service was up; a time-out is one of them."""
    taken, refused = [], 0
    for one in ledger["events"]:
        for attempt in one["attempts"]:
            seconds, ended = attempt["seconds"], attempt["at"]
            if not any(start <= ended - seconds and ended <= stop for start, stop in up):
                continue
            real = attempt["result"] != "timeout" or seconds >= TIMED_OUT
            if isinstance(attempt["result"], int) or (attempt["result"] == "timeout" and real):
                taken.append(seconds)
            refused += isinstance(attempt["result"], int) and attempt["result"] >= 500  # noqa: PLR2004 - HTTP
    taken.sort()
    return {
        "acks": len(taken),
        "ack_p50_ms": _part(taken, 0.5),
        "ack_p99_ms": _part(taken, 0.99),
        "ack_worst_ms": _part(taken, 1.0),
        "answers_5xx": refused,
    }


def _part(values: list[float], share: float) -> float:
    if not values:
        return 0.0
    return round(1000 * values[min(len(values) - 1, int(share * len(values)))], 1)


def state(books: Books) -> dict[str, Any]:
    """Return each citizen's talk, dossiers and letters' texts, without what chance decides.

    Numbers of dossiers and ids of pictures differ from run to run; all else must not.
    """
    found: dict[str, dict[str, Any]] = {}
    for citizen, form, asked, text in books.rows("SELECT citizen, form, asked, state FROM talks"):
        talk = json.loads(text) if text else {}
        answers = {key: _plain(value) for key, value in (talk.get("answers") or {}).items()}
        found[citizen] = {"talk": [form, asked, answers], "dossiers": [], "letters": []}
    for citizen, procedure, where, answers in books.rows(
        "SELECT citizen, procedure, state, answers FROM dossiers ORDER BY code"
    ):
        given = json.loads(answers) if isinstance(answers, str) else answers
        plain = {key: _plain(value) for key, value in given.items()}
        found[citizen]["dossiers"].append([procedure, where, plain])
    for citizen, text in books.rows("SELECT citizen, text FROM letters ORDER BY id"):
        found[citizen]["letters"].append(CODE.sub("ZL", text))
    return found


def poison(books: Books, mark: str, words: str) -> dict[str, int]:
    """Return what became of messages with these words, and how many effects bear their mark."""
    kept = books.rows("SELECT state, attempts, shown FROM inbox")
    swallowed = [(where, tries) for where, tries, shown in kept if shown == words]
    details = books.rows("SELECT detail FROM events WHERE kind = 'consent_given'")
    return {
        "set_aside": sum(where == "set_aside" for where, _tries in swallowed),
        "tries": sum(tries for _where, tries in swallowed),
        "half_done": sum(mark in json.dumps(detail) for (detail,) in details),
    }


def _plain(value: Any) -> Any:
    """Replace a picture's id, 32 letters and digits, by a word."""
    is_picture = isinstance(value, str) and re.fullmatch(r"[0-9a-f]{32}", value)
    return "picture" if is_picture else value


def main(arguments: list[str]) -> int:
    """Print the figures or the state as one JSON object."""
    what, url, *files = arguments
    books = Books(url)
    if what == "state":
        found = state(books)
    elif what == "poison":
        found = poison(books, *files)
    else:
        read = [json.loads(Path(file).read_text(encoding="utf-8")) for file in files]
        found = figures(books, read[0], read[1] if read[1:] else [])
    print(json.dumps(found, ensure_ascii=False))  # noqa: T201 - the program's answer
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
