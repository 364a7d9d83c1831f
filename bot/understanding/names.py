"""People's names as they are typed: Kinh, Jrai and Bahnar, in any case, restored. Pure."""

from __future__ import annotations

import re
from functools import cache

from bot.understanding import NotUnderstood, intents
from bot.understanding.chat import settled
from bot.understanding.keyboard import syllable, untyped
from bot.understanding.lexicon import lexicon
from bot.understanding.plain import LONGEST_ANSWER, plain, tidy
from bot.understanding.rules import named
from bot.understanding.second_thoughts import on_second_thought

LONGEST = 7
"""Words in a name; six are seen, more is a sentence (domain reference 15.2)."""

_POLITE_BEFORE = re.compile(r"^(?:(?:dạ|da|vâng|thưa|ok|ừ|à)[\s,]+)+", re.IGNORECASE)
_WHO = r"(?:em|tôi|toi|tui|mình|minh|mik|cháu|chau|con|anh|chị|chi|cô|chú|bác|bà|ông|ba|mẹ|má|e)"
_KIN = r"(?:ba|bố|cha|mẹ|má|vợ|chồng|con trai|con gái|con|anh|chị|em|ông|bà|me|ma|vo|chong|bo)"
_SAYS_WHO = re.compile(
    rf"^(?:bằng (?:đứng )?)?(?:{_KIN}\s+)?(?:{_WHO}\s+)?"
    r"(?:(?:họ\s+(?:và\s+)?tên|ho\s+(?:va\s+)?ten|tên|ten)(?:\s+(?:đầy đủ|day du|thật))?"
    rf"(?:\s+(?:của|cua))?(?:\s+{_KIN}(?=\s))?(?:\s+{_WHO})?"
    r"(?:\s+(?:đầy đủ|day du))?(?:\s*[:\-]|\s+(?:là|la))?|(?:ghi\s+)?(?:là|la))"
    r"(?:\s+(?:á|thì|nè|đây))?[\s:,]+"
    r"|^(?:my (?:full )?name(?: is|:)|i am|i'm|name:)\s+",
    re.IGNORECASE,
)
_BEFORE_COLON = re.compile(r"^[^:]*\b(?:tên|ten|name)\b[^:]*:\s*", re.IGNORECASE)
_AFTER = re.compile(
    r"(?:[\s,.!]+(?:ạ|ah|nha|nhé|nhe|nghen|nghe|hen|nè|đó|ad|shop|em ơi|nhé em|em nhé|nha em|em))*"
    r"[\s.!,]*$",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(?:ông|bà|anh|chị|cô|chú|bác|em)\s+(?=[A-ZÀ-Ỹ])")
"""In small letters before a name in capitals; «Ông» with a capital is a family name too."""

_POLITE_A = re.compile(r"(?<=[a-zà-ỹ]) a$")
_LETTERS = re.compile(r"^[^\W\d_]+(?:['’ʼ‘`\-][^\W\d_]+)*['’ʼ‘`]?$")
_TELEX = re.compile(
    r"aa|ee|oo|dd|uw|ow|aw|[aeiouy](ng|nh|ch|c|m|n|p|t)?[fjx]$|(ng|nh|ch|m|n|p|t)[sr]$"
)
_SENTENCE = re.compile(
    r"\b(bao nhieu|the nao|ho so|bang lai|giay phep|anh chup|le phi|o dau|"
    r"quay lai|nhan vien|la gi|cam on|xin chao|dong y|can cuoc|khi nao|sua lai|giup (em|toi|minh)|"
    r"tu dau|tren bang|trong (bang|can)|go lai|gui anh|doi chut|cho (chut|xiu|ti)|doi bang|"
    r"(gui|xong|duoc|co|biet|nhap|chup|khai) (roi|xong))\b"
)
_WORD_OF_TALK = re.compile(r"\b(khong|ko|duoc|sao|muon)\b")
_NEVER = frozenset({"là", "của", "không", "gì", "rồi", "và", "với"})
_PLACES = frozenset({"xã", "phường", "thôn", "làng", "ấp", "huyện", "tỉnh", "đường", "tổ"})
_NO_PART_OF_A_NAME = frozenset(
    {
        "rồi", "mà", "này", "được", "không", "cho", "của", "là", "gì", "sao", "nào", "thì", "đã",
        "đang", "sẽ", "với", "và", "trên", "dưới", "trong", "ngoài", "nhưng", "để", "đến", "chờ",
        "đợi", "chút", "lắm", "vậy", "hả", "cái", "các", "những", "ai", "đâu", "nữa", "chưa",
        "cũng", "đúng", "sai", "tên", "muốn", "cần", "gõ",
    }
)  # fmt: skip
"""With their marks. Some are given names («Được», «Đến»): after a family name one may stand."""

_MIDDLE = frozenset({"van", "thi"})
"""After a family name these leave no doubt: «Trần Văn Không» is a man, and no refusal."""

_MASHED = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}|asdf|qwer|zxcv|hjkl", re.IGNORECASE)
SHORTEST = 2
"""Letters and signs of a part that needs no vowel: «H'» stands before Jrai names."""

