"""Reading an office's habits out of the entries of a file of rules. Pure."""

from __future__ import annotations

from datetime import timedelta

from domain.habits import PERIODS, AnswerTimes, Courtesy, Expectation, Keeping, SeatOffer
from domain.rule_rows import Row, first_day, last_day, source_of, whole_of, yes_or_no

LAST_HOUR = 24


def courtesy(row: Row) -> Courtesy:
    """Return when one may write unasked."""
    first, last = whole_of(row, "first_hour"), whole_of(row, "last_hour")
    if not first < last <= LAST_HOUR:
        raise ValueError("`first_hour` is before `last_hour`, and that is 24 at most")
    return Courtesy(
        starts=first_day(row),
        ends=last_day(row),
        first_hour=first,
        last_hour=last,
        nudge_after=timedelta(hours=whole_of(row, "nudge_after_hours")),
        ask_after=timedelta(hours=whole_of(row, "ask_after_hours")),
        ask_within=timedelta(days=whole_of(row, "ask_within_days")),
        ask_when_billed=yes_or_no(row, "ask_when_billed"),
        source=source_of(row),
    )


def expectation(row: Row) -> Expectation:
    """Return from how much of its past an office may tell."""
    at_least = max(1, whole_of(row, "at_least"))
    return Expectation(
        first_day(row), last_day(row), whole_of(row, "days"), at_least, source_of(row)
    )


def answer_times(row: Row) -> AnswerTimes:
    """Return by when requests about one's own data are done."""
    names = ("acknowledge", "see", "withdraw", "erase")
    days = {name: whole_of(row, name) for name in names}
    return AnswerTimes(first_day(row), last_day(row), source=source_of(row), **days)


def seat_offer(row: Row) -> SeatOffer:
    """Return how long a freed seat is kept."""
    minutes = whole_of(row, "minutes")
    if not minutes:
        raise ValueError("`minutes` is at least one")
    return SeatOffer(first_day(row), last_day(row), minutes, source_of(row))


def keeping(row: Row) -> Keeping:
    """Return for how long things are kept; what goes last is the dossier, pictures before it."""
    days = {name: timedelta(days=whole_of(row, f"{name}_days")) for name in PERIODS}
    if not all(days.values()):
        raise ValueError("each period is at least one day")
    if not days["picture"] <= days["talk"] <= days["dossier"]:
        raise ValueError("`picture_days`, `talk_days`, `dossier_days`: none is shorter than before")
    if not days["unused_picture"] <= days["unfinished"] <= days["dossier"]:
        raise ValueError("`unfinished_days` is from `unused_picture_days` to `dossier_days`")
    return Keeping(first_day(row), last_day(row), source=source_of(row), **days)
