"""Who has no citizen id of twelve digits goes by the passport. Pure.

A foreigner, or a Vietnamese from abroad, who was licensed in Việt Nam exchanges like anybody; the
dossier has the passport in place of the card (Thông tư 12/2025/TT-BCA Điều 20–21; the form asks for
its number, day and place of issue). A licence that itself came from a foreign one asks for the
permanent-residence card; whether a paper about the stay is wanted is the dated rule `foreigner`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot import moves
from bot.conversations._exchange_people import for_somebody_else
from bot.known_questions import FOREIGNER, KNOWN
from bot.passport_questions import (
    PaperOrNone,
    PassportNumber,
    PassportPage,
    PlaceName,
)
from bot.questions import Day, OneOf, Option
from bot.shape import At, Form, Question, Wording
from bot.talk import Answers, Saying, Turn
from bot.understanding import intents
from bot.understanding.plain import phrase
from domain.words import Text, _, lines

_FOREIGN = r"(?:foreigner|expat|nguoi nuoc ngoai|nguoi ngoai quoc)"
_SAYS_SO = re.compile(
    r"^(?:hello|hi|da|em chao|chao)?\s*(?:i am|i m|im|toi|em|minh|anh|chi|tui)\b"
    rf".{{0,40}}\b{_FOREIGN}\b"
)
_OF_ANOTHER = re.compile(rf"\b{_FOREIGN}\b")
_BY_PASSPORT = re.compile(
    r"^(?:i )?(?:only |just )?(?:have |use |with |using |toi |em |minh )?(?:a |my |the )?"
    r"(?:(?:chi )?(?:co|dung|bang) )?(?:passport|ho chieu)(?: thoi| only)?$"
)
_AT_THE_CARD = re.compile(r"\b(?:passport|ho chieu|foreigner|expat|nuoc ngoai|ngoai quoc|visa)\b")
CARD_KEYS = frozenset({"id_picture", "citizen_id"})
LEFT_OUT = CARD_KEYS | {"id_read", "card_right", "known_right", KNOWN}

ORIGINS = (
    Option("vietnam", _("Thi ở Việt Nam"), ("thi o day", "viet nam", "in vietnam", "tested here")),
    Option(
        "foreign",
        _("Đổi từ bằng nước ngoài"),
        ("bang nuoc ngoai", "nuoc ngoai", "converted", "foreign licence", "abroad"),
    ),
)
BY_PASSPORT = _(
    "Dạ, em làm theo hộ chiếu ạ. Có số căn cước 12 số thì anh/chị nhắn số đó cũng được."
)


def is_foreigner(answers: Answers) -> bool:
    """Hold where the passport stands in place of the citizen card."""
    return bool(answers.get(FOREIGNER))


def has_a_card(answers: Answers) -> bool:
    """Hold where the citizen card says who somebody is."""
    return not is_foreigner(answers)


def came_from_abroad(answers: Answers) -> bool:
    """Hold where the licence itself was exchanged for a foreign one."""
    return is_foreigner(answers) and answers.get("licence_origin") == "foreign"


def shows_their_stay(answers: Answers) -> bool:
    """Hold where the rules of the day want a paper about the stay."""
    return is_foreigner(answers) and bool(answers.get("asks_stay_paper"))


def by_passport(text: str, key: str = "", *, of_another: bool = False) -> bool:
    """Tell whether words say that it goes by passport; at the question for the card a hint will do.

    A question («làm bằng hộ chiếu được không?») is answered, and says nothing of them.
    """
    said = phrase(text)
    if intents.sounds_like_a_question(text):
        return False
    hints = [_SAYS_SO, _BY_PASSPORT]
    hints += [_AT_THE_CARD] if key in CARD_KEYS else []
    hints += [_OF_ANOTHER] if of_another else []
    return any(hint.search(said) for hint in hints)


def hears_of_passport(form: Form, text: str, at: At) -> Turn | None:
    """Meet «hộ chiếu», «I am a foreigner» at any question; what the card had told falls."""
    passes = form.question("passport_picture") is None or at.talk.dossier
    if passes or is_foreigner(at.answers):
        return None
    if not by_passport(text, at.key, of_another=for_somebody_else(at.answers)):
        return None
    kept = {key: value for key, value in at.answers.items() if key not in LEFT_OUT}
    turn = moves.thought_over(form, replace(at.talk, answers={**kept, FOREIGNER: True}), at.facts)
    return replace(turn, say=(Saying(BY_PASSPORT), *turn.say))


def worded(card: Wording, passport: Text) -> Callable[[At], Text]:
    """Return the words of a question for who shows a card, or those for who shows a passport."""

    def words(at: At) -> Text:
        if is_foreigner(at.answers):
            return passport
        return card if isinstance(card, Text) else card(at)

    return words


def passport_page(at: At) -> Text:
    """Ask for the page with the photo; what else is to come may be sent along."""
    page = _(
        "Anh/chị chụp trang có ảnh trong hộ chiếu rồi gửi em ạ. Không tiện chụp thì nhắn số hộ "
        "chiếu."
    )
    health = "health_certificate" not in at.answers and at.answers.get("needs_health")
    extra = came_from_abroad(at.answers) or shows_their_stay(at.answers)
    sent = "licence_front" in at.answers or at.answers.get("reason") == "lost"
    if extra or sent or health:
        return page
    return lines(
        page, _("Gửi luôn một lượt 3 ảnh cũng được: hộ chiếu, bằng lái mặt trước, mặt sau.")
    )


PASSPORT = (
    Question(
        key="licence_origin",
        label=_("Bằng có từ"),
        ask=_("Bằng Việt Nam này anh/chị thi ở Việt Nam, hay đổi từ bằng nước ngoài ạ?"),
        read=OneOf(options=ORIGINS),
        when=is_foreigner,
        also=("nguon bang",),
    ),
    Question(
        key="residence_card",
        label=_("Ảnh thẻ thường trú"),
        ask=_(
            "Bằng đổi từ bằng nước ngoài thì cần thẻ thường trú ạ. Anh/chị gửi ảnh thẻ giúp em; "
            "chưa có thì nhắn «chưa có», nhân viên sẽ xem."
        ),
        read=PaperOrNone(of=_("thẻ thường trú")),
        when=came_from_abroad,
        also=("the thuong tru",),
        brief=_("Ảnh thẻ thường trú ✓"),
    ),
    Question(
        key="passport_picture",
        label=_("Ảnh hộ chiếu"),
        ask=passport_page,
        read=PassportPage(of=_("trang có ảnh trong hộ chiếu")),
        when=is_foreigner,
        also=("anh ho chieu",),
        brief=_("Ảnh hộ chiếu ✓"),
    ),
    Question(
        key="passport_number",
        label=_("Số hộ chiếu"),
        ask=_(
            "Số hộ chiếu, ngày cấp và nơi cấp ghi trong hộ chiếu ạ? Ví dụ: C01234567, 15/08/2022, "
            "Seoul."
        ),
        read=PassportNumber(),
        when=is_foreigner,
        also=("ho chieu", "so ho chieu", "passport"),
        next_to="passport_picture",
    ),
    Question(
        key="passport_issued_on",
        label=_("Ngày cấp hộ chiếu"),
        ask=_("Hộ chiếu được cấp ngày nào ạ? Ví dụ: 15/08/2022."),
        read=Day(field="issue", example=_("Ví dụ: 15/08/2022.")),
        when=is_foreigner,
    ),
    Question(
        key="passport_issued_in",
        label=_("Nơi cấp hộ chiếu"),
        ask=_("Nơi cấp ghi trong hộ chiếu là gì ạ? Ví dụ: Seoul."),
        read=PlaceName(example=_("Anh/chị nhắn nơi cấp như ghi trong hộ chiếu, ví dụ: Seoul.")),
        when=is_foreigner,
        next_to="passport_issued_on",
    ),
    Question(
        key="nationality",
        label=_("Quốc tịch"),
        ask=_("Quốc tịch ghi trong hộ chiếu là gì ạ? Ví dụ: Hàn Quốc."),
        read=PlaceName(example=_("Anh/chị nhắn tên nước giúp em, ví dụ: Hàn Quốc.")),
        when=is_foreigner,
        also=("nuoc", "country"),
    ),
    Question(
        key="stay_paper",
        label=_("Ảnh giấy tờ cư trú"),
        ask=_("Anh/chị gửi ảnh thẻ tạm trú hoặc trang thị thực còn hạn giúp em ạ."),
        read=PaperOrNone(of=_("thẻ tạm trú hoặc thị thực")),
        when=shows_their_stay,
        also=("the tam tru", "visa", "thi thuc"),
        brief=_("Ảnh giấy tờ cư trú ✓"),
    ),
)
