"""A licence that is lost is issued again: no card to show, and what was on it may be forgotten.

Until 31/12/2024 it was issued again after two months (Thông tư 12/2017/TT-BGTVT); no circular
since then has that wait, so that the day of receipt decides (`domain/rules.toml`).
"""

from __future__ import annotations

from bot.conversations import _exchange_questions as ask
from bot.conversations._exchange_form import procedure
from bot.shape import Form
from domain.words import _

FORM: Form = procedure(
    "lost_licence",
    _("Cấp lại giấy phép lái xe bị mất"),
    (
        *ask.OPENING,
        *ask.LICENCE,
        *ask.CITIZEN,
        *ask.DELIVERY,
        *ask.HEALTH,
        *ask.NUMBER,
        *ask.MEETING,
        ask.hand_in(lambda: FORM),
    ),
    opened_by=("lost", "cấp lại bằng", "mất bằng"),
    reason="lost",
)
