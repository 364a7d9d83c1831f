"""kill: processes of the service die by kill -9, again and again, under load and bad weather.

What was acknowledged must be there, done once, and on the citizen's phone once; the service must be
ready again within three seconds of its death.
"""

from __future__ import annotations

import time

from bot.commands.drill.case import ZERO, Case, Findings, audited, now
from bot.commands.drill.chaos import BUSY, IMPATIENT, RESTLESS, Weather
from bot.commands.drill.load import WALK_WITHIN, Load
from bot.commands.drill.stage import Stage

BROKEN = "acks_before_commit"
READY_WITHIN = 3.0
LIVES_SECONDS = (1.5, 3.0)
# Each process learns for itself whether lists are taken: every other one meets a no.
LISTS = ("-233", "accepted")
MESSAGES_A_SECOND = 50
QUIET_WITHIN = (240, 900)
HASTE = 20.0


def kill(case: Case) -> Findings:
    """Kill the service 4 times (small) or 60 times (large), then count."""
    with case.stage(control=BROKEN) as stage:
        stage.open(**IMPATIENT)
        stage.start()
        stage.ready()
        load = Load(
            stage,
            case.chance("load"),
            a_second=MESSAGES_A_SECOND,
            citizens=120,
            walkers=3,
            walk_within=HASTE if case.control else _patience(case),
        )
        up, comebacks = _under_load(case, stage, load)
        case.say("quieting down")
        case.lull()
        load.wait()
        quiet = stage.wait_until_quiet(max(QUIET_WITHIN[0], case.pick(*QUIET_WITHIN)))
        stage.end_service()
        case.say("comparing")
        return _judged(load, audited(stage, up), comebacks, quiet=quiet)


def _patience(case: Case) -> float:
    """Return how long somebody may need for the form: as long as on a calm day, after the storm."""
    return WALK_WITHIN + case.pick(4, 60) * LIVES_SECONDS[1]


def _under_load(case: Case, stage: Stage, load: Load) -> tuple[list[list[float]], list[float]]:
    """Return when the service was up, and how long it took to come back after each kill."""
    chance = case.chance("kills")
    weather = Weather(stage, case.chance("weather"))
    stage.switch(**RESTLESS, faults={} if case.control else {"send": BUSY})
    load.start()
    time.sleep(1)
    weather.start()
    up, comebacks, since = [], [], now()
    for number in range(case.pick(4, 60)):
        time.sleep(chance.uniform(*LIVES_SECONDS))
        up.append([since, now()])
        stage.switch(**{"cs.list": LISTS[number % len(LISTS)]})
        seconds = _killed(stage)
        since = now()
        comebacks.append(seconds)
        case.say(f"kill {number + 1}: ready again after {seconds:.2f} s")
    time.sleep(LIVES_SECONDS[1])
    up.append([since, now()])
    load.stop()
    weather.calm()
    return up, comebacks


def _killed(stage: Stage) -> float:
    """Kill the service as it works, start it again, and return the seconds until it is ready."""
    began = time.monotonic()
    stage.kill()
    stage.start()
    stage.ready()
    return time.monotonic() - began


def _judged(
    load: Load, counts: dict[str, float], comebacks: list[float], *, quiet: bool
) -> Findings:
    worst = round(max(comebacks), 2)
    found = Findings(
        "acknowledged_lost",
        {
            "kills": len(comebacks),
            "ready_again_worst_s": worst,
            "ready_again_median_s": round(sorted(comebacks)[len(comebacks) // 2], 2),
            **load.figures(),
            **counts,
        },
    )
    found.zero(*ZERO, "stuck")
    found.demand(quiet, "never quiet again")
    found.demand(load.walked == counts["dossiers"], f"{load.walked} walked")
    found.demand(worst < READY_WITHIN, f"ready again after {worst} s")
    found.prompt()
    return found
