"""What every caller stands on: one value made once for each process and passed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.links import Links
from bot.reading.seen import Seen
from bot.settings import Settings
from bot.shape import Forms
from bot.zalo.client import Zalo
from storage.database import Database
from storage.spool import Spool
from storage.vault import Files

MOMENT = timedelta(seconds=1.2)


class PictureReader(Protocol):
    """Whoever looks at pictures: a process of its own, or this one where nothing is hostile."""

    def look(self, content: bytes) -> Seen:
        """Return what the picture is; never raise for any content."""

    def close(self) -> None:
        """End what was started; a later look starts it again."""


@dataclass(frozen=True)
class Ground:
    """The database, the files, the reader, the platform, the forms and the clock of this process.

    `clock` returns the instant now, aware; it is read once for each act. Within a `moment` lines of
    a citizen are one turn, and pictures one album. `refused` are the shapes of letters that the
    platform would not take from this process, so that they are not tried again.
    """

    settings: Settings
    database: Database
    files: Files
    spool: Spool
    reader: PictureReader
    zalo: Zalo
    forms: Forms
    clock: Callable[[], datetime]
    moment: timedelta = MOMENT
    refused: set[str] = field(default_factory=set)

    @property
    def links(self) -> Links:
        """The addresses that a letter may carry."""
        return Links.under(self.settings.public_url, self.settings.secret_key)
