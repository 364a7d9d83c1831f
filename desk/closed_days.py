"""Warning of an appointment on a day off, which a clerk may set all the same, on purpose."""

from __future__ import annotations

from datetime import datetime

from bot.handlers.calendar import calendar_of
from desk.typed import Typed, Unfilled
from domain.words import Text, _
from domain.zone import local, local_date
from storage.store import Store

DAY_OFF = "day_off"
"""The box that says so; the sheet shows it beside the warning."""

HOLIDAY = _("Ngày này bưu cục nghỉ: {why}. Chọn ngày khác, hoặc đánh dấu ô bên dưới để vẫn chốt.")
WEEKEND = _(
    "Ngày này bưu cục không làm việc. Chọn ngày khác, hoặc đánh dấu ô bên dưới để vẫn chốt."
)


def demand_open(store: Store, office: str, starts_at: datetime, typed: Typed) -> None:
    """Raise Unfilled for a time on a day off, unless the clerk says that it is meant."""
    why = why_closed(store, office, starts_at)
    if why is not None and typed.get(DAY_OFF) != "1":
        raise Unfilled(**{DAY_OFF: why})


def why_closed(store: Store, office: str, at: datetime) -> Text | None:
    """Return the warning for a day on which this office is closed, or None where it works."""
    calendar = calendar_of(store, office, around=local(at))
    day = local_date(at)
    if calendar.is_working(day):
        return None
    note = calendar.note(day)
    return HOLIDAY.with_(why=note) if note else WEEKEND
