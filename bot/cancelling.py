"""Cancelling a photo appointment in the middle of a form: which one, are they sure, and back. Pure.

Nothing of the form is touched; the appointments to choose from stand in `Talk.offered`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot import phrases
from bot.appointment_lines import Line, button_of, line_of, meant, row_of
from bot.spoken_time import time_said
from bot.talk import Booked, Button, CancelSeat, Row, Saying, Talk, Turn
from bot.understanding import NotUnderstood
from domain.words import Text, _, lines

CANCEL_SEAT, WHICH_SEAT = "cancel_seat", "which_seat"
"""What waits for a yes, or for the choice among several."""

GO_ON = _("Làm tiếp")
_SEPARATOR = "\t"


def asked(talk: Talk, booked: Sequence[Booked]) -> Turn:
    """Return the turn that asks which of these appointments is meant, or whether they are sure."""
    offered = tuple(_SEPARATOR.join(line_of(one)) for one in booked if one.starts_at)
    if not offered:
        return Turn(replace(talk, digressed=True), (Saying(phrases.NO_APPOINTMENT),))
    confirming = CANCEL_SEAT if len(offered) == 1 else WHICH_SEAT
    return Turn(replace(talk, confirming=confirming, offered=offered))


def confirmation(talk: Talk) -> Saying:
    """Return the words that ask which one, or whether they are sure."""
    there = _there(talk)
    if talk.confirming == WHICH_SEAT:
        rows = (*map(row_of, there), Row(GO_ON, str(GO_ON)))
        buttons = (*(Button(button_of(one), one[0]) for one in there), Button(GO_ON, str(GO_ON)))
        which = _("Anh/chị muốn huỷ lịch nào ạ?")
        return Saying(
            lines(which, phrases.listed(rows)), phrases.at_most(buttons[:-1], buttons[-1:])
        )
    yes, go_on = Button(_("Huỷ lịch hẹn"), "1"), Button(GO_ON, str(GO_ON))
    choices = phrases.numbered([yes.title, go_on.title])
    return Saying(lines(_are_they_sure(there), choices), (yes, go_on))


def _are_they_sure(there: list[Line]) -> Text:
    if not there:
        return _("Anh/chị muốn huỷ lịch hẹn chụp ảnh đã có ạ?")
    return _(
        "Anh/chị muốn huỷ lịch chụp ảnh {time} ạ? Hồ sơ vẫn giữ, hẹn lại lúc nào cũng được."
    ).with_(time=time_said(datetime.fromisoformat(there[0][2])))


def chosen(talk: Talk, text: str, today: date) -> Turn | None:
    """Return the turn after the choice among several; None where the words choose none."""
    there = _there(talk)
    if text.strip(" .") == str(len(there) + 1):
        return Turn(replace(talk, confirming=None, offered=()), (Saying(phrases.GOING_ON),))
    try:
        line = meant(text, there, today)
    except NotUnderstood:
        return None
    return Turn(replace(talk, confirming=CANCEL_SEAT, offered=(_SEPARATOR.join(line),)))


def done(talk: Talk) -> Turn:
    """Cancel what was named; the pending question waits where it was."""
    code = next((line[0] for line in _there(talk)), "")
    return Turn(replace(talk, digressed=True, offered=()), effects=(CancelSeat(code),))


def _there(talk: Talk) -> list[Line]:
    return [one.split(_SEPARATOR) for one in talk.offered]
