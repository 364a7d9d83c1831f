"""Yes and no, with the traps of Vietnamese politeness (domain reference 15.4). Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, StrEnum
from functools import cache

from bot.understanding.lexicon import lexicon
from bot.understanding.model import replies
from bot.understanding.plain import phrase, plain, tidy
from bot.understanding.reply_features import LETTERS, features, heard, words
from bot.understanding.right_or_wrong import says_right
from bot.understanding.second_thoughts import conclusion, second_thought


class Reply(StrEnum):
    """What an answer to a yes/no question says."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


_THUMBS = dict.fromkeys("👍✅👌🆗☑✔💯🙆", Reply.YES) | dict.fromkeys("👎❌🙅✖❎🚫⛔", Reply.NO)
_DIGIT_REPLIES = {
    "1": Reply.YES, "2": Reply.NO, "0": Reply.NO, "mot": Reply.YES, "hai": Reply.NO,
}  # fmt: skip
_STOP = re.compile(r"\b(đừng|dừng)\b")
"""Without its marks «đừng» would be «đúng», which is the opposite."""

_STILL = re.compile(r"^(?:dạ )?còn(?: (?:chứ|đây|đó|mà|nguyên|nha|nhé|nghen|ạ|á|em|cô|chú|bạn))*$")
"""Without its mark «còn» would be «con»."""

_EITHER = re.compile(r"\bdung (gui|nop|lam|xoa|huy|luu)\b")
"""Typed without marks: «đúng, gửi» or «đừng gửi», which nobody can tell."""

_NO_FIRST = re.compile(
    r"^(dạ |da )?(không|khong|ko|k|đâu|chưa|chua|hông|hong|no|sai)( ạ| em| đâu)? ?[,.!;]"
    r"|^(dạ )?có (đúng|phải|được|khớp|giống) (gì )?đâu\b"
    r"|^no (it|that|this|i|we|he|she|the|not|thanks|thank|please|sorry)\b"
)
"""«Không, sai rồi» is a no; without its comma it would be «không sai»."""

_THANKED = re.compile(
    r"(?<=\w)(?<!^da)(?<!^vang)(?<!^a)( (em|con|chau|toi|minh))? (cam on|thank you)( \w+){0,4}$"
)
"""Thanks after an answer say nothing more; «dạ cảm ơn» is thanks alone."""

_RELAYED = re.compile(
    r"^(?:dạ\s+|da\s+|thưa\s+)?(?:ba|bố|cha|mẹ|má|ông|bà|chồng|vợ|anh|chị|chú|me|ma|ong|chong|vo)"
    r"(?:\s+(?:em|con|cháu|tôi|tui|mình|nội|ngoại|chau|toi))?"
    r"\s+(?:bảo|nói|biểu|kêu|dặn|nhắn|bao|noi|bieu|keu)(?:\s+(?:là|rằng|la))?\s+",
    re.IGNORECASE,
)
"""«Dạ mẹ con bảo là» before the answer of somebody who does not type. No consent is given so."""

_SURPRISED = re.compile(
    r"\b(thật|thiệt|vậy|thế|rứa|đúng|phải|được|chưa|không|rồi|sao) (à|hả|hở|hử|ư|nhỉ)"
    r"( (em|con|cháu|ạ|bạn|shop|ad|cô|chú))*\W*$"
)
"""«đúng hả» asks, and only its mark tells it from «đúng ạ»."""

CLAUSE = re.compile(r"[,.;!\n]+|\bnhưng(?: mà)?\b|\bnhung\b")
_TURNS = re.compile(r"\b(nhung|ma \w|neu|tru|tuy|co dieu|voi dieu kien|but|if|except)")
"""After these a sentence says something else than before."""
MOST_CLAUSES = 6

LONGEST_REPLY = 8
"""Words; a longer sentence that only contains a yes is talk."""

LONGEST_SAID_FIRST = 14
"""Words of a sentence that begins with its yes."""


