"""The kind of question that is answered by a picture, and what may be wrong with one. Pure.

Nobody is trapped: at the third try a picture is taken as it is, and the clerk sees what it lacks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot import phrases, sides
from bot.questions import Plain
from bot.reading.seen import PAYMENT
from bot.reading.whose import kind_of
from bot.shape import SKIPPED, Answer, At
from bot.talk import SAME, Answers, PictureRead, Said, Saying, Unclear
from domain.identity import NotACitizenQr, parse_citizen_qr
from domain.words import Text, _

ACCEPT_AFTER = 2
"""Misses after which a poor picture is taken as it is."""

UNREADABLE = _("Em không mở được tệp này ạ. Anh/chị chụp lại rồi gửi ảnh giúp em.")
PICTURE_TROUBLE = {
    "blurred": _(
        "Ảnh hơi mờ ạ. Anh/chị giữ chắc máy, chạm vào tấm thẻ cho nét rồi chụp lại giúp em."
    ),
    "dark": _("Ảnh hơi tối ạ. Anh/chị ra chỗ sáng chụp lại giúp em."),
    "small": _("Ảnh hơi nhỏ ạ. Anh/chị đưa máy gần hơn, hoặc gửi ảnh gốc giúp em."),
    "no_document": _(
        "Em chưa thấy giấy tờ trong ảnh ạ. Anh/chị chụp gần, thấy đủ bốn góc giấy giúp em."
    ),
    "too_large": _("Ảnh này lớn quá, em không mở được ạ. Anh/chị chụp lại bằng Zalo giúp em."),
    "unreadable": UNREADABLE,
    "not_a_picture": UNREADABLE,
    "unreachable": _("Em chưa tải được ảnh, lỗi bên em ạ. Anh/chị gửi lại giúp em sau ít phút."),
}
NEVER_ACCEPTED = frozenset({"too_large", "unreadable", "not_a_picture", "unreachable"})
"""There is no picture behind these."""

SAME_PICTURE = _("Ảnh này anh/chị đã gửi rồi ạ. Anh/chị gửi ảnh «{label}» giúp em.")
CITIZEN_CARD = _("Ảnh này là thẻ căn cước ạ. Anh/chị gửi ảnh «{label}» giúp em.")

PAYMENT_CODE = _("Ảnh này là mã thanh toán ạ. Anh/chị gửi ảnh «{label}» giúp em.")
FILED_AS_BACK = _("Ảnh này có mã QR của bằng, nên em xếp vào mặt sau ạ.")
IS_THE_BACK = _("Ảnh này có mã QR nên là mặt sau ạ. Anh/chị gửi ảnh «{label}» giúp em.")


@dataclass(frozen=True, kw_only=True)
class Photo(Plain):
    """A picture of a paper that is no citizen card; `of` is what the paper is called.

    `coded_side` is the key of the other side of the paper, if that is the side with the code.
    """

    of: Text
    coded_side: str = ""
    by_picture: bool = True
    example: Text = _("Cách chụp: đặt giấy trên bàn, chụp thẳng từ trên xuống, thấy đủ bốn góc ạ.")

    def read(self, said: Said, at: At) -> Answer:
        """Return the picture's id; a poor one is taken at the third try."""
        if not isinstance(said, PictureRead):
            raise Unclear(
                _("Em cần ảnh {paper} ạ. Anh/chị chụp rồi gửi vào đây.").with_(paper=self.of)
            )
        picture = good_picture(said, at, self.of)
        if third_try(at):
            return Answer({at.key: picture})
        if is_citizen_card(said):
            raise Unclear(CITIZEN_CARD.with_(label=self.of))
        if said.qr and kind_of(said.qr) == PAYMENT:
            raise Unclear(PAYMENT_CODE.with_(label=self.of))
        if self.coded_side and sides.has_code(said):
            return self._other_side(picture, at)
        return Answer({at.key: picture})

    def _other_side(self, picture: str, at: At) -> Answer:
        """File the side with the code where it belongs; this question goes on waiting."""
        wanted = at.talk.reopened
        if at.answers.get(self.coded_side) and self.coded_side not in wanted:
            raise Unclear(IS_THE_BACK.with_(label=self.of))
        return Answer({self.coded_side: picture}, say=(Saying(FILED_AS_BACK),))

    def shown(self, value: Any, _answers: Answers) -> Text | str:
        """Say that it was sent."""
        return phrases.PICTURE_SENT if value != SKIPPED else _("không có ảnh")


def good_picture(said: PictureRead, at: At, of: Text) -> str:
    """Return the id of a picture that will do; raise Unclear with how to mend it."""
    if any(value == said.picture for key, value in at.answers.items() if key != at.key):
        raise Unclear(SAME_PICTURE.with_(label=of))
    if said.problem is None or (third_try(at) and said.problem not in NEVER_ACCEPTED):
        return said.picture
    if said.problem == SAME:
        raise Unclear(SAME_PICTURE.with_(label=of))
    raise Unclear(PICTURE_TROUBLE.get(said.problem, UNREADABLE))


def third_try(at: At) -> bool:
    """Return whether the citizen missed this question twice before."""
    return at.talk.strikes >= ACCEPT_AFTER


def is_citizen_card(said: PictureRead) -> bool:
    """Return whether the code of a citizen card was read in it."""
    try:
        parse_citizen_qr(said.qr or "")
    except NotACitizenQr:
        return False
    return True


_CARD_KEYS = frozenset({"citizen_id", "full_name", "birth_date", "sex", "residence"})


def read_off_card(said: PictureRead, key: str) -> Answer:
    """Return what the code of a card says, with the picture under the question for it."""
    card = parse_citizen_qr(said.qr or "").answers()
    told = {name: value for name, value in card.items() if name in _CARD_KEYS}
    return Answer({key: said.picture, "id_read": True, **told}, source="qr")
