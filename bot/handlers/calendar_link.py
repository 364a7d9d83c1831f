"""The ways that a letter about an appointment shows: the place on a map, and the calendar file."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.handlers.seats import place_of
from bot.handlers.tell import language_of
from bot.links import Links
from bot.notices.appointments import BRING
from domain.appointments import OPEN, Appointment
from domain.calendar_file import calendar_file, map_link
from domain.words import Text, _
from domain.zone import local_date
from storage.store import Store

LASTS = timedelta(minutes=30)
TITLE = _("Chụp ảnh đổi bằng lái")


def ways_to(store: Store, seat: Appointment, links: Links) -> tuple[Text, ...]:
    """Return the lines that lead to a seat: the map, and the calendar file where there is one."""
    office = store.offices.get(seat.office)
    if office is None:
        return ()
    where = map_link(office.map_point, f"{office.name}, {office.address}")
    file = links.calendar(seat)
    lines = (_("Bản đồ: {link}").with_(link=where),)
    return (*lines, _("Ghi vào lịch điện thoại: {link}").with_(link=file)) if file else lines


def file_for(store: Store, token: str, links: Links, *, now: datetime) -> str | None:
    """Return the calendar file that an address means.

    None where it means nothing (any more): the appointment was moved or cancelled, or its day is
    over, or nobody ever got this address from us.
    """
    number = token.partition("-")[0]
    seat = store.appointments.get(int(number)) if number.isascii() and number.isdecimal() else None
    if seat is None or seat.state not in OPEN or not links.means(token, seat):
        return None
    if local_date(now) > local_date(seat.starts_at):
        return None
    spoken = language_of(store, seat.citizen)
    return calendar_file(
        f"{token}@doibang",
        seat.starts_at,
        LASTS,
        title=TITLE.in_language(spoken),
        place=place_of(store, seat),
        notes=BRING.in_language(spoken),
        at=now,
    )
