"""Opening the office's books for one command, and closing them again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bot.ground import Ground
from bot.logs import set_up
from bot.settings import Settings
from bot.wiring import demand_fitting_key, demand_newest, ground_from


@contextmanager
def open_ground() -> Iterator[Ground]:
    """Give the ground that the environment describes, on a database in its newest form.

    What is logged meanwhile goes to standard error, so that the answer can be read by a program.
    Raise BadSetting, BadDatabaseUrl, DatabaseAway, OldDatabase or Locked.
    """
    if not structlog.is_configured():
        set_up()
    ground = ground_from(Settings.from_environment(os.environ))
    try:
        demand_newest(ground.database)
        demand_fitting_key(ground)
        yield ground
    finally:
        ground.database.close()
