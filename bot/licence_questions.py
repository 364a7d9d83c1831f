"""Kinds of question about the licence: its class, its days, its number. Pure.

What stands side by side on the card may be told in one message («B2, 15/08/2027»).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.questions import Day, Plain, day_of, day_shown, words_of
from bot.shape import Answer, At
from bot.talk import Answers, Said, Unclear
from bot.understanding import NotUnderstood, dates, numbers
from bot.understanding.classes import licence_class
from bot.understanding.plain import phrase
from domain.identity import masked
from domain.licence import find_class, never_expires, schemes_of
from domain.words import Text, _

NO_TERM = "none"
UNKNOWN = "unknown"
_FORGOTTEN = (
    "khong nho",
    "khong biet",
    "khong ro",
    "ko nho",
    "ko biet",
    "k nho",
    "quen roi",
    "quen mat",
    "chua ro",
)

WHICH_CLASS = {
    "which": _(
        "Xe máy có hạng A1, A2, A; ô tô có B1, B2, C, D, E … Anh/chị nhìn mục «Hạng» trên bằng rồi "
        "nhắn giúp em, ví dụ: A1."
    ),
    "many": _("Em thấy nhiều hạng quá ạ. Anh/chị nhắn một hạng cần đổi giúp em, ví dụ: B2."),
    "none": _("Em chưa rõ hạng bằng ạ. Anh/chị nhắn như ghi trên bằng, ví dụ: A1, B2, C."),
}
HAS_A_TERM = _(
    "Hạng {code} có thời hạn ạ. Anh/chị xem dòng «Có giá trị đến» rồi nhắn ngày giúp em."
)


TOO_FAR = _(
    "Hạng {code} có hạn nhiều nhất {years} năm ạ. Anh/chị xem lại năm ở dòng «Có giá trị đến» giúp "
    "em."
)


def class_in(text: str) -> str:
    """Return the class that the text names; raise Unclear with what to look at."""
    try:
        return licence_class(text)
    except NotUnderstood as missed:
        raise Unclear(WHICH_CLASS[missed.why]) from None


def has_a_term(code: str) -> bool:
    """Tell whether every licence of this code has an expiry day."""
    return all(not never_expires(code, scheme) for scheme in schemes_of(code))


def never_has_a_term(code: str) -> bool:
    """Tell whether no licence of this code has an expiry day."""
    return all(never_expires(code, scheme) for scheme in schemes_of(code))


def nothing_along(_text: str, _at: At) -> dict[str, str]:
    """Tell nothing beside the card."""
    return {}


def longest_term(code: str) -> int:
    """Return the years after which every licence of this code has ended; 0 where none is sure."""
    known = [find_class(code, scheme) for scheme in schemes_of(code)]
    if not known or any(one.years is None or one.until_age is not None for one in known):
        return 0
    return max(one.years or 0 for one in known)


@dataclass(frozen=True, kw_only=True)
class ClassAndExpiry(Plain):
    """The class, and what else of the card was told in the same message: its days, its number.

    `along` returns what such words tell that is no part of the card.
    """

    along: Callable[[str, At], dict[str, str]] = nothing_along
    example: Text = _("Ví dụ, theo mục «Hạng/Class» trên bằng: B2, 15/08/2027.")

    def read(self, said: Said, at: At) -> Answer:
        """Return the class, with the number and the days where they are told along."""
        text = words_of(said)
        along = self.along(text, at)
        try:
            code = class_in(text)
        except Unclear:
            if along:
                return Answer(along)
            raise
        told = told_along(code, text, at.facts.today)
        return Answer({at.key: code, **_number_forgotten(text, at), **told, **along})


def told_along(code: str, text: str, today: date) -> dict[str, str]:
    """Return the expiry, number and day of issue in words about a class; an only day is neither."""
    along, expiry = number_in(text, today), expiry_in(text, code, today)
    if along and expiry == along.get("licence_issued_on"):
        return {"licence_number": along["licence_number"]}
    return {**({"licence_expires_on": expiry} if expiry else {}), **along}


def number_in(text: str, today: date) -> dict[str, str]:
    """Return the licence number that words about a class tell along, with its day of issue.

    Nothing without a number: a day alone is the expiry. Which day a single one is, is not guessed.
    """
    try:
        number = numbers.licence_number(text)
    except NotUnderstood:
        return {}
    issued = {key: day for key, day in _issued(text, today).items() if day >= FIRST_ISSUES}
    return {"licence_number": number, **issued}


FIRST_ISSUES = "1975"
"""No licence of today was issued before; an earlier day is two digits of a year misread."""


def expiry_in(text: str, code: str, today: date) -> str:
    """Return the expiry that words about a class tell along: an ISO day, "none", or ""."""
    if never_has_a_term(code):
        return ""
    if dates.no_term(text):
        return "" if has_a_term(code) else NO_TERM
    try:
        day = dates.day(text, field="expiry", today=today)
    except NotUnderstood:
        return ""
    longest = longest_term(code)
    return "" if longest and day.year > today.year + longest else day.isoformat()


@dataclass(frozen=True, kw_only=True)
class ExpiryDay(Plain):
    """The expiry day, «không thời hạn», or for a lost card that it is not remembered."""

    example: Text = _("Ví dụ, theo dòng «Có giá trị đến» ở mặt trước bằng: 15/08/2027.")

    def read(self, said: Said, at: At) -> Answer:
        """Return an ISO day, "none", or "unknown"."""
        text = words_of(said)
        code = str(at.answers.get("licence_class", ""))
        if dates.no_term(text):
            if has_a_term(code):
                raise Unclear(HAS_A_TERM.with_(code=code))
            return Answer({at.key: NO_TERM})
        if forgotten(text, at):
            return Answer({at.key: UNKNOWN})
        day = day_of(text, field="expiry", today=at.facts.today)
        longest = longest_term(code)
        if longest and day.year > at.facts.today.year + longest:
            raise Unclear(TOO_FAR.with_(code=code, years=longest))
        return Answer({at.key: day.isoformat()})

    def shown(self, value: Any, _answers: Answers) -> Text | str:
        """Show the day as dd/mm/yyyy."""
        return day_shown(value)


def forgotten(text: str, at: At) -> bool:
    """Tell whether the citizen does not remember, which only a lost card excuses."""
    return at.answers.get("reason") == "lost" and any(way in phrase(text) for way in _FORGOTTEN)


def _number_forgotten(text: str, at: At) -> dict[str, str]:
    """Return that the number is not remembered, where words about the class of a lost card say so.

    Who forgot only the expiry is asked for the number.
    """
    about_the_day = re.search(r"\b(han|den ngay)\b", phrase(text)) is not None
    if about_the_day or not forgotten(text, at):
        return {}
    return {"licence_number": UNKNOWN, "licence_issued_on": UNKNOWN}


NUMBER_TROUBLE = {
    "none": _("Em cần số giấy phép lái xe: 12 chữ số ở mặt trước, sau chữ «Số/No» ạ."),
    "length": _("Số giấy phép lái xe có 12 chữ số ạ. Anh/chị đếm lại rồi nhắn giúp em."),
}


@dataclass(frozen=True, kw_only=True)
class NumberAndIssue(Plain):
    """The licence number, and the day of issue if it was told in the same message."""

    example: Text = _("Ví dụ: 640123456789, cấp ngày 15/08/2017.")

    def read(self, said: Said, at: At) -> Answer:
        """Return the number, with the day where there is one."""
        text = words_of(said)
        if forgotten(text, at):
            return Answer({at.key: UNKNOWN, "licence_issued_on": UNKNOWN})
        return Answer({at.key: _number(text), **_issued(text, at.facts.today)})

    def shown(self, value: Any, _answers: Answers) -> Text | str:
        """Show the last digits only."""
        return _("không nhớ") if value == UNKNOWN else masked(str(value))


def _number(text: str) -> str:
    try:
        return numbers.licence_number(text)
    except NotUnderstood as missed:
        try:
            return numbers.paper_number(text)
        except NotUnderstood:
            raise Unclear(NUMBER_TROUBLE[missed.why]) from None


def _issued(text: str, today: date) -> dict[str, str]:
    try:
        return {"licence_issued_on": dates.day(text, field="issue", today=today).isoformat()}
    except NotUnderstood:
        return {}


@dataclass(frozen=True, kw_only=True)
class IssueDay(Day):
    """The day of issue; for a lost card it may be forgotten."""

    field: str = "issue"

    def read(self, said: Said, at: At) -> Answer:
        """Return an ISO day or "unknown"."""
        if forgotten(words_of(said), at):
            return Answer({at.key: UNKNOWN})
        return super().read(said, at)
