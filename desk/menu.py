"""The menu under the clerk's name. One entry more is one line here."""

from __future__ import annotations

from dataclasses import dataclass

from domain.people import Role, Staff
from domain.words import Text, _


@dataclass(frozen=True)
class Entry:
    """A page in the menu: `endpoint` is its Flask name, `for_` the roles that see it."""

    label: Text
    endpoint: str
    for_: tuple[Role, ...] = tuple(Role)


MENU = (
    Entry(_("Hàng chờ"), "desk.queue"),
    Entry(_("Lịch chụp ảnh hôm nay"), "desk.day"),
    Entry(_("Người cần gặp nhân viên"), "desk.people"),
    Entry(_("Báo cáo"), "desk.report", (Role.ADMINISTRATOR,)),
    Entry(_("Ý kiến công dân"), "desk.ratings", (Role.ADMINISTRATOR,)),
    Entry(_("Sổ sự kiện"), "desk.ledger", (Role.ADMINISTRATOR,)),
    Entry(_("Tin để riêng"), "desk.set_aside", (Role.ADMINISTRATOR,)),
)


def menu_for(staff: Staff) -> tuple[Entry, ...]:
    """Return what this person may open."""
    return tuple(entry for entry in MENU if staff.role in entry.for_)
