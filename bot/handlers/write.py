"""A clerk writes to a citizen, and answers those who asked for a person."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import notices
from bot.handlers.tell import tell
from domain.dossier import NotAllowedNow
from domain.events import Event, Kind
from domain.people import Staff
from domain.words import _
from storage.store import Store

A_PERSON_TALKS_FOR = timedelta(hours=1)


def write_to_citizen(
    store: Store, citizen: str, text: str, *, clerk: Staff, now: datetime, dossier: str = ""
) -> None:
    """Send a clerk's own words; whoever asked for a person has now been answered.

    While the two talk the bot is silent, until it is called or nobody has written for an hour.
    """
    if not citizen:
        raise NotAllowedNow(
            _("Công dân này đã yêu cầu xoá dữ liệu nên không nhắn qua Zalo được nữa.")
        )
    if not text.strip():
        raise NotAllowedNow(_("Anh/chị viết nội dung trước khi gửi."))
    sayings = notices.clerk_writes(text.strip(), clerk.full_name)
    tell(store, citizen, sayings, now=now, author=clerk.actor, dossier=dossier)
    store.events.write(
        Event(now, Kind.CLERK_WROTE, clerk.actor, dossier=dossier, office=clerk.office)
    )
    talk = store.talks.read(citizen)
    talking = talk is not None and (talk.wants_person_at or talk.is_paused(now))
    answered(store, citizen, clerk=clerk, now=now)
    if talking:
        store.talks.pause(citizen, now + A_PERSON_TALKS_FOR)


def answered(store: Store, citizen: str, *, clerk: Staff, now: datetime) -> None:
    """Note that a citizen who asked for a person has been answered; a second time does nothing.

    The bot may speak again.
    """
    talk = store.talks.read(citizen)
    if talk is not None and talk.is_paused(now):
        store.talks.pause(citizen, None)
    if talk is None or talk.wants_person_at is None:
        return
    store.talks.wants_person(citizen, None)
    store.events.write(Event(now, Kind.PERSON_ANSWERED, clerk.actor, office=clerk.office))
