"""Yes, no and consent, with the traps of Vietnamese politeness (domain reference 15.4). Pure."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from bot.understanding.lexicon import lexicon
from bot.understanding.plain import core, phrase, tidy


class Reply(StrEnum):
    """What an answer to a yes/no question says."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


_YES_INSIDE = re.compile(
    r"\b(dung|chinh xac|dong y|chuan|duoc|ok|oke|okie|vang|xac nhan|phai|co)\b"
)
_ASKING = re.compile(r"\b(khong|ko|chua|a)$|\b(sao|gi|nao|bao nhieu|the nao|tai sao|may)\b")
_THUMBS = {"👍": Reply.YES, "✅": Reply.YES, "👌": Reply.YES, "👎": Reply.NO, "❌": Reply.NO}

_DIGIT_REPLIES = {"1": Reply.YES, "2": Reply.NO, "0": Reply.NO}
_LONGEST_REPLY = 7
"""A longer sentence is talk, not a reply."""

_CONSENT = re.compile(
    r"^(da |vang |toi |tui |con |chau |ca |minh |em |anh |chi |co |chu |bac |xin |ok |duoc |roi |"
    r"xac nhan |hoan toan |nhat tri )*"
    r"(dong y|dongy|chap nhan|tan thanh|nhat tri)( .*)?$"
)
_CONSENT_BUT = re.compile(r"\b(khong|ko|k|kg|chua|hong|hok|neu|nhung|hay|sao|gi|dong y khong)\b")


def yes_no(text: str) -> Reply:
    """Tell whether the text says yes or no to a question that was just put.

    A bare «dạ» is a yes here, and only here: `consent` does not take it.
    """
    said = core(text)
    known = _THUMBS.get(tidy(text)) or _DIGIT_REPLIES.get(said) or _whole(said)
    if known is not None:
        return known
    return Reply.UNCLEAR if "?" in text else _inside(said)


def _whole(said: str) -> Reply | None:
    words = lexicon()["reply"]
    if said in words["yes"] or said in words["yes_phrases"]:
        return Reply.YES
    no = said in words["no"] or said.removeprefix("da ") in words["no"]
    return Reply.NO if no else None


def _inside(said: str) -> Reply:
    if _no_inside().search(said):
        return Reply.NO
    yes = _YES_INSIDE.search(said) and not _ASKING.search(said)
    return Reply.YES if yes and len(said.split()) <= _LONGEST_REPLY else Reply.UNCLEAR


@cache
def _no_inside() -> re.Pattern[str]:
    return re.compile("|".join(lexicon()["reply"]["no_inside"]))


def consent(text: str) -> bool:
    """Tell whether the text is an agreement in full words; politeness and «ok» are not."""
    said = phrase(text)
    return bool(_CONSENT.match(said)) and not _CONSENT_BUT.search(said) and "?" not in text
