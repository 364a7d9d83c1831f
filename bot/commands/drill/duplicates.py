"""duplicates: the same people say the same, once cleanly and once doubled and out of order.

Both must end the same: every talk, every dossier, every letter's text, citizen by citizen.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot.commands.drill.case import Case, Findings, audited, ended
from bot.commands.drill.chaos import IMPATIENT
from bot.commands.drill.people import Stuck, Walker, draw_papers, walker

BROKEN = "forgets_what_came"
AT_ONCE = 16
WALK_WITHIN = 150.0
HASTE = 20.0
QUIET_WITHIN = 120.0
# A walk is 18 messages of the citizen, as many letters, and three events for each letter.
EVENTS_A_WALK = 70
GIVEN_NAMES = ("An", "Bình", "Chi", "Giang", "Hà", "Khánh", "Lan", "Mai", "Nam", "Phúc")
CLEAN: dict[str, Any] = {}
DIRTY = {
    "deliver.duplicate_rate": 0.7,
    "deliver.reorder_rate": 0.35,
    "deliver.reorder_seconds": 0.4,
    "deliver.delay_seconds": 0.15,
    "deliver.lost_ack_rate": 0.1,
    "deliver.echo_before_response": True,
}


def duplicates(case: Case) -> Findings:
    """Deliver at least 1,000 events (small) or 10,000 (large) cleanly, and again doubled."""
    people = case.pick(1_000, 10_000) // EVENTS_A_WALK + 1
    clean, before = _ended(case, people, CLEAN, "cleanly")
    dirty, after = _ended(case, people, DIRTY, "doubled and out of order")
    differ = [who for who in clean if clean[who] != dirty.get(who)]
    found = Findings(
        "citizens_that_differ",
        {
            "events_clean": before["events"],
            "events": after["events"],
            "redelivered": after["redelivered"],
            "citizens": len(clean),
            "dossiers": after["dossiers"],
            "letters": after["letters"],
            "citizens_that_differ": len(differ),
        },
    )
    found.zero("citizens_that_differ")
    found.demand(clean.keys() == dirty.keys(), "other citizens")
    found.demand(after["dossiers"] == before["dossiers"] == people, "dossiers are missing")
    found.demand(after["events"] >= case.pick(1_000, 10_000), "too few events")
    found.demand(after["redelivered"], "nothing was doubled")
    return found


def _ended(
    case: Case, people: int, switches: dict[str, Any], how: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Let everybody walk and return where each ended, by their number, with the counts."""
    case.say(f"{people} people walk, {how}")
    with case.stage(control=BROKEN) as stage:
        stage.open(**IMPATIENT, **switches)
        stage.start()
        stage.ready()
        papers = draw_papers(stage)
        walkers = [
            walker(stage, papers, full_name=f"Nguyễn Mẫu {_given_name(number)}")
            for number in range(people)
        ]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in pool.map(lambda one: _walked(one, case), walkers):
                pass
        stage.wait_until_quiet(QUIET_WITHIN)
        stage.end_service()
        counts = audited(stage, [])
        states = ended(stage)
    return {
        str(number): states.get(one.made["user_id"]) for number, one in enumerate(walkers)
    }, counts


def _walked(one: Walker, case: Case) -> None:
    """Let one citizen walk; in a control the walk may fail, which the states then tell."""
    try:
        one.walks(within=HASTE if case.control else WALK_WITHIN)
    except Stuck:
        if not case.control:
            raise


def _given_name(number: int) -> str:
    """Return a name of one word for each digit; letters would look like slips of a keyboard."""
    return " ".join(GIVEN_NAMES[int(digit)] for digit in str(number))
