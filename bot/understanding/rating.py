"""How satisfied somebody says they are, from 1 to 5, and what they say beside that. Pure."""

from __future__ import annotations

import re

from bot.understanding import NotUnderstood
from bot.understanding.plain import core, phrase, plain, tidy

BEST = 5
TEN = 10
_MOST_WORDS = 30
"""Words of a verdict; in a longer text a word of praise or blame may mean anything."""

_BEFORE = r"^\W*(?:(?:da|em|cho|cham|toi|minh|anh|chi|chu|co|bac|danh gia|duoc|la|so|diem)\W+)*"
_DIGIT = re.compile(
    _BEFORE + r"(?P<score>10|[1-5])(?:\s*/\s*5\b|\s+tren\s+5\b)?"
    r"(?:\s*(?:sao|diem|stars?|points?)\b)?(?![\d/:])(?!\s*(?:ngay|gio|lan|nguoi|thang|tuan|nam|h)\b)"
)
_OF_TEN = re.compile(_BEFORE + r"(?P<score>10|[1-9])(?:\s*/\s*|\s+tren\s+)10(?![\d/])")
_STARS = re.compile(r"[⭐★]")
_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5}
_SPOKEN = re.compile(_BEFORE + r"(?P<score>mot|hai|ba|bon|nam)\s+(?:sao|diem)\b")
_VERDICTS = (
    (1, "rat khong hai long", "rat te", "qua te", "te qua", "qua kem", "rat kem", "that vong",
        "very bad", "terrible"),
    (2, "khong hai long", "chua hai long", "khong tot", "chua tot", "te", "kem", "cham qua",
        "lau qua", "qua cham", "qua lau", "bad", "not satisfied", "slow"),
    (3, "binh thuong", "tam duoc", "tam on", "tam", "cung duoc", "fair", "so so"),
    (5, "rat hai long", "rat la hai long", "cuc ky hai long", "qua hai long", "rat tot", "qua tot",
        "tuyet voi", "tuyet", "xuat sac", "hoan hao", "rat ung", "very good", "very satisfied",
        "excellent", "great", "perfect"),
    (4, "hai long", "tot", "hay", "on", "ung y", "nhanh", "good", "satisfied", "fine"),
)  # fmt: skip

_ALONE = frozenset({"te", "kem", "tam", "on", "hay", "fine", "bad", "slow", "nhanh"})
"""Verdicts that are something else inside a sentence («cảm ơn», «thực tế», «hay là»)."""


def rating(text: str) -> tuple[int, str]:
    """Return the score, from 1 to 5, and the words beside it; raise NotUnderstood.

    A number counts at the beginning («5», «4 sao, giao hơi chậm»), a verdict anywhere in a short
    text («em làm rất tốt»); then the whole text is kept, where it says more than the verdict.
    """
    whole = tidy(text)
    if "?" in whole or len(whole.split()) > _MOST_WORDS:
        raise NotUnderstood("none")
    return _number(whole) or _verdict(whole)


def _number(whole: str) -> tuple[int, str] | None:
    stars = len(_STARS.findall(whole))
    if 1 <= stars <= BEST:
        return stars, _STARS.sub("", whole).strip(" ,.;:!-")
    bare = plain(whole)
    of_ten = _OF_TEN.match(bare)
    hit = of_ten or _DIGIT.match(bare) or _SPOKEN.match(bare)
    if hit is None:
        return None
    score = _NUMBERS.get(hit["score"]) or int(hit["score"])
    if of_ten or score == TEN:
        score = (score + 1) // 2
    rest = whole[hit.end() :] if len(bare) == len(whole) else ""
    return score, re.sub(r"^\W+|[\s,;:-]+$", "", _polite_end(rest))


def _polite_end(rest: str) -> str:
    """Return what follows a number, without «ạ», «nhé», «em» alone."""
    return "" if phrase(rest) in {"", "a", "nhe", "nha", "em", "em a", "nhe em", "da"} else rest


def _verdict(whole: str) -> tuple[int, str]:
    said = f" {phrase(whole)} "
    for score, *ways in _VERDICTS:
        for way in ways:
            if f" {way} " in said and (way not in _ALONE or core(whole) == way):
                return score, "" if core(whole) == way else whole
    raise NotUnderstood("none")
