"""Kinds of question that are answered in the citizen's own words, or that a paper answers. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.picture_questions import Photo
from bot.questions import Plain, words_of
from bot.shape import SKIPPED, Answer, At
from bot.talk import Said, Unclear, Words
from bot.understanding.plain import phrase
from bot.understanding.yes_no import Reply, plainly
from domain.words import Text, _

SHORTEST, LONGEST = 2, 300
"""Words, and letters."""

LONGEST_REPLY = 3
"""Words of a bare yes or no; «sai năm sinh, đúng là 1990» says more."""

ONLY_THE_CARD = ("can cuoc", "cccd", "khong co", "ko co", "chi co the", "khong con")


@dataclass(frozen=True, kw_only=True)
class InOwnWords(Plain):
    """What only the citizen can tell; a clerk reads it as it is written."""

    free: bool = True
    example: Text

    def read(self, said: Said, at: At) -> Answer:
        """Return the words; raise Unclear for a bare yes or no, for too few and for too many."""
        text = words_of(said)
        words = len(phrase(text).split())
        bare = words <= LONGEST_REPLY and plainly(text) is not Reply.UNCLEAR
        if words < SHORTEST or bare:
            raise Unclear(_("Anh/chị viết rõ giúp em chỗ nào sai và đúng phải là gì ạ."))
        if len(text) > LONGEST:
            raise Unclear(_("Dài quá em không ghi hết được ạ. Anh/chị viết gọn lại giúp em."))
        return Answer({at.key: text})


@dataclass(frozen=True, kw_only=True)
class PaperOrCard(Photo):
    """A picture of a paper, or word that the citizen card, which is there already, must do."""

    def read(self, said: Said, at: At) -> Answer:
        """Return the picture's id, or SKIPPED where the card is all that there is."""
        if isinstance(said, Words) and _only_the_card(said.text):
            return Answer({at.key: SKIPPED})
        return super().read(said, at)

    def claims(self, text: str) -> bool:
        """Claim the words that say there is no such paper."""
        return _only_the_card(text)


def _only_the_card(text: str) -> bool:
    said = phrase(text)
    return plainly(text) is Reply.NO or any(way in said for way in ONLY_THE_CARD)
