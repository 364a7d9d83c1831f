"""Taking in what a citizen hands in: a new dossier, or the mended fields of one sent back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot import notices
from bot.handlers import book
from bot.handlers.calendar import due_after_correction, due_at
from bot.handlers.known import PAPERS, is_kept
from bot.handlers.ledger import record
from bot.handlers.picture_notes import picture_notes
from bot.handlers.seats import record_of
from bot.handlers.waiting import put_on_list
from bot.seat_questions import WAITS
from bot.talk import Answers, HandIn, Saying
from domain.appointments import AppointmentState
from domain.dossier import Dossier, DossierState, Reason
from domain.events import Kind
from domain.pace import Stretch
from domain.people import CITIZEN
from domain.rules import Case, DatedSettings, Judgement, judge
from domain.words import _
from domain.zone import local_date
from storage.store import Store

CHOSEN_BY_OFFICE = "office"
SEAT_GONE = _("Giờ chụp ảnh anh/chị chọn không còn nữa ạ. Nhân viên sẽ hẹn giờ khác rồi nhắn lại.")


def take_in(
    store: Store,
    citizen: str,
    effect: HandIn,
    *,
    now: datetime,
    rules: DatedSettings | None = None,
) -> Iterator[Saying]:
    """Keep what is handed in and say what happens next; `rules` are the office's own.

    Whom no free time suited leaves the time to the office and goes on the waiting list.
    """
    waits = effect.answers.get("slot") == WAITS
    if waits:
        effect = replace(effect, answers={**effect.answers, "slot": CHOSEN_BY_OFFICE})
    if effect.dossier:
        yield from _correct(store, effect, rules, now=now)
    else:
        yield from _receive(store, citizen, effect, rules, now=now)
    if waits:
        code = effect.dossier or store.dossiers.of_citizen(citizen, limit=1)[0].code
        yield put_on_list(store, store.dossiers.get(code), effect.wish, now=now)


def case_of(answers: dict[str, Any], *, on: date) -> Case:
    """Return the case that the rules judge, from the answers of a form."""
    expires = str(answers.get("licence_expires_on", "none"))
    return Case(
        reason=Reason(answers["reason"]),
        licence_class=str(answers["licence_class"]),
        scheme=str(answers.get("licence_scheme", "old")),
        expires_on=None if expires == "none" else date.fromisoformat(expires),
        on=on,
        issued_in=str(answers.get("licence_issued_in", "")) or None,
        in_database=None,
        foreigner=bool(answers.get("passport_number")),
    )


def _receive(
    store: Store, citizen: str, effect: HandIn, rules: DatedSettings | None, *, now: datetime
) -> Iterator[Saying]:
    effect = replace(effect, answers=_without_deleted(store, effect))
    answers = dict(effect.answers)
    today = local_date(now)
    judgement = judge(case_of(answers, on=today), rules)
    wish = str(answers.get("slot", CHOSEN_BY_OFFICE))
    asks_time = "slot" not in answers
    seat = book.seat_to_tie(store, citizen, wish, now=now)
    if seat is None:
        effect = replace(effect, answers=answers | {"slot": CHOSEN_BY_OFFICE})
    dossier = _dossier(store, citizen, effect, judgement, now=now)
    dossier = book.tied(store, seat, dossier)
    store.dossiers.add(dossier)
    record(store, Kind.DOSSIER_RECEIVED, dossier, actor=CITIZEN, now=now)
    if seat:
        book.record_held(store, dossier, seat, now=now)
    pace = store.paces.of(dossier.office, Stretch.RESULT)
    yield from notices.handed_in(dossier, pace, asks_time=asks_time)
    if seat is None and wish != CHOSEN_BY_OFFICE:
        yield Saying(SEAT_GONE)


def _without_deleted(store: Store, effect: HandIn) -> Answers:
    """Leave out a picture of an earlier dossier that was deleted while the form was filled in."""
    used_again = {key for key in PAPERS if effect.sources.get(key) == "earlier"}
    gone = {key for key in used_again if not is_kept(store, str(effect.answers.get(key)))}
    return {key: value for key, value in effect.answers.items() if key not in gone}


def _dossier(
    store: Store, citizen: str, effect: HandIn, judgement: Judgement, *, now: datetime
) -> Dossier:
    offices = store.offices.all()
    office = offices[0].key if offices else ""
    return Dossier(
        code=store.dossiers.next_code(local_date(now)),
        citizen=citizen,
        procedure=effect.form,
        reason=Reason(effect.answers["reason"]),
        office=office,
        state=DossierState.HANDED_IN,
        answers=dict(effect.answers),
        sources=dict(effect.sources),
        handed_in_at=now,
        due_at=due_at(store, office, now, judgement.working_days),
        rule_set=judgement.rule_set,
        changed_at=now,
        notes=picture_notes(store, effect.answers),
    )


def _correct(
    store: Store, effect: HandIn, rules: DatedSettings | None, *, now: datetime
) -> Iterator[Saying]:
    before = store.dossiers.get(str(effect.dossier))
    time = {key: value for key, value in before.answers.items() if key == "slot"}
    effect = replace(effect, answers={**time, **effect.answers})
    days = judge(
        case_of(dict(effect.answers), on=local_date(before.handed_in_at)), rules
    ).working_days
    due = due_after_correction(store, before, days, now=now)
    after = before.corrected(effect.answers, effect.sources, due_at=due, at=now)
    after = replace(after, notes=picture_notes(store, effect.answers))
    after, gone = _reseated(store, before, after, now=now)
    changed = sorted(
        key for key, value in after.answers.items() if before.answers.get(key) != value
    )
    store.dossiers.replace(before, after)
    record(
        store,
        Kind.DOSSIER_CORRECTED,
        after,
        actor=CITIZEN,
        now=now,
        before=before,
        detail={"fields": changed},
    )
    yield from notices.corrected(after)
    if gone:
        yield Saying(SEAT_GONE)


def _reseated(
    store: Store, before: Dossier, after: Dossier, *, now: datetime
) -> tuple[Dossier, bool]:
    """Tie the seat that the citizen chose anew; tell whether it was gone meanwhile.

    The old seat goes back only where there is another, or where the office shall choose.
    """
    wish = str(after.answers.get("slot", CHOSEN_BY_OFFICE))
    if wish == str(before.answers.get("slot", CHOSEN_BY_OFFICE)):
        return after, False
    old = store.appointments.of(before.code)
    seat = book.seat_to_tie(store, before.citizen, wish, now=now)
    if seat is None and wish != CHOSEN_BY_OFFICE:
        was = before.answers.get("slot", CHOSEN_BY_OFFICE) if old else CHOSEN_BY_OFFICE
        return replace(after, answers={**after.answers, "slot": was}), True
    if old is not None:
        store.appointments.end(old, AppointmentState.CANCELLED, seat_back=True)
    kind = Kind.APPOINTMENT_MOVED if old else Kind.APPOINTMENT_HELD
    if seat is None and old is not None:
        kind = Kind.APPOINTMENT_CANCELLED
    if stood := seat or old:
        record_of(store, kind, after, stood.starts_at, actor=CITIZEN, now=now)
    return book.tied(store, seat, after), False
