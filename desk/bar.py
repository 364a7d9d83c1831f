"""What the bar below a dossier offers in each state, in the order of the clerk's hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.appointments import Appointment
from domain.dossier import UNDER_OFFICIAL_CODE, UNDO, Dossier, DossierState
from domain.people import Staff
from domain.words import Text, _


@dataclass(frozen=True)
class Act:
    """One thing to do: `key` names the deed, `sheet` whether it asks for something first."""

    key: str
    label: Text
    shortcut: str = ""
    look: str = ""
    sheet: bool = False


TAKE = Act("take", _("Nhận làm hồ sơ này"), "Enter", "primary")
SEND_BACK = Act("send_back", _("Yêu cầu bổ sung"), "B", sheet=True)
REFUSE = Act("refuse", _("Từ chối"), "X", "danger", sheet=True)
ACCEPT = Act("accept", _("Nhận và ghi mã"), "Enter", "primary", sheet=True)
APPOINTMENT = Act("appointment", _("Lịch chụp"), "L", sheet=True)
PUT_RIGHT = Act("put_right", _("Sửa một mục"), "S", "plain", sheet=True)
RELEASE = Act("release", _("Trả lại hàng chờ"), "", "plain")
PHOTO_TAKEN = Act("photo_taken", _("Đã chụp ảnh"), "Enter", "primary")
PHOTO_MISSED = Act("photo_missed", _("Vắng hẹn"), "V", "danger")
RESULT_RECEIVED = Act("result_received", _("Bằng đã về bưu cục"), "Enter", "primary")
POST = Act("posted", _("Gửi bưu điện, ghi mã vận đơn"), "Enter", "primary", sheet=True)
POST_INSTEAD = Act("posted", _("Gửi bưu điện"), "G", sheet=True)
HAND_OVER = Act("delivered", _("Đã trao tại bưu cục"), "D")
HAND_OVER_FIRST = Act("delivered", _("Đã trao tại bưu cục"), "Enter", "primary")
DELIVERED = Act("delivered", _("Đã giao tới nhà"), "Enter", "primary")
MEND_CODE = Act("official_code", _("Sửa mã Cổng"), "M", "plain", sheet=True)
UNDO_STEP = Act("undo", _("Hoàn tác bước vừa ghi"), "U", "plain")

BARS: Mapping[DossierState, tuple[Act, ...]] = {
    DossierState.HANDED_IN: (TAKE,),
    DossierState.TAKEN: (SEND_BACK, REFUSE, ACCEPT, APPOINTMENT, PUT_RIGHT, RELEASE),
    DossierState.PHOTOGRAPHED: (RESULT_RECEIVED,),
    DossierState.POSTED: (DELIVERED,),
}


def bar(dossier: Dossier, seat: Appointment | None, clerk: Staff) -> tuple[Act, ...]:
    """Return what this clerk may do with the dossier as it stands."""
    if dossier.state is DossierState.TAKEN and dossier.holder != clerk.name:
        return ()
    acts = BARS.get(dossier.state, ())
    if dossier.state is DossierState.ACCEPTED:
        acts = (PHOTO_TAKEN, *((PHOTO_MISSED,) if seat else ()), APPOINTMENT)
    if dossier.state is DossierState.RESULT_RECEIVED:
        fetched = dossier.answers.get("delivery") == "post_office"
        acts = (HAND_OVER_FIRST, POST_INSTEAD) if fetched else (POST, HAND_OVER)
    if dossier.state in UNDER_OFFICIAL_CODE:
        acts = (*acts, MEND_CODE)
    return (*acts, UNDO_STEP) if dossier.state in UNDO else acts
