"""What each kind of event is called in the ledger, and what its line tells beyond that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from desk.fields import LABELS
from domain.dossier import STATE_NAMES, DossierState
from domain.events import Event, Kind
from domain.people import CITIZEN, CLOCK, SYSTEM
from domain.words import Text, _
from domain.zone import local

KIND_NAMES: Mapping[Kind, Text] = {
    Kind.CONSENT_GIVEN: _("Đồng ý xử lý dữ liệu"),
    Kind.INQUIRY_ROUTED: _("Chỉ dẫn nơi khác"),
    Kind.PERSON_ASKED_FOR: _("Xin gặp nhân viên"),
    Kind.PERSON_ANSWERED: _("Đã có người trả lời"),
    Kind.CITIZEN_NUDGED: _("Nhắc việc làm dở"),
    Kind.DOSSIER_RECEIVED: _("Nộp hồ sơ"),
    Kind.DOSSIER_TAKEN: _("Nhận làm hồ sơ"),
    Kind.DOSSIER_RELEASED: _("Trả lại hàng chờ"),
    Kind.DOSSIER_SENT_BACK: _("Yêu cầu bổ sung"),
    Kind.DOSSIER_CORRECTED: _("Đã bổ sung"),
    Kind.DOSSIER_ACCEPTED: _("Nhận vào Cổng"),
    Kind.DOSSIER_REFUSED: _("Từ chối"),
    Kind.DOSSIER_WITHDRAWN: _("Rút hồ sơ"),
    Kind.DUE_MOVED: _("Dời hạn trả"),
    Kind.APPOINTMENT_HELD: _("Giữ chỗ chụp ảnh"),
    Kind.APPOINTMENT_CONFIRMED: _("Chốt lịch chụp"),
    Kind.APPOINTMENT_MOVED: _("Dời lịch chụp"),
    Kind.APPOINTMENT_CANCELLED: _("Huỷ lịch chụp"),
    Kind.APPOINTMENT_ANSWERED: _("Báo sẽ đến chụp"),
    Kind.APPOINTMENT_REMINDED: _("Nhắc lịch chụp"),
    Kind.WAITING_JOINED: _("Vào danh sách chờ"),
    Kind.WAITING_LEFT: _("Thôi chờ giờ chụp"),
    Kind.SEAT_OFFERED: _("Mời giờ vừa trống"),
    Kind.SEAT_OFFER_ENDED: _("Hết lượt mời giờ trống"),
    Kind.HOLD_EXPIRED: _("Hết giờ giữ chỗ"),
    Kind.PHOTO_TAKEN: _("Đã chụp ảnh"),
    Kind.PHOTO_MISSED: _("Vắng hẹn chụp"),
    Kind.RESULT_RECEIVED: _("Bằng về bưu cục"),
    Kind.DOSSIER_POSTED: _("Gửi bằng"),
    Kind.DOSSIER_DELIVERED: _("Giao bằng"),
    Kind.OFFICIAL_CODE_CORRECTED: _("Sửa mã Cổng"),
    Kind.VALUE_PUT_RIGHT: _("Cán bộ sửa mục đã khai"),
    Kind.SATISFACTION_ASKED: _("Hỏi mức hài lòng"),
    Kind.SATISFACTION_GIVEN: _("Công dân chấm điểm"),
    Kind.STEP_UNDONE: _("Hoàn tác"),
    Kind.CLERK_WROTE: _("Viết cho công dân"),
    Kind.PICTURE_VIEWED: _("Xem ảnh giấy tờ"),
    Kind.IDENTITY_REVEALED: _("Xem số giấy tờ"),
    Kind.ERASURE_ASKED_FOR: _("Xin xoá dữ liệu"),
    Kind.DATA_ASKED_FOR: _("Xin xem dữ liệu hoặc rút đồng ý"),
    Kind.DATA_REQUEST_DONE: _("Đã làm xong yêu cầu về dữ liệu"),
    Kind.DATA_ERASED: _("Đã xoá dữ liệu một công dân"),
    Kind.DATA_FORGOTTEN: _("Hết hạn lưu, đã xoá nội dung"),
    Kind.PICTURE_DELETED: _("Xoá ảnh giấy tờ"),
    Kind.MESSAGE_SET_ASIDE: _("Tin để riêng"),
    Kind.LETTER_GIVEN_UP: _("Tin không gửi được"),
    Kind.STAFF_ADDED: _("Thêm tài khoản"),
    Kind.STAFF_DISABLED: _("Khoá tài khoản"),
    Kind.STAFF_RESET: _("Cấp lại mật khẩu"),
    Kind.SIGNED_IN: _("Đăng nhập"),
    Kind.SIGN_IN_REFUSED: _("Đăng nhập không được"),
}
ACTORS: Mapping[str, Text] = {
    CITIZEN: _("Công dân"),
    CLOCK: _("Đồng hồ"),
    SYSTEM: _("Hệ thống"),
}
OUTCOMES: Mapping[str, Text] = {
    "satisfied": _("hài lòng"),
    "neutral": _("bình thường"),
    "unsatisfied": _("chưa hài lòng"),
    "on_time": _("đúng hạn"),
    "late": _("quá hạn"),
    "theory_test": _("sát hạch lý thuyết"),
    "full_test": _("sát hạch lại toàn bộ"),
    "wait_two_months": _("chờ hai tháng"),
    "elsewhere": _("thủ tục khác"),
    "refuse": _("không đổi được"),
    "clerk": _("nhân viên xem xét"),
    "taken": _("đã nhận giờ"),
    "skipped": _("bỏ qua"),
    "lapsed": _("không trả lời"),
    "withdrawn": _("bưu cục rút lại"),
    "window_closed": _("quá 7 ngày công dân không nhắn"),
    "notice_unknown": _("chưa rõ thông báo mẫu đã tới chưa"),
}


def actor_name(actor: str, names: Mapping[str, str]) -> Text | str:
    """Return who did it: a member of staff by full name."""
    name = actor.removeprefix("staff:")
    return ACTORS.get(actor) or names.get(name, name)


def remarks(event: Event, reasons: Mapping[str, Text | str]) -> list[Text | str]:
    """Return what else the line of an event tells, without personal data."""
    found = (reasons.get(event.reason, event.reason), *_remarks(event))
    return [remark for remark in found if remark]


def _remarks(event: Event) -> Iterator[Text | str]:
    if event.outcome:
        yield OUTCOMES.get(event.outcome, event.outcome)
    yield ", ".join(str(LABELS.get(key, key)) for key in event.detail.get("fields", ()))
    yield _moment(event.detail.get("starts_at", ""))
    yield str(event.detail.get("name", ""))
    if event.undoes:
        yield _("bước số {number}").with_(number=event.undoes)
    if event.undoes and event.after:
        yield _("trở lại «{state}»").with_(state=STATE_NAMES[DossierState(event.after)])


def _moment(starts_at: str) -> str:
    try:
        return f"{local(datetime.fromisoformat(starts_at)):%H:%M %d/%m/%Y}"
    except ValueError:
        return ""
