"""`serve` at another time: the same parts, put together with a clock that runs ahead.

python serve_at.py PORT SECONDS
"""

import os
import sys
from datetime import timedelta

from bot.commands.running import (
    delivering,
    holder_name,
    listening,
    obey_signals,
    serve_web,
    ticking,
)
from bot.logs import set_up
from bot.settings import Settings
from bot.wiring import ground_from, utc_now


def main() -> int:
    port, ahead = int(sys.argv[1]), timedelta(seconds=float(sys.argv[2]))
    set_up()
    obey_signals()
    settings = Settings.from_environment(os.environ)
    ground = ground_from(settings, clock=lambda: utc_now() + ahead)
    with (
        listening("127.0.0.1", port) as door,
        delivering(ground, alone=ground.database.is_sqlite),
        ticking(ground, holder_name(port)),
    ):
        return serve_web(ground, door)


if __name__ == "__main__":
    sys.exit(main())
