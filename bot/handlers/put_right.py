"""A clerk puts a value of a dossier right: read as in the chat, marked as theirs, and told."""

from __future__ import annotations

from datetime import datetime

from bot import moves, notices
from bot.handlers.decide import read
from bot.handlers.ledger import record
from bot.handlers.tell import tell
from bot.shape import At, Forms, Question
from bot.talk import Facts, Talk, Unclear, Words
from bot.understanding.plain import tidy
from domain.dossier import Dossier, NotAllowedNow
from domain.events import Kind
from domain.people import Staff
from domain.words import Text, _
from domain.zone import local_date
from storage.store import Store

BY_HAND = (
    *("full_name", "birth_date", "residence", "address", "phone"),
    *("licence_number", "licence_issued_on", "licence_issued_in"),
)
"""What nothing else depends on: a class, an expiry or a reason decides which papers are needed."""


class NotRead(NotAllowedNow):
    """What was typed is no value of this field."""


def may_be_put_right(dossier: Dossier) -> tuple[str, ...]:
    """Return the fields of this dossier that a clerk may put right by hand."""
    return tuple(key for key in BY_HAND if dossier.answers.get(key))


def put_right(
    store: Store,
    code: str,
    typed: tuple[str, str],
    *,
    forms: Forms,
    clerk: Staff,
    version: int,
    now: datetime,
) -> Dossier:
    """Write what was typed (field, words) into a dossier; the citizen is told what now stands."""
    before = read(store, code, version)
    key, words = typed
    form = forms.get(before.procedure) or forms.forms[0]
    question = form.question(key)
    if question is None or key not in may_be_put_right(before):
        raise NotAllowedNow(_("Anh/chị chọn mục cần sửa."))
    talk = moves.handed_in_before(form, Talk(before.citizen), before, None)
    right = _read(question, At(talk, Facts(now, local_date(now)), key), words)
    after = before.put_right(right, by=clerk.name, at=now)
    store.dossiers.replace(before, after)
    record(
        store,
        Kind.VALUE_PUT_RIGHT,
        after,
        actor=clerk.actor,
        now=now,
        before=before,
        detail={"fields": [*right]},
    )
    items = [
        (one.label, one.read.shown(right[one.key], after.answers))
        for one in form.questions
        if one.key in right
    ]
    tell(store, after.citizen, notices.values_put_right(after, items), now=now, dossier=code)
    return after


def _read(question: Question, at: At, words: str) -> dict[str, str]:
    """Return the value, and what goes along with it: the delivery to the same address."""
    try:
        answer = question.read.read(Words(tidy(words)), at)
    except Unclear:
        raise NotRead(_not_read(question.read.example)) from None
    if not answer.values.get(question.key):
        raise NotRead(_not_read(question.read.example))
    return {key: str(value) for key, value in answer.values.items() if key in BY_HAND and value}


def _not_read(example: Text) -> Text:
    return _("Chưa đọc được giá trị này. {example}").with_(example=example)
