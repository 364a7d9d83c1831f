"""`doibang dossier`: everything about one dossier, with its timeline."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import click

from bot.commands.opening import open_ground
from bot.commands.printing import (
    AS_JSON,
    guarded,
    say_columns,
    say_json,
    say_pairs,
    say_title,
    when,
)
from bot.ground import Ground
from bot.handlers.ledger import record
from desk.fields import LABELS
from desk.shown import without_numbers
from desk.talk_lines import staff_names
from desk.timeline import timeline
from domain.appointments import Appointment
from domain.corrections import Mended
from domain.dossier import REASON_NAMES, STATE_NAMES, Dossier
from domain.events import Event, Kind
from domain.people import SYSTEM
from domain.words import _
from storage.letters import Letter
from storage.store import Store

REVEAL = click.option(
    "--reveal",
    is_flag=True,
    help=str(_("Hiện cả số căn cước, số bằng; việc xem được ghi vào sổ sự kiện.")),
)


@click.command(help=str(_("Mọi điều về hồ sơ CODE: giấy tờ, câu trả lời, lịch hẹn, diễn biến.")))
@click.argument("code")
@REVEAL
@AS_JSON
def dossier(code: str, *, reveal: bool, as_json: bool) -> None:
    """Show a dossier with its appointment, its letters and what happened to it."""
    with open_ground() as ground:
        if reveal:
            _write_down(ground, code)
        with ground.database.reading() as store:
            found = store.dossiers.get(code.upper())
            seat = store.appointments.of(found.code)
            letters = [one for one in store.letters.of(found.citizen) if one.dossier == found.code]
            events = store.events.of(found.code)
            names = staff_names(store)
    shown = replace(found, answers=guarded(found.answers, reveal=reveal))
    shown = replace(shown, mended=tuple(_mended(one, reveal=reveal) for one in found.mended))
    if not reveal:
        letters = [replace(one, text=without_numbers(one.text)) for one in letters]
    if as_json:
        say_json({**shown.__dict__, "appointment": seat, "letters": letters, "events": events})
        return
    _say(shown, seat, letters)
    _say_timeline(events, names)


def _mended(one: Mended, *, reveal: bool) -> Mended:
    """Return what stood in a field before it was mended, a number masked."""
    return replace(one, old=guarded({one.field: one.old}, reveal=reveal)[one.field])


def _write_down(ground: Ground, code: str) -> None:
    with ground.database.transaction() as store:
        found = store.dossiers.get(code.upper())
        revealed(store, found, ground.clock())


def revealed(store: Store, found: Dossier, now: datetime) -> None:
    """Record that somebody at the terminal saw the numbers of a dossier."""
    detail = {"field": "all", "at": "terminal"}
    record(store, Kind.IDENTITY_REVEALED, found, actor=SYSTEM, now=now, detail=detail)


def _say(found: Dossier, seat: Appointment | None, letters: list[Letter]) -> None:
    click.echo(f"{found.code}  {found.full_name}  ·  {STATE_NAMES[found.state]}")
    say_pairs(
        (name, value)
        for name, value in (
            (_("Lý do"), REASON_NAMES[found.reason]),
            (_("Bưu cục"), found.office),
            (_("Nộp lúc"), when(found.handed_in_at)),
            (_("Hẹn trả"), when(found.due_at)),
            (_("Quy định"), found.rule_set),
            (_("Người làm"), found.holder),
            (_("Mã Cổng dịch vụ công"), found.official_code),
            (_("Mã vận đơn"), found.parcel_number),
            (_("Lý do từ chối"), found.refusal),
            (_("Lịch chụp ảnh"), f"{when(seat.starts_at)} ({seat.state})" if seat else ""),
            (_("Công dân"), found.citizen),
        )
        if str(value)
    )
    say_title(_("Câu trả lời"))
    say_columns(
        [
            ("  " + str(LABELS.get(key, key)), value, found.sources.get(key, ""))
            for key, value in found.answers.items()
        ]
        or [("  –",)]
    )
    for correction in found.corrections:
        label = LABELS.get(correction.field, correction.field)
        click.echo(str(_("  cần bổ sung {label}: {why}").with_(label=label, why=correction.reason)))
    say_title(_("Tin đã viết: {count}").with_(count=len(letters)))


def _say_timeline(events: list[Event], names: dict[str, str]) -> None:
    say_title(_("Diễn biến"))
    told = timeline(events, names)
    say_columns(
        [
            ("  " + when(step.at), step.text, _("(đã hoàn tác)") if step.taken_back else "")
            for step in reversed(told.steps)
        ]
        or [("  –",)]
    )
