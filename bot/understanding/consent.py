"""Whether somebody agrees, in full words and for themselves (domain reference 15.4). Pure."""

from __future__ import annotations

import re
from functools import cache

from bot.understanding.chat import settled
from bot.understanding.lexicon import lexicon
from bot.understanding.model import agreements
from bot.understanding.reply_features import LETTERS, features, heard
from bot.understanding.second_thoughts import conclusion, second_thought
from bot.understanding.yes_no import CLAUSE

SURE_OF_CONSENT = 0.8
"""How likely an agreement must be whose words the rules do not expect around it, and"""
SURE_OF_NONE = 0.97
"""how likely that it is none, where they do."""


_ASKS_ON = re.compile(
    r"(?<=[.!\n])\s*(?:(?:vậy|rồi|thế|giờ|xong|vay|roi|gio)\s+)?"
    r"(?:khi nào|bao giờ|mấy giờ|bao lâu|bước tiếp|tiếp theo|chừng nào|khi nao|bao gio|bao lau)"
    r"[^.!?\n]*\?\s*$",
    re.IGNORECASE,
)
"""«Tôi đồng ý. Khi nào chụp hình?» agrees, and asks what comes next."""

_REASSURED = re.compile(
    r"\b(?:(?:không|khong|ko|k|chả|chẳng)\s+(?:có\s+|co\s+)?(?:vấn đề|van de|sao|thắc mắc)"
    r"(?:\s+(?:gì|gi|đâu|dau|hết|cả))*|(?:tại\s+)?sao(?:\s+lại|\s+lai)?\s+(?:không|khong)|chứ sao"
    r"|mà thôi|ma thoi|(?:cứ|cu)\s+\w+\s+(?:mà|ma)\s+(?:làm|dùng|xài|giữ|lam|dung|xai|giu))"
    r"(?=\s*[,.!]|\s+(?:tôi|tui|em|mình|toi|minh)\b|\s*$)\s*[,.!]*",
    re.IGNORECASE,
)
"""What is said to reassure before «tôi đồng ý», and is no condition."""

_NAMED_SELF = re.compile(
    r"^(?:dạ\s+)?(?:(?:tôi|em|mình|cháu|toi|con)\s+)?(?:tên|ten)\s+[^,.]{2,40}[,.]", re.IGNORECASE
)
_RATHER = re.compile(r"^\s*(?:chứ|chớ)\s+(?=\S)", re.IGNORECASE)
_OF_COURSE = re.compile(
    r"^((?:dạ\s+|ừ\s+)?(?:(?:tôi|tui|em|mình|con|cháu)\s+)?(?:đồng ý|chấp nhận)\s+(?:chứ|chớ))"
    r"\s*[,.!]",
    re.IGNORECASE,
)
"""«Đồng ý chứ, không thì sao làm được»: after the idiom comes a reason and no condition."""

_BOUND = re.compile(
    r"\b(?:nhưng|nhung|nếu|neu|điều kiện|trừ|khi|chưa|với lại|đừng|miễn|hỏi|để)\b|\?", re.IGNORECASE
)
_NOT_THAT = re.compile(r"\b(?:đừng|dừng)\b", re.IGNORECASE)
_FULL = r"(?:dong y|chap nhan|nhat tri|tan thanh|xac nhan)"
_HALFWAY = re.compile(
    rf"\b{_FULL}(?: (?:la|thi|co|toi|em|minh))* (?:(?:mot |1 |phan )?nua|(?:mot|1) phan"
    r"|tam(?: thoi)?|(?:nhu )?the nao|nhu nao|ra sao|hoi nao)\b"
    rf"|\b{_FULL}\b.*\bnhung (?:dung|cho|khoan)\b|\btu choi\b"
    r"|\b(?:thang \w+|(?:me|vo|chong|bo|cha|ben|thang \w+)(?: (?:em|toi|tui|minh|con|chau))+)"
    rf" (?:cung |da )?{_FULL}\b"
)
"""«Đồng ý một nửa», «đồng ý tạm thôi», «bên em đồng ý» bind nobody; «đồng ý là như nào» asks."""
_SELF = re.compile(
    r"^((?:dạ|ừ|ờ|da|u|o)\s+)?(?:t|qua)\s+"
    r"(?=(?:(?:xin|hoàn toàn|đã đọc|hoan toan|da doc)\s+)?(?:(?:và|va)\s+)?"
    r"(?:đồng ý|chấp nhận|nhất trí|tán thành|dong y|chap nhan|nhat tri|tan thanh)\b)",
    re.IGNORECASE,
)
"""«T đồng ý», «qua đồng ý»: «tôi» of the young and of old men of the South."""


def consent(text: str) -> bool:
    """Tell whether the text is an agreement in full words; politeness and «ok» are not.

    Who agrees must be the person who writes: «vợ tôi đồng ý» is none. A condition, a doubt or a
    question is none. A word of agreement must be there, whatever the classifier thinks of the rest.
    """
    meant = second_thought(text)
    if meant:
        return consent(meant)
    if consent_at_the_end := conclusion(text):
        return consent(consent_at_the_end)
    text = _consenting(text[:LETTERS])
    said = heard(settled(text))
    parted = " | ".join(settled(clause) for clause in CLAUSE.split(text))
    agreed, expected, but = _consent()
    bound = "?" in text or but.search(parted) or _NOT_THAT.search(text) or _HALFWAY.search(said)
    if bound or not agreed.search(said):
        return False
    if said in lexicon()["consent"]["agreed"]:
        return True
    guess = agreements().likeliest(features(text))
    if any(map(expected.match, (said, *parted.split(" | ")))):
        return guess.label == "yes" or guess.chance < SURE_OF_NONE
    return guess.label == "yes" and guess.chance >= SURE_OF_CONSENT


def _consenting(text: str) -> str:
    """Return the text without what is said around an agreement and changes nothing of it."""
    text = _SELF.sub(r"\1tôi ", text)
    for around in (_NAMED_SELF, _ASKS_ON, _REASSURED, _RATHER):
        text = around.sub(" ", text)
    of_course = _OF_COURSE.match(text)
    return of_course.group(1) if of_course and not _BOUND.search(text) else text


@cache
def _consent() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    known = lexicon()["consent"]
    before, agreed = "|".join(known["before"]), "|".join(known["agreed"])
    return (
        re.compile(rf"\b(?:{agreed})\b"),
        re.compile(rf"^(?:(?:{before}) )*(?:{agreed})(?: .*)?$"),
        re.compile(rf"\b(?:{'|'.join(known['but'])})\b"),
    )
