"""`python -m mock_zalo`: the simulator as a process of its own."""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import sys
from pathlib import Path

from mock_zalo.credentials import Credentials
from mock_zalo.scenario import BadScenario, load
from mock_zalo.server import CannotStart, Simulator


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return the command's options."""
    parser = argparse.ArgumentParser(
        prog="python -m mock_zalo", description="Một Zalo Official Account trên máy này."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8090, help="0 takes a free one")
    parser.add_argument("--webhook", help="where events are sent; kept for the next start")
    parser.add_argument("--public-url", help="how the service reaches the pictures")
    parser.add_argument("--data", type=Path, default=Path("var/mock_zalo"), help="the ledger")
    parser.add_argument("--scenario", type=Path, help="a JSON file with the switches of a bad day")
    parser.add_argument("--seed", type=int, help="replay a bad day")
    return parser.parse_args(arguments)


def main() -> int:
    """Run until SIGTERM or SIGINT (exit 0); exit 2 with one sentence when it cannot start."""
    chosen = options()
    seed = chosen.seed if chosen.seed is not None else secrets.randbelow(10**9)
    try:
        scenario = load(chosen.scenario) if chosen.scenario else None
        simulator = Simulator(
            Credentials.from_environment(os.environ),
            chosen.data,
            host=chosen.host,
            port=chosen.port,
            webhook=chosen.webhook,
            seed=seed,
        )
    except (CannotStart, BadScenario) as reason:
        print(reason, file=sys.stderr)  # noqa: T201 - the command's last word
        return 2
    if chosen.public_url:
        simulator.world.public_url = chosen.public_url.rstrip("/")
    if scenario:
        scenario.begin(simulator.world)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: simulator.leave())
    print(f"Zalo mô phỏng: {simulator.url} (seed {seed})", flush=True)  # noqa: T201 - the address
    simulator.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
