"""Where a citizen's dossiers stand: the answer to «hồ sơ của tôi»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.notices.buttons import CANCEL, MOVE, PERSON
from bot.notices.steps import steps
from bot.spoken_time import day_said, time_said, wish_said
from bot.talk import Button, Saying
from domain.appointments import Appointment
from domain.dossier import STATE_NAMES, Dossier, DossierState
from domain.events import Event
from domain.waiting import Waiting
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
    DossierState.REFUSED: _("xem lý do, hoặc nhắn «gặp nhân viên»"),
}
UNTIL_THE_PHOTO = frozenset(
    {
        DossierState.HANDED_IN,
        DossierState.TAKEN,
        DossierState.SENT_BACK,
        DossierState.ACCEPTED,
    }
)
ANY_TIME = _("giờ nào trống cũng được")


def status(
    dossiers: Sequence[Dossier],
    seats: Mapping[str, Appointment],
    told: Mapping[str, Sequence[Event]] = MappingProxyType({}),
    waits: Mapping[str, Waiting] = MappingProxyType({}),
) -> Saying:
    """Tell where each dossier is, what happened so far and what comes next, newest first.

    `seats`, what the ledger has `told` and who `waits` for a time go by dossier code. One that was
    taken back is left out where another stands in its place.
    """
    if not dossiers:
        text = _("Em chưa thấy hồ sơ nào của anh/chị. Muốn bắt đầu, anh/chị nhắn «đổi bằng» ạ.")
        return Saying(text, (Button(_("Đổi bằng"), "đổi bằng"),))
    standing = [one for one in dossiers if one.state is not DossierState.WITHDRAWN]
    ordered = sorted(standing or dossiers, key=lambda one: one.handed_in_at, reverse=True)
    rows: list[Text] = []
    for dossier in ordered:
        state, *more = _where(dossier, named=len(ordered) > 1)
        rows += [state, *steps(told.get(dossier.code, ())), *more]
        if not dossier.is_closed and dossier.code in seats:
            at = local(seats[dossier.code].starts_at)
            rows.append(_("Giờ chụp ảnh: {time}.").with_(time=time_said(at)))
        if dossier.state in UNTIL_THE_PHOTO and dossier.code in waits:
            wished = wish_said(waits[dossier.code].wish) or ANY_TIME
            rows.append(_("Đang trong danh sách chờ: {wish}.").with_(wish=wished))
    return Saying(lines(*rows), (MOVE, CANCEL) if seats else (PERSON,))


def _where(dossier: Dossier, *, named: bool) -> list[Text]:
    """Return where a dossier stands; of several, whose it is."""
    over = dossier.state not in NEXT_STEP
    state = _("Hồ sơ {code}: {state}.") if over else _("Hồ sơ {code}: {state}. Tiếp theo: {step}.")
    step = NEXT_STEP.get(dossier.state, "")
    code: Text | str = dossier.code
    if named and dossier.full_name:
        code = _("{code} ({name})").with_(code=dossier.code, name=dossier.full_name)
    rows = [state.with_(code=code, state=STATE_NAMES[dossier.state], step=step)]
    if dossier.state is DossierState.POSTED:
        rows.append(_("Mã vận đơn: {parcel}.").with_(parcel=dossier.parcel_number))
    if dossier.state is DossierState.REFUSED:
        rows.append(_("Lý do: {reason}").with_(reason=dossier.refusal))
    if not dossier.is_closed and dossier.state is not DossierState.POSTED:
        rows.append(_("Dự kiến xong trước {day}.").with_(day=day_said(local(dossier.due_at))))
    return rows
