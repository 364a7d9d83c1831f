"""flaky: Zalo fails in waves while people talk and walk; nobody is killed.

Each letter must reach its phone, once, in its citizen's order.
"""

from __future__ import annotations

import time

from bot.commands.drill.case import ZERO, Case, Findings, audited, now
from bot.commands.drill.chaos import IMPATIENT, RESTLESS, WAVES, Weather
from bot.commands.drill.load import WALK_WITHIN, Load

BROKEN = "resends_blindly"
MESSAGES_A_SECOND = 20
QUIET_WITHIN = (240, 900)
SHORTEST = 8.0


def flaky(case: Case) -> Findings:
    """Let it storm for 12 seconds (small) or 10 minutes (large), then count."""
    with case.stage(control=BROKEN) as stage:
        stage.open(**IMPATIENT)
        stage.start()
        stage.ready()
        storm = max(SHORTEST, case.pick(12, 600))
        load = Load(
            stage,
            case.chance("load"),
            a_second=MESSAGES_A_SECOND,
            citizens=60,
            walkers=3,
            walk_within=WALK_WITHIN + storm,
        )
        waves = WAVES[:1] if case.control else WAVES  # the one that a blind resend falls for
        weather = Weather(stage, case.chance("weather"), waves)
        stage.switch(**RESTLESS)
        up = [now()]
        load.start()
        weather.start()
        time.sleep(storm)
        load.stop()
        up.append(now())
        weather.calm()
        case.say(f"{weather.seen} waves passed; quieting down")
        case.lull()
        load.wait()
        quiet = stage.wait_until_quiet(max(QUIET_WITHIN[0], case.pick(*QUIET_WITHIN)))
        stage.end_service()
        counts = audited(stage, [up])
    found = Findings("letters_doubled", {"waves": weather.seen, **load.figures(), **counts})
    found.zero(*ZERO, "stuck")
    found.demand(quiet, "never quiet again")
    found.demand(load.walked == counts["dossiers"], f"{load.walked} walked")
    found.prompt()
    return found
