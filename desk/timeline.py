"""What happened to a dossier, as sentences; who looked at its papers is counted, not listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from desk.fields import LABELS
from desk.language import spoken
from domain.dossier import STATE_NAMES, DossierState
from domain.events import Event, Kind
from domain.people import CITIZEN, CLOCK, SYSTEM
from domain.words import Text, _
from domain.zone import VIETNAM

LOOKS = frozenset({Kind.PICTURE_VIEWED, Kind.IDENTITY_REVEALED})
WHO = {CITIZEN: _("Công dân"), CLOCK: _("Hệ thống"), SYSTEM: _("Hệ thống")}
SENTENCES: Mapping[Kind, Text] = {
    Kind.DOSSIER_RECEIVED: _("{who} nộp hồ sơ"),
    Kind.DOSSIER_TAKEN: _("{who} nhận làm"),
    Kind.DOSSIER_RELEASED: _("{who} trả lại hàng chờ"),
    Kind.DOSSIER_SENT_BACK: _("{who} yêu cầu bổ sung: {fields}"),
    Kind.DOSSIER_CORRECTED: _("{who} đã bổ sung"),
    Kind.DOSSIER_ACCEPTED: _("{who} nhận hồ sơ và ghi mã"),
    Kind.DOSSIER_REFUSED: _("{who} từ chối"),
    Kind.DOSSIER_WITHDRAWN: _("{who} rút hồ sơ"),
    Kind.DUE_MOVED: _("Lịch làm việc đổi: hạn trả từ {due_from} sang {due_to}"),
    Kind.APPOINTMENT_HELD: _("{who} chọn giờ chụp ảnh {at}"),
    Kind.APPOINTMENT_CONFIRMED: _("{who} chốt lịch chụp {at}"),
    Kind.APPOINTMENT_MOVED: _("{who} dời lịch chụp sang {at}"),
    Kind.APPOINTMENT_CANCELLED: _("{who} huỷ lịch chụp {at}"),
    Kind.APPOINTMENT_ANSWERED: _("{who} báo sẽ đến chụp ảnh"),
    Kind.APPOINTMENT_REMINDED: _("{who} nhắc lịch chụp {at}"),
    Kind.WAITING_JOINED: _("{who} vào danh sách chờ giờ chụp"),
    Kind.WAITING_LEFT: _("{who} thôi chờ giờ chụp"),
    Kind.SEAT_OFFERED: _("{who} mời giờ vừa trống {at}"),
    Kind.SEAT_OFFER_ENDED: _("Hết lượt mời giờ {at}"),
    Kind.HOLD_EXPIRED: _("Hết giờ giữ chỗ chụp ảnh"),
    Kind.PHOTO_TAKEN: _("{who} ghi đã chụp ảnh"),
    Kind.PHOTO_MISSED: _("{who} ghi vắng hẹn chụp ảnh"),
    Kind.RESULT_RECEIVED: _("{who} ghi bằng đã về bưu cục"),
    Kind.DOSSIER_POSTED: _("{who} gửi bằng đi"),
    Kind.DOSSIER_DELIVERED: _("{who} ghi đã giao bằng"),
    Kind.OFFICIAL_CODE_CORRECTED: _("{who} sửa mã Cổng, mã cũ {was}"),
    Kind.VALUE_PUT_RIGHT: _("{who} sửa: {fields}"),
    Kind.SATISFACTION_ASKED: _("{who} hỏi mức hài lòng"),
    Kind.SATISFACTION_GIVEN: _("{who} chấm {score} trên 5"),
    Kind.STEP_UNDONE: _("{who} hoàn tác bước «{before}»"),
    Kind.CLERK_WROTE: _("{who} viết cho công dân"),
    Kind.DATA_FORGOTTEN: _("Hết hạn lưu, đã xoá nội dung"),
    Kind.LETTER_GIVEN_UP: _("Một tin không gửi được cho công dân"),
}
CODE_PUT_BACK = _("{who} dùng lại mã Cổng trước đó")
OTHERWISE = _("{who}: {kind}")


@dataclass(frozen=True)
class Step:
    """One line of the timeline."""

    at: datetime
    text: Text
    taken_back: bool = False


@dataclass(frozen=True)
class Timeline:
    """The steps, newest first, and how often pictures and numbers were looked at."""

    steps: tuple[Step, ...]
    pictures_seen: int
    numbers_seen: int


def timeline(events: Iterable[Event], names: Mapping[str, str]) -> Timeline:
    """Return the story of a dossier from its events."""
    told = list(events)
    kinds = [event.kind for event in told]
    undone = {event.undoes for event in told if event.undoes}
    steps = [
        Step(event.at, _sentence(event, names), taken_back=event.number in undone)
        for event in told
        if event.kind not in LOOKS
    ]
    return Timeline(
        steps=tuple(reversed(steps)),
        pictures_seen=kinds.count(Kind.PICTURE_VIEWED),
        numbers_seen=kinds.count(Kind.IDENTITY_REVEALED),
    )


def _sentence(event: Event, names: Mapping[str, str]) -> Text:
    sentence = SENTENCES.get(event.kind, OTHERWISE)
    if event.kind is Kind.STEP_UNDONE and event.before == event.after:
        sentence = CODE_PUT_BACK
    return sentence.with_(
        was=event.detail.get("was", ""),
        who=_who(event.actor, names),
        kind=event.kind.value,
        before=STATE_NAMES[DossierState(event.before)] if event.before else "",
        fields=", ".join(spoken(LABELS.get(key, key)) for key in event.detail.get("fields", ())),
        score=event.detail.get("score", ""),
        at=_at(event.detail.get("starts_at", "")),
        due_from=_at(event.detail.get("from", "")),
        due_to=_at(event.detail.get("to", "")),
    )


def _who(actor: str, names: Mapping[str, str]) -> Text | str:
    name = actor.removeprefix("staff:")
    return WHO.get(actor) or names.get(name, name)


def _at(starts_at: str) -> str:
    try:
        return f"{datetime.fromisoformat(starts_at).astimezone(VIETNAM):%H:%M %d/%m}"
    except ValueError:
        return ""
