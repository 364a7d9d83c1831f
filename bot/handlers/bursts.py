"""A burst: lines that a citizen types within a moment are one turn and get one reply.

Each line is kept and answered when it comes; only the reply to free words leaves a moment later.
Where more lines come before it has left, it is taken back and all of them are answered together.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum

from bot import phrases
from bot.form import advance
from bot.shape import Forms
from bot.talk import ConsentGiven, Facts, HandIn, Said, Saying, Talk, Turn, Words
from bot.understanding.plain import phrase
from domain.words import Text
from storage.store import Store
from storage.talks import StoredTalk

ALONE = timedelta(0)
"""No moment: each message is a turn of its own."""
LONGEST = 4
"""Moments for which a burst may put off its reply, however fast the lines follow each other."""
NO_ANSWER = (
    phrases.NOT_UNDERSTOOD,
    phrases.STILL_NOT_UNDERSTOOD,
    phrases.NO_ANSWER.text,
    phrases.WORDS_PLEASE,
    phrases.OTHER_KIND,
)


class Met(IntEnum):
    """What came of words: nobody understood them, something was told, they were an answer."""

    NOT = 0
    TOLD = 1
    ANSWERED = 2


@dataclass(frozen=True)
class Burst:
    """Lines whose reply has not left yet.

    `before` is the talk as it was before them, `lines` are (milliseconds, words), `told` is what
    was answered to them beside the question, `carried` what was told to earlier lines that stood
    for themselves. Instants are ISO.
    """

    before: str
    lines: list[tuple[int, str]]
    began_at: str
    at: str
    letters: int
    met: Met
    told: list[str]
    carried: list[str]

    def to_json(self) -> str:
        """Return the burst as text to be kept."""
        return json.dumps(vars(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Burst:
        """Return the burst that `to_json` wrote."""
        known = json.loads(text)
        lines = [(at, words) for at, words in known.pop("lines")]
        return cls(**known | {"lines": lines, "met": Met(known["met"])})

    def not_before(self, now: datetime) -> datetime:
        """Return `now`, or when the reply was written that is taken back, if that is later."""
        return max(now, datetime.fromisoformat(self.at))

    def words(self) -> Words:
        """Return all lines as one message, in the order in which they were typed."""
        return Words(" ".join(text for _at, text in sorted(self.lines)))


@dataclass(frozen=True)
class Thought:
    """A turn and where it began: `lines` are what it answers, `carried` still has to be told."""

    before: Talk
    turn: Turn
    lines: list[tuple[int, str]]
    carried: list[str]

    def told_before(self) -> list[Saying]:
        """Return what was told to earlier lines and has not left yet."""
        return [Saying(Text("{told}").with_(told=words)) for words in self.carried]


def taken_back(
    store: Store, stored: StoredTalk, said: Said, *, now: datetime, moment: timedelta
) -> Burst | None:
    """Return the burst that these words go on, its reply taken back; None where they begin anew.

    A reply that has left, or is just leaving, stays said.
    """
    if not (stored.burst and moment and isinstance(said, Words)):
        return None
    burst = Burst.from_json(stored.burst)
    at = datetime.fromisoformat(burst.at)
    if abs(now - at) > 2 * moment:
        return None
    left = not store.letters.take_back(stored.citizen, written_at=at, count=burst.letters)
    return None if left else burst


def think(
    forms: Forms, talk: Talk, said: Said, facts: Facts, *, sent_at: datetime, burst: Burst | None
) -> Thought:
    """Return the turn that words lead to: by themselves, or with the lines before them.

    An answer that was understood is not taken back for a line that nobody understands.
    """
    line = (round(1000 * sent_at.timestamp()), said.text if isinstance(said, Words) else "")
    alone = advance(forms, talk, said, facts)
    if burst is None:
        return Thought(talk, alone, [line], [])
    if burst.met and not any(letter.isalpha() for letter in line[1]):
        return Thought(talk, alone, [line], burst.carried + burst.told)
    before = Talk.from_json(burst.before) if burst.before else Talk(talk.citizen)
    if _binds(alone) and before.asked != talk.asked:
        # The question was taken back with its reply: nobody agrees to what they never read.
        return Thought(talk, Turn(talk), [line], burst.carried + burst.told)
    whole = replace(burst, lines=[*burst.lines, line])
    together = advance(forms, before, whole.words(), facts)
    free = _is_free(forms, before)
    if _belong_together(burst, (talk, alone), (before, together), free=free):
        return Thought(before, together, whole.lines, burst.carried)
    return Thought(talk, alone, [line], burst.carried + (burst.told if burst.met else []))


def _belong_together(
    burst: Burst, alone: tuple[Talk, Turn], together: tuple[Talk, Turn], *, free: bool
) -> bool:
    """Tell whether a line is the rest of what was typed before it.

    Who has not read the next question yet does not answer it in free words. Nobody agrees or hands
    in by the last line of words that say something else: «tôi chưa» / «đồng ý».
    """
    line, whole = met(*alone), met(*together)
    if burst.met is Met.NOT:
        return _binds(alone[1]) or whole >= line
    return whole > line or (free and whole == line == Met.ANSWERED)


def _binds(turn: Turn) -> bool:
    return any(isinstance(effect, ConsentGiven | HandIn) for effect in turn.effects)


def _is_free(forms: Forms, talk: Talk) -> bool:
    form = forms.get(talk.form)
    question = form.question(talk.asked) if form else None
    return question is not None and question.read.free


def met(before: Talk, turn: Turn) -> Met:
    """Return how far a turn met what was said."""
    if turn.effects:
        return Met.ANSWERED
    told = any(saying.text in NO_ANSWER for saying in turn.say)
    if told or turn.talk.strikes > before.strikes:
        return Met.NOT
    return Met.TOLD if turn.talk.digressed else Met.ANSWERED


def may_go_on(forms: Forms, said: Said, thought: Thought) -> bool:
    """Return whether more may follow: free words, and what nobody understood.

    A number, a button, an answer to a closed question is whole; so is what led to an act.
    """
    if not isinstance(said, Words) or thought.turn.effects:
        return False
    if forms.get(thought.before.form) is None:
        return not _is_choice(forms, said)
    return _is_free(forms, thought.before) or met(thought.before, thought.turn) < Met.ANSWERED


def _is_choice(forms: Forms, said: Words) -> bool:
    words = phrase(said.text)
    return words.isdecimal() or words in {phrase(line.says) for line in forms.menu()}


def held_until(burst: Burst | None, *, now: datetime, moment: timedelta) -> datetime:
    """Return when a reply leaves to which more may follow; a long burst is put off no further."""
    began = datetime.fromisoformat(burst.began_at) if burst else now
    return now if now - began > LONGEST * moment else now + moment


def noted(
    stored: StoredTalk, thought: Thought, burst: Burst | None, *, letters: int, at: datetime
) -> str:
    """Return what is kept of the lines, so that the next one can join them."""
    joined = burst is not None and len(thought.lines) > 1
    language = thought.turn.talk.language
    kept = Burst(
        before=burst.before if burst and joined else stored.state,
        lines=thought.lines,
        began_at=burst.began_at if burst else at.isoformat(),
        at=at.isoformat(),
        letters=letters,
        met=met(thought.before, thought.turn),
        told=[saying.text.in_language(language) for saying in thought.turn.say],
        carried=thought.carried,
    )
    return kept.to_json()
