"""A conversation declared as data: questions, forms, and the path that the answers draw. Pure.

A form is checked when it is made; a bad one raises BadForm and stops the process from starting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from bot.saying import MenuLine
from bot.talk import Answers, Button, Effect, Facts, Row, Said, Saying, Talk, Turn
from bot.understanding.plain import phrase
from domain.rules import DatedSettings
from domain.words import Text

FACT_NAMES = frozenset(
    {"free_slots", "dossiers", "has_appointment", "waits_for_photo", "waits_for_time"}
)
SKIPPED = ""
"""The answer of a question that was answered in another way; it is never handed in."""

DERIVED = "derived"
"""The source of an answer that follows from others; it is worked out anew at every answer."""

MOST_BUTTONS = 5
"""Zalo shows at most five buttons under a message (platform reference, letters)."""


class BadForm(Exception):
    """A form breaks a rule of forms; the text says which form, which question and what."""


@dataclass(frozen=True)
class At:
    """Where a question is put: the talk so far, what is known of the world, which question."""

    talk: Talk
    facts: Facts
    key: str

    @property
    def answers(self) -> Answers:
        """The answers so far."""
        return self.talk.answers


@dataclass(frozen=True)
class Answer:
    """What a message answered: values by question key, all of one source.

    `mend` names questions to ask again, instead of an answer to this one. With `ends` the citizen
    goes no further: the form is over and nothing of it is kept.
    """

    values: Mapping[str, Any]
    source: str = "typed"
    effects: tuple[Effect, ...] = ()
    say: tuple[Saying, ...] = ()
    mend: tuple[str, ...] = ()
    ends: bool = False


@dataclass(frozen=True)
class Asked:
    """How a kind of question completes its words; of `below`, `rows` are what is numbered."""

    below: Text | None = None
    buttons: tuple[Button, ...] = ()
    offered: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    beside: tuple[Text, ...] = ()


class Kind(Protocol):
    """A kind of question: how its answer is read, offered and shown."""

    @property
    def free(self) -> bool:
        """Whether nearly any words would do, so that a plea is looked for first."""

    @property
    def by_picture(self) -> bool:
        """Whether a picture answers it."""

    @property
    def example(self) -> Text:
        """The fuller example that is given after two misses."""

    def claims(self, text: str) -> bool:
        """Tell whether these words, a command elsewhere, answer this question."""

    def read(self, said: Said, at: At) -> Answer:
        """Return the answer; raise Unclear with what to do."""

    def asked(self, at: At) -> Asked:
        """Return what completes the question."""

    def shown(self, value: Any, answers: Answers) -> Text | str:
        """Return the value as the summary shows it, numbers masked."""


def always(_answers: Answers) -> bool:
    """Hold whatever was answered: the `when` of a question that everybody meets."""
    return True


Wording = Text | Callable[[At], Text]


@dataclass(frozen=True)
class Question:
    """One question of a form.

    `when` sees only the answers before it. `also` are further names for «sửa …», `nearly` those it
    has where no other item that was answered is called so. `resets` are
    questions whose answers fall when this one changes. A question with `listed` false stays out
    of the summary; one with `kept` false is not handed in. `brief` is how the summary says it,
    where «label: value» is too long for a phone; `next_to` names the question whose line it shares.
    """

    key: str
    label: Text
    ask: Wording
    read: Kind
    when: Callable[[Answers], bool] = always
    needs: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()
    nearly: tuple[str, ...] = ()
    resets: tuple[str, ...] = ()
    listed: bool = True
    kept: bool = True
    brief: Text | None = None
    next_to: str = ""

    def words(self, at: At) -> Text:
        """Return what is asked, at this point of a talk."""
        return self.ask if isinstance(self.ask, Text) else self.ask(at)


@dataclass(frozen=True)
class Thought:
    """What follows from the answers so far: derived answers, marks to keep, and a turn of the road.

    With `ends` the form is over: the case goes another way, which `say` has told.
    """

    derived: Mapping[str, Any] = field(default_factory=dict)
    marks: Mapping[str, Any] = field(default_factory=dict)
    say: tuple[Saying, ...] = ()
    effects: tuple[Effect, ...] = ()
    ends: bool = False


@dataclass(frozen=True)
class Form:
    """One procedure: its questions in order, and what to do with the answers.

    `opened_by` are intents or whole phrases. `begins` reads answers from the opening words;
    `for_another` tells whether they file for somebody else.
    `finishes` turns the answers of the path into effects; `explains` answers a question on the
    way (fee, papers …) from what is known, or returns None. `works_out` names the answers that
    `thinks` derives. `belongs` names the form that answers lead to, where another procedure asks
    the same questions and more; the talk goes on there with all that was said. `hears` meets words
    that tell something at any question, or returns None. With `unasked` the office puts it of its
    own accord: who does not answer has answered, and it ends silently when nothing is left to ask.
    With `welcomes` its first question goes with the greeting of somebody new.
    """

    key: str
    title: Text
    opened_by: tuple[str, ...]
    questions: tuple[Question, ...]
    finishes: Callable[[Talk, Answers, Mapping[str, str]], tuple[Effect, ...]]
    menu: tuple[MenuLine, ...] = ()
    begins: Callable[[str, Facts], Answers] = lambda _text, _facts: {}
    for_another: Callable[[str], bool] = lambda _text: False
    thinks: Callable[[Answers, Facts], Thought] = lambda _answers, _facts: Thought()
    explains: Callable[[str, Answers, Facts], Text | None] = lambda _intent, _answers, _facts: None
    works_out: tuple[str, ...] = ()
    for_appointment: bool = False
    unasked: bool = False
    welcomes: bool = False
    belongs: Callable[[Answers], str | None] = lambda _answers: None
    hears: Callable[[Form, str, At], Turn | None] = lambda _form, _text, _at: None

    def __post_init__(self) -> None:
        """Check the declaration."""
        if not self.questions:
            raise BadForm(f"{self.key}: no question")
        keys = [question.key for question in self.questions]
        for key in keys:
            if keys.count(key) > 1:
                raise BadForm(f"{self.key}: the key {key!r} is used twice")
        for question in self.questions:
            self._check(question, keys)

    def _check(self, question: Question, keys: list[str]) -> None:
        where = f"{self.key}.{question.key}"
        if not question.key.isidentifier() or not question.key.islower():
            raise BadForm(f"{where}: a key is snake_case")
        if not question.label.source.strip():
            raise BadForm(f"{where}: the label is empty")
        if isinstance(question.ask, Text) and not question.ask.source.strip():
            raise BadForm(f"{where}: the question has no words")
        if question.needs - FACT_NAMES:
            raise BadForm(f"{where}: unknown facts {sorted(question.needs - FACT_NAMES)}")
        if set(question.resets) - set(keys):
            raise BadForm(f"{where}: resets questions that the form has not")

    def question(self, key: str | None) -> Question | None:
        """Return the question with this key, or None where this release has none."""
        return self._by_key.get(key or "")

    @cached_property
    def _by_key(self) -> dict[str, Question]:
        return {question.key: question for question in self.questions}

    def path(self, answers: Answers) -> tuple[Question, ...]:
        """Return the questions whose `when` holds, each seeing only the answers before it."""
        return tuple(self._along(answers))

    def passes(self, question: Question, answers: Answers) -> bool:
        """Tell whether a question is on the path, which is walked no further than to there."""
        return any(one is question for one in self._along(answers))

    def _along(self, answers: Answers) -> Iterator[Question]:
        # what is asked by no question is known from the beginning: marks of a thought or a reading
        before = {key: value for key, value in answers.items() if key not in self._by_key}
        for question in self.questions:
            if question.when(before):
                yield question
                if question.key in answers:
                    before[question.key] = answers[question.key]

    def next_question(self, answers: Answers, reopened: Iterable[str] = ()) -> Question | None:
        """Return the first question on the path that has no answer or is to be asked again."""
        again = frozenset(reopened)
        along = self._along(answers)
        return next((one for one in along if one.key not in answers or one.key in again), None)

    def listed(self, answers: Answers) -> tuple[Question, ...]:
        """Return the answered questions of the path as the summary numbers them, from 1."""
        return tuple(
            one
            for one in self.path(answers)
            if one.listed and answers.get(one.key, SKIPPED) != SKIPPED
        )

    def handed_in(self, answers: Answers) -> dict[str, Any]:
        """Return exactly the answers of the path, without what was skipped or only confirmed."""
        return {
            one.key: answers[one.key]
            for one in self.path(answers)
            if one.kept and answers.get(one.key, SKIPPED) != SKIPPED
        }


@dataclass(frozen=True)
class Forms:
    """All forms of this release; no two are opened by the same phrase.

    `rules` are the office's dated rules; without them those that come with the program hold.
    `requests_profile` says whether the platform's own form may ask for name, phone and address.
    """

    forms: tuple[Form, ...]
    rules: DatedSettings | None = None
    requests_profile: bool = False

    def __post_init__(self) -> None:
        """Check the forms against each other."""
        opened: dict[str, str] = {}
        keys = [form.key for form in self.forms]
        for form in self.forms:
            if keys.count(form.key) > 1:
                raise BadForm(f"{form.key}: two forms have this key")
            for words in form.opened_by:
                other = opened.setdefault(phrase(words), form.key)
                if other != form.key:
                    raise BadForm(f"{form.key}: «{words}» opens {other} too")

    def get(self, key: str | None) -> Form | None:
        """Return the form with this key, or None where this release has none."""
        return next((form for form in self.forms if form.key == key), None)

    def opened_by(self, text: str, intent: str | None) -> Form | None:
        """Return the form that these words, or else this intent, open; None where none does."""
        for said in (phrase(text), phrase(intent or "")):
            for form in self.forms:
                if said and said in map(phrase, form.opened_by):
                    return form
        return None

    def menu(self) -> tuple[MenuLine, ...]:
        """Return the lines of the menu, in their places."""
        told = (line for form in self.forms for line in form.menu)
        return tuple(sorted(told, key=lambda line: line.place))
