"""A citizen who chats with the forms: what they say, what they hear, what follows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.conversations import load
from bot.form import advance, ask, opened, question_of
from bot.shape import Forms
from bot.talk import Album, Booked, Facts, PictureRead, Saying, SlotOffer, Talk, Words
from domain.zone import VIETNAM

FORMS = load()
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
QR = "064090001234||Rơ Châm H'Nhi|05031990|Nữ|Làng Ốp, phường Pleiku, Gia Lai|01062021"


PLACE = "Bưu cục Pleiku"


def slots(days=4):
    midnight = datetime(2026, 11, 25, tzinfo=VIETNAM)
    return tuple(
        SlotOffer(f"s{day}{hour:02d}", midnight + timedelta(days=day, hours=hour), "pleiku", PLACE)
        for day in range(days)
        for hour in (8, 9, 14)
    )


TYPED = {
    "consent": "Đồng ý",
    "filed_for": "1",
    "their_consent": "Đồng ý",
    "known_right": "1",
    "reason": "1",
    "difference": "tên in là Nguyễn Văn Mâu, đúng là Nguyễn Văn Mẫu",
    "licence_class": "B2, 15/08/2027",
    "licence_expires_on": "15/08/2027",
    "licence_scheme": "1",
    "target_class": "1",
    "id_picture": "064090001234",
    "citizen_id": "064090001234",
    "full_name": "Nguyễn Văn Mẫu",
    "birth_date": "05/03/1990",
    "sex": "1",
    "residence": "12 Lê Lợi, phường Pleiku, Gia Lai",
    "card_right": "1",
    "delivery": "1",
    "address": "1",
    "passport_picture": PictureRead("passport"),
    "licence_front": PictureRead("front"),
    "licence_back": PictureRead("back"),
    "difference_paper": PictureRead("birth certificate"),
    "health_certificate": PictureRead("health"),
    "licence_number": "640123456789, 15/08/2017",
    "licence_issued_on": "15/08/2017",
    "phone": "0905 123 456",
    "slot": "1",
    "sure": "1",
    "hand_in": "nộp hồ sơ",
}


@dataclass
class Chat:
    """One citizen's talk, with everything that was heard and every effect."""

    forms: Forms = FORMS
    talk: Talk = field(default_factory=lambda: Talk("3001"))
    facts: Facts = field(default_factory=lambda: Facts(NOW, TODAY, slots()))
    heard: tuple[Saying, ...] = ()
    effects: list = field(default_factory=list)
    messages: int = 0

    def says(self, *texts: str):
        for text in texts:
            self.sends(Words(text))
        return self

    def shows(self, picture="p1", qr=None, problem=None):
        return self.sends(PictureRead(picture, qr, problem))

    def shows_together(self, *pictures: str):
        return self.sends(Album(tuple(PictureRead(one) for one in pictures)))

    def sends(self, said):
        self.messages += 1
        facts = Facts(
            self.facts.now,
            self.facts.today,
            known=self.facts.known,
            booked=self.facts.booked,
            newcomer=self.facts.newcomer,
        )
        turn = advance(self.forms, self.talk, said, facts)
        assert Talk.from_json(turn.talk.to_json()) == turn.talk
        needs = getattr(question_of(self.forms, turn.talk), "needs", frozenset())
        facts = self.facts if needs else Facts(self.facts.now, self.facts.today)
        self.talk, words = ask(self.forms, turn.talk, facts)
        assert Talk.from_json(self.talk.to_json()) == self.talk
        self.heard = (*turn.say, *words)
        self.effects += turn.effects
        return self

    def hears(self, *parts: str):
        missing = [part for part in parts if part not in self.text]
        assert not missing, f"{missing} not in:\n{self.text}"
        return True

    @property
    def text(self):
        return "\n---\n".join(str(one.text) for one in self.heard)

    def did(self, kind):
        return [one for one in self.effects if isinstance(one, kind)]

    def is_asked_for_a_time(self, code="ZL-1"):
        """Be asked when the photo suits, as the office asks right after the hand-in."""
        there = (Booked(code, "Nguyễn Thị Mẫu"),)
        self.facts = replace(self.facts, booked=there, has_appointment=True)
        talk = opened(self.forms, self.talk, "photo_time", {"which": code})
        self.talk, self.heard = ask(self.forms, talk, self.facts)
        return self

    def later_slots(self):
        """Return the same free seats a week later."""
        week = timedelta(days=7)
        return tuple(
            replace(one, id=f"{one.id}w", starts_at=one.starts_at + week)
            for one in self.facts.free_slots
        )

    def fills_in(self, until="hand_in", opening="đổi bằng lái", **answers):
        """Answer each question as it comes, up to the one named."""
        if self.talk.form is None:
            self.says(opening)
        for _step in range(40):
            if self.talk.asked in {until, None} or self.talk.form is None:
                return self
            said = answers.get(self.talk.asked, TYPED.get(self.talk.asked))
            self.sends(said if not isinstance(said, str) else Words(said))
        raise AssertionError(f"stuck at {self.talk.asked}: {self.text}")


@pytest.fixture(scope="session")
def new_chat():
    """Begin a talk; for tests that need many."""
    return Chat


@pytest.fixture(scope="session")
def good_answers():
    """Know an answer that fits, by question key."""
    return TYPED


@pytest.fixture
def chat():
    return Chat()
