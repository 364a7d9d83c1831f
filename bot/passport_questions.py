"""Kinds of question about a passport, for who has no citizen id of twelve digits. Pure.

Whoever turns out to have a citizen card after all goes back to it at any of these questions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.card_questions import citizen_number
from bot.known_questions import FOREIGNER
from bot.picture_questions import Photo, is_citizen_card, read_off_card
from bot.questions import Plain, words_of
from bot.shape import SKIPPED, Answer, Asked, At
from bot.talk import Answers, Button, PictureRead, Said, Unclear, Words
from bot.understanding import NotUnderstood, dates, intents
from bot.understanding.plain import phrase
from bot.understanding.yes_no import Reply, plainly
from domain.identity import masked
from domain.words import Text, _, said_as

_DAY = re.compile(r"[0-9]{1,2}\s*[./-]\s*[0-9]{1,2}\s*[./-]\s*[0-9]{2,4}")
_NUMBER = re.compile(r"\b(?=[A-Z]{0,3}[0-9]{5})[A-Z]{0,3}[0-9]{5,11}[A-Z]?\b")
_CITIZEN_ID = re.compile(r"\b[0-9]{12}\b")
_FILLER = re.compile(
    r"\b(?:passport|number|no|issued|issue|date|place|on|at|in|by|of|and|my|it|is|was|the|so|"
    r"ho chieu|cap|ngay|noi|tai|o)\b"
)
HAS_A_CARD = frozenset({"can cuoc", "co can cuoc", "cccd", "co cccd", "citizen id", "citizen card"})
LEAST_LETTERS, LONGEST = 2, 80
NO_NUMBER = _("Em chưa thấy số hộ chiếu ạ. Số này gồm chữ và số ở góc trên trang có ảnh.")


def passport_in(text: str, today: date) -> dict[str, str]:
    """Return the number that words name, with the day and the place of issue where told along."""
    day = _DAY.search(text)
    without = text.replace(day[0], " ") if day else text
    hit = _NUMBER.search(without.upper())
    if hit is None:
        return {}
    rest = without[: hit.start()] + " " + without[hit.end() :]
    told = {"passport_number": hit[0], **_issued_on(day[0] if day else rest, today)}
    place = rest.strip(" ,.;:-\n")
    if day and sum(letter.isalpha() for letter in _FILLER.sub("", phrase(place))) > LEAST_LETTERS:
        told["passport_issued_in"] = place[:LONGEST]
    return told


def _issued_on(text: str, today: date) -> dict[str, str]:
    try:
        return {"passport_issued_on": dates.day(text, field="issue", today=today).isoformat()}
    except NotUnderstood:
        return {}


def _back_to_the_card(said: Said, at: At) -> Answer | None:
    """Return the answer of who has a citizen card after all, or None."""
    gone = {FOREIGNER: False, "passport_picture": SKIPPED, "passport_number": SKIPPED}
    if isinstance(said, PictureRead) and is_citizen_card(said):
        read = read_off_card(said, "id_picture")
        return Answer({**gone, **read.values}, source=read.source)
    if not isinstance(said, Words):
        return None
    if _CITIZEN_ID.search(said.text):
        number = citizen_number(said.text, at.facts)
        return Answer({**gone, "id_picture": SKIPPED, "citizen_id": number, "id_read": False})
    return Answer(gone) if phrase(said.text) in HAS_A_CARD else None


@dataclass(frozen=True, kw_only=True)
class PassportPage(Photo):
    """The page with the photo; who cannot take its picture types the number, and a clerk asks."""

    def read(self, said: Said, at: At) -> Answer:
        """Return the picture, or what was typed of the passport."""
        card = _back_to_the_card(said, at)
        if card is not None:
            return card
        if isinstance(said, Words) and (told := passport_in(said.text, at.facts.today)):
            return Answer({at.key: SKIPPED, **told})
        return super().read(said, at)


@dataclass(frozen=True, kw_only=True)
class PassportNumber(Plain):
    """The number, and the day and place of issue if they were told in the same message."""

    example: Text = _("Ví dụ: C01234567, 15/08/2022, Seoul.")

    def read(self, said: Said, at: At) -> Answer:
        """Return the number, with what was told along."""
        card = _back_to_the_card(said, at)
        if card is not None:
            return card
        told = passport_in(words_of(said), at.facts.today)
        if not told:
            raise Unclear(NO_NUMBER)
        return Answer(told)

    def shown(self, value: Any, _answers: Answers) -> Text | str:
        """Show the last signs only."""
        return masked(str(value))


@dataclass(frozen=True, kw_only=True)
class PlaceName(Plain):
    """A country or a place, as it stands in the passport."""

    free: bool = True
    example: Text

    def read(self, said: Said, at: At) -> Answer:
        """Return the name; raise Unclear for a bare yes or no, for a question, for no name."""
        text = " ".join(words_of(said).split())
        letters = sum(letter.isalpha() for letter in text)
        asks = intents.sounds_like_a_question(text) or plainly(text) is not Reply.UNCLEAR
        if asks or letters < LEAST_LETTERS or len(text) > LONGEST:
            raise Unclear(self.example)
        return Answer({at.key: text})


NO_SUCH_PAPER = Button(_("Chưa có giấy này"), "Chưa có giấy này")


@dataclass(frozen=True, kw_only=True)
class PaperOrNone(Photo):
    """A picture of a paper, or word that there is none: then a clerk looks at the case."""

    def read(self, said: Said, at: At) -> Answer:
        """Return the picture, or SKIPPED where there is no such paper."""
        if isinstance(said, Words) and self.claims(said.text):
            return Answer({at.key: SKIPPED})
        return super().read(said, at)

    def claims(self, text: str) -> bool:
        """Claim the words that say there is no such paper."""
        ways = {phrase(way) for way in said_as(NO_SUCH_PAPER.title)} | {"khong co", "chua co"}
        return phrase(text) in ways or plainly(text) is Reply.NO

    def asked(self, _at: At) -> Asked:
        """Offer the way on of who has no such paper."""
        return Asked(buttons=(NO_SUCH_PAPER,))
