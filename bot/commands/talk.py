"""`doibang talk`: where one citizen stands: form, question asked, answers, letters."""

from __future__ import annotations

import click

from bot.commands.dossier import REVEAL, revealed
from bot.commands.opening import open_ground
from bot.commands.printing import (
    AS_JSON,
    guarded,
    say_columns,
    say_json,
    say_pairs,
    say_title,
    when,
)
from bot.ground import Ground
from bot.handlers.talks import talk_of
from bot.shape import Forms
from bot.talk import Talk
from desk.shown import without_numbers
from desk.talk_lines import Said, staff_names, talk_with
from domain.dossier import STATE_NAMES, Dossier, Refused
from domain.words import _
from storage.letters import Letter
from storage.store import Store
from storage.talks import StoredTalk


class NeverWrote(Refused):
    """No citizen of this id ever wrote."""


@click.command(help=str(_("Công dân USER_ID đang ở đâu: đơn, câu đang hỏi, câu trả lời, tin.")))
@click.argument("user_id")
@REVEAL
@click.option("--last", default=20, show_default=True, help=str(_("Số tin gần nhất được in.")))
@AS_JSON
def talk(user_id: str, *, reveal: bool, last: int, as_json: bool) -> None:
    """Show a citizen's talk with its newest messages."""
    with open_ground() as ground:
        if reveal:
            _write_down(ground, user_id)
        with ground.database.reading() as store:
            stored = _stored(store, user_id)
            dossiers = store.dossiers.of_citizen(user_id)
            letters = store.letters.of(user_id)
            said = talk_with(store, user_id, staff_names(store))
        if as_json:
            say_json(_as_json(stored, letters, dossiers, reveal=reveal))
            return
        _say(stored, ground.forms, reveal=reveal)
    _say_dossiers(dossiers)
    _say_said(said[-last:] if last > 0 else ())


def _stored(store: Store, user_id: str) -> StoredTalk:
    stored = store.talks.read(user_id)
    if stored is None:
        raise NeverWrote(_("Chưa có cuộc trò chuyện nào với {id}.").with_(id=user_id))
    return stored


def _write_down(ground: Ground, user_id: str) -> None:
    with ground.database.transaction() as store:
        _stored(store, user_id)
        for dossier in store.dossiers.of_citizen(user_id):
            revealed(store, dossier, ground.clock())


def _as_json(
    stored: StoredTalk, letters: list[Letter], dossiers: list[Dossier], *, reveal: bool
) -> dict[str, object]:
    now = talk_of(stored)
    return {
        "citizen": stored.citizen,
        "form": now.form,
        "asked": now.asked,
        "answers": guarded(now.answers, reveal=reveal),
        "sources": now.sources,
        "correcting": now.correcting,
        "dossier": now.dossier,
        "dossiers": [dossier.code for dossier in dossiers],
        "revision": stored.revision,
        "updated_at": stored.updated_at,
        "interacted_at": stored.interacted_at,
        "following": stored.following,
        "wants_person_at": stored.wants_person_at,
        "letters": [
            {**one.__dict__, "text": one.text if reveal else without_numbers(one.text)}
            for one in letters
        ],
    }


def _say(stored: StoredTalk, forms: Forms, *, reveal: bool) -> None:
    now = talk_of(stored)
    form = forms.get(now.form)
    question = form.question(now.asked) if form else None
    click.echo(str(_("Công dân {id}").with_(id=stored.citizen)))
    say_pairs(
        (
            (_("Đơn"), form.title if form else _("không mở đơn nào")),
            (_("Đang hỏi"), f"{question.label} ({now.asked})" if question else now.asked or "–"),
            (_("Lần cuối"), when(stored.updated_at)),
            (_("Chờ gặp người"), when(stored.wants_person_at)),
            (_("Theo dõi"), _("có") if stored.following else _("không")),
        )
    )
    if now.answers:
        say_title(_("Câu trả lời"))
        say_columns(_answers(now, forms, reveal=reveal))


def _answers(now: Talk, forms: Forms, *, reveal: bool) -> list[tuple[object, ...]]:
    form = forms.get(now.form)
    rows: list[tuple[object, ...]] = []
    for key, value in guarded(now.answers, reveal=reveal).items():
        question = form.question(key) if form else None
        label = question.label if question else key
        rows.append((f"  {label}", value, now.sources.get(key, "")))
    return rows


def _say_dossiers(dossiers: list[Dossier]) -> None:
    if dossiers:
        say_title(_("Hồ sơ"))
        say_columns(
            [(f"  {one.code}", STATE_NAMES[one.state], when(one.handed_in_at)) for one in dossiers]
        )


def _say_said(said: tuple[Said, ...]) -> None:
    if said:
        say_title(_("Tin gần nhất"))
    for one in said:
        who = one.who or (_("bưu cục") if one.ours else _("công dân"))
        tick = f" [{one.tick_words}]" if one.tick else ""
        click.echo(f"  {when(one.at)}  {who}{tick}")
        for line in one.text.splitlines():
            click.echo(f"      {line}")
