"""Why a citizen exchanges a licence, and what their first words tell already. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.licence_questions import class_in, told_along
from bot.questions import Option
from bot.saying import MenuLine
from bot.shape import DERIVED, At
from bot.talk import Answers, Facts, Unclear
from bot.understanding.intents import intent
from bot.understanding.plain import phrase
from domain.procedures import procedure_for
from domain.words import Text, _, said_as

REASONS = (
    Option(
        "expiring",
        _("Bằng sắp hết hạn"),
        ("sap het han", "gan het han", "sap het", "den han", "gia han", "con han"),
    ),
    Option(
        "expired",
        _("Bằng đã hết hạn"),
        ("da het han", "het han roi", "qua han", "het han", "bi het han"),
    ),
    Option(
        "damaged",
        _("Bằng bị hỏng, mờ"),
        (
            *("hong", "bi hong", "gay", "rach", "mo", "hu", "bi mo", "bi gay", "bi hu"),
            *("mo het", "mo chu", "mo roi", "nhoe het", "nhoe chu", "gay doi", "bong troc"),
        ),
    ),
    Option(
        "lost",
        _("Bằng bị mất"),
        ("mat", "bi mat", "lam mat", "that lac", "roi mat", "mat roi", "cap lai"),
    ),
    Option(
        "wrong_data",
        _("Thông tin trên bằng bị sai"),
        ("sai thong tin", "sai ten", "sai ngay sinh", "doi thong tin", "sai", "khong khop"),
    ),
    Option(
        "paper_to_pet",
        _("Đổi bằng giấy sang thẻ PET"),
        ("the pet", "pet", "bang giay", "bia giay", "giay sang the", "giay sang pet", "the nhua"),
    ),
)
BY_THE_DAY = frozenset({"expiring", "expired"})
SOON = timedelta(days=365)
"""Our own reading of «sắp hết hạn», which no circular puts into days."""

REASON_OF_INTENT = {"lost": "lost", "damaged": "damaged", "change_info": "wrong_data"}


def titles(procedure: str) -> tuple[str, ...]:
    """Return the titles of the reasons that lead to this procedure; each of them opens its form."""
    own = (one.title for one in REASONS if procedure_for(one.value) == procedure)
    return said_as(*own)


def menu(procedure: str) -> tuple[MenuLine, ...]:
    """Return the lines of the menu for this procedure, in the place of their reasons."""
    return tuple(
        MenuLine(one.title, str(one.title), place)
        for place, one in enumerate(REASONS, start=1)
        if procedure_for(one.value) == procedure
    )


def begins(text: str, facts: Facts) -> Answers:
    """Return the reason and what of the licence the opening words told along."""
    reason = _reason(text)
    return {**({"reason": reason} if reason else {}), **_licence_in(text, facts)}


def _reason(text: str) -> str:
    said = phrase(text).replace("giay phep", "gplx")
    told = [one.value for one in REASONS if _titled(one, said) or _named(one, said)]
    if {"expiring", "expired"} <= set(told):
        soon = any(word in said.split() for word in ("sap", "gan"))
        return "expiring" if soon else "expired"
    if len(told) == 1:
        return told[0]
    return REASON_OF_INTENT.get(intent(text) or "", "")


def reason_along(text: str, at: At) -> dict[str, str]:
    """Return the reason that words about the licence tell along; its days speak for themselves.

    Nothing where the reason is known already.
    """
    if at.answers.get("reason") and at.talk.sources.get("reason") != DERIVED:
        return {}
    rest = " ".join(re.findall(r"[^\W\d]{2,}", phrase(text)))
    bare = [one.value for one in REASONS if rest in one.ways]
    told = bare[0] if len(bare) == 1 else _reason(text)
    return {} if not told or told in BY_THE_DAY else {"reason": told}


def reason_by_day(expires: date | None, today: date) -> str:
    """Return the reason that the expiry itself is, or "" where there must be another."""
    if expires is None or expires - today > SOON:
        return ""
    return "expired" if expires < today else "expiring"


def title_of(reason: str) -> Text:
    """Return a reason as the citizen reads it."""
    return next(one.title for one in REASONS if one.value == reason)


def _titled(option: Option, said: str) -> bool:
    return any(said == phrase(title) for title in said_as(option.title))


def _named(option: Option, said: str) -> bool:
    """Tell whether the text holds one of the option's ways of more than one word."""
    return any(f" {way} " in f" {said} " for way in option.ways if " " in way)


def _licence_in(text: str, facts: Facts) -> dict[str, str]:
    try:
        code = class_in(text)
    except Unclear:
        return {}
    if not any(letter.isdigit() for letter in code):
        return {}  # one letter in a sentence may be a word
    return {"licence_class": code, **told_along(code, text, facts.today)}
