"""Ready-made kinds of question: a choice, a day, digits, a name, an address … Pure.

A kind reads what was said or raises Unclear with what to do; it never keeps anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import phrases
from bot.shape import Answer, Asked, At
from bot.talk import Answers, Button, Other, Row, Said, Saying, Unclear, Words
from bot.understanding import NotUnderstood, dates, intents, names, numbers
from bot.understanding.choices import pick
from bot.understanding.consent import consent
from bot.understanding.plain import core, phrase, plain
from bot.understanding.yes_no import Reply, plainly
from domain.identity import masked
from domain.words import Text, _, said_as


@dataclass(frozen=True, kw_only=True)
class Plain:
    """What all kinds share: an example for the second miss, and how a value is shown."""

    example: Text = _("Anh/chị trả lời ngắn gọn giúp em ạ.")
    free: bool = False
    by_picture: bool = False

    def claims(self, _text: str) -> bool:
        """Claim no words that are a command."""
        return False

    def asked(self, _at: At) -> Asked:
        """Add nothing to the question."""
        return Asked()

    def shown(self, value: Any, _answers: Answers) -> Text | str:
        """Show the value as it is."""
        return str(value)


def words_of(said: Said) -> str:
    """Return the typed words; raise Unclear for a picture or anything else."""
    if isinstance(said, Words) and said.text:
        return said.text
    raise Unclear(phrases.OTHER_KIND if isinstance(said, Other) else phrases.WORDS_PLEASE)


@dataclass(frozen=True)
class Option:
    """One choice: its stored value, its title, other ways of saying it, what is said to it."""

    value: str
    title: Text
    ways: tuple[str, ...] = ()
    reply: Text | None = None


FEW = 3
"""Words of a reply in which one word may be the choice."""


@dataclass(frozen=True, kw_only=True)
class OneOf(Plain):
    """A choice among options, told by number or by words.

    One word of an option chooses nothing in the middle of a question («bao lâu thì có bằng» is no
    «có»); where a wrong choice costs a seat (`careful`), nor in the middle of a sentence.
    """

    options: tuple[Option, ...]
    careful: bool = False
    example: Text = _("Ví dụ anh/chị chỉ cần nhắn: 1.")

    def read(self, said: Said, at: At) -> Answer:
        """Return the chosen value."""
        text = words_of(said)
        try:
            chosen = self.options[pick(text, self._ways(text))]
        except NotUnderstood:
            raise Unclear(_("Em chưa rõ anh/chị chọn mục nào. Nhắn số giúp em ạ.")) from None
        say = (Saying(chosen.reply),) if chosen.reply else ()
        return Answer({at.key: chosen.value}, say=say)

    def _ways(self, text: str) -> list[tuple[str, ...]]:
        ways = [(*said_as(one.title), *one.ways) for one in self.options]
        said = core(text)
        loose = intents.sounds_like_a_question(text) or (self.careful and len(said.split()) > FEW)
        if not loose:
            return ways
        return [tuple(way for way in option if " " in phrase(way)) for option in ways]

    def claims(self, text: str) -> bool:
        """Claim the exact words of an option, though they may be a command elsewhere."""
        said = phrase(text)
        return any(said in map(phrase, (*said_as(one.title), *one.ways)) for one in self.options)

    def asked(self, _at: At) -> Asked:
        """List the options, numbered."""
        rows = tuple(Row(one.title, str(one.title)) for one in self.options)
        buttons = tuple(Button(row.title, row.says) for row in rows)
        return Asked(phrases.listed(rows), buttons, rows=rows)

    def shown(self, value: Any, _answers: Answers) -> Text | str:
        """Show the option's title."""
        return next((one.title for one in self.options if one.value == value), str(value))


