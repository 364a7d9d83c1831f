"""Where a citizen's dossiers stand: the answer to «hồ sơ của tôi»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.notices.buttons import CANCEL, MOVE, PERSON
from bot.notices.steps import steps
from bot.spoken_time import day_said, time_said
from bot.talk import Button, Saying
from domain.appointments import Appointment
from domain.dossier import STATE_NAMES, Dossier, DossierState
from domain.events import Event
from domain.words import Text, _, lines
from domain.zone import local

NEXT_STEP: Mapping[DossierState, Text] = {
    DossierState.HANDED_IN: _("nhân viên sẽ kiểm tra"),
    DossierState.TAKEN: _("nhân viên đang kiểm tra"),
    DossierState.SENT_BACK: _("chờ anh/chị bổ sung, nhắn «bổ sung»"),
    DossierState.ACCEPTED: _("anh/chị đến chụp ảnh theo lịch hẹn"),
    DossierState.PHOTOGRAPHED: _("cơ quan công an đang in bằng"),
    DossierState.RESULT_RECEIVED: _("bằng đang ở bưu cục"),
    DossierState.POSTED: _("bưu tá đang phát, anh/chị để ý điện thoại"),
    DossierState.DELIVERED: _("đã xong"),
    DossierState.REFUSED: _("xem lý do, hoặc nhắn «gặp nhân viên»"),
    DossierState.WITHDRAWN: _("anh/chị đã rút"),
}


def status(
    dossiers: Sequence[Dossier],
    seats: Mapping[str, Appointment],
    told: Mapping[str, Sequence[Event]] = MappingProxyType({}),
) -> Saying:
    """Tell where each dossier is, what happened so far and what comes next, newest first.

    `seats` and what the ledger has `told` go by dossier code.
    """
    if not dossiers:
        text = _("Em chưa thấy hồ sơ nào của anh/chị. Muốn bắt đầu, anh/chị nhắn «đổi bằng» ạ.")
        return Saying(text, (Button(_("Đổi bằng"), "đổi bằng"),))
    ordered = sorted(dossiers, key=lambda one: one.handed_in_at, reverse=True)
    rows: list[Text] = []
    for dossier in ordered:
        state, *more = _where(dossier)
        rows += [state, *steps(told.get(dossier.code, ())), *more]
        if not dossier.is_closed and dossier.code in seats:
            at = local(seats[dossier.code].starts_at)
            rows.append(_("Giờ chụp ảnh: {time}.").with_(time=time_said(at)))
    return Saying(lines(*rows), (MOVE, CANCEL) if seats else (PERSON,))


def _where(dossier: Dossier) -> list[Text]:
    rows = [
        _("Hồ sơ {code}: {state}. Tiếp theo: {step}.").with_(
            code=dossier.code, state=STATE_NAMES[dossier.state], step=NEXT_STEP[dossier.state]
        )
    ]
    if dossier.state is DossierState.POSTED:
        rows.append(_("Mã vận đơn: {parcel}.").with_(parcel=dossier.parcel_number))
    if dossier.state is DossierState.REFUSED:
        rows.append(_("Lý do: {reason}").with_(reason=dossier.refusal))
    if not dossier.is_closed and dossier.state is not DossierState.POSTED:
        rows.append(_("Dự kiến xong trước {day}.").with_(day=day_said(local(dossier.due_at))))
    return rows
