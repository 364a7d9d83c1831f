"""Days and hours as the office says them: «08:00 thứ Ba, 24/11/2026». Pure."""

from __future__ import annotations

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
