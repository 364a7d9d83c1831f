"""The ledger: every event of the office, filtered and read page by page. Administrators only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from bot.handlers.reporting import names_of
from desk.addresses import NOBODY, address
from desk.ground import ground, now
from desk.kinds import ACTORS, KIND_NAMES, actor_name, remarks
from desk.pages import administrators_only, pages
from desk.talk_lines import staff_names
from domain.events import Event, Kind
from domain.figures import DIMENSIONS, Figure, NoSuchFigure, figure
from domain.report import BadPeriod, asked_period, instants
from domain.words import Text, _
from domain.zone import local_date
from storage.counting import Since
from storage.events import EventFilter
from storage.reports import Place
from storage.store import Store

LINES = 50
FIELDS = ("figure", "since", "from", "to", "kind", "actor", "dossier", *DIMENSIONS)


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; with a figure, exactly the events that it counts."""

    filter: EventFilter
    without: tuple[str, ...]
    counted_in: Figure | None
    older_than: Place | None
    problem: Text | None = None
    since_frozen: Since | None = None


@dataclass(frozen=True)
class Page:
    """One page of lines; `older` is the address of the next, or None."""

    events: tuple[Event, ...]
    older: str | None


@pages.get("/ledger")
@administrators_only
def ledger() -> ResponseReturnValue:
    """Show the lines of the ledger that match, newest first."""
    wanted = _wanted()
    with ground().database.reading() as store:
        page = _page(store, wanted)
        names, staff = names_of(store, ground().forms), staff_names(store)
    shown = render_template(
        "desk/ledger.html",
        wanted=wanted,
        page=page,
        given=_given(),
        given_without_figure={k: v for k, v in _given().items() if k not in ("figure", "since")},
        address=address,
        newest=address("desk.ledger", _given()) if wanted.older_than else None,
        names=names,
        kinds=KIND_NAMES,
        actors=_actors(staff),
        actor_name=lambda event: actor_name(event.actor, staff),
        remarks=lambda event: remarks(event, names["reason"]),
        nobody=NOBODY,
    )
    return shown, 422 if wanted.problem else 200


def _page(store: Store, wanted: Wanted) -> Page:
    if wanted.problem:
        return Page((), None)
    found = store.reports.events(
        wanted.filter,
        without=wanted.without,
        counted_in=wanted.counted_in,
        since_frozen=wanted.since_frozen,
        older_than=wanted.older_than,
        limit=LINES + 1,
    )
    lines = tuple(found[:LINES])
    if len(found) == len(lines):
        return Page(lines, None)
    place = f"{lines[-1].at.isoformat()}~{lines[-1].number}"
    return Page(lines, address("desk.ledger", {**_given(), "older": place}))


def _wanted() -> Wanted:
    given = _given()
    named = {name: given.get(name, "") for name in DIMENSIONS}
    values: dict[str, Any] = {
        name: "" if value == NOBODY else value for name, value in named.items()
    }
    wanted = EventFilter(
        actor=given.get("actor", ""), dossier=given.get("dossier", "").upper(), **values
    )
    without = tuple(name for name, value in named.items() if value == NOBODY)
    try:
        kinds = (Kind(given["kind"]),) if "kind" in given else ()
        counted_in = figure(given["figure"]) if "figure" in given else None
        since = Since(given["since"]) if "since" in given else None
        place = _place(request.args.get("older", ""))
        wanted = replace(wanted, kinds=kinds, **_times(given))
    except BadPeriod as bad:
        return Wanted(wanted, without, None, None, bad.text)
    except (ValueError, NoSuchFigure):
        unknown = _("Địa chỉ này không đúng. Anh/chị chọn lại ở bộ lọc.")
        return Wanted(wanted, without, None, None, unknown)
    if counted_in and not (wanted.since and wanted.until):
        counted_in = None
    return Wanted(wanted, without, counted_in, place, since_frozen=since if counted_in else None)


def _given() -> dict[str, str]:
    """Return the filter as the address has it, without what is empty."""
    return {name: value for name in FIELDS if (value := request.args.get(name, "").strip())}


def _times(given: Mapping[str, str]) -> dict[str, Any]:
    """Return the first instant and the one after the last; a day is meant with all its hours."""
    times: dict[str, Any] = {}
    for name, side, key in (("from", 0, "since"), ("to", 1, "until")):
        if name in given:
            day = asked_period(first=given[name], last=given[name], today=local_date(now()))
            times[key] = instants(day)[side]
    return times


def _place(text: str) -> Place | None:
    at, _between, number = text.partition("~")
    return Place(_aware(at), int(number)) if text else None


def _aware(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at


def _actors(staff: Mapping[str, str]) -> dict[str, Text | str]:
    return {**ACTORS, **{f"staff:{name}": full_name for name, full_name in staff.items()}}
