"""Which licence class a person means: «B2», «bê hai», «hạng c», «bằng xe máy» (ask). Pure."""

from __future__ import annotations

import re

from bot.understanding import NotUnderstood
from bot.understanding.keyboard import untyped
from bot.understanding.plain import LONGEST_ANSWER, plain, tidy, words
from bot.understanding.second_thoughts import on_second_thought

LONGEST_PREFIX = 2
"""Letters before a figure: «fb» 2."""

_CODED = re.compile(
    r"(?<![a-z0-9])"
    r"(f ?b ?2|f[cde]|b1[12]|b ?2|b ?1|a ?[1-4]|c ?1 ?e|d ?[12] ?e|c ?1|d ?[12]|be|ce|de)"
    r"(?![a-z0-9])"
)
_WORDS_TOO = frozenset({"be", "ce", "de"})
"""Codes that are words as well where the marks are left out: «bé», «để»."""
_NAMED = re.compile(r"\b(?:bang|bang lai|hang|loai|dau|gplx|giay phep|lai) $")
_TOLD_APART = re.compile(r"[\s,;.:]+(?:[0-9]|khong|ko |vo |het|den ngay|co gia)|[,;.]")
_NOT_THIS = re.compile(
    r"\b(?:(?:chu|ma) )?(?:khong|ko|k|kg) phai (?:la |hang |bang )*(?:[a-f][b-e]?[0-9]?e?)\b"
)
_AND_A_LETTER = re.compile(r"\b(?:va|voi|hoac|hay|cung) (?:hang |bang )?[bcde]\b(?! ?[0-9])")
_LETTER = re.compile(r"^(?:(?:bang|bang lai|lai|giay phep|gplx|hang|loai|xe|tai)\s+)*([abcde])$")
_LETTER_FIRST = re.compile(
    r"^(?:(?:bang|hang)\s+)?([abcde])\b[\s,;.:]+"
    r"(?=[0-9]{1,2}[/.\- ]|khong|ko |vo |ngay|het|den|co gia)"
)
_LETTER_AFTER = re.compile(r"\b(?:hang|loai|dau|bang|bang lai)\s+([abcde])\b(?! ?[0-9])")
_SPOKEN = {
    "bê": "b", "bờ": "b", "xê": "c", "cê": "c", "sê": "c", "cờ": "c", "đê": "d", "đờ": "d",
    "dê": "d", "dờ": "d",
    "ép": "f", "ép-phờ": "f", "hai": "2", "một": "1", "mot": "1", "ba": "3", "bốn": "4", "bon": "4",
    "be": "b", "xe": "xe",
}  # fmt: skip
_ONE_LETTER = frozenset("abcdef")
_VEHICLE = re.compile(
    r"\b(xe may|oto|o to|xe hoi|xe tai|xe khach|xe con|mo to|moto|container|xe|"
    r"(ba|hai|bon|[234]) banh)\b"
)
_BIG_BIKE = re.compile(r"\bphan khoi lon\b|\bpkl\b")


@on_second_thought
def licence_class(text: str) -> str:
    """Return the class code that the text names.

    Raises NotUnderstood "which" where a vehicle is named that several classes fit («bằng xe máy»,
    «bằng ô tô»), "many" where several codes are named, "none" otherwise.
    """
    said = _NOT_THIS.sub(" ", _said(text[:LONGEST_ANSWER]))
    codes = list(
        dict.fromkeys(
            hit.group(1).replace(" ", "").upper()
            for hit in _CODED.finditer(said)
            if hit[1] not in _WORDS_TOO or _means_a_code(text, said, hit)
        )
    )
    if len(codes) == 1 and not _AND_A_LETTER.search(said):
        return codes[0]
    if codes:
        raise NotUnderstood("many")
    letter = _LETTER.match(_core(said)) or _LETTER_FIRST.match(said) or _LETTER_AFTER.search(said)
    if letter:
        return letter.group(1).upper()
    if _BIG_BIKE.search(said):
        return "A2"
    vehicle = _VEHICLE.search(said)
    raise NotUnderstood("which" if vehicle else "none")


def _means_a_code(text: str, said: str, hit: re.Match[str]) -> bool:
    """Tell whether «de» is the code and not «để», «đề»: alone, named, in capitals, apart."""
    named = _NAMED.search(said[: hit.start()]) is not None
    alone = _core(said) == hit[1] or _TOLD_APART.match(said[hit.end() :]) is not None
    return named or alone or re.search(rf"\b{hit[1].upper()}\b", text) is not None


_CALLED = re.compile(r"\be(?= (?:ơi|oi)\b)")
"""«e ơi» is «em ơi», and no letter of a class."""


def _said(text: str) -> str:
    """Return plain text in which letters and figures said aloud («bê hai») are written."""
    text = _CALLED.sub("em", text)
    marked = [
        word.strip(".,;:!?()")
        for word in tidy(text).lower().replace("-", " ").replace(".", " ").split()
    ]
    written: list[str] = []
    for before, word in zip(["", *marked], marked, strict=False):
        sign = _SPOKEN.get(word, word)
        after_letter = (
            bool(written) and written[-1][-1:] in _ONE_LETTER and len(written[-1]) <= LONGEST_PREFIX
        )
        is_figure = sign in {"1", "2", "3", "4"}
        if (is_figure and (word.isdigit() or after_letter)) or (
            sign in _ONE_LETTER and word in _SPOKEN and word != "be"
        ):
            written.append(sign)
        elif word == "ạ":
            continue
        elif word == "e" and _SPOKEN.get(before) in _ONE_LETTER:
            written[-1] += word
        elif not word.isascii() and plain(word) in {"be", "ce", "de"}:
            written.append(word)
        else:
            written.append(untyped(plain(word)))
    joined = " ".join(written)
    joined = re.sub(r"\bbe (?=[12]\b)", "b ", joined)
    joined = re.sub(r"\bb so tu dong\b", "b1", joined)
    return re.sub(r"\bf ([bcde])\b", r"f\1", joined)


def _core(said: str) -> str:
    polite = {"da", "a", "nha", "nhe", "em", "oi", "la", "anh", "chi", "toi", "minh", "cua", "lai"}
    parts = list(words(said))
    while len(parts) > 1 and parts[-1] in polite:
        parts.pop()
    while len(parts) > 1 and parts[0] in polite:
        parts.pop(0)
    return " ".join(parts)
