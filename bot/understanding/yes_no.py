"""Yes, no and consent, with the traps of Vietnamese politeness (domain reference 15.4). Pure."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from bot.understanding.chat import settled
from bot.understanding.lexicon import lexicon
from bot.understanding.plain import LONGEST_ANSWER, tidy


class Reply(StrEnum):
    """What an answer to a yes/no question says."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


_THUMBS = {"👍": Reply.YES, "✅": Reply.YES, "👌": Reply.YES, "👎": Reply.NO, "❌": Reply.NO}
_DIGIT_REPLIES = {
    "1": Reply.YES, "2": Reply.NO, "0": Reply.NO, "mot": Reply.YES, "hai": Reply.NO,
}  # fmt: skip
_STOP = re.compile(r"\b(đừng|dừng)\b")
"""Without its marks «đừng» would be «đúng», which is the opposite."""

_EITHER = re.compile(r"\bdung (gui|nop|lam|xoa|huy|luu)\b")
"""Typed without marks: «đúng, gửi» or «đừng gửi», which nobody can tell."""

_ADDRESSED = re.compile(r"\b(cô|chú|bác|nó|ạ|à|á)\b")
"""«cô» without its mark would be «có», and «nó» a no in English."""

_NO_FIRST = re.compile(
    r"^(dạ |da )?(không|khong|ko|k|đâu|chưa|chua|hông|hong|no|sai)( ạ| em| đâu)? ?[,.!;]"
)
"""«Không, sai rồi» is a no; without its comma it would be «không sai»."""

LONGEST_REPLY = 8
"""Words; a longer sentence that only contains a yes is talk."""

LONGEST_SAID_FIRST = 14
"""Words of a sentence that begins with its yes."""


def yes_no(text: str) -> Reply:
    """Tell whether the text says yes or no to a question that was just put.

    A bare «dạ» is a yes here, and only here: `consent` does not take it. In this order: a sign or a
    number; whole phrases; a question back; a doubt; a denied no («không sai»); a no; a yes.
    """
    marked = tidy(text[:LONGEST_ANSWER]).lower()
    signs = {_THUMBS[sign] for sign in marked if sign in _THUMBS}
    whole = settled(_ADDRESSED.sub(" ", marked))
    said = _bare(whole)
    if len(signs) == 1 and not said:
        return signs.pop()
    if len(signs) > 1:
        return Reply.UNCLEAR
    if _EITHER.search(marked):
        return Reply.UNCLEAR
    known = _DIGIT_REPLIES.get(_numbered(said)) or _whole(said) or _whole(whole)
    if _STOP.search(marked) or (_NO_FIRST.search(marked) and "?" not in marked):
        return Reply.NO
    return known or _inside(said, asked="?" in text)


def _bare(said: str) -> str:
    """Return the phrase without the politeness around it; what is all politeness stays."""
    words = said.split()
    before, after = _around()
    while len(words) > 1 and words[-1] in after:
        words.pop()
    while len(words) > 1 and words[0] in before:
        words.pop(0)
    return " ".join(words)


def _numbered(said: str) -> str:
    return re.sub(r"^(so|chon|chon so|y|cau) (?=([0-9]|mot|hai)$)", "", said)


def _whole(said: str) -> Reply | None:
    words = lexicon()["reply"]
    if said in words["yes"] or said in words["yes_phrases"]:
        return Reply.YES
    return Reply.NO if said in words["no"] else None


def _inside(said: str, *, asked: bool) -> Reply:
    patterns = _patterns()
    if asked or patterns["asking"].search(said) or patterns["doubt"].search(said):
        firm = patterns["firm_no"].search(said) and not asked
        return Reply.NO if firm else Reply.UNCLEAR
    if patterns["no_denied"].search(said):
        return Reply.YES
    if patterns["no_inside"].search(said):
        return Reply.NO
    most = LONGEST_SAID_FIRST if patterns["yes_first"].search(said) else LONGEST_REPLY
    yes = patterns["yes_inside"].search(said) and len(said.split()) <= most
    return Reply.YES if yes else Reply.UNCLEAR


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = lexicon()["reply"]
    names = ("asking", "doubt", "firm_no", "no_denied", "no_inside", "yes_first", "yes_inside")
    return {name: re.compile("|".join(words[name])) for name in names}


@cache
def _around() -> tuple[frozenset[str], frozenset[str]]:
    words = lexicon()["reply"]
    return frozenset(words["before"]), frozenset(words["after"])


def consent(text: str) -> bool:
    """Tell whether the text is an agreement in full words; politeness and «ok» are not.

    Who agrees must be the person who writes: «vợ tôi đồng ý» is none. A condition, a doubt or a
    question is none.
    """
    said = settled(text[:LONGEST_ANSWER])
    agreed, but = _consent()
    return bool(agreed.match(said)) and not but.search(said) and "?" not in text


@cache
def _consent() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = lexicon()["consent"]
    before = "|".join(words["before"])
    return (
        re.compile(rf"^(?:(?:{before}) )*(?:{'|'.join(words['agreed'])})(?: .*)?$"),
        re.compile(rf"\b(?:{'|'.join(words['but'])})\b"),
    )
