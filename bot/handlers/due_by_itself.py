"""What falls due by itself: a hold that runs out, and tomorrow's photo."""

from __future__ import annotations

from datetime import datetime

from bot import notices
from bot.form import opened
from bot.handlers.calendar_link import ways_to
from bot.handlers.seats import place_of, record_of, tell_of
from bot.handlers.talks import keep_talk, talk_of
from bot.links import NO_LINKS
from bot.shape import Forms
from domain.appointments import Appointment, AppointmentState
from domain.events import Event, Kind
from domain.people import CLOCK
from storage.store import Store

REMINDER = "reminder"


def expire_holds(store: Store, *, now: datetime) -> int:
    """Give back the seats of citizens who did not hand in; return how many."""
    over = store.appointments.holds_over(now)
    for seat in over:
        if store.appointments.end(seat, AppointmentState.CANCELLED, seat_back=True):
            detail = {"starts_at": seat.starts_at.isoformat()}
            store.events.write(
                Event(now, Kind.HOLD_EXPIRED, CLOCK, office=seat.office, detail=detail)
            )
    return len(over)


def remind(store: Store, *, forms: Forms, now: datetime, until: datetime) -> int:
    """Remind citizens of confirmed appointments up to `until`, each once; return how many.

    Whoever is not in the middle of a form may answer with 1, 2 or 3.
    """
    due = store.appointments.to_remind(now, until)
    return sum(_reminded(store, seat, forms=forms, now=now) for seat in due)


def _reminded(store: Store, seat: Appointment, *, forms: Forms, now: datetime) -> bool:
    talk = talk_of(store.talks.lock(seat.citizen, now))
    if not store.appointments.reminded(seat, now):
        return False
    dossier = store.dossiers.get(seat.dossier)
    record_of(store, Kind.APPOINTMENT_REMINDED, dossier, seat.starts_at, actor=CLOCK, now=now)
    ways = ways_to(store, seat, NO_LINKS)
    asks = opened(forms, talk, REMINDER, {"dossier": dossier.code})
    by_number = asks.asked == REMINDER
    place = place_of(store, seat)
    told = notices.reminder(dossier, seat, place, ways, by_number=by_number)
    tell_of(store, dossier, told, now)
    keep_talk(store, asks, now=now)
    return True
