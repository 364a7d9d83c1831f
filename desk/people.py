"""Citizens who asked for a person, and the page on which a clerk answers one of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.handlers import data_rights, handover, write
from bot.handlers.erase import erase
from bot.handlers.talks import talk_of
from desk import typed
from desk.context import Context, context_of
from desk.ground import ground, is_administrator, me, now
from desk.language import spoken
from desk.pages import administrators_only, pages
from desk.talk_lines import Said, staff_names, talk_with
from desk.window_words import window_of
from domain.dossier import Dossier
from domain.rights import RIGHT_NAMES, DataRequest
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
    requests: tuple[DataRequest, ...] = ()
    context: Context | None = None
    talks_until: datetime | None = None

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
        talking = [_person(store, one, names) for one in store.talks.with_a_person(now())]
        requests = store.data_requests.waiting()
    return render_template(
        "desk/people.html",
        people=waiting,
        talking=talking,
        requests=requests,
        rights=RIGHT_NAMES,
    )


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
        handover.end_talk(store, citizen, forms=ground().forms, clerk=me(), now=now())
    flash(spoken(_("Đã đánh dấu trả lời xong {name}.").with_(name=them.name)), "done")
    return redirect(url_for("desk.people"))


@pages.post("/people/<citizen>/requests/<int:request_id>/done")
def data_request_done(citizen: str, request_id: int) -> ResponseReturnValue:
    """Note that what a citizen asked about their data is done."""
    with ground().database.transaction() as store:
        data_rights.done(store, request_id, clerk=me(), now=now())
    flash(spoken(_("Đã ghi là làm xong.")), "done")
    return redirect(url_for("desk.person", citizen=citizen))


@pages.post("/people/<citizen>/erase")
@administrators_only
def erase_person(citizen: str) -> ResponseReturnValue:
    """Erase a citizen; the box must be ticked, because this cannot be taken back."""
    _read(citizen)
    if request.form.get("sure") != "1":
        unsure = typed.Unfilled(sure=_("Anh/chị đánh dấu ô xác nhận trước khi xoá."))
        return _show(citizen, unsure), 422
    gone = erase(ground(), citizen, actor=me().actor, told=True)
    said = _("Đã xoá: {messages} tin nhận, {letters} tin gửi, {pictures} ảnh, {dossiers} hồ sơ.")
    flash(spoken(said.with_(**asdict(gone))), "done")
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
        "desk/person.html",
        person=_read(citizen),
        problems=wrong.problems if wrong else {},
        rights=RIGHT_NAMES,
        may_erase=is_administrator(),
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
        context=context_of(stored),
        talks_until=stored.paused_until if stored.is_paused(now()) else None,
        requests=tuple(store.data_requests.open_of(stored.citizen)),
    )


def _name(stored: StoredTalk, dossiers: tuple[Dossier, ...]) -> str | Text:
    """Return the name on the newest dossier, or in the talk, or a word for one we do not know."""
    told = talk_of(stored).answers.get("full_name")
    known = str(told or "") or next((one.full_name for one in dossiers if one.full_name), "")
    return known or _("Công dân chưa cho biết tên")
