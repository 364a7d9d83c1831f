"""The photo appointments of one day, on one page that also prints on one sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from desk.frame import SEATS_OF_A_DAY
from desk.ground import ground, me, now
from desk.pages import pages
from desk.waiting import waiting_for
from domain.appointments import Appointment, AppointmentState, Office
from domain.dossier import Dossier, DossierState
from domain.words import Text, _
from domain.zone import day_bounds, local_date
from storage.store import Store

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
STATES: dict[AppointmentState, tuple[str, Text]] = {
    AppointmentState.HELD: ("soon", _("chưa chốt")),
    AppointmentState.CONFIRMED: ("calm", _("đã chốt")),
    AppointmentState.PHOTOGRAPHED: ("done", _("đã chụp")),
    AppointmentState.MISSED: ("late", _("vắng")),
}


@dataclass(frozen=True)
class Seat:
    """One line of the sheet."""

    appointment: Appointment
    dossier: Dossier

    @property
    def level(self) -> str:
        """The shape beside the state."""
        return STATES[self.appointment.state][0]

    @property
    def words(self) -> Text:
        """What has become of the seat."""
        return STATES[self.appointment.state][1]

    @property
    def can_come(self) -> bool:
        """Whether arrival or absence can be recorded now."""
        waits = self.dossier.state is DossierState.ACCEPTED
        return waits and self.appointment.state is AppointmentState.CONFIRMED

    @property
    def can_undo(self) -> bool:
        """Whether the photo was recorded here and nothing came after it."""
        taken = self.appointment.state is AppointmentState.PHOTOGRAPHED
        return taken and self.dossier.state is DossierState.PHOTOGRAPHED


@pages.get("/day")
def day() -> ResponseReturnValue:
    """Show the sheet of a day, today's if none is named."""
    today = local_date(now())
    on = _day(request.args.get("on", "")) or today
    with ground().database.reading() as store:
        offices = store.offices.all()
        office = _office(offices, request.args.get("office", "") or me().office)
        seats = _seats(store, on, office)
        waiting = waiting_for(store, office.key, on) if office and on >= today else ()
    return render_template(
        "desk/day.html",
        on=on,
        today=today,
        seats=seats,
        waiting=waiting,
        office=office,
        offices=offices,
        near=_near,
    )


def _seats(store: Store, on: date, office: Office | None) -> tuple[Seat, ...]:
    since, until = day_bounds(on)
    key = office.key if office else ""
    found = store.appointments.between(since, until, office=key, states=SEATS_OF_A_DAY)
    return tuple(Seat(one, store.dossiers.get(one.dossier)) for one in found)


def _office(offices: list[Office], key: str) -> Office | None:
    return next((office for office in offices if office.key == key), None)


def _near(on: date, days: int) -> str:
    return (on + timedelta(days=days)).isoformat()


def _day(text: str) -> date | None:
    """Return the day that is named, if it is one on which this service could have worked."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
