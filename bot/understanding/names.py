"""People's names as they are typed: Kinh, Jrai and Bahnar, in any case, restored. Pure."""

from __future__ import annotations

import re

from bot.understanding import NotUnderstood
from bot.understanding.plain import plain, tidy

LONGEST = 7
"""Words in a name; six are seen, more is a sentence (domain reference 15.2)."""

_POLITE_BEFORE = re.compile(r"^(?:(?:dạ|da|vâng|thưa|ok|ừ)[\s,]+)+", re.IGNORECASE)
_SAYS_WHO = re.compile(
    r"^(?:(?:em|tôi|toi|tui|mình|minh|cháu|chau|con|anh|chị|chi|cô|chú|bác)\s+)?"
    r"(?:(?:họ\s+(?:và\s+)?tên|ho\s+(?:va\s+)?ten|tên|ten)(?:\s+(?:đầy đủ|day du))?"
    r"(?:\s+(?:của|cua))?(?:\s+(?:em|tôi|toi|mình|minh|anh|chị|chi|cháu|chau))?"
    r"(?:\s+(?:đầy đủ|day du))?(?:\s*[:\-]|\s+(?:là|la))?|(?:là|la))[\s:]+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:[\s,.!]+(?:ạ|ah|nha|nhé|nhe|em ơi|nhé em|em nhé|em))*[\s.!,]*$", re.IGNORECASE
)
_TITLE = re.compile(r"^(?:ông|bà|anh|chị|cô|chú|bác|em)\s+(?=[A-ZÀ-Ỹ])")
"""In small letters before a name in capitals; «Ông» with a capital is a family name too."""

_POLITE_A = re.compile(r"(?<=[a-zà-ỹ]) a$")
_LETTERS = re.compile(r"^[^\W\d_]+(?:['’ʼ‘`\-][^\W\d_]+)*['’ʼ‘`]?$")
_TELEX = re.compile(
    r"aa|ee|oo|dd|uw|ow|aw|[aeiouy](ng|nh|ch|c|m|n|p|t)?[fjx]$|(ng|nh|ch|m|n|p|t)[sr]$"
)
_SENTENCE = re.compile(
    r"\b(khong|ko|duoc|bao nhieu|the nao|sao|muon|ho so|bang lai|giay phep|anh chup|le phi|o dau|"
    r"quay lai|nhan vien|la gi|cam on|xin chao|dong y|can cuoc|khi nao|sua lai|giup (em|toi|minh)|"
    r"(gui|xong|duoc|co|biet|nhap|chup|khai) (roi|xong))\b"
)


def name(text: str) -> str:
    """Return the full name in NFC with capitals restored, accents as typed.

    Raises NotUnderstood "digits", "telex" (keyboard leftovers like «nguyeenx»), "short" (one word
    is not a full name) or "not_a_name".
    """
    bare = _AFTER.sub("", _SAYS_WHO.sub("", _POLITE_BEFORE.sub("", tidy(text)))).strip(
        ' .,:;!"“”«»'
    )
    if bare != bare.lower():
        bare = _TITLE.sub("", _POLITE_A.sub("", bare))
    parts = bare.split()
    if re.search(r"\d", bare):
        raise NotUnderstood("digits")
    if not parts or len(parts) > LONGEST or not all(_LETTERS.match(part) for part in parts):
        raise NotUnderstood("not_a_name")
    if _SENTENCE.search(plain(bare)):
        raise NotUnderstood("not_a_name")
    if any(_typed_badly(part) for part in parts):
        raise NotUnderstood("telex")
    if len(parts) == 1:
        raise NotUnderstood("short")
    return " ".join(_capital(part) for part in parts)


def _typed_badly(part: str) -> bool:
    return part.isascii() and bool(_TELEX.search(part.lower()))


def _capital(part: str) -> str:
    pieces = re.split(r"(['’ʼ‘`\-])", part)
    whole = part.isupper() or part.islower()
    fixed = [piece.capitalize() if whole else piece[:1].upper() + piece[1:] for piece in pieces]
    return "".join("'" if piece in "’ʼ‘`" and piece else piece for piece in fixed)
