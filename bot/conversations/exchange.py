"""The exchange of a driving licence: what is asked, in which order, and what is known already."""

from __future__ import annotations

from bot.conversations import _exchange_questions as ask
from bot.conversations._exchange_form import procedure
from bot.saying import MenuLine
from bot.shape import Form
from domain.words import _

FORM: Form = procedure(
    "exchange",
    _("Đổi giấy phép lái xe"),
    (
        *ask.OPENING,
        *ask.LICENCE,
        *ask.CITIZEN,
        *ask.DELIVERY,
        *ask.CARD_PICTURES,
        *ask.HEALTH,
        *ask.NUMBER,
        *ask.MEETING,
        ask.hand_in(lambda: FORM),
    ),
    welcomes=True,
    opened_by=("renew", "damaged", "đổi bằng", "đổi bằng lái"),
    lines=(
        MenuLine(_("Hồ sơ của tôi tới đâu rồi"), "hồ sơ của tôi", place=90),
        MenuLine(_("Gặp nhân viên"), "gặp nhân viên", place=91),
    ),
)
