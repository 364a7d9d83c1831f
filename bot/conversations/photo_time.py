"""The time of the photo, asked for right after the hand-in; who does not choose leaves it to us.

The office opens it. Nothing of the dossier depends on it: no seat is kept for who never hands in.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversations._exchange_people import for_somebody_else
from bot.seat_questions import OFFICE_CHOOSES, Seat
from bot.shape import At, Form, Question
from bot.talk import Answers, ChooseSeat, Effect, Talk
from bot.which_questions import WHICH
from domain.words import Text, _


def chooses(talk: Talk, answers: Answers, _sources: Mapping[str, str]) -> tuple[Effect, ...]:
    """Give the dossier the seat, unless the office shall choose."""
    if answers["slot"] == OFFICE_CHOOSES:
        return ()
    return (ChooseSeat(str(answers["slot"]), str(talk.answers.get(WHICH, ""))),)


def which_time(at: At) -> Text:
    """Ask for a time, where there is one, and say that none need be chosen."""
    if at.facts.free_slots and at.answers.get("slot_wish"):
        return _("Giờ nào tiện cho anh/chị ạ?")
    once = for_whom(at)
    return (
        Text("{once} {which}").with_(once=once, which=WHICH_TIME) if at.facts.free_slots else once
    )


def for_whom(at: At) -> Text:
    """Say who comes for the photo: the citizen, or the person for whom they file."""
    if for_somebody_else(at.answers):
        return _("Còn một việc: người có bằng đến bưu cục một lần để chụp ảnh ạ.")
    return _("Còn một việc: anh/chị đến bưu cục một lần để chụp ảnh ạ.")


WHICH_TIME = _("Giờ nào tiện? Chưa chọn cũng được, bưu cục sẽ hẹn giúp.")

FORM = Form(
    key="photo_time",
    title=_("Chọn giờ chụp ảnh"),
    opened_by=("chọn giờ cho hồ sơ mới",),
    questions=(
        Question(
            key="slot",
            label=_("Giờ chụp ảnh"),
            ask=which_time,
            read=Seat(holds=False),
            needs=frozenset({"free_slots", "waits_for_time"}),
        ),
    ),
    finishes=chooses,
    for_appointment=True,
    unasked=True,
)
