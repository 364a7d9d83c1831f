"""Yes and no, with the traps of Vietnamese politeness (domain reference 15.4). Pure."""

from __future__ import annotations

import re
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


SURE = {"yes": 0.7, "no": 0.6, "unclear": 0.0}
"""How likely a guess must be where no word is known: a wrong yes costs more than a question."""

SURER = {"yes": 1.1, "no": 0.95, "unclear": 0.9}
"""The same where a word inside the sentence says otherwise, which no yes outweighs, and"""
DOUBTED = {"yes": 0.7, "no": 0.7, "unclear": 0.85}
"""from where on neither of the two is told."""


def yes_no(text: str) -> Reply:
    """Tell whether the text answers a question that was just put with yes or no.

    Signs, whole phrases, questions and doubts are known words, see `plainly`. Else the classifier
    tells, and where it differs from a word inside the sentence it must be surer still. Clauses that
    agree, or of which the others say nothing, answer together: «khám rồi, bác sĩ ký rồi». Who takes
    back what they said, or tells a story first, is taken by the end of it; of who answers for
    somebody («mẹ con bảo …»), by what that person says.
    """
    meant = second_thought(text) or conclusion(text)
    at_the_end = yes_no(meant) if meant else Reply.UNCLEAR
    if at_the_end is not Reply.UNCLEAR:
        return at_the_end
    text = _RELAYED.sub("", text[:LETTERS])
    by = _ruled(text)[1]
    clauses = [clause for clause in CLAUSE.split(text)[:MOST_CLAUSES] if phrase(clause)]
    if by is _By.PHRASE or len(clauses) == 1:
        return _told(text)
    if {Reply.YES, Reply.NO} <= {_put(_bare(heard(clause))) for clause in clauses}:
        return Reply.UNCLEAR
    replies_of = {_told(clause) for clause in clauses}
    doubted = any(_ruled(clause)[1] is _By.DOUBT for clause in clauses)
    together = replies_of - {Reply.UNCLEAR}
    if doubted or len(together) != 1 or (Reply.YES in together and _TURNS.search(plain(text))):
        return _told(text)
    return together.pop()


def _told(text: str) -> Reply:
    told, by = _ruled(text)
    if by in {_By.PHRASE, _By.DOUBT}:
        return told
    if by is _By.NOTHING and _is_strange(text):
        return Reply.UNCLEAR
    guess = replies().likeliest(features(text))
    if by is _By.NOTHING:
        return Reply(guess.label) if guess.chance >= SURE[guess.label] else Reply.UNCLEAR
    if guess.label == told or guess.chance < DOUBTED[guess.label]:
        return told
    surer = by is _By.WORD and guess.chance >= SURER[guess.label]
    return Reply(guess.label) if surer else Reply.UNCLEAR


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
    """By what the rules tell: a known phrase, a doubt, a denied no, later, a word, or nothing."""

    PHRASE = 1
    DOUBT = 2
    DENIED = 3
    PUT_OFF = 4
    WORD = 5
    NOTHING = 6


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
        return Reply.UNCLEAR, _By.DOUBT
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
        return Reply.NO if firm else Reply.UNCLEAR, _By.DOUBT
    if patterns["no_denied"].search(said):
        return Reply.YES, _By.DENIED
    if patterns["put_off"].search(said):
        return Reply.NO, _By.PUT_OFF
    if patterns["no_inside"].search(said):
        return Reply.NO, _By.WORD
    most = LONGEST_SAID_FIRST if patterns["yes_first"].search(said) else LONGEST_REPLY
    yes = patterns["yes_inside"].search(said) and len(said.split()) <= most
    return (Reply.YES, _By.WORD) if yes else (Reply.UNCLEAR, _By.NOTHING)


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
