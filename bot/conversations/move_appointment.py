"""Move the photo appointment to another free time."""

from __future__ import annotations

from collections.abc import Mapping

from bot.closing_questions import Seat
from bot.shape import Form, Question
from bot.talk import Answers, Effect, MoveSeat, Talk
from domain.words import _


def moves(_talk: Talk, answers: Answers, _sources: Mapping[str, str]) -> tuple[Effect, ...]:
    """Move the seat."""
    return (MoveSeat(str(answers["slot"])),)


FORM = Form(
    key="move_appointment",
    title=_("Đổi lịch chụp ảnh"),
    opened_by=("appointment_move", "đổi lịch", "đổi lịch hẹn"),
    questions=(
        Question(
            key="slot",
            label=_("Giờ chụp ảnh"),
            ask=_(
                "Anh/chị muốn đổi sang giờ nào ạ? Lịch cũ vẫn giữ cho đến khi anh/chị chọn xong."
            ),
            read=Seat(office_may_choose=False, holds=False),
            needs=frozenset({"free_slots", "has_appointment"}),
        ),
    ),
    finishes=moves,
    for_appointment=True,
)
