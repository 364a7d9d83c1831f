"""`python -m mock_zalo.ledger DIR --json`: everything the simulator received and delivered.

It reads the file alone, so it works while the simulator runs, after it died, and elsewhere.
Drills compare its answer with the service's database.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from mock_zalo.journal import FILE_NAME, records


def summary(folder: Path) -> dict[str, Any]:
    """Return what happened, by kind.

    `events` with every try, `letters`, `calls` refused, `tokens` issued, `starts` with their
    seeds, and `counts` of the events by state.

    An event's `state` is acknowledged, given_up, lost or pending; two entries with one body are
    a duplicate that was made on purpose. `at` is in epoch seconds of the simulated clock.
    """
    events: dict[int, dict[str, Any]] = {}
    found: dict[str, list[dict[str, Any]]] = {
        kind: [] for kind in ("letters", "calls", "tokens", "starts")
    }
    for record in records(folder):
        for event in record.get("events", ()):
            events[event["id"]] = _event(event)
        if record["kind"] == "attempt":
            _add_attempt(events[record["delivery"]], record)
        elif record["kind"] == "message" and record["message"]["sender"] == "office":
            found["letters"].append(_letter(record))
        elif record["kind"] == "call" and record["error"]:
            found["calls"].append({key: record[key] for key in record if key not in ("n", "kind")})
        elif record["kind"] == "start":
            found["starts"].append({"at": record["at"], "seed": record["seed"]})
        elif record["kind"] == "token":
            found["tokens"].append(
                {"at": record["at"], "expires_at": record["token"]["expires_at"]}
            )
    return {"counts": _counts(events), "events": list(events.values()), **found}


def _event(event: dict[str, Any]) -> dict[str, Any]:
    body = _decoded(event["body"])
    message = body.get("message")
    return {
        "delivery": event["id"],
        "event_name": event["name"],
        "msg_id": message.get("msg_id") if isinstance(message, dict) else None,
        "user_id": event["lane"].removesuffix(" again"),
        "timestamp": event["timestamp"],
        "due": event["due"],
        "body": event["body"],
        "state": "pending",
        "attempts": [],
    }


def _decoded(body: str) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _add_attempt(event: dict[str, Any], record: dict[str, Any]) -> None:
    event["attempts"].append({key: record[key] for key in ("at", "result", "seconds")})
    event["state"] = "pending" if record["outcome"] == "retry" else record["outcome"]


def _letter(record: dict[str, Any]) -> dict[str, Any]:
    message = record["message"]
    kept = ("msg_id", "kind", "text", "buttons", "elements", "picture")
    letter = {key: message[key] for key in kept if key in message}
    return {"at": record["at"], "user_id": message["citizen"], **letter}


def _counts(events: dict[int, dict[str, Any]]) -> dict[str, int]:
    counts = dict.fromkeys(("acknowledged", "pending", "given_up", "lost"), 0)
    for event in events.values():
        counts[event["state"]] += 1
    return counts


def main(arguments: list[str] | None = None) -> int:
    """Print the ledger of a folder; exit 1 with one sentence when there is none."""
    parser = argparse.ArgumentParser(prog="python -m mock_zalo.ledger", description=__doc__)
    parser.add_argument("folder", type=Path, help="the --data folder of a simulator")
    parser.add_argument("--json", action="store_true", help="everything, as one JSON object")
    options = parser.parse_args(arguments)
    if not (options.folder / FILE_NAME).exists():
        print(f"{options.folder} holds no {FILE_NAME}.", file=sys.stderr)  # noqa: T201 - a command
        return 1
    found = summary(options.folder)
    if options.json:
        print(json.dumps(found))  # noqa: T201 - the command's answer
    else:
        counts = found["counts"] | {"letters": len(found["letters"])}
        print("  ".join(f"{name} {count}" for name, count in counts.items()))  # noqa: T201 - the same
    return 0


if __name__ == "__main__":
    sys.exit(main())
