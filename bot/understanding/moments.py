"""When somebody would like to come: «chiều thứ 3 tuần sau», «sáng mai», «8h30». Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from bot.understanding import NotUnderstood
from bot.understanding.dates import day
from bot.understanding.plain import plain

NOON = 12
BEFORE_NOON = 11
"""«11 giờ trưa» is 11:00; «2 giờ chiều» is 14:00."""

_MORNING = re.compile(r"\b(buoi )?(sang)\b")
_AFTERNOON = re.compile(r"\b(buoi )?(chieu|trua)\b")
_HOUR = re.compile(
    r"(?<![0-9/])([01]?[0-9]|2[0-3])\s*(?:h|gio|g|:)\s*([0-5][0-9]|ruoi)?(?![0-9])", re.ASCII
)

HOURS = (
    "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai",
)  # fmt: skip
_HOUR_IN_WORDS = re.compile(rf"(?<!thu )\b({'|'.join(reversed(HOURS))}) gio\b")
_HALF_PAST = re.compile(r"(?<![0-9/])([0-9]{1,2}) ruoi\b")
_BY_HALVES = re.compile(r"\b([0-9]{1,2})(?::([0-5][0-9]))? ?(am|pm)\b")


@dataclass(frozen=True)
class Wish:
    """The part of a time that was said: a day, a half of the day, an hour; each may be open."""

    on: date | None = None
    half: str | None = None
    at: time | None = None

    def suits(self, day_: date, hour: time) -> bool:
        """Tell whether a time is what was wished for."""
        if self.on is not None and day_ != self.on:
            return False
        if self.at is not None:
            return hour == self.at
        return self.half is None or self.half == ("morning" if hour.hour < NOON else "afternoon")

    def kept(self) -> dict[str, str]:
        """Return the wish as a talk and the waiting list keep it; nothing where all is open."""
        told = {
            "on": self.on.isoformat() if self.on else "",
            "half": self.half or "",
            "at": f"{self.at:%H:%M}" if self.at else "",
        }
        return {key: value for key, value in told.items() if value}


def wish_of(kept: Mapping[str, str]) -> Wish:
    """Return the wish that `kept` wrote down."""
    return Wish(
        date.fromisoformat(kept["on"]) if "on" in kept else None,
        kept.get("half"),
        time.fromisoformat(kept["at"]) if "at" in kept else None,
    )


def wish(text: str, *, today: date) -> Wish:
    """Return what the text says of a time; raise NotUnderstood "none" if it says nothing."""
    said = _HOUR_IN_WORDS.sub(lambda hit: f"{HOURS.index(hit[1]) + 1}h", plain(text))
    said = _HALF_PAST.sub(r"\1h ruoi", _BY_HALVES.sub(_by_halves, said))
    hour = _hour(said)
    half = "morning" if _MORNING.search(said) else None
    half = "afternoon" if _AFTERNOON.search(said) else half
    rest = _HOUR.sub(" ", said)
    try:
        on = day(rest, field="wish", today=today)
    except NotUnderstood:
        on = None
    if on is None and hour is None and half is None:
        raise NotUnderstood("none")
    return Wish(on, half, _of_half(hour, half))


def _by_halves(hit: re.Match[str]) -> str:
    """Return «2pm» as we say it: «2h00 chieu»."""
    return f"{hit[1]}h{hit[2] or '00'} {'chieu' if hit[3] == 'pm' else 'sang'}"


def _hour(said: str) -> time | None:
    hit = _HOUR.search(said)
    if not hit:
        return None
    minutes = 30 if hit.group(2) == "ruoi" else int(hit.group(2) or 0)
    return time(int(hit.group(1)), minutes)


def _of_half(hour: time | None, half: str | None) -> time | None:
    """Return the hour on the 24-hour clock: «2 giờ chiều» is 14:00, «3h» is never at night."""
    if hour is None:
        return None
    early = hour.hour < 6 or (half == "afternoon" and hour.hour < BEFORE_NOON)  # noqa: PLR2004  no office opens before six
    return hour.replace(hour=hour.hour + NOON) if early else hour
