"""The frame around every page: header with counts, menu, words; and how the desk joins an app."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from flask import Flask
from flask.blueprints import BlueprintSetupState

from desk import shown
from desk.ground import ground, is_administrator, me, now
from desk.held_words import held_words
from desk.language import language, other_languages, speak_through
from desk.menu import Entry, menu_for
from desk.pages import asset, pages
from desk.signing_in import watch_the_door
from domain.appointments import AppointmentState
from domain.dossier import DossierState
from domain.people import Staff
from domain.words import Text, _
from domain.zone import day_bounds, local_date

SEATS_OF_A_DAY = tuple(state for state in AppointmentState if state != AppointmentState.CANCELLED)


@dataclass(frozen=True)
class Header:
    """What the header bar says to one member of staff."""

    staff: Staff
    waiting: int
    in_work: int
    sent_back: int
    today: int
    people: int
    menu: tuple[Entry, ...]
    consent_needed_since: datetime | None
    held: list[Text]
    office_name: str | Text


def header() -> Header:
    """Return the header of the page that is being made: the counts of the clerk's own office."""
    office = me().office
    since, until = day_bounds(local_date(now()))
    with ground().database.reading() as store:
        counts = store.dossiers.count_by_state(office)
        seats = store.appointments.between(since, until, office=office, states=SEATS_OF_A_DAY)
        people = store.talks.waiting_for_a_person()
        home = store.offices.get(office)
        refused = store.tokens.refused_since(ground().settings.zalo.oa_id)
        held = held_words(store, now()) if is_administrator() else []
    return Header(
        staff=me(),
        waiting=counts.get(DossierState.HANDED_IN, 0),
        in_work=counts.get(DossierState.TAKEN, 0),
        sent_back=counts.get(DossierState.SENT_BACK, 0),
        today=len(seats),
        people=len(people),
        menu=menu_for(me()),
        consent_needed_since=refused if is_administrator() else None,
        held=held,
        office_name=home.name if home else _("Tất cả bưu cục"),
    )


@pages.context_processor
def _words_of_the_frame() -> dict[str, Any]:
    return {
        "header": header,
        "asset": asset,
        "shown": shown,
        "now": now,
        "is_administrator": is_administrator,
        "language": language,
        "other_languages": other_languages,
    }


@pages.record_once
def _join(setup: BlueprintSetupState) -> None:
    """Prepare the app: who may come in, the language of the templates, forms that stay good.

    A form's token holds as long as the session: a clerk who comes back from lunch must not lose
    what was typed.
    """
    app = cast("Flask", setup.app)
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    watch_the_door(app)
    speak_through(app.jinja_env)
