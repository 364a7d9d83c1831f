"""token_storm: the access token lapses under four processes that all have letters to send.

Zalo takes a refresh token once: exactly one refresh may reach it each time, and no letter is lost.
A refresh token that somebody else has used up is answered with nothing at all: then the letters are
held, the stored pair stays, and a new consent lets them go.
"""

from __future__ import annotations

import json
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.commands.demo import CREDENTIALS
from bot.commands.drill.case import Case, Findings, audited, now
from bot.commands.drill.chaos import IMPATIENT
from bot.commands.drill.private_postgres import CannotStart
from bot.commands.drill.stage import Stage
from bot.handlers.tokens import DatabaseTokenKeeper
from bot.zalo.tokens import issued
from storage.database import Database
from storage.vault import Vault

BROKEN = "refreshes_without_the_lock"
PROCESSES = 4
CITIZENS = 64
ONE_CREW = 16
SLOW_GRANT = {"token": {"mode": "slow", "seconds": 0.7}}
QUIET_WITHIN = 60.0
HASTE = 12.0
REFUSED_WITHIN = 20.0
FAULTS = ("acknowledged_lost", "answers_doubled", "answers_missing", "letters_lost")
MORE_FAULTS = ("letters_doubled", "letters_unsettled", "letters_given_up", "database_damage")
NO_POSTGRESQL = "PostgreSQL is not there ({why}): four processes on one SQLite file instead"


def token_storm(case: Case) -> Findings:
    """Let the token lapse twice (small) or 25 times (large), then use the refresh token up."""
    try:
        return _stormed(case)
    except CannotStart as why:
        case.say(NO_POSTGRESQL.format(why=why))
        return _stormed(replace(case, database="sqlite"))


def _stormed(case: Case) -> Findings:
    with case.stage(control=BROKEN) as stage:
        stage.open(**IMPATIENT, faults=SLOW_GRANT)
        stage.start("web")
        stage.ready("web")
        people = [stage.new_citizen()["user_id"] for _ in range(CITIZENS)]
        for number in range(1, PROCESSES + 1):
            stage.start("deliver", number)
        found = Findings("used_tokens_seen", {"processes": PROCESSES, "on": case.database})
        since = now()
        patience = HASTE if case.control else QUIET_WITHIN
        found.demand(stage.wait_until_quiet(patience), "the first letters did not go")
        for number in range(case.pick(2, 25)):
            case.say(f"storm {number + 1}")
            stage.zalo.json("POST", "/control/token/expire", {})
            _all_say(stage, people, "xin chào")
            found.demand(stage.wait_until_quiet(patience), f"storm {number + 1} did not end")
        found.figures |= {"storms": case.pick(2, 25), **_tokens(stage)}
        if not case.control:
            _used_up(case, stage, people, found)
        up = [[since, now()]]
        stage.end_service()
        counts = audited(stage, up)
    return _judged(found, counts)


def _all_say(stage: Stage, people: list[str], words: str) -> None:
    def say(who: str) -> None:
        stage.zalo.json("POST", f"/control/citizens/{who}/say", {"text": words})

    with ThreadPoolExecutor(PROCESSES) as pool:
        for _ in pool.map(say, people):
            pass


def _tokens(stage: Stage) -> dict[str, int]:
    """Return how many pairs Zalo gave, and what it refused."""
    ledger = stage.zalo.json("GET", "/control/ledger")
    refused = [one["error"] for one in ledger["calls"]]
    return {
        "pairs_given": len(ledger["tokens"]),
        "used_tokens_seen": refused.count("reused refresh token"),
        "lapsed_tokens_seen": refused.count(-220) + refused.count(-216),
    }


def _used_up(case: Case, stage: Stage, people: list[str], found: Findings) -> None:
    """Use the refresh token up behind the service's back; then consent anew."""
    case.say("the refresh token is used up elsewhere")
    database = Database(stage.database_url, vault=Vault(stage.environment["DOIBANG_SECRET_KEY"]))
    keeper = DatabaseTokenKeeper(database, CREDENTIALS["ZALO_OA_ID"])
    kept = keeper.read()
    if kept is None:
        found.wrong.append("no pair was kept")
        return
    elsewhere = _spent(stage, kept.refresh)
    _all_say(stage, people, "lệ phí bao nhiêu")
    ends = time.monotonic() + REFUSED_WITHIN
    while not (held := _held(database, people)) and time.monotonic() < ends:
        time.sleep(0.2)
    time.sleep(2)
    found.figures["held_for_consent"] = held = _held(database, people)
    found.demand(held, "no letter was held")
    found.demand(keeper.read() == kept, "the stored pair was overwritten by an empty answer")
    keeper.write(issued(elsewhere, old_refresh="", at=datetime.now(UTC)))
    found.demand(stage.wait_until_quiet(QUIET_WITHIN), "held letters did not go after the consent")
    database.close()


def _spent(stage: Stage, refresh: str) -> dict[str, Any]:
    """Refresh as somebody else would; return the pair that the service does not get."""
    form = {
        "refresh_token": refresh,
        "app_id": CREDENTIALS["ZALO_APP_ID"],
        "grant_type": "refresh_token",
    }
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "secret_key": CREDENTIALS["ZALO_APP_SECRET"],
    }
    body = urllib.parse.urlencode(form).encode()
    _status, said = stage.zalo.ask("POST", "/v4/oa/access_token", body, headers)
    pair: dict[str, Any] = json.loads(said)
    return pair


def _held(database: Database, people: list[str]) -> int:
    """Return how many citizens have a letter that waits for a new consent."""
    with database.reading() as store:
        newest = [store.letters.of(who, limit=1) for who in people]
    return sum(
        letter.state == "waiting" and letter.error.startswith("RefreshRefused")
        for (letter,) in newest
    )


def _judged(found: Findings, counts: dict[str, Any]) -> Findings:
    figures = found.figures
    figures |= {name: counts[name] for name in ("messages", "letters", *FAULTS, *MORE_FAULTS)}
    storms = figures["storms"] + 1
    found.demand(
        figures["pairs_given"] == storms, f"{figures['pairs_given']} pairs for {storms} storms"
    )
    found.demand(figures["lapsed_tokens_seen"] > ONE_CREW, "the storm did not reach two processes")
    found.zero("used_tokens_seen", *FAULTS, *MORE_FAULTS)
    return found
