"""Cancel the photo appointment, once the citizen is sure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.questions import OneOf, Option
from bot.shape import Form, Question
from bot.talk import Answers, CancelSeat, Effect, Talk
from domain.words import _

CANCELS = Option(
    "cancel",
    _("Huỷ lịch hẹn"),
    ("huy", "co", "dung roi", "dung vay", "huy di", "dong y", "huy lich"),
)
KEPT = _("Dạ, em giữ lịch hẹn cho anh/chị ạ.")
KEEPS = Option(
    "keep",
    _("Giữ lịch hẹn"),
    ("giu", "khong", "khong huy", "thoi", "ko", "giu lich", "giu nguyen"),
    KEPT,
)


def cancels(_talk: Talk, answers: Answers, _sources: Mapping[str, str]) -> tuple[Effect, ...]:
    """Cancel the seat where the citizen was sure."""
    return (CancelSeat(),) if answers["sure"] == CANCELS.value else ()


FORM = Form(
    key="cancel_appointment",
    title=_("Huỷ lịch chụp ảnh"),
    opened_by=("appointment_cancel", "huỷ lịch", "huỷ lịch hẹn"),
    questions=(
        Question(
            key="sure",
            label=_("Huỷ lịch hẹn"),
            ask=_(
                "Anh/chị muốn huỷ lịch hẹn chụp ảnh ạ? Hồ sơ vẫn giữ, hẹn lại lúc nào cũng được."
            ),
            read=OneOf(options=(CANCELS, KEEPS)),
            needs=frozenset({"has_appointment"}),
        ),
    ),
    finishes=cancels,
    for_appointment=True,
)
