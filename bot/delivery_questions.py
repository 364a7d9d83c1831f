"""Kinds of question about where the licence goes: what the card said and delivery. Pure.

The postman's phone may be told in the same message («1, 0905123456», or the number alone).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot import phrases
from bot.picture_questions import is_citizen_card, read_off_card
from bot.questions import PHONE, Plain, address_of, words_of
from bot.shape import Answer, Asked, At
from bot.talk import Answers, Button, PictureRead, Said, Unclear
from bot.understanding import NotUnderstood, numbers
from bot.understanding.choices import pick
from bot.understanding.plain import phrase
from bot.understanding.yes_no import Reply, yes_no
from domain.identity import masked
from domain.words import Text, _, lines, said_as

_A_PHONE = re.compile(
    r"(?:\b(?:sđt|sdt|đt|dt|điện thoại|dien thoai|phone)\b[\s:.]*)?"
    r"(?:\+?84|0)(?:[ .\-]?[0-9]){8,9}\b",
    re.IGNORECASE,
)
FEW = 2
"""Words beside a number that is no phone: it was meant as one, and is no part of an address."""


def phone_apart(text: str) -> tuple[str, dict[str, str]]:
    """Return the words without the phone number in them, and the phone as an answer.

    Raises Unclear for a number that was meant as a phone and is none.
    """
    try:
        told = {"phone": numbers.phone(text)}
    except NotUnderstood as missed:
        if missed.why == "not_in_use" and len(re.findall(r"[^\W\d_]+", text)) <= FEW:
            raise Unclear(PHONE.trouble["not_in_use"]) from None
        return text, {}
    return _A_PHONE.sub(" ", text).strip(" ,.;:-"), told


TO_HOME, TO_POST_OFFICE, ELSEWHERE, WRONG = range(4)
SURE = (
    (
        _("Đúng, gửi bằng về địa chỉ này"),
        ("dung gui ve do", "dung gui ve nha", "gui ve dia chi nay", "gui ve day"),
    ),
    (
        _("Đúng, nhận ở bưu cục"),
        ("dung nhan buu cuc", "buu cuc", "nhan o buu cuc", "nhan tai buu cuc"),
    ),
    (
        _("Đúng, nhưng gửi về nơi khác"),
        ("dung gui noi khac", "noi khac", "dia chi khac", "gui ve noi khac"),
    ),
    (_("Có chỗ sai"), ("sai", "khong dung", "co cho sai", "sai roi", "chua dung")),
)


@dataclass(frozen=True, kw_only=True)
class CardRight(Plain):
    """One message that shows what the QR said, and takes delivery along with the «đúng».

    A phone number alone is the «đúng» that the question asked for, to the address of the card. A
    plain yes confirms and leaves delivery to its own question.
    """

    fields: tuple[tuple[str, Text], ...]
    example: Text = _("Đúng hết thì nhắn 1. Sai mục nào, ví dụ địa chỉ, thì nhắn «sửa nơi cư trú».")

    def read(self, said: Said, at: At) -> Answer:
        """Return the confirmation, with delivery where it was chosen; another card is read anew."""
        if isinstance(said, PictureRead) and is_citizen_card(said):
            return read_off_card(said, "id_picture")
        text, phone = phone_apart(words_of(said))
        if phone and not phrase(text):
            text = str(TO_HOME + 1)
        try:
            chosen = pick(text, [(*said_as(title), *ways) for title, ways in SURE])
        except NotUnderstood:
            return self._by_yes_no(text, phone, at)
        if chosen == WRONG:
            return self._wrong(at)
        home = {"delivery": "home"}
        more: dict[int, dict[str, str]] = {
            TO_HOME: {**home, "address": str(at.answers.get("residence", ""))},
            TO_POST_OFFICE: {"delivery": "post_office"},
            ELSEWHERE: home,
        }
        told = {key: value for key, value in more[chosen].items() if value}
        return Answer({at.key: "yes", **told, **phone})

    def _by_yes_no(self, text: str, phone: dict[str, str], at: At) -> Answer:
        reply = yes_no(text)
        if reply is Reply.UNCLEAR:
            raise Unclear(self.example)
        return Answer({at.key: "yes", **phone}) if reply is Reply.YES else self._wrong(at)

    def _wrong(self, at: At) -> Answer:
        """Ask which line is wrong, by name: the numbers stand for the answers above."""
        known = [label for key, label in self.fields if key in at.answers]
        named = [_("«sửa {label}»").with_(label=str(label).lower()) for label in known]
        raise Unclear(
            lines(
                _("Mục nào sai ạ? Anh/chị nhắn một trong các chữ này giúp em:"),
                *named,
                _("Nhầm thẻ của người khác thì anh/chị gửi lại ảnh thẻ đúng ạ."),
            )
        )

    def asked(self, _at: At) -> Asked:
        """Offer the four answers."""
        titles = [title for title, _ways in SURE]
        buttons = tuple(Button(title, str(title)) for title in titles)
        return Asked(phrases.numbered(list(titles)), buttons)


def card_read(at: At, fields: tuple[tuple[str, Text], ...]) -> list[Text]:
    """Return the lines «label: value» of what the QR said."""
    rows = {"birth_date": _day, "sex": _sex, "citizen_id": masked}
    return [
        _("{label}: {value}").with_(label=label, value=rows.get(key, str)(str(at.answers[key])))
        for key, label in fields
        if key in at.answers
    ]


def _day(value: str) -> str:
    return "/".join(reversed(value.split("-")))


def _sex(value: str) -> Text:
    return _("Nam") if value == "male" else _("Nữ")


HOME_WORDS = (
    "ve nha",
    "tai nha",
    "nha",
    "giao ve nha",
    "giao tan nha",
    "gui ve nha",
    "nha rieng",
    "home",
)
OFFICE_WORDS = (
    "buu cuc",
    "tai buu cuc",
    "nhan o buu cuc",
    "ra buu cuc lay",
    "tu den lay",
    "buu dien",
)
WHERE = (
    (*said_as(_("Gửi về nhà")), *HOME_WORDS),
    (*said_as(_("Nhận ở bưu cục")), *OFFICE_WORDS),
)


@dataclass(frozen=True, kw_only=True)
class Delivery(Plain):
    """Home or post office; an address that is known may be chosen along, another one be typed."""

    example: Text = _("Nhắn 1 để gửi về nhà, hoặc nhắn 2 để nhận ở bưu cục.")

    def read(self, said: Said, at: At) -> Answer:
        """Return where the licence goes."""
        text, phone = phone_apart(words_of(said))
        home = str(at.answers.get("residence", ""))
        try:
            chosen = 0 if phone and not phrase(text) else pick(text, WHERE)
        except NotUnderstood:
            return Answer({at.key: "home", "address": _typed_home(text), **phone})
        if chosen:
            return Answer({at.key: "post_office", **phone})
        to_residence = {"address": home} if home and "address" not in at.answers else {}
        return Answer({at.key: "home", **to_residence, **phone})

    def asked(self, at: At) -> Asked:
        """Offer home, with the address that is known, and the post office."""
        home = at.answers.get("residence")
        first: Text = _("Gửi về nhà: {address}").with_(address=home) if home else _("Gửi về nhà")
        second = _("Nhận ở bưu cục")
        below = phrases.numbered([first, second])
        if home:
            below = lines(below, _("• Gửi nơi khác: anh/chị nhắn địa chỉ đó ạ"))
        return Asked(below, (Button(_("Gửi về nhà"), "Gửi về nhà"), Button(second, str(second))))

    def shown(self, value: Any, _answers: Answers) -> Text | str:
        """Show the choice."""
        return _("gửi về nhà") if value == "home" else _("nhận ở bưu cục")


def _typed_home(text: str) -> str:
    try:
        return address_of(text)
    except Unclear:
        raise Unclear(_("Anh/chị nhắn 1 để gửi về nhà, 2 để nhận ở bưu cục ạ.")) from None