_VOWEL = re.compile(r"[aeiouy]")


@on_second_thought
def name(text: str) -> str:
    """Return the full name in NFC with capitals restored, accents as typed.

    Raises NotUnderstood "digits", "telex" (keyboard leftovers like «nguyeenx»), "short" (one word
    is not a full name) or "not_a_name".
    """
    bare = _bare(text)
    parts = bare.split()
    if re.search(r"\d", bare):
        raise NotUnderstood("digits")
    if not parts or len(parts) > LONGEST or not all(_LETTERS.match(part) for part in parts):
        raise NotUnderstood("not_a_name")
    if _SENTENCE.search(plain(bare)):
        raise NotUnderstood("not_a_name")
    if len(parts) > 1 and _is_talk(bare, parts):
        raise NotUnderstood("not_a_name")
    if any(_typed_badly(part) for part in parts):
        raise NotUnderstood("telex")
    if len(parts) == 1:
        raise NotUnderstood("short")
    return " ".join(_capital(part) for part in parts)


def _bare(text: str) -> str:
    """Return the text without politeness and «tên em là» around the name."""
    said = _BEFORE_COLON.sub("", _POLITE_BEFORE.sub("", tidy(text[:LONGEST_ANSWER])))
    whole = _SAYS_WHO.sub("", said).strip(_SIGNS)
    said = _AFTER.sub("", whole).strip(_SIGNS)
    if _UNFINISHED.search(said):
        said = whole
    if said != said.lower():
        said = _TITLE.sub("", _POLITE_A.sub("", said))
    return said


_SIGNS = ' .,:;!"“”«»'
_UNFINISHED = re.compile(r"^\S+ (?:thị|thi|văn|van)$", re.IGNORECASE)
"""«Nguyễn Thị Em» is no politeness: after these a given name must come."""


def _is_talk(bare: str, parts: list[str]) -> bool:
    """Tell whether these letters are a sentence, a command or no words at all."""
    shapeless = any(not _VOWEL.search(plain(part)) for part in parts if len(part) > SHORTEST)
    if shapeless or _MASHED.search(plain(bare)) or all(len(part) == 1 for part in parts):
        return True
    family = _is_family(parts[0])
    if family and plain(parts[1]) in _MIDDLE and len(parts) > SHORTEST:
        return False
    small = [part.lower() for part in parts]
    if small[0] in _PLACES or not _NEVER.isdisjoint(small):
        return True
    strange = sum(part in _NO_PART_OF_A_NAME for part in small)
    if strange > int(family) or (not family and _WORD_OF_TALK.search(plain(bare))):
        return True
    if bare.istitle():
        return intents.command(bare) is not None or bool(named(settled(bare)))
    return not family and (intents.intent(bare, answering=True) is not None)


def _is_family(part: str) -> bool:
    """Tell whether names begin like this; «H'Hen» begins with its «H'»."""
    return re.split("['’ʼ‘`-]", plain(part))[0] in _families()


@cache
def _families() -> frozenset[str]:
    return frozenset(lexicon()["names"]["families"])


def _typed_badly(part: str) -> bool:
    """Tell whether a keyboard left this behind; «Brown» is no syllable however it is mended."""
    small = part.lower()
    mends = syllable(untyped(small)) or not _VOWEL.search(small)
    return part.isascii() and mends and bool(_TELEX.search(small))


def _capital(part: str) -> str:
    pieces = re.split(r"(['’ʼ‘`\-])", part)
    fixed = [piece.capitalize() for piece in pieces]
    return "".join("'" if piece in "’ʼ‘`" and piece else piece for piece in fixed)