DAY_TROUBLE = {
    "none": _("Em chưa đọc được ngày. Anh/chị nhắn ngày/tháng/năm giúp em, ví dụ: {example}."),
    "impossible": _("Ngày này không có trong lịch ạ. Anh/chị xem lại ngày/tháng/năm giúp em."),
    "no_year": _("Anh/chị nhắn đủ cả năm giúp em, ví dụ: {example}."),
    "future": _("Ngày này chưa tới ạ. Anh/chị xem lại giúp em."),
    "too_old": _("Năm này lâu quá rồi ạ. Anh/chị xem lại giúp em."),
}
DAY_EXAMPLE = {"birth": "05/03/1990", "issue": "15/08/2017", "expiry": "15/08/2027"}
TOO_YOUNG = _("Theo ngày này anh/chị chưa đủ 18 tuổi ạ. Anh/chị xem lại năm sinh giúp em.")


@dataclass(frozen=True, kw_only=True)
class Day(Plain):
    """A calendar day: `field` is "birth" or "issue" (or "expiry", which see the licence kinds)."""

    field: str
    example: Text = _("Ví dụ sinh ngày 5 tháng 3 năm 1990, anh/chị nhắn: 05/03/1990.")

    def read(self, said: Said, at: At) -> Answer:
        """Return the day in ISO form."""
        chosen = day_of(words_of(said), field=self.field, today=at.facts.today)
        if self.field == "birth" and at.facts.today.year - chosen.year < dates.ADULT:
            raise Unclear(TOO_YOUNG)
        return Answer({at.key: chosen.isoformat()})

    def shown(self, value: Any, _answers: Answers) -> Text | str:
        """Show the day as dd/mm/yyyy."""
        return day_shown(value)


def day_of(text: str, *, field: str, today: date) -> date:
    """Return the day that the text names; raise Unclear with what is wrong."""
    try:
        return dates.day(text, field=field, today=today)
    except NotUnderstood as missed:
        trouble = DAY_TROUBLE.get(missed.why, DAY_TROUBLE["none"])
        raise Unclear(trouble.with_(example=DAY_EXAMPLE[field])) from None


def day_shown(value: Any) -> Text | str:
    """Show an ISO day as dd/mm/yyyy, «none» as no term, anything else as unknown."""
    try:
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    except ValueError:
        return _("không thời hạn") if value == "none" else _("chưa rõ")


@dataclass(frozen=True, kw_only=True)
class Digits(Plain):
    """A number that `reads` finds in the text; it raises NotUnderstood with a key of `trouble`."""

    reads: Callable[[str], str]
    trouble: dict[str, Text]

    def read(self, said: Said, at: At) -> Answer:
        """Return the digits."""
        try:
            return Answer({at.key: self.reads(words_of(said))})
        except NotUnderstood as missed:
            raise Unclear(self.trouble.get(missed.why, self.trouble["none"])) from None

    def shown(self, value: Any, _answers: Answers) -> Text | str:
        """Show the last digits only."""
        return masked(str(value))


PHONE = Digits(
    reads=numbers.phone,
    trouble={
        "none": _("Em chưa thấy số điện thoại. Anh/chị nhắn 10 chữ số giúp em ạ."),
        "not_in_use": _("Số này chưa đúng: di động có 10 chữ số, ví dụ 0905 123 456 ạ."),
    },
    example=_("Ví dụ, để bưu tá gọi khi giao bằng: 0905123456."),
)


@dataclass(frozen=True, kw_only=True)
class Name(Plain):
    """A full name, capitals restored."""

    free: bool = True
    example: Text = _("Ví dụ: Nguyễn Văn Mẫu, hoặc Rơ Châm H'Nhi. Không dấu cũng được ạ.")

    TROUBLE = {  # noqa: RUF012  a constant of the kind
        "digits": _("Tên không có chữ số ạ. Anh/chị nhắn lại họ và tên giúp em."),
        "telex": _("Hình như bộ gõ bị lỗi dấu. Anh/chị nhắn lại tên, không dấu cũng được ạ."),
        "short": _("Anh/chị nhắn đủ cả họ và tên giúp em ạ. (Muốn dừng thì nhắn «huỷ hồ sơ».)"),
        "not_a_name": _("Em cần họ và tên như trên căn cước ạ, ví dụ: Nguyễn Văn Mẫu."),
    }

    def read(self, said: Said, at: At) -> Answer:
        """Return the name."""
        try:
            return Answer({at.key: names.name(words_of(said))})
        except NotUnderstood as missed:
            raise Unclear(self.TROUBLE[missed.why]) from None


