"""Move the photo appointment to another free time, or choose one where there is none (any more)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.seat_questions import Seat
from bot.shape import At, Form, Question
from bot.spoken_time import time_said
from bot.talk import Answers, Effect, Facts, MoveSeat, Talk
from bot.understanding.plain import phrase
from bot.waiting_words import wish_in
from bot.which_questions import WHICH, chosen_among, which
from domain.words import Text, _


def moves(talk: Talk, answers: Answers, _sources: Mapping[str, str]) -> tuple[Effect, ...]:
    """Move the seat."""
    return (MoveSeat(str(answers["slot"]), str(talk.answers.get(WHICH, ""))),)


def wished_along(text: str, facts: Facts) -> Answers:
    """Return the time that the opening words name: «đổi lịch sang chiều thứ 6»."""
    wished = wish_in(text, facts.today) if _TO.search(phrase(text)) else {}
    return {"slot_wish": wished} if wished else {}


_TO = re.compile(r"\b(?:sang|qua|vao|to)\b")
"""«đổi lịch thứ 5» may name the appointment that there is; with one of these it is the new one."""


def which_time(at: At) -> Text:
    """Ask for another time, or, where there is none to move, for a time."""
    if at.facts.appointment_at is None:
        return _("Anh/chị muốn chụp ảnh lúc nào ạ?")
    return _(
        "Lịch đang hẹn: {time}. Anh/chị muốn đổi sang giờ nào ạ? Lịch cũ vẫn giữ cho đến khi "
        "anh/chị chọn xong."
    ).with_(time=time_said(at.facts.appointment_at))


FORM = Form(
    key="move_appointment",
    title=_("Đổi lịch chụp ảnh"),
    opened_by=("appointment_move", "đổi lịch", "đổi lịch hẹn", "chọn giờ", "chọn giờ chụp ảnh"),
    questions=(
        which(
            _("Anh/chị có nhiều lịch chụp ảnh. Anh/chị muốn đổi lịch nào ạ?"),
            needs="waits_for_photo",
        ),
        Question(
            key="slot",
            label=_("Giờ chụp ảnh"),
            ask=which_time,
            read=Seat(office_may_choose=False, holds=False),
            needs=frozenset({"free_slots", "waits_for_photo"}),
        ),
    ),
    finishes=moves,
    begins=wished_along,
    thinks=chosen_among(with_a_seat=False),
    for_appointment=True,
)
