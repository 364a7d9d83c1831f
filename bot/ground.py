"""What every caller stands on: one value made once for each process and passed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.settings import Settings
from bot.shape import Forms
from bot.zalo.client import Zalo
from storage.database import Database
from storage.spool import Spool
from storage.vault import Files


@dataclass(frozen=True)
class Ground:
    """The database, the files, the platform, the forms and the clock of this process.

    `clock` returns the instant now, aware; it is read once for each act.
    """

    settings: Settings
    database: Database
    files: Files
    spool: Spool
    zalo: Zalo
    forms: Forms
    clock: Callable[[], datetime]
