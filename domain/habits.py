"""How an office does things from one day to another: when it writes, how long it keeps. Pure.

The values and their sources are in `rules.toml`; `rule_file` reads them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta

from domain.rule_sets import Source
from domain.zone import local


@dataclass(frozen=True)
class Courtesy:
    """When we may write to a citizen unasked: hours of the day in Việt Nam, and after how long.

    A form that lies idle is recalled after `nudge_after`; how satisfied somebody is, is asked from
    `ask_after` the delivery on, until `ask_within`; without
    `ask_when_billed` only while a letter is free.
    """

    starts: date
    ends: date
    first_hour: int
    last_hour: int
    nudge_after: timedelta
    ask_after: timedelta
    ask_within: timedelta
    ask_when_billed: bool
    source: Source

    def is_decent(self, at: datetime) -> bool:
        """Tell whether one may write to people now."""
        return self.first_hour <= local(at).hour < self.last_hour


@dataclass(frozen=True)
class Expectation:
    """From how much of its own past an office may tell how long things take."""

    starts: date
    ends: date
    days: int
    at_least: int
    source: Source


@dataclass(frozen=True)
class AnswerTimes:
    """Working days in which a request about one's own data is acknowledged, and done."""

    starts: date
    ends: date
    acknowledge: int
    see: int
    withdraw: int
    erase: int
    source: Source


@dataclass(frozen=True)
class SeatOffer:
    """For how many minutes of the day a freed seat is kept for who waited for it."""

    starts: date
    ends: date
    minutes: int
    source: Source


@dataclass(frozen=True)
class Keeping:
    """For how long what citizens wrote and showed is kept.

    `unfinished` counts from the last word of somebody who never handed in, `talk` from the last
    word or the end of the last dossier of somebody who did, `dossier` from the end of each
    dossier. Pictures go `picture` after the end of their dossier, and `unused_picture` after they
    came where no dossier uses them. A dossier that was sent back and not mended for `sent_back` is
    closed, so that it has an end too.
    """

    starts: date
    ends: date
    unused_picture: timedelta
    picture: timedelta
    unfinished: timedelta
    talk: timedelta
    sent_back: timedelta
    dossier: timedelta
    source: Source


PERIODS = tuple(one.name for one in fields(Keeping) if one.type == "timedelta")


def shortest(keepings: Iterable[Keeping]) -> Keeping:
    """Return the keeping with the shortest of each period."""
    found = list(keepings)
    periods = {name: min(getattr(one, name) for one in found) for name in PERIODS}
    return replace(found[-1], **periods)
