"""Kinds of question about the citizen's card and home: the card, its QR, delivery. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot import phrases
from bot.picture_questions import PICTURE_TROUBLE, good_picture, third_try
from bot.questions import Plain, address_of, words_of
from bot.shape import SKIPPED, Answer, Asked, At
from bot.talk import Answers, Button, Facts, PictureRead, Said, Saying, Unclear, Words
from bot.understanding import NotUnderstood, numbers
from bot.understanding.choices import pick
from bot.understanding.yes_no import Reply, yes_no
from domain.identity import NotACitizenQr, masked, parse_citizen_qr
from domain.words import Text, _, lines

OLD_CARD_ENDED = 2025
"""The 9-digit chứng minh nhân dân is no longer valid from 01/01/2025 (domain reference 12.4)."""

ID_TROUBLE = {
    "none": _("Em cần số căn cước 12 chữ số, hoặc ảnh mặt có mã QR của thẻ ạ."),
    "length": _("Số căn cước có đủ 12 chữ số ạ. Anh/chị đếm lại rồi nhắn giúp em."),
}
OLD_NUMBER = _(
    "Chứng minh 9 số không còn dùng từ 01/01/2025 ạ. Anh/chị nhắn số căn cước 12 số giúp em."
)
CARD_PICTURE = _("căn cước, mặt có mã QR")
NO_QR = _(
    "Em chưa thấy mã QR của căn cước trong ảnh ạ. Anh/chị chụp lại gần và thẳng mặt có mã QR, "
    "hoặc nhắn luôn số căn cước 12 số."
)
KEPT_WITHOUT_QR = _(
    "Em chưa thấy mã QR của căn cước, nên em giữ ảnh này để nhân viên xem, còn thông tin thì "
    "anh/chị nhắn giúp em ạ."
)
OTHER_QR = _(
    "Mã QR này không phải của căn cước ạ. Anh/chị chụp mặt có mã QR của thẻ căn cước, "
    "hoặc nhắn luôn số căn cước 12 số giúp em."
)


def citizen_number(text: str, facts: Facts) -> str:
    """Return the citizen id in the text; raise Unclear with what is wrong."""
    try:
        number = numbers.citizen_id(text)
    except NotUnderstood as missed:
        raise Unclear(ID_TROUBLE[missed.why]) from None
    if len(number) < max(numbers.CITIZEN_ID_LENGTHS) and facts.today.year >= OLD_CARD_ENDED:
        raise Unclear(OLD_NUMBER)
    return number


@dataclass(frozen=True, kw_only=True)
class CitizenNumber(Plain):
    """The citizen id, typed."""

    example: Text = _("Ví dụ: 064090001234. Số nằm ở mặt trước thẻ, dưới chữ «Số».")

    def read(self, said: Said, at: At) -> Answer:
        """Return the digits."""
        return Answer({at.key: citizen_number(words_of(said), at.facts)})

    def shown(self, value: Any, _answers: Answers) -> Text | str:
        """Show the last digits only."""
        return masked(str(value))


@dataclass(frozen=True, kw_only=True)
class CitizenCard(Plain):
    """The card by picture; its QR answers who the citizen is. Typed digits will do as well."""

    example: Text = _("Không chụp được thì anh/chị nhắn số căn cước 12 số, em hỏi tiếp từng mục ạ.")

    def read(self, said: Said, at: At) -> Answer:
        """Return all that the card answers; a picture without a code is taken at the second try."""
        if isinstance(said, Words):
            number = citizen_number(said.text, at.facts)
            return Answer({at.key: SKIPPED, "citizen_id": number, "id_read": False})
        if not isinstance(said, PictureRead):
            raise Unclear(ID_TROUBLE["none"])
        if said.qr is None:
            return _without_code(said, at)
        try:
            card = parse_citizen_qr(said.qr)
        except NotACitizenQr:
            return _with_another_code(said, at)
        told = {key: value for key, value in card.answers().items() if key in _CARD_KEYS}
        return Answer({at.key: said.picture, "id_read": True, **told}, source="qr")

    def shown(self, value: Any, _answers: Answers) -> Text | str:
        """Say that it was sent."""
        return _("đã gửi ảnh") if value != SKIPPED else _("gõ số")


_CARD_KEYS = frozenset({"citizen_id", "full_name", "birth_date", "sex", "residence"})


def _with_another_code(said: PictureRead, at: At) -> Answer:
    picture = good_picture(said, at, CARD_PICTURE)
    if not third_try(at):
        raise Unclear(OTHER_QR)
    return Answer({at.key: picture, "id_read": False})


_LOOKS_POOR = frozenset({"blurred", "dark", "small"})


def _without_code(said: PictureRead, at: At) -> Answer:
    """Return the picture for the clerk to look at, from the second try on."""
    poor = said.problem in _LOOKS_POOR
    picture = good_picture(replace(said, problem=None) if poor else said, at, CARD_PICTURE)
    if at.talk.strikes >= 1:
        return Answer({at.key: picture, "id_read": False}, say=(Saying(KEPT_WITHOUT_QR),))
    raise Unclear(lines(PICTURE_TROUBLE[said.problem or ""], NO_QR) if poor else NO_QR)


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

    A plain yes confirms and leaves delivery to its own question.
    """

    fields: tuple[tuple[str, Text], ...]
    example: Text = _("Đúng hết thì nhắn 1. Sai mục nào, ví dụ địa chỉ, thì nhắn «sửa nơi cư trú».")

    def read(self, said: Said, at: At) -> Answer:
        """Return the confirmation, with delivery where it was chosen."""
        text = words_of(said)
        try:
            chosen = pick(text, [(str(title), *ways) for title, ways in SURE])
        except NotUnderstood:
            return self._by_yes_no(text, at)
        if chosen == WRONG:
            return self._wrong(at)
        home = {"delivery": "home"}
        more: dict[int, dict[str, str]] = {
            TO_HOME: {**home, "address": str(at.answers.get("residence", ""))},
            TO_POST_OFFICE: {"delivery": "post_office"},
            ELSEWHERE: home,
        }
        told = {key: value for key, value in more[chosen].items() if value}
        return Answer({at.key: "yes", **told})

    def _by_yes_no(self, text: str, at: At) -> Answer:
        reply = yes_no(text)
        if reply is Reply.UNCLEAR:
            raise Unclear(self.example)
        return Answer({at.key: "yes"}) if reply is Reply.YES else self._wrong(at)

    def _wrong(self, at: At) -> Answer:
        """Ask which line is wrong, by name: the numbers stand for the answers above."""
        known = [label for key, label in self.fields if key in at.answers]
        named = [_("«sửa {label}»").with_(label=str(label).lower()) for label in known]
        raise Unclear(
            lines(_("Mục nào sai ạ? Anh/chị nhắn một trong các chữ này giúp em:"), *named)
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


HOME_WORDS = ("ve nha", "tai nha", "nha", "giao ve nha", "giao tan nha", "gui ve nha", "nha rieng")
OFFICE_WORDS = (
    "buu cuc",
    "tai buu cuc",
    "nhan o buu cuc",
    "ra buu cuc lay",
    "tu den lay",
    "buu dien",
)


@dataclass(frozen=True, kw_only=True)
class Delivery(Plain):
    """Home or post office; an address that is known may be chosen along, another one be typed."""

    example: Text = _("Nhắn 1 để gửi về nhà, hoặc nhắn 2 để nhận ở bưu cục.")

    def read(self, said: Said, at: At) -> Answer:
        """Return where the licence goes."""
        text = words_of(said)
        home = str(at.answers.get("residence", ""))
        try:
            chosen = pick(text, [("Gửi về nhà", *HOME_WORDS), ("Nhận ở bưu cục", *OFFICE_WORDS)])
        except NotUnderstood:
            return Answer({at.key: "home", "address": _typed_home(text)})
        if chosen:
            return Answer({at.key: "post_office"})
        to_residence = {"address": home} if home and "address" not in at.answers else {}
        return Answer({at.key: "home", **to_residence})

    def asked(self, at: At) -> Asked:
        """Offer home, with the address that is known, and the post office."""
        home = at.answers.get("residence")
        first: Text = _("Gửi về nhà: {address}").with_(address=home) if home else _("Gửi về nhà")
        second = _("Nhận ở bưu cục")
        below = phrases.numbered([first, second])
        if home:
            below = lines(below, _("Muốn gửi nơi khác, anh/chị nhắn địa chỉ đó."))
        return Asked(below, (Button(_("Gửi về nhà"), "Gửi về nhà"), Button(second, str(second))))

    def shown(self, value: Any, _answers: Answers) -> Text | str:
        """Show the choice."""
        return _("gửi về nhà") if value == "home" else _("nhận ở bưu cục")


def _typed_home(text: str) -> str:
    try:
        return address_of(text)
    except Unclear:
        raise Unclear(_("Anh/chị nhắn 1 để gửi về nhà, 2 để nhận ở bưu cục ạ.")) from None
