"""Every way through a form, walked with sample answers, and what is wrong with the ways. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.form import advance, ask
from bot.form_samples import BEGINNINGS, Sample, samples
from bot.moves import thought_over
from bot.shape import At, Form, Forms
from bot.talk import Answers, Booked, Facts, HandIn, Routed, SlotOffer, Talk, Turn
from domain.zone import local, local_date

BEGIN = "begin"
WALKED_AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""A fixed moment, so that the same forms give the same graph on any day."""

MOST_STATES = 20_000
SEVERAL = tuple(
    Booked(f"ZL-{day}", name, local(WALKED_AT) + timedelta(days=day))
    for day, name in enumerate(("Nguyễn Thị Mẫu", "Siu Y Blôk"), start=1)
)
"""Two dossiers that wait for their photo: it is asked which one is meant."""


@dataclass
class Graph:
    """Which question leads where: `edges` go by (from, to) and hold the sorts of answers.

    Where a way leads is the key of a question, of another form (`form:…`), or an end:
    `handed_in`, `routed:…`, `done`, `left`. `met` are questions that stood on some path, `stuck`
    those where no sample answer leads on.
    """

    form: str
    edges: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    stuck: set[str] = field(default_factory=set)

    def leads(self, source: str, target: str, label: str) -> None:
        """Note that an answer leads from one place to another."""
        labels = self.edges.setdefault((source, target), [])
        if label and label not in labels:
            labels.append(label)

    def after(self, source: str) -> set[str]:
        """Return where the ways from a place lead."""
        return {target for start, target in self.edges if start == source}


def walked(forms: Forms, form: Form) -> Graph:
    """Return the graph of a form, by depth first; each state of a talk is visited once."""
    graph, facts = Graph(form.key), facts_of_the_walk()
    waiting = [_begun(form, told, facts) for told in (*BEGINNINGS, form.begins("", facts))]
    waiting.append(_begun(form, form.begins("", facts), replace(facts, booked=SEVERAL)))
    for talk in waiting:
        graph.leads(BEGIN, str(talk.asked), "")
    seen = set[str]()
    while waiting and len(seen) < MOST_STATES:
        talk = waiting.pop()
        if _signature(form, talk) not in seen:
            seen.add(_signature(form, talk))
            waiting += _onward(forms, form, graph, talk=talk, facts=facts)
    return graph


def _begun(form: Form, told: Answers, facts: Facts) -> Talk:
    """Return a talk at the beginning, with nothing told or what opening the form tells."""
    return thought_over(form, Talk("3001", form=form.key, answers=told), facts).talk


def facts_of_the_walk() -> Facts:
    """Return a world in which everything is there: free seats, an appointment, no dossier."""
    at = local(WALKED_AT) + timedelta(days=2)
    there: dict[str, Any] = {one.name: True for one in fields(Facts) if one.default is False}
    slots = (SlotOffer("1", at, "pleiku", "Bưu cục Pleiku"),)
    return Facts(WALKED_AT, local_date(WALKED_AT), free_slots=slots, **there)


def problems(graph: Graph, form: Form) -> list[str]:
    """Return what is wrong with the ways through a form, a sentence each; nothing where all end."""
    asked = {one.key for one in form.questions}
    never = sorted(asked - graph.met)
    lost = sorted(key for key in graph.met & asked if not _comes_to_an_end(graph, key))
    return [
        *(f"{form.key}.{key}: on no path" for key in never),
        *(f"{form.key}.{key}: no answer leads on" for key in sorted(graph.stuck)),
        *(f"{form.key}.{key}: no way to an end" for key in lost if key not in graph.stuck),
    ]


def _onward(forms: Forms, form: Form, graph: Graph, *, talk: Talk, facts: Facts) -> Iterator[Talk]:
    """Yield the talks that the sample answers to the pending question lead to."""
    talk, _said = ask(forms, talk, facts)
    question = form.question(talk.asked)
    if question is None:
        return
    graph.met |= {one.key for one in form.path(talk.answers) if one.key in talk.answers}
    graph.met.add(question.key)
    moved = False
    for sample in samples(question, At(talk, facts, question.key)):
        turn = advance(forms, talk, sample.said, facts)
        if turn.talk.form == form.key and turn.talk.strikes:
            continue
        moved = True
        graph.leads(question.key, _target(form, turn), sample.label)
        if turn.talk.form == form.key:
            yield _plain(turn.talk)
    if not moved:
        graph.stuck.add(question.key)


def _target(form: Form, turn: Turn) -> str:
    if turn.talk.form == form.key:
        return str(turn.talk.asked)
    if turn.talk.form is not None:
        return f"form:{turn.talk.form}"
    routed = [one.outcome for one in turn.effects if isinstance(one, Routed)]
    if routed:
        return f"routed:{routed[0]}"
    if any(isinstance(one, HandIn) for one in turn.effects):
        return "handed_in"
    return "done" if turn.effects else "left"


def _plain(talk: Talk) -> Talk:
    return replace(talk, offered=(), why=None, digressed=False)


def _signature(form: Form, talk: Talk) -> str:
    """Return what the rest of the way depends on: the path, what of it is answered, the marks."""
    path = [one.key for one in form.path(talk.answers)]
    keys = {one.key for one in form.questions}
    marks = {key: value for key, value in talk.answers.items() if key not in keys}
    answered = sorted(talk.answers)
    return json.dumps([talk.asked, path, answered, marks, talk.reopened], sort_keys=True)


def _comes_to_an_end(graph: Graph, key: str) -> bool:
    """Tell whether some way from here ends; a question that is only answered along has none."""
    seen, waiting = set[str](), [key]
    asked = {source for source, _target in graph.edges}
    if key not in asked:
        return True
    while waiting:
        place = waiting.pop()
        if place not in asked:
            return True
        if place not in seen:
            seen.add(place)
            waiting += graph.after(place)
    return False


__all__ = ["BEGIN", "Graph", "Sample", "problems", "walked"]
