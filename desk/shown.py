"""How facts look on a page: times, what is left of them, numbers, and numbers hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.identity import masked
from domain.words import Text, _
from domain.zone import local, local_date

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
SOON = timedelta(hours=8)
LONG_NUMBER = re.compile(r"(?<![^\W_])(\d{9}|\d{12}|[A-Za-z]{1,2}\d{6,8})(?![^\W_])")
WEEKDAYS = (
    _("thứ Hai"),
    _("thứ Ba"),
    _("thứ Tư"),
    _("thứ Năm"),
    _("thứ Sáu"),
    _("thứ Bảy"),
    _("Chủ nhật"),
)


@dataclass(frozen=True)
class Due:
    """What is left, in words; `level` (late, soon, calm) chooses the shape beside it."""

    text: Text
    level: str


def due(due_at: datetime, now: datetime) -> Due:
    """Return how long is left until `due_at`, or by how much it has passed."""
    left = due_at - now
    if left < timedelta(0):
        return Due(_("quá hạn {span}").with_(span=span(-left)), "late")
    return Due(_("còn {span}").with_(span=span(left)), "soon" if left <= SOON else "calm")


def span(length: timedelta) -> Text:
    """Return a length of time in the largest unit that helps: 2 ngày, 1 ngày 3 giờ, 40 phút."""
    days, rest = divmod(length, DAY)
    hours = rest // HOUR
    if days == 1 and hours:
        return _("{days} ngày {hours} giờ").with_(days=days, hours=hours)
    if days:
        return _("{days} ngày").with_(days=days)
    if hours:
        return _("{hours} giờ").with_(hours=hours)
    return _("{minutes} phút").with_(minutes=length // MINUTE)


def moment(at: datetime, now: datetime) -> Text:
    """Return a time as people say it: hôm nay 14:05, hôm qua 14:05, 12/03 14:05, 12/03/2025."""
    here = local(at)
    clock = f"{here:%H:%M}"
    ago = (local_date(now) - here.date()).days
    if ago in NEAR_DAYS:
        return _("{day} {clock}").with_(day=NEAR_DAYS[ago], clock=clock)
    if here.year == local(now).year:
        return Text(f"{here:%d/%m} {clock}")
    return Text(f"{here:%d/%m/%Y}")


NEAR_DAYS = {0: _("hôm nay"), 1: _("hôm qua"), -1: _("ngày mai")}


def short(at: datetime, now: datetime) -> str:
    """Return a time in as few signs as a column needs: 09:12 today, 12/03 otherwise."""
    here = local(at)
    if here.date() == local_date(now):
        return f"{here:%H:%M}"
    return f"{here:%d/%m}" if here.year == local(now).year else f"{here:%d/%m/%Y}"


def soon(at: datetime, now: datetime) -> Text:
    """Return a time to come as people say it: 14:05 hôm nay, 14:05 mai, 14:05 ngày 25/11."""
    here, today = local(at), local_date(now)
    if here.date() == today:
        return _("{clock} hôm nay").with_(clock=f"{here:%H:%M}")
    if here.date() == today + timedelta(days=1):
        return _("{clock} mai").with_(clock=f"{here:%H:%M}")
    return _("{clock} ngày {day}").with_(clock=f"{here:%H:%M}", day=f"{here:%d/%m}")


def exact(at: datetime) -> str:
    """Return a time whole, for the title of a short one."""
    return f"{local(at):%H:%M:%S %d/%m/%Y}"


def clock(at: datetime) -> str:
    """Return the hour and minute on the office's clock."""
    return f"{local(at):%H:%M}"


def machine(at: datetime) -> str:
    """Return a time for the `datetime` attribute."""
    return local(at).isoformat(timespec="seconds")


def day_of(at: datetime) -> date:
    """Return the office's date at an instant."""
    return local_date(at)


def day_name(day: date) -> Text:
    """Return a date with its weekday: thứ Năm, 26/11/2026."""
    return _("{weekday}, {day}").with_(weekday=WEEKDAYS[day.weekday()], day=day)


def iso_day(text: object) -> str:
    """Return a stored ISO date as people write it; anything else as it is."""
    try:
        return f"{date.fromisoformat(str(text)):%d/%m/%Y}"
    except ValueError:
        return str(text)


def without_numbers(words: str) -> str:
    """Return what was said with every identity, passport and licence number in it hidden."""
    return LONG_NUMBER.sub(lambda found: masked(found[0]), words)


def phone(number: str) -> str:
    """Return a phone number in groups that can be read aloud: 0912 345 678."""
    return (
        f"{number[:4]} {number[4:7]} {number[7:]}" if len(number) == len("0912345678") else number
    )


class Sentence(Text):
    """Words with a capital at the beginning, in every language."""

    def in_language(self, language: str) -> str:
        """Return the words in `language`, the first letter large."""
        words = super().in_language(language)
        return words[:1].upper() + words[1:]


def sentence(words: Text) -> Text:
    """Return words with a capital at the beginning."""
    return Sentence(words.source, words.values)
