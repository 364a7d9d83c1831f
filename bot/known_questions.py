"""Kinds of question about whose papers these are: what was told before, and another person. Pure.

Nothing that was told before is taken without a yes; nobody files for another without theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot import phrases
from bot.questions import AGREE, DISAGREE, Plain, words_of
from bot.shape import Answer, Asked, At
from bot.talk import Answers, Button, Said, Saying, Unclear
from bot.understanding import NotUnderstood, intents
from bot.understanding.choices import pick
from bot.understanding.consent import consent
from bot.understanding.plain import phrase
from bot.understanding.yes_no import Reply, yes_no
from domain.identity import masked
from domain.words import Text, _, said_as

KNOWN = "known"
FOREIGNER = "foreigner"
"""The mark of who shows a passport in place of a citizen card."""
EARLIER, PROFILE = "earlier", "profile"
STILL, CHANGED, SOMEBODY_ELSE = range(3)
WAYS = (
    (_("Vẫn đúng"), ("dung", "dung roi", "dung het", "van dung", "khong doi", "nhu cu")),
    (_("Có chỗ đổi rồi"), ("co doi", "doi roi", "co thay doi", "sai", "khong dung")),
    (
        _("Hồ sơ này làm cho người khác"),
        ("cho nguoi khac", "nguoi khac", "lam ho", "khong phai toi"),
    ),
)
USED_AGAIN = _("dùng lại ảnh lần trước")
SHOWN_AS: Mapping[str, Callable[[str], Text | str]] = {
    "citizen_id": masked,
    "passport_number": masked,
    "id_picture": lambda _picture: USED_AGAIN,
    "passport_picture": lambda _picture: USED_AGAIN,
    "phone": masked,
    "birth_date": lambda value: "/".join(reversed(value.split("-"))),
}
LEFT_OUT = frozenset({"source", "sex", "delivery"})
"""What needs no line of its own: it is told by another line, or is no answer."""


@dataclass(frozen=True, kw_only=True)
class KnownRight(Plain):
    """One message with everything that was told another time; a yes takes it all.

    «sửa …» takes all the rest, and that one is asked.
    """

    labels: Mapping[str, Text]
    example: Text = _(
        "Vẫn đúng thì nhắn 1. Sai mục nào thì nhắn «sửa» kèm tên mục, ví dụ «sửa tên»."
    )

    def read(self, said: Said, at: At) -> Answer:
        """Return what was told before, confirmed; or nothing but that it has changed."""
        text = words_of(said)
        if hit := _MENDS.match(phrase(text)):
            return self._without(hit.group("what"), at)
        try:
            chosen = pick(text, [(*said_as(title), *ways) for title, ways in self._ways(at)])
        except NotUnderstood:
            chosen = {Reply.YES: STILL, Reply.NO: CHANGED}.get(yes_no(text), -1)
        if chosen < 0:
            raise Unclear(self.example)
        if chosen == SOMEBODY_ELSE:
            return Answer({at.key: "other", "for_other": True})
        if chosen == CHANGED:
            return Answer({at.key: "changed"})
        return self._taken(at, frozenset())

    def claims(self, text: str) -> bool:
        """Claim a wish to mend: what it names is on the list of this question."""
        return bool(_MENDS.match(phrase(text)))

    def asked(self, at: At) -> Asked:
        """Offer the answers, numbered."""
        titles = [title for title, _ways in self._ways(at)]
        buttons = tuple(Button(title, str(title)) for title in titles)
        return Asked(phrases.numbered(list(titles)), buttons)

    def lines_of(self, at: At) -> list[Text]:
        """Return the lines «label: value» of what was told before, numbers masked."""
        known: Answers = at.answers.get(KNOWN) or {}
        return [
            _("{label}: {value}").with_(
                label=self.labels[key], value=SHOWN_AS.get(key, str)(str(value))
            )
            for key, value in known.items()
            if key in self.labels and key not in LEFT_OUT
        ]

    def _ways(self, at: At) -> tuple[tuple[Text, tuple[str, ...]], ...]:
        known: Answers = at.answers.get(KNOWN) or {}
        return WAYS if known.get("source") == EARLIER else WAYS[:SOMEBODY_ELSE]

    def _without(self, what: str, at: At) -> Answer:
        known: Answers = at.answers.get(KNOWN) or {}
        keys = [key for key in known if key in self.labels]
        try:
            key = keys[
                pick(what, [(*said_as(self.labels[key]), *NICKNAMES.get(key, ())) for key in keys])
            ]
        except NotUnderstood:
            raise Unclear(self.example) from None
        return self._taken(at, frozenset({key, *GOES_WITH.get(key, ())}))

    def _taken(self, at: At, left_out: frozenset[str]) -> Answer:
        known: Answers = at.answers.get(KNOWN) or {}
        told = {
            key: value
            for key, value in known.items()
            if key not in left_out and key != "source" and key not in at.answers
        }
        passport = {FOREIGNER: True} if "passport_number" in told else {}
        read = {"id_read": False} if "citizen_id" in told else {}
        told = {at.key: "yes", **read, **passport, **told}
        return Answer(told, source=str(known.get("source", EARLIER)))


_MENDS = re.compile(
    r"^(?:em |toi |cho em |muon )*(?:sua|doi|thay|edit|change)(?: lai| the| my)? (?P<what>[a-z ]+)$"
)
NICKNAMES = {
    "phone": ("sdt", "so dt", "dien thoai", "phone"),
    "full_name": ("ten", "ho ten", "name"),
    "citizen_id": ("cccd", "can cuoc"),
    "residence": ("thuong tru", "noi o"),
    "address": ("dia chi", "address"),
    "birth_date": ("nam sinh",),
}
GOES_WITH = {
    "address": ("delivery",),
    "citizen_id": ("sex", "birth_date", "id_picture"),
    "passport_number": ("passport_issued_on", "passport_issued_in", "passport_picture"),
}


@dataclass(frozen=True, kw_only=True)
class TheirConsent(Plain):
    """The word of the citizen that the person agrees for whom they file, to this `version`."""

    version: str
    effect: Callable[[str, str], Any]
    example: Text = _("Người đó đồng ý rồi thì anh/chị nhắn đủ hai chữ: Đồng ý.")

    def read(self, said: Said, at: At) -> Answer:
        """Return the version that was agreed to; a clear no ends the form."""
        text = words_of(said)
        if consent(text) or _they_agree(text):
            given = self.effect(self.version, str(at.answers.get("filed_for", "")))
            return Answer({at.key: self.version}, effects=(given,))
        if _they_do_not(text):
            return Answer({}, say=(Saying(phrases.NO_CONSENT),), ends=True)
        raise Unclear(
            _("Anh/chị hỏi ý người đó trước giúp em. Đồng ý rồi thì nhắn đủ chữ «Đồng ý» ạ.")
        )

    def asked(self, _at: At) -> Asked:
        """Offer both answers."""
        return Asked(buttons=(AGREE, DISAGREE))


def _they_agree(text: str) -> bool:
    """Tell whether words say that somebody else agrees: «ba em đồng ý rồi»."""
    said = phrase(text)
    doubt = re.search(r"\b(khong|ko|chua|hong|neu|de|hoi|chac)\b", said)
    return "dong y" in said and doubt is None and not intents.sounds_like_a_question(text)


def _they_do_not(text: str) -> bool:
    said = phrase(text)
    return bool(re.search(r"\b(khong|ko|k) dong y\b", said)) and "?" not in text
