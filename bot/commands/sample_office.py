"""The sample office of demo and drills, with its staff and hours. All people are invented."""

from __future__ import annotations

from datetime import datetime, time

from bot.ground import Ground
from bot.handlers import staff
from bot.handlers.calendar import open_slots
from domain.appointments import Office, OpeningHours
from domain.people import Role, Staff
from storage.store import Store

OFFICE = Office("pleiku", "Bưu cục Pleiku", "69 Hùng Vương, Pleiku, Gia Lai", "02693000000")
PASSWORD = "mau-doi-bang-2026"  # noqa: S105 - invented, for the demo on this machine only
STAFF = (
    Staff("binh", "Nguyễn Thị Bình", Role.CLERK, OFFICE.key),
    Staff("chi", "Rơ Châm Chi", Role.CLERK, OFFICE.key),
    Staff("an", "Trần Văn An", Role.ADMINISTRATOR, OFFICE.key),
)
MORNING = (time(7, 30), time(11, 0))
AFTERNOON = (time(13, 30), time(16, 30))


def open_office(ground: Ground) -> bool:
    """Open the demo's office with its staff and slots; False where it is open already."""
    now = ground.clock()
    with ground.database.transaction() as store:
        if not store.offices.add(OFFICE):
            return False
        _furnish(store, now)
    return True


def _furnish(store: Store, now: datetime) -> None:
    store.offices.set_hours(
        OFFICE.key,
        [
            OpeningHours(OFFICE.key, weekday, opens, closes, 30, 2)
            for weekday in range(5)
            for opens, closes in (MORNING, AFTERNOON)
        ],
    )
    for person in STAFF:
        staff.add_staff(store, person, PASSWORD, now=now)
    open_slots(store, now=now)
