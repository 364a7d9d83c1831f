"""Kinds of question about the citizen's card: its picture, its QR, its number. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from bot import phrases
from bot.picture_questions import (
    PICTURE_TROUBLE,
    good_picture,
    is_citizen_card,
    read_off_card,
    third_try,
)
from bot.questions import Plain, words_of
from bot.shape import SKIPPED, Answer, At
from bot.talk import Answers, Facts, PictureRead, Said, Saying, Unclear, Words
from bot.understanding import NotUnderstood, numbers
from bot.understanding.plain import phrase
from domain.identity import masked
from domain.words import Text, _, lines

OLD_CARD_ENDED = 2025
"""The 9-digit chứng minh nhân dân is no longer valid from 01/01/2025 (domain reference 12.4)."""

ID_TROUBLE = {
    "none": _("Em cần số căn cước 12 chữ số, hoặc ảnh mặt có mã QR của thẻ ạ."),
    "length": _("Số căn cước có đủ 12 chữ số ạ. Anh/chị đếm lại rồi nhắn giúp em."),
}
OLD_NUMBER = _(
    "Chứng minh 9 số không còn dùng từ 01/01/2025 ạ. Anh/chị nhắn số căn cước 12 số giúp em."
)
CARD_PICTURE = _("căn cước, mặt có mã QR")
NO_QR = _(
    "Em chưa thấy mã QR của căn cước trong ảnh ạ. Anh/chị chụp lại gần và thẳng mặt có mã QR, "
    "hoặc nhắn luôn số căn cước 12 số."
)
OR_THE_NUMBER = _("Em chưa thấy mã QR trong ảnh; nhắn luôn số căn cước 12 số cũng được ạ.")
KEPT_WITHOUT_QR = _(
    "Em chưa thấy mã QR của căn cước, nên em giữ ảnh này để nhân viên xem, còn thông tin thì "
    "anh/chị nhắn giúp em ạ."
)
OTHER_QR = _(
    "Mã QR này không phải của căn cước ạ. Anh/chị chụp mặt có mã QR của thẻ căn cước, "
    "hoặc nhắn luôn số căn cước 12 số giúp em."
)


def citizen_number(text: str, facts: Facts) -> str:
    """Return the citizen id in the text; raise Unclear with what is wrong."""
    try:
        number = numbers.citizen_id(text)
    except NotUnderstood as missed:
        raise Unclear(ID_TROUBLE[missed.why]) from None
    if len(number) < max(numbers.CITIZEN_ID_LENGTHS) and facts.today.year >= OLD_CARD_ENDED:
        raise Unclear(OLD_NUMBER)
    return number


@dataclass(frozen=True, kw_only=True)
class CitizenNumber(Plain):
    """The citizen id, typed."""

    example: Text = _("Ví dụ: 064090001234. Số nằm ở mặt trước thẻ, dưới chữ «Số».")

    def read(self, said: Said, at: At) -> Answer:
        """Return the digits; a picture of the card that can be read after all says even more."""
        if isinstance(said, PictureRead) and is_citizen_card(said):
            return read_off_card(said, "id_picture")
        return Answer({at.key: citizen_number(words_of(said), at.facts)})

    def shown(self, value: Any, _answers: Answers) -> Text | str:
        """Show the last digits only."""
        return masked(str(value))


_CANNOT = re.compile(
    r"^(?:em |toi |dang )*(?:khong|ko|chua|k)(?: tien| the)?(?: chup| co anh)(?: duoc| lai)*$"
    r"|^(?:no|i have no|i cannot take a) picture$"
)


@dataclass(frozen=True, kw_only=True)
class CitizenCard(Plain):
    """The card by picture; its QR answers who the citizen is. Typed digits will do as well."""

    by_picture: bool = True
    example: Text = _("Không chụp được thì anh/chị nhắn số căn cước 12 số, em hỏi tiếp từng mục ạ.")

    def read(self, said: Said, at: At) -> Answer:
        """Return all that the card answers; a picture without a code is taken at the second try."""
        if isinstance(said, Words) and self.claims(said.text) and at.answers.get("citizen_id"):
            return Answer({at.key: SKIPPED, "id_read": False})
        if isinstance(said, Words):
            number = citizen_number(said.text, at.facts)
            return Answer({at.key: SKIPPED, "citizen_id": number, "id_read": False})
        if not isinstance(said, PictureRead):
            raise Unclear(ID_TROUBLE["none"])
        if said.qr is None:
            return _without_code(said, at)
        if not is_citizen_card(said):
            return _with_another_code(said, at)
        return read_off_card(said, at.key)

    def claims(self, text: str) -> bool:
        """Claim the words of who cannot take a picture now."""
        return bool(_CANNOT.search(phrase(text)))

    def shown(self, value: Any, _answers: Answers) -> Text | str:
        """Say that it was sent."""
        return phrases.PICTURE_SENT if value != SKIPPED else _("gõ số")


def _with_another_code(said: PictureRead, at: At) -> Answer:
    picture = good_picture(said, at, CARD_PICTURE)
    if not third_try(at):
        raise Unclear(OTHER_QR)
    return Answer({at.key: picture, "id_read": False})


_LOOKS_POOR = frozenset({"blurred", "dark", "small"})


def _without_code(said: PictureRead, at: At) -> Answer:
    """Return the picture for the clerk to look at, from the second try on."""
    poor = said.problem in _LOOKS_POOR
    picture = good_picture(replace(said, problem=None) if poor else said, at, CARD_PICTURE)
    if at.talk.strikes >= 1:
        return Answer({at.key: picture, "id_read": False}, say=(Saying(KEPT_WITHOUT_QR),))
    raise Unclear(lines(PICTURE_TROUBLE[said.problem or ""], OR_THE_NUMBER) if poor else NO_QR)