SURE = {"yes": 0.6, "no": 0.45, "unclear": 0.0}
"""How likely the classifier must be: a wrong yes costs more than a question."""

DENIED = {"yes": 0.9, "no": 0.0, "unclear": 0.8}
"""The same where the words hold a no that the rules know; what is less likely is that no."""

AGAINST = 0.75
"""How likely the rest of a message must say the opposite, to outweigh an answer said outright."""


def yes_no(text: str) -> Reply:
    """Tell whether the text answers a question that was just put with yes or no.

    Signs, numbers and whole phrases are known words. Where a message of several clauses has one of
    those as a clause, that is the answer, unless the rest says otherwise: «đúng rồi em. Bao giờ có
    bằng vậy?». Else the classifier tells. Who takes back what they said, or tells a story first, is
    taken by the end of it; of who answers for somebody («mẹ con bảo …»), by what that person says.
    """
    meant = second_thought(text) or conclusion(text)
    at_the_end = yes_no(meant) if meant else Reply.UNCLEAR
    if at_the_end is not Reply.UNCLEAR:
        return at_the_end
    text = _RELAYED.sub("", text[:LETTERS])
    told, by = _ruled(text)
    if by is _By.PHRASE:
        return told
    outright = _said_outright(text)
    if outright is not Reply.UNCLEAR:
        return outright
    if by is _By.NOTHING and _is_strange(text):
        return Reply.UNCLEAR
    return _guessed(text, DENIED, told) if told is Reply.NO else _guessed(text, SURE)


def _guessed(text: str, sure: Mapping[str, float], otherwise: Reply = Reply.UNCLEAR) -> Reply:
    guess = replies().likeliest(features(text))
    return Reply(guess.label) if guess.chance >= sure[guess.label] else otherwise


def _said_outright(text: str) -> Reply:
    """Return what one clause of several says in a known phrase, where the others do not differ."""
    clauses = [one for one in _SENTENCE.split(text)[:MOST_CLAUSES] if phrase(one)]
    ruled = [
        (clause, *_ruled(clause)) for clause in clauses if not _POLITE.fullmatch(plain(clause))
    ]
    outright = {told for one, told, by in ruled if by is _By.PHRASE and not _PART.match(plain(one))}
    outright -= {Reply.UNCLEAR}
    if len(clauses) == 1 or len(outright) != 1:
        return Reply.UNCLEAR
    told = outright.pop()
    others = {_guessed(one, _OPPOSED) for one, _told, by in ruled if by is not _By.PHRASE}
    differs = _OPPOSITE[told] in others or (told is Reply.YES and _TURNS.search(plain(text)))
    return Reply.UNCLEAR if differs else told


_OPPOSITE = {Reply.YES: Reply.NO, Reply.NO: Reply.YES}
_OPPOSED = {"yes": AGAINST, "no": AGAINST, "unclear": 0.0}
_SENTENCE = re.compile(rf"{CLAUSE.pattern}|\?+")
_PART = re.compile(r"(?:(?:ho )?ten|ngay|nam|thang|dia chi|so|gioi tinh|que|hang|chu|anh|hinh)\b")
"""Who says of one part that it is right has not said it of all."""
_POLITE = re.compile(r"(?:da|a|u|o|um|uh)(?: (?:em|con|chau|a))?")
"""What is said before an answer, and is none where another follows."""


def _is_strange(text: str) -> bool:
    """Tell whether most of the words were never seen by the classifier, which would only guess."""
    said = words(text)
    return 2 * sum(word in replies().words for word in said) < len(said)


def plainly(text: str) -> Reply:
    """Tell whether the text says yes or no in words that are known, wherever it is said.

    A bare «dạ» is a yes here and in `yes_no`; `consent` does not take it. In this order: a sign or
    a number; whole phrases; a question back; a doubt; a denied no («không sai»); a no; a yes.
    """
    told, by = _ruled(text)
    return Reply.UNCLEAR if by is _By.PUT_OFF else told


