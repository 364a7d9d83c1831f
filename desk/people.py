"""Citizens who asked for a person, and the page on which a clerk answers one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.handlers import write
from bot.handlers.talks import talk_of
from desk import typed
from desk.ground import ground, me, now
from desk.language import spoken
from desk.pages import administrators_only, pages
from desk.talk_lines import Said, staff_names, talk_with
from desk.window_words import window_of
from domain.dossier import Dossier
from domain.words import Text, _
from storage.store import Store
from storage.talks import StoredTalk


@dataclass(frozen=True)
class Person:
    """A citizen as a clerk sees them: since when they wait, and what they said last."""

    citizen: str
    name: str | Text
    waits_since: datetime | None
    dossiers: tuple[Dossier, ...]
    said: tuple[Said, ...]
    window: Text | None

    @property
    def last_words(self) -> str:
        """What the citizen wrote last."""
        theirs = [said.text for said in self.said if not said.ours]
        return theirs[-1] if theirs else ""


@pages.get("/people")
def people() -> ResponseReturnValue:
    """List who asked for a person, who waits longest first."""
    with ground().database.reading() as store:
        names = staff_names(store)
        waiting = [_person(store, one, names) for one in store.talks.waiting_for_a_person()]
    return render_template("desk/people.html", people=waiting)


@pages.get("/people/<citizen>")
def person(citizen: str) -> ResponseReturnValue:
    """Show the talk with one citizen."""
    return _show(citizen)


@pages.get("/people/<citizen>/talk")
def person_talk(citizen: str) -> ResponseReturnValue:
    """Show what was said meanwhile."""
    return render_template("desk/talk.html", talk=_read(citizen).said)


@pages.post("/people/<citizen>/write")
def write_to(citizen: str) -> ResponseReturnValue:
    """Send the clerk's words; with that the citizen has been answered."""
    them = _read(citizen)
    try:
        text = typed.words(request.form, "letter", _("Anh/chị viết nội dung trước khi gửi."))
    except typed.Unfilled as wrong:
        return _show(citizen, wrong), 422
    with ground().database.transaction() as store:
        write.write_to_citizen(store, citizen, text, clerk=me(), now=now())
    flash(spoken(_("Đã gửi tin cho {name}.").with_(name=them.name)), "done")
    return redirect(url_for("desk.person", citizen=citizen))


@pages.post("/people/<citizen>/answered")
def answered(citizen: str) -> ResponseReturnValue:
    """Note that somebody answered, on the telephone or at the counter."""
    them = _read(citizen)
    with ground().database.transaction() as store:
        write.answered(store, citizen, clerk=me(), now=now())
    flash(spoken(_("Đã đánh dấu trả lời xong {name}.").with_(name=them.name)), "done")
    return redirect(url_for("desk.people"))


@pages.get("/set-aside")
@administrators_only
def set_aside() -> ResponseReturnValue:
    """List messages that three tries could not answer."""
    with ground().database.reading() as store:
        messages = store.inbox.set_aside()
    return render_template("desk/set_aside.html", messages=messages)


def _show(citizen: str, wrong: typed.Unfilled | None = None) -> str:
    return render_template(
        "desk/person.html", person=_read(citizen), problems=wrong.problems if wrong else {}
    )


def _read(citizen: str) -> Person:
    with ground().database.reading() as store:
        stored = store.talks.read(citizen)
        if stored is None:
            abort(404)
        return _person(store, stored, staff_names(store))


def _person(store: Store, stored: StoredTalk, names: dict[str, str]) -> Person:
    dossiers = tuple(store.dossiers.of_citizen(stored.citizen))
    return Person(
        citizen=stored.citizen,
        name=_name(stored, dossiers),
        waits_since=stored.wants_person_at,
        dossiers=dossiers,
        said=talk_with(store, stored.citizen, names),
        window=window_of(stored),
    )


def _name(stored: StoredTalk, dossiers: tuple[Dossier, ...]) -> str | Text:
    """Return the name on the newest dossier, or in the talk, or a word for one we do not know."""
    told = talk_of(stored).answers.get("full_name")
    known = str(told or "") or next((one.full_name for one in dossiers if one.full_name), "")
    return known or _("Công dân chưa cho biết tên")
