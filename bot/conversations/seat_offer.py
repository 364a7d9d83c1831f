"""A seat came free for somebody on the waiting list: take it, or let it go to the next.

The clock opens it, with what it offers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.notices.waiting import seat_offered
from bot.questions import OneOf, Option
from bot.shape import At, Form, Question
from bot.talk import Answers, Effect, Talk
from bot.waiting_acts import AnswerOffer
from domain.words import Text, _

TAKES = Option(
    "take", _("Nhận giờ này"), ("nhan", "lay", "co", "dong y", "dung", "ok", "vang", "da nhan")
)
LEAVES = Option(
    "leave", _("Bỏ qua, em chờ giờ khác"), ("bo qua", "khong", "ko", "thoi", "khong nhan", "cho")
)


def offered_seat(at: At) -> Text:
    """Tell which seat is kept, and until when."""
    told = at.answers
    if not {"offered_at", "offered_until"} <= told.keys():
        return _("Có giờ chụp ảnh vừa trống. Anh/chị nhận giờ này không ạ?")
    return seat_offered(
        datetime.fromisoformat(str(told["offered_at"])),
        str(told.get("offered_place", "")),
        datetime.fromisoformat(str(told["offered_until"])),
    )


def answers_it(_talk: Talk, answers: Answers, _sources: Mapping[str, str]) -> tuple[Effect, ...]:
    """Take the seat, or let it go."""
    return (AnswerOffer(takes=answers["offer"] == TAKES.value),)


FORM = Form(
    key="seat_offer",
    title=_("Giờ chụp ảnh vừa trống"),
    opened_by=("giờ vừa trống",),
    questions=(
        Question(
            key="offer",
            label=_("Nhận giờ vừa trống"),
            ask=offered_seat,
            read=OneOf(options=(TAKES, LEAVES), careful=True),
            needs=frozenset({"waits_for_photo"}),
        ),
    ),
    finishes=answers_it,
    for_appointment=True,
)
