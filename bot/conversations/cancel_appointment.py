"""Cancel the photo appointment, once the citizen is sure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.questions import OneOf, Option
from bot.shape import At, Form, Question
from bot.spoken_time import time_said
from bot.talk import Answers, CancelSeat, Effect, Talk
from bot.which_questions import AT, WHICH, chosen_among, which
from domain.words import Text, _

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


def cancels(talk: Talk, answers: Answers, _sources: Mapping[str, str]) -> tuple[Effect, ...]:
    """Cancel the seat where the citizen was sure."""
    if answers["sure"] != CANCELS.value:
        return ()
    return (CancelSeat(str(talk.answers.get(WHICH, ""))),)


def are_they_sure(at: At) -> Text:
    """Ask before the seat is lost; of several, say which one."""
    named = str(at.answers.get(AT) or "")
    if not named:
        return _("Anh/chị muốn huỷ lịch hẹn chụp ảnh ạ? Hồ sơ vẫn giữ, hẹn lại lúc nào cũng được.")
    return _(
        "Anh/chị muốn huỷ lịch chụp ảnh {time} ạ? Hồ sơ vẫn giữ, hẹn lại lúc nào cũng được."
    ).with_(time=time_said(datetime.fromisoformat(named)))


FORM = Form(
    key="cancel_appointment",
    title=_("Huỷ lịch chụp ảnh"),
    opened_by=("appointment_cancel", "huỷ lịch", "huỷ lịch hẹn"),
    questions=(
        which(
            _("Anh/chị có nhiều lịch chụp ảnh. Anh/chị muốn huỷ lịch nào ạ?"),
            needs="has_appointment",
        ),
        Question(
            key="sure",
            label=_("Huỷ lịch hẹn"),
            ask=are_they_sure,
            read=OneOf(options=(CANCELS, KEEPS), careful=True),
            needs=frozenset({"has_appointment"}),
        ),
    ),
    finishes=cancels,
    thinks=chosen_among(with_a_seat=True),
    for_appointment=True,
)
