"""What a clerk does to a dossier: each deed reads what was typed and calls one handler.

A refusal shows the dossier again as it now stands, with what was typed and who was first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bot.handlers import book, decide, official_code, progress, put_right, write
from bot.links import Links
from bot.shape import Forms
from desk import closed_days, typed
from desk.dossier import Attempt, show
from desk.ground import ground, me, now
from desk.language import spoken
from desk.pages import pages
from domain.appointments import AppointmentState
from domain.dossier import Dossier, DossierState, NoSuchDossier, Refused
from domain.people import Staff
from domain.words import Text, _
from storage.store import Store


@dataclass(frozen=True)
class Doing:
    """One act in its transaction: who does it, when, and what was typed."""

    store: Store
    code: str
    typed: typed.Typed
    clerk: Staff
    forms: Forms
    links: Links
    now: datetime

    @property
    def by(self) -> dict[str, Any]:
        """Who and when, for a handler that guards nothing more."""
        return {"clerk": self.clerk, "now": self.now}

    @property
    def seen(self) -> dict[str, Any]:
        """Who, when, and which version of the dossier they saw."""
        return {**self.by, "version": typed.version(self.typed)}


@dataclass(frozen=True)
class Deed:
    """What is done, and the message that says so; `sheet` is where it was typed."""

    do: Callable[[Doing], object]
    said: Text
    sheet: str = ""


def _accept(it: Doing) -> object:
    problem = _("Anh/chị ghi mã hồ sơ của Cổng dịch vụ công.")
    given = typed.words(it.typed, "official_code", problem)
    return decide.accept(it.store, it.code, given, **it.seen)


def _official_code(it: Doing) -> object:
    problem = _("Anh/chị ghi mã đúng trên Cổng.")
    right = typed.words(it.typed, "right_code", problem)
    return official_code.correct(it.store, it.code, right, **it.seen)


def _send_back(it: Doing) -> object:
    wanted = typed.corrections(it.typed)
    return decide.send_back(it.store, it.code, wanted, forms=it.forms, **it.seen)


def _put_right(it: Doing) -> object:
    value = typed.words(it.typed, "right_value", _("Anh/chị ghi giá trị đúng."))
    meant = (it.typed.get("right_field", ""), value)
    try:
        return put_right.put_right(it.store, it.code, meant, forms=it.forms, **it.seen)
    except put_right.NotRead as wrong:
        raise typed.Unfilled(right_value=wrong.text) from None


def _posted(it: Doing) -> object:
    parcel = typed.words(it.typed, "parcel_number", _("Anh/chị ghi mã vận đơn."))
    return progress.posted(it.store, it.code, parcel, **it.seen)


def _confirm(it: Doing) -> None:
    book.confirm(it.store, it.code, _time_meant(it), links=it.links, **it.seen)


def _move(it: Doing) -> None:
    book.move(it.store, it.code, _time_meant(it), links=it.links, **it.seen)


def _time_meant(it: Doing) -> datetime:
    """Return the time that was typed; one on a day off must be meant."""
    starts_at = typed.instant(it.typed, it.now)
    closed_days.demand_open(it.store, it.store.dossiers.get(it.code).office, starts_at, it.typed)
    return starts_at


def _cancel(it: Doing) -> None:
    why = typed.words(it.typed, "cancel_why", _("Anh/chị ghi lý do huỷ để công dân hiểu."))
    book.cancel(it.store, it.code, why, forms=it.forms, **it.seen)


def _write(it: Doing) -> None:
    text = typed.words(it.typed, "letter", _("Anh/chị viết nội dung trước khi gửi."))
    citizen = it.store.dossiers.get(it.code).citizen
    write.write_to_citizen(it.store, citizen, text, dossier=it.code, **it.by)


DEEDS: Mapping[str, Deed] = {
    "take": Deed(
        lambda it: decide.take(it.store, it.code, **it.by), _("Anh/chị đang làm hồ sơ của {name}.")
    ),
    "release": Deed(
        lambda it: decide.release(it.store, it.code, **it.seen),
        _("Đã trả hồ sơ của {name} về hàng chờ."),
    ),
    "send_back": Deed(_send_back, _("Đã gửi yêu cầu bổ sung cho {name}."), "send_back"),
    "refuse": Deed(
        lambda it: decide.refuse(it.store, it.code, typed.refusal(it.typed), **it.seen),
        _("Đã từ chối hồ sơ của {name} và báo cho công dân."),
        "refuse",
    ),
    "accept": Deed(_accept, _("Đã nhận hồ sơ của {name}."), "accept"),
    "official_code": Deed(
        _official_code, _("Đã sửa mã Cổng của {name} và báo cho công dân."), "official_code"
    ),
    "official_code_back": Deed(
        lambda it: official_code.put_back(it.store, it.code, **it.seen),
        _("Đã dùng lại mã Cổng trước của {name}."),
        "official_code",
    ),
    "put_right": Deed(_put_right, _("Đã sửa hồ sơ của {name} và báo cho công dân."), "put_right"),
    "confirm_seat": Deed(_confirm, _("Đã chốt lịch chụp ảnh cho {name}."), "appointment"),
    "move_seat": Deed(_move, _("Đã dời lịch chụp ảnh của {name}."), "appointment"),
    "cancel_seat": Deed(_cancel, _("Đã huỷ lịch chụp ảnh của {name}."), "appointment"),
    "photo_taken": Deed(
        lambda it: progress.photo_taken(it.store, it.code, **it.seen),
        _("Đã ghi {name} chụp ảnh xong."),
    ),
    "photo_missed": Deed(
        lambda it: progress.photo_missed(it.store, it.code, forms=it.forms, **it.seen),
        _("Đã ghi {name} vắng hẹn và mời chọn giờ khác."),
    ),
    "result_received": Deed(
        lambda it: progress.result_received(it.store, it.code, **it.seen),
        _("Đã ghi bằng của {name} về bưu cục."),
    ),
    "posted": Deed(_posted, _("Đã ghi gửi bằng cho {name}."), "posted"),
    "delivered": Deed(
        lambda it: progress.delivered(it.store, it.code, **it.seen),
        _("Đã ghi {name} nhận bằng."),
    ),
    "undo": Deed(
        lambda it: progress.undo(it.store, it.code, **it.seen),
        _("Đã hoàn tác bước vừa ghi cho {name}."),
    ),
    "write": Deed(_write, _("Đã gửi tin cho {name}."), "write"),
}


@pages.post("/dossiers/<code>/<deed>")
def act(code: str, deed: str) -> ResponseReturnValue:
    """Do one thing to a dossier; what cannot be done is shown with what was typed."""
    if deed not in DEEDS:
        abort(404)
    try:
        after, seat = _done(code, DEEDS[deed])
    except NoSuchDossier:
        abort(404)
    except typed.Unfilled as wrong:
        return show(code, Attempt(DEEDS[deed].sheet, request.form, wrong.problems)), 422
    except Refused as refused:
        return show(code, Attempt(DEEDS[deed].sheet, request.form, refused=refused.text)), 409
    flash(spoken(DEEDS[deed].said.with_(name=after.full_name or after.code)), "done")
    return redirect(_onward(after, deed, has_seat=seat))


@pages.get("/dossiers/<code>/<deed>")
def act_again(code: str, deed: str) -> ResponseReturnValue:  # noqa: ARG001 - any deed leads back
    """Lead back to the dossier: the address of a deed stays in the browser after a refusal."""
    return redirect(url_for("desk.dossier", code=code))


def _done(code: str, deed: Deed) -> tuple[Dossier, bool]:
    """Do it in one transaction; return the dossier after it, and whether a seat is confirmed."""
    at = now()
    with ground().database.transaction() as store:
        deed.do(Doing(store, code, request.form, me(), ground().forms, ground().links, at))
        seat = store.appointments.of(code)
        confirmed = seat is not None and seat.state is AppointmentState.CONFIRMED
        return store.dossiers.get(code), confirmed


def _onward(after: Dossier, deed: str, *, has_seat: bool) -> str:
    """Return where the clerk goes on: back to the day, or the dossier and its next sheet."""
    if request.form.get("back") == "day":
        return url_for("desk.day", on=request.form.get("on_day"), _anchor=after.code)
    if deed == "accept" and not has_seat and after.state is DossierState.ACCEPTED:
        return url_for("desk.dossier", code=after.code, open="appointment")
    return url_for("desk.dossier", code=after.code)