SHORTEST_ADDRESS = 3
LONGEST_ADDRESS = 250


@dataclass(frozen=True, kw_only=True)
class Address(Plain):
    """A postal address in free words, of the old or the 2025 units.

    `followed_by` names the question whose answer goes along while it says the same.
    """

    followed_by: str = ""
    free: bool = True
    example: Text = _("Ví dụ: 12 Lê Lợi, tổ 3, phường Pleiku, Gia Lai.")

    def read(self, said: Said, at: At) -> Answer:
        """Return the address, and that of the delivery where it goes to the same place."""
        address, before = address_of(words_of(said)), at.answers.get(at.key)
        same = bool(before) and at.answers.get(self.followed_by) == before
        return Answer({at.key: address, **({self.followed_by: address} if same else {})})


def address_of(text: str) -> str:
    """Return the address; raise Unclear for too little, too much or something else."""
    parts = phrase(text).split()
    fits = len(parts) >= SHORTEST_ADDRESS and len(text) <= LONGEST_ADDRESS
    said = plain(text)
    asks = intents.sounds_like_a_question(text) or (
        intents.intent(text, answering=True) is not None and not _PLACE_WORDS.search(said)
    )
    replies = plainly(text) is not Reply.UNCLEAR and not _UNIT.search(said)
    if not fits or asks or replies:
        raise Unclear(_("Anh/chị nhắn đủ số nhà (hoặc thôn, làng), xã/phường và tỉnh giúp em ạ."))
    return text


_UNIT = re.compile(
    r"\b(xa|phuong|thon|lang|buon|plei|ap|duong|hem|khu|huyen|tinh|thi tran|thanh pho)\b"
)
_PLACE_WORDS = re.compile(rf"[0-9,]|{_UNIT.pattern}")


_TELLS_MORE = re.compile(
    r"\b(?:khong|chua|ko|k|hong|hok) (?:co|con) "
    r"(?!(?:y )?muon\b|dong y\b|nhu cau\b|can\b|lam\b|dau\b|a\b|em\b)\w"
    r"|^no (?!thanks?\b|i\b|we\b|sorry\b|please\b|way\b|not\b|never\b)\w"
)
"""«Không có căn cước», «no het han roi» (nó): these tell of papers, and refuse nothing."""


def _refuses(text: str) -> bool:
    """Tell whether somebody does not agree, so that the form ends; who is unclear is asked."""
    asks = intents.sounds_like_a_question(text) or intents.command(text) == "privacy"
    return plainly(text) is Reply.NO and not asks and _TELLS_MORE.search(phrase(text)) is None


AGREE = Button(_("Đồng ý"), "Đồng ý")
DISAGREE = Button(_("Không đồng ý"), "Không đồng ý")


@dataclass(frozen=True, kw_only=True)
class Consent(Plain):
    """An agreement in full words to the notice of this `version`; politeness is none."""

    version: str
    effect: Callable[[str], Any]
    example: Text = _("Anh/chị bấm nút «Đồng ý», hoặc nhắn đủ hai chữ: Đồng ý.")

    def read(self, said: Said, at: At) -> Answer:
        """Return the version that was agreed to; a clear no ends the form."""
        text = words_of(said)
        if consent(text):
            return Answer({at.key: self.version}, effects=(self.effect(self.version),))
        if _refuses(text):
            return Answer({}, say=(Saying(phrases.NO_CONSENT),), ends=True)
        raise Unclear(phrases.FULL_WORDS)

    def asked(self, _at: At) -> Asked:
        """Offer both answers."""
        return Asked(buttons=(AGREE, DISAGREE))
