"""How else people would type a sentence: no marks, Telex, slips, chat words, politeness.

Chance comes from a generator that is passed in, so the same seed teaches the same.
"""

from __future__ import annotations

import re
from random import Random

from bot.understanding.plain import plain

_WAYS = (
    ("bằng lái xe", "bằng lái", "bằng", "gplx", "giấy phép lái xe", "blx"),
    ("chụp ảnh", "chụp hình"),
    ("bưu cục", "bưu điện"),
    ("bao nhiêu", "nhiêu", "bn", "mấy", "bnhiu"),
    ("không", "ko", "k", "hông", "hong", "hok"),
    ("được không", "dc k", "được hông", "đc ko", "được ko"),
    ("được", "dc", "đc"),
    ("ngày nào", "hôm nào", "bữa nào"),
    ("khi nào", "bao giờ", "chừng nào", "lúc nào"),
    ("thế nào", "ntn", "như thế nào", "ra sao", "sao"),
    ("huỷ", "hủy", "huy"),
    ("xoá", "xóa"),
    ("muốn", "cần", "xin", "mún"),
    ("căn cước", "cccd", "căn cước công dân"),
    ("số điện thoại", "sđt", "số đt"),
    ("hồ sơ", "hs", "hồ sơ của tôi"),
    ("làm sao", "sao", "làm thế nào"),
    ("rồi", "r", "òi"),
    ("gì", "j", "chi"),
    ("vậy", "z", "thế", "vại", "dzậy", "rứa", "rua", "ri"),
    ("đâu", "mô", "đâu"),
    ("sao", "răng", "seo"),
    ("xem", "coi", "ngó"),
    ("làm", "mần", "làm"),
    ("này", "ni", "nầy"),
    ("hôm", "bữa"),
    ("ảnh", "hình", "tấm hình"),
    ("về", "dìa", "zề"),
    ("mất bao lâu", "bao lâu", "bao lâu thì xong"),
    ("giấy khám sức khoẻ", "giấy khám sức khỏe", "gksk", "giấy khám"),
    ("giúp", "giùm", "dùm", "hộ"),
    ("nhân viên", "nv", "cán bộ"),
    ("với", "vs"),
    ("cảm ơn", "cám ơn", "tks"),
    ("lịch hẹn", "lịch", "lịch chụp", "buổi hẹn", "cuộc hẹn"),
    ("hư", "hỏng"),
    ("mai", "ngày mai", "hôm đó", "thứ 3", "bữa đó"),
)
_WHO = ("em", "tôi", "mình", "tui", "cháu", "con", "chị", "anh", "bác", "e", "cô", "chú")
_BEFORE = (
    "dạ", "em ơi", "ad ơi", "cho hỏi", "cho em hỏi", "cho tôi hỏi", "chị ơi", "dạ cho em hỏi",
    "anh ơi", "xin chào", "alo", "chào em", "cho mình hỏi", "ơi", "bạn ơi", "shop ơi", "này",
    "dạ em chào anh chị,", "cháu ơi", "ủa", "thưa bưu điện,", "giờ", "à", "ê", "cô ơi cho con hỏi",
)  # fmt: skip
_AFTER = (
    "ạ", "nha", "nhé", "em", "vậy", "vậy em", "ad", "ạ?", "nhỉ", "z", "với", "giúp em", "nghen",
    "hả em", "vậy ạ", "em ơi", "đi", "luôn", "nè", "nha em", "giùm tui", "được không", "cảm ơn em",
    "ạ, em cảm ơn", "😀", "🙏", "!!!", "...", "??", "đó", "ta", "hen", "vậy chú",
)  # fmt: skip
_NEAR_KEYS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "g": "fh", "h": "gj", "i": "uo",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et",
    "s": "ad", "t": "ry", "u": "yi", "v": "cb", "x": "zc", "y": "tu",
}  # fmt: skip


def variants(text: str, chance: Random, *, count: int, bare: bool) -> list[str]:
    """Return the sentence, the same without marks, and `count` other ways of typing it.

    With `bare` only the spelling changes: no politeness around it, no other words in it.
    """
    made = [text, plain(text)]
    for _turn in range(count):
        said = text if bare else _around(_reworded(text, chance), chance)
        made.append(mistyped(said, chance))
    return made


def _reworded(text: str, chance: Random) -> str:
    said = f" {text} "
    for ways in chance.sample(_WAYS, k=len(_WAYS)):
        named = next((way for way in ways if f" {way} " in said.lower()), None)
        if named and chance.random() < 0.4:  # noqa: PLR2004 - often enough to learn from
            said = re.sub(rf"(?i) {re.escape(named)} ", f" {chance.choice(ways)} ", said, count=1)
    if chance.random() < 0.5:  # noqa: PLR2004 - the same
        who = chance.choice(_WHO)
        said = re.sub(r" (em|tôi|mình|tui|cháu|con) ", f" {who} ", said)
    return said.strip()


def _around(text: str, chance: Random) -> str:
    before = f"{chance.choice(_BEFORE)} " if chance.random() < 0.35 else ""  # noqa: PLR2004 - the same
    after = f" {chance.choice(_AFTER)}" if chance.random() < 0.45 else ""  # noqa: PLR2004 - the same
    return f"{before}{text}{after}"


def mistyped(text: str, chance: Random) -> str:
    """Return the text as a thumb types it: now and then without marks, with a slip, or loud."""
    roll = chance.random()
    if roll < 0.35:  # noqa: PLR2004 - a third of people type no marks
        text = plain(text)
    if chance.random() < 0.45:  # noqa: PLR2004 - slips are common on a telephone
        text = _slip(text, chance)
    if chance.random() < 0.05:  # noqa: PLR2004 - a few shout
        text = text.upper()
    return text


def _slip(text: str, chance: Random) -> str:
    places = [at for at, letter in enumerate(text) if letter.isalpha()]
    if len(places) < 5:  # noqa: PLR2004 - a slip in a short word makes another word
        return text
    at = chance.choice(places)
    letter = text[at]
    way = chance.randrange(5)
    if way == 0:
        return text[:at] + text[at + 1 :]
    if way == 1:
        return text[:at] + letter + text[at:]
    if way == 2:  # noqa: PLR2004 - one of five ways
        return text[:at] + text[at + 1 : at + 2] + letter + text[at + 2 :]
    if way == 3:  # noqa: PLR2004 - one of five ways
        return text.replace(" ", "", 1) if chance.random() < 0.5 else text  # noqa: PLR2004 - a coin
    near = _NEAR_KEYS.get(plain(letter), letter)
    return text[:at] + chance.choice(near) + text[at + 1 :]
