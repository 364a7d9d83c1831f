"""An answer of each sort for each kind of question, so that every way through a form can be walked.

Pure. A kind that is missing here stops the drawing of the forms, so that no new one is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.card_questions import CitizenCard, CitizenNumber
from bot.closing_questions import HAND_IN_BUTTON, Summary
from bot.delivery_questions import CardRight, Delivery
from bot.known_questions import EARLIER, FOREIGNER, KNOWN, KnownRight, TheirConsent
from bot.licence_questions import ClassAndExpiry, ExpiryDay, IssueDay, NumberAndIssue
from bot.moves import TICKED
from bot.passport_questions import (
    NO_SUCH_PAPER,
    PaperOrNone,
    PassportNumber,
    PassportPage,
    PlaceName,
)
from bot.picture_questions import Photo
from bot.questions import AGREE, DISAGREE, Address, Consent, Day, Digits, Name, OneOf
from bot.seat_questions import OFFICE_TITLE, Seat
from bot.shape import At, BadForm, Question
from bot.talk import Answers, PictureRead, Said, Words
from bot.told_questions import InOwnWords, PaperOrCard
from bot.which_questions import WhichOne

QR = "064090001234||Nguyễn Thị Mẫu|05031990|Nữ|12 Lê Lợi, phường Pleiku, Gia Lai|01062021"
LATE = {
    "còn hạn": 400,
    "quá hạn vài ngày": -3,
    "quá hạn vài tháng": -90,
    "quá hạn hơn một năm": -500,
}
"""Days from today to the expiry: one for each outcome of the rules."""

BEGINNINGS: tuple[Answers, ...] = (
    {},
    {"for_other": True},
    {FOREIGNER: True, "asks_stay_paper": True},
    {TICKED: ["slot"]},
    {
        KNOWN: {
            "source": EARLIER,
            "citizen_id": "064090001234",
            "full_name": "Nguyễn Thị Mẫu",
            "birth_date": "1990-03-05",
            "sex": "female",
            "phone": "0905123456",
        }
    },
)
"""What a talk may begin with: nothing, another's licence, a passport, a ticked time, the past."""


@dataclass(frozen=True)
class Sample:
    """One sort of answer: what an edge of the drawing is called, and what the citizen sends."""

    label: str
    said: Said


def samples(question: Question, at: At) -> tuple[Sample, ...]:
    """Return answers of every sort that lead somewhere else; raise BadForm for an unknown kind."""
    for kind, make in _BY_KIND:
        if isinstance(question.read, kind):
            return make(question, at)
    raise BadForm(f"{question.key}: no sample answers for {type(question.read).__name__}")


def _says(*texts: str) -> Callable[[Question, At], tuple[Sample, ...]]:
    return lambda _question, _at: tuple(Sample(text, Words(text)) for text in texts)


def _picture(question: Question, _at: At) -> tuple[Sample, ...]:
    return (Sample("ảnh", PictureRead(question.key)),)


def _paper(question: Question, at: At) -> tuple[Sample, ...]:
    return (*_picture(question, at), Sample("chỉ có căn cước", Words("chỉ có căn cước")))


def _paper_or_none(question: Question, at: At) -> tuple[Sample, ...]:
    return (*_picture(question, at), Sample("chưa có", Words(NO_SUCH_PAPER.says)))


def _passport(question: Question, at: At) -> tuple[Sample, ...]:
    return (*_picture(question, at), Sample("gõ số", Words("C01234567")))


def _card(question: Question, _at: At) -> tuple[Sample, ...]:
    return (
        Sample("ảnh đọc được mã QR", PictureRead(question.key, QR)),
        Sample("gõ số", Words("064090001234")),
    )


def _options(question: Question, at: At) -> tuple[Sample, ...]:
    buttons = question.read.asked(at).buttons
    return tuple(Sample(str(one.title), Words(one.says)) for one in buttons)


def _every_option(question: Question, at: At) -> tuple[Sample, ...]:
    titles = [str(one.title) for one in getattr(question.read, "options", ())]
    return _says(*titles)(question, at) or _options(question, at)


def _expiries(at: At) -> dict[str, str]:
    return {label: f"{_from(at.facts.today, days):%d/%m/%Y}" for label, days in LATE.items()}


def _from(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _classes(_question: Question, at: At) -> tuple[Sample, ...]:
    dated = [Sample(f"B2, {label}", Words(f"B2, {day}")) for label, day in _expiries(at).items()]
    return (
        Sample("A1", Words("A1")),
        Sample("B2", Words("B2")),
        *dated,
        Sample("A4", Words(f"A4, {_expiries(at)['còn hạn']}")),
    )


def _expiry(_question: Question, at: At) -> tuple[Sample, ...]:
    known = tuple(Sample(label, Words(day)) for label, day in _expiries(at).items())
    lost = at.answers.get("reason") == "lost"
    return (*known, Sample("không nhớ", Words("không nhớ"))) if lost else known


_BY_KIND: tuple[tuple[type[Any], Callable[[Question, At], tuple[Sample, ...]]], ...] = (
    (Consent, _says(AGREE.says, DISAGREE.says)),
    (ClassAndExpiry, _classes),
    (ExpiryDay, _expiry),
    (NumberAndIssue, _says("640123456789", "640123456789, 15/08/2017")),
    (PassportPage, _passport),
    (PassportNumber, _says("C01234567", "C01234567, 15/08/2022, Seoul")),
    (PlaceName, _says("Seoul")),
    (PaperOrNone, _paper_or_none),
    (CitizenCard, _card),
    (CitizenNumber, _says("064090001234")),
    (PaperOrCard, _paper),
    (Photo, _picture),
    (CardRight, _options),
    (KnownRight, _options),
    (TheirConsent, _says(AGREE.says, "họ không đồng ý")),
    (Delivery, _says("1", "2")),
    (Seat, _says("1", str(OFFICE_TITLE))),
    (WhichOne, _options),
    (Summary, _says(HAND_IN_BUTTON.says)),
    (OneOf, _every_option),
    (IssueDay, _says("15/08/2017")),
    (Day, _says("05/03/1990")),
    (Digits, _says("0905123456")),
    (Name, _says("Nguyễn Thị Mẫu")),
    (Address, _says("12 Lê Lợi, phường Pleiku, Gia Lai")),
    (InOwnWords, _says("sai năm sinh, đúng là 05/03/1990")),
)
"""The first kind that fits counts, so that a kind stands before what it is made from."""
