"""What a clerk decides about a dossier: take it, give it back, send it back, refuse, accept."""

from __future__ import annotations

from datetime import datetime

from bot import notices
from bot.form import ask, correcting, is_free, question_of
from bot.handlers import book
from bot.handlers.facts import facts_for
from bot.handlers.ledger import record
from bot.handlers.talks import keep_talk, talk_of
from bot.handlers.tell import merged, tell
from bot.shape import Forms
from domain.corrections import Correction
from domain.dossier import ChangedMeanwhile, Dossier, HeldByAnother
from domain.events import Kind
from domain.pace import Stretch
from domain.people import Staff
from domain.words import Text, _
from storage.store import Store


def take_next(store: Store, clerk: Staff, *, now: datetime) -> Dossier | None:
    """Give this clerk the dossier of their office that is due first; None when none waits."""
    while (waiting := store.dossiers.first_waiting(clerk.office)) is not None:
        try:
            return _taken(store, waiting, clerk, now=now)
        except (ChangedMeanwhile, HeldByAnother):
            continue
    return None


def take(store: Store, code: str, *, clerk: Staff, now: datetime) -> Dossier:
    """Give this clerk a dossier; taking one that they hold already changes nothing."""
    return _taken(store, store.dossiers.get(code), clerk, now=now)


def release(store: Store, code: str, *, clerk: Staff, version: int, now: datetime) -> Dossier:
    """Put a dossier that this clerk holds back into the queue."""
    before = read(store, code, version)
    after = before.released(clerk.name, now)
    _keep(store, Kind.DOSSIER_RELEASED, before, after, clerk=clerk, now=now)
    return after


def send_back(
    store: Store,
    code: str,
    corrections: tuple[Correction, ...],
    *,
    forms: Forms,
    clerk: Staff,
    version: int,
    now: datetime,
) -> Dossier:
    """Ask the citizen, in the chat, to mend these fields; only those are asked again."""
    before = read(store, code, version)
    after = before.sent_back(corrections, by=clerk.name, at=now)
    _keep(
        store,
        Kind.DOSSIER_SENT_BACK,
        before,
        after,
        clerk=clerk,
        now=now,
        fields=[item.field for item in corrections],
    )
    _ask_again(store, after, forms=forms, now=now)
    return after


def refuse(
    store: Store, code: str, why: str, *, clerk: Staff, version: int, now: datetime
) -> Dossier:
    """Refuse a dossier and tell the citizen why; a held seat goes back."""
    before = read(store, code, version)
    after = before.refused(why, by=clerk.name, at=now)
    book.cancel_with(store, after, actor=clerk.actor, now=now)
    _keep(store, Kind.DOSSIER_REFUSED, before, after, clerk=clerk, now=now)
    tell(store, after.citizen, notices.refused(after), now=now, dossier=code)
    return after


def accept(
    store: Store, code: str, official_code: str, *, clerk: Staff, version: int, now: datetime
) -> Dossier:
    """Record that the portal took the dossier, under its official code."""
    before = read(store, code, version)
    after = before.accepted(official_code, by=clerk.name, at=now)
    _keep(store, Kind.DOSSIER_ACCEPTED, before, after, clerk=clerk, now=now)
    tell(
        store,
        after.citizen,
        notices.accepted(after, store.paces.of(after.office, Stretch.RESULT)),
        now=now,
        dossier=code,
    )
    return after


def read(store: Store, code: str, version: int) -> Dossier:
    """Return the dossier as the clerk saw it; raise ChangedMeanwhile where it is another now."""
    dossier = store.dossiers.get(code)
    if dossier.version != version:
        raise ChangedMeanwhile(_("Hồ sơ vừa được thay đổi. Anh/chị xem lại rồi làm tiếp."))
    return dossier


def _taken(store: Store, before: Dossier, clerk: Staff, *, now: datetime) -> Dossier:
    after = before.taken_by(clerk.name, now)
    if after is not before:
        _keep(store, Kind.DOSSIER_TAKEN, before, after, clerk=clerk, now=now)
    return after


def _keep(
    store: Store,
    kind: Kind,
    before: Dossier,
    after: Dossier,
    *,
    clerk: Staff,
    now: datetime,
    fields: list[str] | None = None,
) -> None:
    store.dossiers.replace(before, after)
    detail = {"fields": fields} if fields else {}
    record(store, kind, after, actor=clerk.actor, now=now, before=before, detail=detail)


def _ask_again(store: Store, dossier: Dossier, *, forms: Forms, now: datetime) -> None:
    """Ask the clerk's questions at once, or when the citizen is done with what they are doing."""
    talk = talk_of(store.talks.lock(dossier.citizen, now))
    idle = is_free(forms, talk)
    sayings = notices.sent_back(dossier, _labels(forms, dossier.procedure), asks_now=idle)
    if idle:
        talk = correcting(forms, talk, dossier)
        facts = facts_for(store, dossier.citizen, question_of(forms, talk), now=now)
        talk, question = ask(forms, talk, facts)
        sayings = merged((*sayings, *question))
        keep_talk(store, talk, now=now)
    tell(store, dossier.citizen, sayings, now=now, dossier=dossier.code)


def _labels(forms: Forms, procedure: str) -> dict[str, Text]:
    form = forms.get(procedure)
    return {question.key: question.label for question in form.questions} if form else {}
