"""Days and hours as the office says them: «08:00 thứ Ba, 24/11/2026». Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from domain.words import Text, _

WEEKDAYS = (
    _("thứ Hai"),
    _("thứ Ba"),
    _("thứ Tư"),
    _("thứ Năm"),
    _("thứ Sáu"),
    _("thứ Bảy"),
    _("Chủ nhật"),
)


def day_said(on: date) -> Text:
    """Return the day with its weekday; `on` may be a local datetime."""
    return _("{weekday}, {on}").with_(
        weekday=WEEKDAYS[on.weekday()], on=date(on.year, on.month, on.day)
    )


def time_said(at: datetime) -> Text:
    """Return the hour and the day of a local time."""
    return _("{clock} {day}").with_(clock=f"{at:%H:%M}", day=day_said(at))


HALVES = {"morning": _("buổi sáng"), "afternoon": _("buổi chiều")}


def wish_said(kept: Mapping[str, str]) -> Text | None:
    """Return a wish for a time (`on`, `half`, `at`) in words; None for one that is open."""
    on = day_said(date.fromisoformat(kept["on"])) if "on" in kept else None
    part = (
        _("lúc {clock}").with_(clock=kept["at"])
        if "at" in kept
        else HALVES.get(kept.get("half", ""))
    )
    if on is None or part is None:
        return on or part
    return _("{part} {day}").with_(part=part, day=on)
