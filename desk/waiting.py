"""Who waits for a photo time, in a clerk's words: for what, since when, and what is offered now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.spoken_time import wish_said
from desk.shown import clock, day_of
from domain.dossier import Dossier
from domain.waiting import Waiting, WaitingState
from domain.words import Text, _
from storage.store import Store

ANY_TIME = _("giờ nào trống cũng được")
SINCE = _("Chờ {wish}; ghi từ {day}.")
OFFERED = _("Chờ {wish}; đang được mời {time}, giữ tới {until}.")


@dataclass(frozen=True)
class Waits:
    """One dossier on the waiting list."""

    waiting: Waiting
    dossier: Dossier

    @property
    def words(self) -> Text:
        """What they wait for."""
        return waits_words(self.waiting)


def waits_words(one: Waiting) -> Text:
    """Return what a citizen on the waiting list wished for, and whether a seat is offered now."""
    wish = wish_said(one.wish) or ANY_TIME
    if one.state is WaitingState.OFFERED and one.starts_at and one.offered_until:
        time = f"{clock(one.starts_at)} {day_of(one.starts_at):%d/%m}"
        until = f"{clock(one.offered_until)} {day_of(one.offered_until):%d/%m}"
        return OFFERED.with_(wish=wish, time=time, until=until)
    return SINCE.with_(wish=wish, day=f"{day_of(one.joined_at):%d/%m}")


def waiting_for(store: Store, office: str, on: date) -> tuple[Waits, ...]:
    """Return who waits at an office for a time that this day could have, first come first."""
    return tuple(
        Waits(one, store.dossiers.get(one.dossier))
        for one in store.waiting.at_office(office)
        if one.wish.get("on", on.isoformat()) == on.isoformat()
    )
