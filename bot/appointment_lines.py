"""Photo appointments as people know them: the day and hour, whose licence it is, the code. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from bot.spoken_time import time_said
from bot.talk import Booked, Row
from bot.understanding import NotUnderstood
from bot.understanding.choices import pick
from bot.understanding.moments import wish
from domain.names import split_name
from domain.words import Text, _, said_as

Line = list[str]
"""The dossier's code, whose licence it is, and when in ISO; "" where there is no time yet."""


def meant(text: str, there: list[Line], today: date) -> Line:
    """Return the appointment that the words name; raise NotUnderstood for none or several."""
    return _at_that_time(text, there, today) or there[pick(text, [_ways(one) for one in there])]


def _at_that_time(text: str, lines: Iterable[Line], today: date) -> Line | None:
    """Return the only appointment at a time that the words name, if there is one."""
    try:
        wished = wish(text, today=today)
    except NotUnderstood:
        return None
    at = {one[0]: datetime.fromisoformat(one[2]) for one in lines if one[2]}
    suiting = [
        one for one in lines if one[0] in at and wished.suits(at[one[0]].date(), at[one[0]].time())
    ]
    return suiting[0] if len(suiting) == 1 else None


def line_of(one: Booked) -> Line:
    """Return an appointment as a talk keeps it: the dossier's code, whose it is, its time."""
    return [one.dossier, one.name, f"{one.starts_at:%Y-%m-%dT%H:%M}" if one.starts_at else ""]


def row_of(line: Line) -> Row:
    """Return an appointment as people know it, to choose by its number."""
    code, name, starts_at = line
    time = time_said(datetime.fromisoformat(starts_at)) if starts_at else _("chưa có giờ")
    return Row(
        _("{time}, {name}").with_(time=time, name=name), code, _("hồ sơ {code}").with_(code=code)
    )


def button_of(line: Line) -> Text:
    """Return an appointment in few words, for a button."""
    code, name, starts_at = line
    if not starts_at:
        return _("{code}, chưa có giờ").with_(code=code)
    return _("{name}, {time}").with_(
        name=split_name(name).given, time=time_said(datetime.fromisoformat(starts_at))
    )


def _ways(line: Line) -> tuple[str, ...]:
    code, name, _starts_at = line
    return (code, *said_as(button_of(line)), *filter(None, (name, split_name(name).given)))
