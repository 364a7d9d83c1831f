"""A conversation that raises once it has had an effect; only the drill's launcher brings it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.questions import Plain, words_of
from bot.shape import Answer, Asked, At, Form, Question
from bot.talk import Answers, ConsentGiven, Effect, Said, Talk
from domain.words import _

OPENED_BY = "thuốc đắng dã tật"
SWALLOWED = "uống cạn một hơi"
MARK = "thuoc-dang"


class Poison(Exception):
    """The bug of this drill."""


@dataclass(frozen=True, kw_only=True)
class Cup(Plain):
    """Any words are an answer, and the answer has an effect that is written down."""

    def read(self, said: Said, at: At) -> Answer:
        """Return the words, with the effect."""
        return Answer({at.key: words_of(said)}, effects=(ConsentGiven(MARK),))


@dataclass(frozen=True, kw_only=True)
class Bottom(Plain):
    """A question that cannot be asked."""

    def asked(self, _at: At) -> Asked:
        """Raise Poison."""
        raise Poison

    def read(self, said: Said, at: At) -> Answer:
        """Return the words."""
        return Answer({at.key: words_of(said)})


def nothing(_talk: Talk, _answers: Answers, _sources: Mapping[str, str]) -> tuple[Effect, ...]:
    """Hand nothing in."""
    return ()


FORM = Form(
    key="poison",
    title=_("Thuốc đắng"),
    opened_by=(OPENED_BY,),
    questions=(
        Question("cup", _("Chén thuốc"), _("Anh/chị uống chén này nhé?"), Cup()),
        Question("bottom", _("Đáy chén"), _("Đáy chén có gì ạ?"), Bottom()),
    ),
    finishes=nothing,
)
