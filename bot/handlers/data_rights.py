"""A citizen asks about their own data: noted with its due dates, and put before a person.

Who presses the button for it in Zalo is erased by the clock; who asks in the chat, by an
administrator, because words can be misread and an erasure cannot be taken back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from bot.handlers.calendar import due_at
from domain.events import Event, Kind
from domain.people import CITIZEN, Staff
from domain.rights import DataRequest, Right
from domain.rules import DatedSettings, default_settings
from domain.zone import local_date
from storage.store import Store

CHAT, ZALO = "chat", "zalo"


def asked(
    store: Store,
    citizen: str,
    right: Right,
    *,
    rules: DatedSettings | None,
    now: datetime,
    channel: str = CHAT,
) -> DataRequest:
    """Note what a citizen asks about their data; one that waits already is not noted twice."""
    times = (rules or default_settings()).times_to_answer(local_date(now))
    request = store.data_requests.add(
        citizen,
        right,
        channel=channel,
        asked_at=now,
        answer_by=_within(store, now, times.acknowledge),
        due_at=_within(store, now, getattr(times, right.value)),
    )
    store.talks.lock(citizen, now)
    store.talks.wants_person(citizen, now)
    if request.asked_at == now:
        store.events.write(Event(now, ASKED[right], CITIZEN, channel="zalo", outcome=right))
    return request


ASKED = {
    Right.SEE: Kind.DATA_ASKED_FOR,
    Right.WITHDRAW: Kind.DATA_ASKED_FOR,
    Right.ERASE: Kind.ERASURE_ASKED_FOR,
}


def done(store: Store, request: int, *, clerk: Staff, now: datetime) -> None:
    """Note that a person did what was asked for; a second time does nothing."""
    if store.data_requests.done(request, by=clerk.actor, at=now):
        store.events.write(Event(now, Kind.DATA_REQUEST_DONE, clerk.actor, office=clerk.office))


def erased_by_zalo(store: Store) -> Iterator[str]:
    """Return the citizens who pressed the button for it in Zalo and are still to be erased."""
    for request in store.data_requests.waiting():
        if request.channel == ZALO and request.right is Right.ERASE:
            yield request.citizen


def _within(store: Store, now: datetime, days: int) -> datetime:
    offices = store.offices.all()
    return due_at(store, offices[0].key if offices else "", now, Decimal(days))
