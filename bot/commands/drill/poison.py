"""poison: a message makes a conversation raise, each time it is tried.

It is set aside after three tries and can be seen at the desk; nothing of it is half done, its
citizens are told, and everybody else is served as ever.
"""

from __future__ import annotations

import time
from typing import Any

from bot.commands.browser import Browser
from bot.commands.drill.case import Case, Findings, audited, ended, now, poison_of
from bot.commands.drill.chaos import IMPATIENT
from bot.commands.drill.load import Load
from bot.commands.drill.poisonous import FORM, MARK, OPENED_BY, SWALLOWED
from bot.commands.drill.stage import Stage
from bot.commands.sample_office import PASSWORD, STAFF

BROKEN = "poisoned_without_savepoint"
POISONED = "poisoned"
MESSAGES_A_SECOND = 10
TRIES = 3
SET_ASIDE_WITHIN = 60.0
QUIET_WITHIN = 60.0
HEARD_WITHIN = 20.0
LOOKS_EVERY = 0.2
OTHERS_FAULTS = ("acknowledged_lost", "kept_twice", "letters_lost", "letters_doubled")


def poison(case: Case) -> Findings:
    """Let 4 citizens (small) or 40 (large) say what cannot be answered, among others who talk."""
    people = case.pick(4, 40)
    with case.stage(POISONED, control=BROKEN) as stage:
        stage.open(**IMPATIENT)
        stage.start()
        stage.ready()
        load = Load(stage, case.chance("load"), a_second=MESSAGES_A_SECOND, citizens=20, walkers=2)
        since = now()
        load.start()
        poisoned = [_poisoned(stage) for _ in range(people)]
        case.say(f"{people} citizens swallowed it; waiting for three tries")
        _wait_until_set_aside(stage, people)
        load.stop()
        load.wait()
        quiet = stage.wait_until_quiet(QUIET_WITHIN)
        up = [[since, now()]]
        seen = _seen_at_the_desk(stage)
        stage.end_service()
        counts = audited(stage, up)
        tried = poison_of(stage, MARK, SWALLOWED)
        told = [ended(stage)[who]["letters"][-1] for who in poisoned]
    return _judged(load, counts, tried, (people, seen, told, quiet))


def _poisoned(stage: Stage) -> str:
    """Bring a citizen who opens the poisonous conversation and swallows."""
    who: str = stage.new_citizen()["user_id"]
    at = f"/control/citizens/{who}"
    stage.zalo.json("POST", f"{at}/say", {"text": OPENED_BY})
    _wait_until_heard(stage, at, str(FORM.questions[0].ask))
    stage.zalo.json("POST", f"{at}/say", {"text": SWALLOWED})
    return who


def _wait_until_heard(stage: Stage, at: str, words: str) -> None:
    """Wait for the question: nobody swallows by a line typed before they could read it."""
    ends = time.monotonic() + HEARD_WITHIN
    while time.monotonic() < ends:
        messages = stage.zalo.json("GET", f"{at}/messages?after=0")["messages"]
        if any(words in one["reads"] for one in messages):
            return
        time.sleep(LOOKS_EVERY)


def _wait_until_set_aside(stage: Stage, people: int) -> None:
    ends = time.monotonic() + SET_ASIDE_WITHIN
    while time.monotonic() < ends:
        if poison_of(stage, MARK, SWALLOWED)["set_aside"] == people:
            return
        time.sleep(1)


def _seen_at_the_desk(stage: Stage) -> int:
    """Return how many poisonous messages an administrator finds on the page for them."""
    desk = Browser(stage.web.url)
    page = "/desk/sign-in"
    desk.submit(page, page, {"name": STAFF[-1].name, "password": PASSWORD})
    return desk.get("/desk/set-aside").decode().count(SWALLOWED)


def _judged(
    load: Load,
    counts: dict[str, Any],
    tried: dict[str, int],
    rest: tuple[int, int, list[str], bool],
) -> Findings:
    people, seen, told, quiet = rest
    found = Findings(
        "half_done",
        {
            "poisoned": people,
            "set_aside": tried["set_aside"],
            "tries": tried["tries"],
            "half_done": tried["half_done"],
            "seen_at_the_desk": seen,
            "told": len([letter for letter in told if letter == told[0]]),
            **load.figures(),
            **counts,
        },
    )
    found.demand(tried["set_aside"] == people, f"{tried['set_aside']} of {people} set aside")
    found.demand(tried["tries"] == TRIES * people, f"{tried['tries']} tries")
    found.demand(not tried["half_done"], f"{tried['half_done']} effects of failed tries stayed")
    found.demand(seen == people, f"{seen} of {people} seen at the desk")
    found.demand(counts["unanswered"] == people, f"{counts['unanswered']} not answered")
    found.zero(*OTHERS_FAULTS, "letters_unsettled", "answers_5xx", "database_damage", "stuck")
    found.demand(load.walked == counts["dossiers"], f"{load.walked} walked")
    found.demand(quiet, "never quiet again")
    found.prompt()
    return found
