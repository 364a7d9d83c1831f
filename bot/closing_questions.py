"""The kind of question that ends a form: everything on one list, to mend or to hand in. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.questions import Plain, words_of
from bot.shape import Answer, Asked, At, Question
from bot.talk import Answers, Button, Said, Talk, Unclear
from bot.understanding import NotUnderstood, intents
from bot.understanding.choices import pick
from bot.understanding.plain import core, phrase
from bot.understanding.yes_no import Reply, yes_no
from domain.words import Text, _, said_as

HAND_IN_WORDS = (
    "nop ho so", "nop", "gui ho so", "nop di", "nop luon", "nop giup", "nop ngay",
    "hand in", "hand it in", "submit", "submit it",
)  # fmt: skip
_NOT_YET = ("chua nop", "khong nop", "khoan", "dung nop", "ko nop", "de sau", "chua", "not yet")
_ASKS = re.compile(r"\b(co|phai|duoc)\b.*\b(khong|ko|hong|hok|k|chua)$")
SHORT_WISH = 4
"""Words of a wish in which «nộp» alone hands in; «bằng cũ nộp lại ở đâu» asks something."""

HAND_IN_BUTTON = Button(_("Nộp hồ sơ"), "Nộp hồ sơ")


def _hands_in(text: str) -> bool:
    """Tell whether the words hand in; a question about handing in does not."""
    said = core(text)
    if "?" in text or intents.sounds_like_a_question(text) or _ASKS.search(said):
        return False
    few = len(said.split()) <= SHORT_WISH
    return any(f" {way} " in f" {said} " for way in HAND_IN_WORDS if few or " " in way)


@dataclass(frozen=True, kw_only=True)
class Summary(Plain):
    """Everything on one numbered list; a number mends a line, «nộp hồ sơ» hands it in.

    Politeness and «ok» hand nothing in. `quick` is a choice of one tap: key, value and button.
    """

    lists: Callable[[Talk], Sequence[Question]]
    quick: Callable[[Answers], tuple[str, str, Button] | None] = lambda _answers: None
    example: Text = _("Đúng hết thì nhắn «nộp hồ sơ». Sai thì nhắn số của mục, ví dụ: 5.")

    def read(self, said: Said, at: At) -> Answer:
        """Return the hand-in, or which line to mend."""
        text = words_of(said)
        plain_text = phrase(text)
        listed = self.lists(at.talk)
        quick = self.quick(at.answers)
        if quick is not None and plain_text == phrase(quick[2].says):
            return Answer({quick[0]: quick[1]})
        if any(f" {way} " in f" {plain_text} " for way in _NOT_YET):
            raise Unclear(_("Dạ, em chờ ạ. Khi nào muốn nộp, anh/chị nhắn «nộp hồ sơ»."))
        if _hands_in(text):
            return Answer({at.key: "yes"})
        if yes_no(text) is Reply.YES and not plain_text.isdigit():
            raise Unclear(_("Để nộp, anh/chị nhắn đủ chữ «nộp hồ sơ» giúp em ạ."))
        try:
            chosen = pick(text, [(*said_as(one.label), *one.also) for one in listed])
        except NotUnderstood:
            raise Unclear(self.example) from None
        return Answer({}, mend=(listed[chosen].key,))

    def claims(self, text: str) -> bool:
        """Claim the words that hand in, when nothing else is said."""
        return bool({phrase(text), core(text)} & set(HAND_IN_WORDS))

    def asked(self, at: At) -> Asked:
        """Offer the hand-in, and the one choice that is left."""
        edit = Button(_("Sửa một mục"), "sửa")
        quick = self.quick(at.answers)
        return Asked(buttons=(HAND_IN_BUTTON, edit, *([quick[2]] if quick else [])))
