"""What happened to a dossier so far, as its citizen is told: the day, and the step in few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.events import Event, Kind
from domain.words import Text, _
from domain.zone import local

MOST_STEPS = 6
STEPS: Mapping[Kind, Text] = {
    Kind.DOSSIER_RECEIVED: _("anh/chị nộp hồ sơ"),
    Kind.DOSSIER_SENT_BACK: _("bưu cục nhờ bổ sung"),
    Kind.DOSSIER_CORRECTED: _("anh/chị bổ sung xong"),
    Kind.DOSSIER_ACCEPTED: _("hồ sơ vào Cổng dịch vụ công"),
    Kind.APPOINTMENT_CONFIRMED: _("bưu cục chốt giờ chụp ảnh"),
    Kind.APPOINTMENT_MOVED: _("đổi giờ chụp ảnh"),
    Kind.APPOINTMENT_CANCELLED: _("huỷ giờ chụp ảnh"),
    Kind.PHOTO_TAKEN: _("anh/chị chụp ảnh xong"),
    Kind.PHOTO_MISSED: _("anh/chị lỡ hẹn chụp ảnh"),
    Kind.RESULT_RECEIVED: _("bằng về bưu cục"),
    Kind.DOSSIER_POSTED: _("bưu cục gửi bằng đi"),
    Kind.DOSSIER_DELIVERED: _("bằng đến tay anh/chị"),
    Kind.DOSSIER_REFUSED: _("hồ sơ bị từ chối"),
    Kind.DOSSIER_WITHDRAWN: _("anh/chị rút hồ sơ"),
}


def steps(events: Iterable[Event]) -> list[Text]:
    """Return a line for each step that stands, oldest first; of many the newest."""
    known = list(events)
    taken_back = {event.undoes for event in known if event.undoes}
    told = [
        _("• {day}: {step}").with_(day=f"{local(event.at):%d/%m}", step=STEPS[event.kind])
        for event in known
        if event.kind in STEPS and event.number not in taken_back
    ]
    return told[-MOST_STEPS:]