class _By(Enum):
    """By what the rules tell: a known phrase, something inside the text, later, or nothing."""

    PHRASE = 1
    INSIDE = 2
    PUT_OFF = 3
    NOTHING = 4


def _ruled(text: str) -> tuple[Reply, _By]:
    marked = tidy(text[:LETTERS]).lower()
    signs = {_THUMBS[sign] for sign in marked if sign in _THUMBS}
    whole = heard(marked)
    said = _bare(_THANKED.sub("", whole))
    if len(signs) == 1 and not said:
        return signs.pop(), _By.PHRASE
    if len(signs) > 1 or _EITHER.search(marked):
        return (Reply.NO if _is_no_besides(marked) else Reply.UNCLEAR), _By.PHRASE
    if _STOP.search(marked) or (_NO_FIRST.search(marked) and "?" not in marked):
        return Reply.NO, _By.PHRASE
    if _STILL.match(marked.strip(" .,!")):
        return Reply.YES, _By.PHRASE
    if _SURPRISED.search(marked):
        return Reply.UNCLEAR, _By.INSIDE
    asked = "?" in text
    known = _DIGIT_REPLIES.get(_numbered(said)) or _whole(whole) or _whole(said)
    known = known or (None if asked else _put(said))
    return (known, _By.PHRASE) if known else _inside(said, asked=asked)


def _is_no_besides(marked: str) -> bool:
    """Tell whether another clause settles «dung gui», as in «dung gui, toi khong con o do»."""
    others = [one for one in CLAUSE.split(marked) if phrase(one) and not _EITHER.search(one)]
    return any(_ruled(one)[0] is Reply.NO for one in others)


def _bare(said: str) -> str:
    """Return the phrase without the politeness around it; what is all politeness stays."""
    kept = said.split()
    before, after = _around()
    while len(kept) > 1 and kept[-1] in after:
        kept.pop()
    while len(kept) > 1 and kept[0] in before:
        kept.pop(0)
    return " ".join(kept)


def _numbered(said: str) -> str:
    return re.sub(r"^(so|chon|chon so|y|cau) (?=([0-9]|mot|hai)$)", "", said)


def _whole(said: str) -> Reply | None:
    known = lexicon()["reply"]
    if said in known["yes"] or said in known["yes_phrases"]:
        return Reply.YES
    return Reply.NO if said in known["no"] else None


def _put(said: str) -> Reply | None:
    return {True: Reply.YES, False: Reply.NO, None: None}[says_right(said)]


def _inside(said: str, *, asked: bool) -> tuple[Reply, _By]:
    patterns = _patterns()
    if asked or patterns["asking"].search(said) or patterns["doubt"].search(said):
        firm = patterns["firm_no"].search(said) and not asked
        return Reply.NO if firm else Reply.UNCLEAR, _By.INSIDE
    if patterns["no_denied"].search(said):
        return Reply.YES, _By.INSIDE
    if patterns["put_off"].search(said):
        return Reply.NO, _By.PUT_OFF
    if patterns["no_inside"].search(said):
        return Reply.NO, _By.INSIDE
    most = LONGEST_SAID_FIRST if patterns["yes_first"].search(said) else LONGEST_REPLY
    yes = patterns["yes_inside"].search(said) and len(said.split()) <= most
    return (Reply.YES, _By.INSIDE) if yes else (Reply.UNCLEAR, _By.NOTHING)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    known = lexicon()["reply"]
    names = (
        "asking",
        "doubt",
        "firm_no",
        "no_denied",
        "put_off",
        "no_inside",
        "yes_first",
        "yes_inside",
    )
    return {name: re.compile("|".join(known[name])) for name in names}


@cache
def _around() -> tuple[frozenset[str], frozenset[str]]:
    known = lexicon()["reply"]
    return frozenset(known["before"]), frozenset(known["after"])
