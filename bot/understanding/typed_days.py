"""Text with a day in it made plain: keyboards undone, English months and regions written as ours.

Pure. «tháng sáu» and «tháng sau», «năm sáu» and «năm sau» are told apart here, while their marks
are still there.
"""

from __future__ import annotations

import re

from bot.understanding.keyboard import untyped
from bot.understanding.plain import LONGEST_ANSWER, plain, tidy

NEXT_MONTH, NEXT_YEAR, THIS_YEAR = "thang_toi", "nam_toi", "nam_nay"

_CUT_YEAR = re.compile(r"([/.\-])(19|20) ([0-9]{2})(?![0-9])")
"""«5/3/19 90»"""

_FROM_TO = re.compile(r"([/.\-][0-9]{1,2}[/.\-][0-9]{4})\s*[-–—~]\s*(?=[0-9]{1,2}[/.\-])")
"""«20/10/2017-20/10/2027» is two days."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY_THEN_MONTH = re.compile(
    rf"\b([0-9]{{1,2}})(?:st|nd|rd|th)?(?: of|[\s\-]) ?{_MONTH}\b[\s,.\-]*"
)
_MONTH_THEN_DAY = re.compile(rf"\b{_MONTH}\.? ([0-9]{{1,2}})(?:st|nd|rd|th)?\b[\s,]*")
_WEEKDAYS = {
    "monday": "thu 2", "tuesday": "thu 3", "wednesday": "thu 4", "thursday": "thu 5",
    "friday": "thu 6", "saturday": "thu 7", "sunday": "chu nhat",
}  # fmt: skip
_WEEKDAY = re.compile(rf"\b(next )?({'|'.join(_WEEKDAYS)})\b")
_AHEAD = (
    (re.compile(r"tháng sáu\b"), "tháng 6"),
    (re.compile(r"\bth[áa]ng (sau|tới|toi)\b(?! (n[ăa]m|[0-9]))"), NEXT_MONTH),
    (re.compile(r"\b(n[ăa]m (sau|tới|toi)|sang n[ăa]m)\b(?! [a-zà-ỹ]+ [a-zà-ỹ]+)"), NEXT_YEAR),
    (re.compile(r"\bn[ăa]m (nay|ni)\b"), THIS_YEAR),
    (re.compile(r"\b(sáng|trưa|chiều|tối|bữa|ngày) mơi\b"), r"\1 mai"),
    (re.compile(r"\bchúa nhật\b"), "chủ nhật"),
    (re.compile(r"\bin ([0-9]{1,2}) (day|week)s?\b"), r"\1 \2 nữa"),
    (re.compile(r"\bsau ([0-9]{1,2}) (ngày|ngay|hôm|hom)\b"), r"\1 \2 nữa"),
    (re.compile(r"\bday(?= nữa)"), "ngày"),
    (re.compile(r"\bweek(?= nữa)"), "tuần"),
)
_WORD = re.compile(r"(?<![a-z0-9_])[a-z][a-z0-9]*")
_SHORT_WEEKDAY = re.compile(r"thu[2-7]")


def typed(text: str) -> str:
    """Return plain text in which days are written as everybody writes them."""
    said = _in_english(tidy(text[:LONGEST_ANSWER]).lower())
    said = _FROM_TO.sub(r"\1 ", _CUT_YEAR.sub(r"\1\2\3", said))
    for pattern, written in _AHEAD:
        said = pattern.sub(written, said)
    return _WORD.sub(_untyped, plain(said))


def _untyped(hit: re.Match[str]) -> str:
    word = hit.group()
    return word if _SHORT_WEEKDAY.fullmatch(word) else untyped(word)


def _in_english(said: str) -> str:
    """Return the text with «5 March», «March 5th», «next Friday» as we say them."""
    said = _WEEKDAY.sub(lambda hit: _WEEKDAYS[hit[2]] + (" tuan sau" if hit[1] else ""), said)
    said = _DAY_THEN_MONTH.sub(lambda hit: f"{hit[1]} thang {_month(hit[2])} ", said)
    return _MONTH_THEN_DAY.sub(lambda hit: f"{hit[2]} thang {_month(hit[1])} ", said)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1
