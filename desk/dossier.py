"""The page of one dossier: pictures, fields, timeline and talk; and the bar of what can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from bot.handlers import book, view
from bot.handlers.official_code import last_correction
from bot.handlers.put_right import may_be_put_right
from desk import fields, reasons
from desk.bar import Act, bar
from desk.checked import signs
from desk.ground import ground, me, now
from desk.mended import Change, changes
from desk.pages import pages
from desk.papers import lacking
from desk.picture_notes import picture_notes
from desk.talk_lines import Said, staff_names, talk_with
from desk.timeline import Timeline, timeline
from desk.typed import Typed
from desk.waiting import waits_words
from desk.window_words import window_of
from domain.appointments import Appointment, Slot
from domain.checks import Check
from domain.dossier import STATE_NAMES, Dossier, NoSuchDossier
from domain.licence import UnknownClass
from domain.words import Text, _
from domain.zone import local_date
from storage.store import Store

SLOTS_OFFERED = 18
FROM_EARLIER = _("Ảnh của hồ sơ trước, công dân xác nhận lại")


@dataclass(frozen=True)
class Shot:
    """A picture of the dossier: `state` is kept, wanted, failed or lacking; `id` names it.

    `notes` say what it lacks; it was taken all the same, after two tries.
    """

    key: str
    label: Text
    id: str
    state: str
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Attempt:
    """An act that did not go through: what was typed, which fields are wrong, or who was first."""

    deed: str = ""
    typed: Typed = field(default_factory=MultiDict)
    problems: Mapping[str, Text] = field(default_factory=dict)
    refused: Text | None = None


@dataclass(frozen=True)
class Page:
    """A dossier with all that stands around it."""

    dossier: Dossier
    groups: tuple[fields.Group, ...]
    shots: tuple[Shot, ...]
    told: Timeline
    talk: tuple[Said, ...]
    seat: Appointment | None
    slots: tuple[Slot, ...]
    acts: tuple[Act, ...]
    names: dict[str, str]
    office: str
    wants_person: bool
    window: Text | None
    code_was: str
    mended: tuple[Change, ...] = ()
    waits: Text | None = None

    @property
    def changed(self) -> frozenset[str]:
        """The fields that differ from what the clerk saw before they sent it back."""
        return frozenset(change.key for change in self.mended if not change.same)

    def place_of(self, picture: str) -> int:
        """Return the place of a picture among the thumbnails, from 1."""
        return next((place for place, one in enumerate(self.shots, 1) if one.key == picture), 0)

    @property
    def first_shot(self) -> int:
        """The place of the picture to look at first: one that is new, or the first."""
        new = [place for place, one in enumerate(self.shots, 1) if one.key in self.changed]
        return next(iter(new), 1)

    @property
    def state_name(self) -> Text:
        """Where the dossier stands."""
        return STATE_NAMES[self.dossier.state]

    @property
    def holder(self) -> str:
        """The full name of who holds it."""
        return self.names.get(self.dossier.holder, self.dossier.holder)

    def offers(self, deed: str) -> bool:
        """Whether the bar offers this deed now."""
        return any(act.key == deed for act in self.acts)


@pages.get("/dossiers/<code>")
def dossier(code: str) -> ResponseReturnValue:
    """Show a dossier."""
    return show(code, Attempt(request.args.get("open", "")))


@pages.get("/dossiers/<code>/talk")
def dossier_talk(code: str) -> ResponseReturnValue:
    """Show the talk and the timeline again, and say whether the dossier changed meanwhile."""
    page = read(code)
    return render_template("desk/dossier_news.html", page=page, seen=request.args.get("version"))


@pages.post("/dossiers/<code>/reveal/<key>")
def reveal(code: str, key: str) -> ResponseReturnValue:
    """Show one number whole, and write down who looked."""
    if key not in fields.NUMBERS:
        abort(404)
    with ground().database.transaction() as store:
        found = _found(store, code)
        line = fields.line(found, key, _signs(store, found))
        view.identity_revealed(store, found, key, clerk=me(), now=now())
    if request.headers.get("HX-Request"):
        return render_template("desk/number.html", line=line, code=code, sources=fields.SOURCES)
    return show(code, revealed=(key,))


def show(code: str, attempt: Attempt | None = None, revealed: tuple[str, ...] = ()) -> str:
    """Return the page of a dossier; after an act that failed, with what was typed."""
    return render_template(
        "desk/dossier.html",
        page=read(code, revealed),
        attempt=attempt or Attempt(),
        correctable=fields.correctable,
        may_be_put_right=may_be_put_right,
        reasons_for=reasons.reasons_for,
        refusals=reasons.FOR_REFUSING,
        sources=fields.SOURCES,
        labels=fields.LABELS,
    )


def read(code: str, revealed: tuple[str, ...] = ()) -> Page:
    """Read everything that the page of a dossier shows; 404 where there is none."""
    with ground().database.reading() as store:
        found = _found(store, code)
        names = staff_names(store)
        seat = store.appointments.of(code)
        office = store.offices.get(found.office)
        stored = store.talks.read(found.citizen)
        waiting = store.waiting.of(code)
        return Page(
            dossier=found,
            groups=fields.groups(found, _signs(store, found), revealed),
            shots=_shots(store, found),
            told=timeline(store.events.of(code), names),
            talk=talk_with(store, found.citizen, names),
            seat=seat,
            slots=tuple(book.free_slots(store, found.office, now=now(), limit=SLOTS_OFFERED)),
            acts=bar(found, seat, me()),
            names=names,
            office=office.name if office else found.office,
            wants_person=bool(stored and stored.wants_person_at),
            window=window_of(stored),
            code_was=_code_was(store, code),
            mended=changes(found),
            waits=waits_words(waiting) if waiting else None,
        )


def _code_was(store: Store, code: str) -> str:
    """Return the official code that the last correction replaced, or nothing."""
    mended = last_correction(store, code)
    return str(mended.detail["was"]) if mended else ""


def _found(store: Store, code: str) -> Dossier:
    try:
        return store.dossiers.get(code)
    except NoSuchDossier:
        abort(404)


def _signs(store: Store, dossier: Dossier) -> Mapping[str, tuple[Check, ...]]:
    card = store.pictures.get(str(dossier.answers.get("id_picture") or ""))
    return signs(dossier, card.qr if card else "", local_date(now()))


def _shots(store: Store, dossier: Dossier) -> tuple[Shot, ...]:
    try:
        missing = lacking(dossier)
    except UnknownClass:
        missing = ()
    return tuple(
        Shot(key, label, picture, _state(store, picture), _notes(dossier, key))
        for key, label in fields.PICTURES.items()
        if (picture := str(dossier.answers.get(key) or "")) or key in missing
    )


def _notes(dossier: Dossier, key: str) -> tuple[Text, ...]:
    earlier = (FROM_EARLIER,) if dossier.sources.get(key) == "earlier" else ()
    return (*earlier, *picture_notes(dossier.notes, key))


def _state(store: Store, picture: str) -> str:
    if not picture:
        return "lacking"
    stored = store.pictures.get(picture)
    return stored.state if stored else "failed"
