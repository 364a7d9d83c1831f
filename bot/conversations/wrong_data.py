"""A licence that says something wrong is exchanged for one that agrees with the citizen card.

Thông tư 12/2025/TT-BCA Điều 20 asks for papers that prove the difference; the rule set of the day
says whether they are needed (`data_difference` in `domain/rules.toml`).
"""

from __future__ import annotations

from bot.conversations import _exchange_questions as ask
from bot.conversations import _exchange_steps as steps
from bot.conversations._exchange_form import procedure
from bot.shape import Form, Question
from bot.told_questions import InOwnWords, PaperOrCard
from domain.words import _

DIFFERENCE = (
    Question(
        key="difference",
        label=_("Chỗ bị sai"),
        ask=_(
            "Trên bằng sai chỗ nào, và đúng phải là gì ạ? Ví dụ: sai năm sinh, đúng là 05/03/1990."
        ),
        read=InOwnWords(
            example=_("Ví dụ: tên trên bằng là Nguyễn Văn Mâu, đúng là Nguyễn Văn Mẫu.")
        ),
        also=("cho sai", "thong tin sai"),
    ),
)
PROOF = (
    Question(
        key="difference_paper",
        label=_("Giấy chứng minh chỗ sai"),
        ask=_(
            "Anh/chị gửi ảnh giấy tờ có thông tin đúng (khai sinh, quyết định cải chính…). "
            "Nếu chỉ có căn cước, anh/chị nhắn «chỉ có căn cước» ạ."
        ),
        read=PaperOrCard(of=_("giấy tờ có thông tin đúng")),
        when=steps.needs_proof,
        also=("giay chung minh", "giay khai sinh"),
        brief=_("Giấy tờ: {value}"),
    ),
)

FORM: Form = procedure(
    "wrong_data",
    _("Đổi giấy phép lái xe sai thông tin"),
    (
        *ask.OPENING,
        *DIFFERENCE,
        *ask.LICENCE,
        *PROOF,
        *ask.CITIZEN,
        *ask.DELIVERY,
        *ask.CARD_PICTURES,
        *ask.HEALTH,
        *ask.NUMBER,
        *ask.MEETING,
        ask.hand_in(lambda: FORM),
    ),
    opened_by=("change_info", "sửa bằng", "đổi thông tin bằng"),
    reason="wrong_data",
)
