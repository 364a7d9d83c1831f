"""Every kind of understanding by one name, its answer as one line: what the corpus is judged by.

Pure; today is an argument.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.understanding import NotUnderstood, dates, numbers
from bot.understanding.classes import licence_class
from bot.understanding.consent import consent
from bot.understanding.intents import intent
from bot.understanding.names import name
from bot.understanding.yes_no import yes_no

INTENTS = (
    "renew", "lost", "damaged", "change_info", "status", "appointment_when", "appointment_move",
    "appointment_cancel", "fee", "documents", "duration", "place", "eligibility", "delivery",
    "human", "cancel", "back", "edit", "restart", "greeting", "thanks", "privacy", "language",
    "other",
)  # fmt: skip
"""What a citizen may be after, as outsiders name it."""

FIELDS = ("birth", "issue", "expiry", "wish")
"""What a date may be of; an empty field is read as a birth, and else as a wish."""

UNCLEAR, INVALID, ASK, NO_TERM = "unclear", "invalid", "ask", "none"
_NAMED_OTHERWISE = {"mend": "edit"}


def understood(kind: str, text: str, *, field: str = "", today: date) -> str:
    """Return what the text says as this kind, in one word or value.

    `intent`: one of INTENTS. `yes_no`: yes, no, unclear. `consent`: yes, not_yes. `date`: an ISO
    day, unclear, or none for «không thời hạn» (only as an expiry). `phone`, `citizen_id`,
    `licence_number`: digits or invalid. `class`: a code, or ask. `name`: as kept, or unclear.
    Raises KeyError for a kind that does not exist.
    """
    if kind == "date":
        return _date(text, field, today)
    return _READERS[kind](text)


def _intent(text: str) -> str:
    found = intent(text) or "other"
    found = _NAMED_OTHERWISE.get(found, found)
    return found if found in INTENTS else "other"


def _consent(text: str) -> str:
    return "yes" if consent(text) else "not_yes"


def _date(text: str, field: str, today: date) -> str:
    if not field:
        as_birth = _date(text, "birth", today)
        return _date(text, "wish", today) if as_birth == UNCLEAR else as_birth
    if field == "expiry" and dates.no_term(text):
        return NO_TERM
    try:
        return dates.day(text, field=field, today=today).isoformat()
    except NotUnderstood:
        return UNCLEAR


def _or(missed: str, reads: Callable[[str], str]) -> Callable[[str], str]:
    def answer(text: str) -> str:
        try:
            return reads(text)
        except NotUnderstood:
            return missed

    return answer


_READERS: dict[str, Callable[[str], str]] = {
    "intent": _intent,
    "yes_no": lambda text: yes_no(text).value,
    "consent": _consent,
    "phone": _or(INVALID, numbers.phone),
    "class": _or(ASK, licence_class),
    "citizen_id": _or(INVALID, numbers.citizen_id),
    "licence_number": _or(INVALID, numbers.licence_number),
    "name": _or(UNCLEAR, name),
}
KINDS = (*list(_READERS)[:3], "date", *list(_READERS)[3:])
"""The kinds, in the order in which they are shown."""
