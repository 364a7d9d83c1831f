"""`doibang understand`: what a sentence means, and the score over a whole file of sentences."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from bot.commands.printing import AS_JSON, say_columns, say_json, say_title
from bot.understanding.kinds import FIELDS, KINDS, understood
from bot.understanding.scored import BadCorpus, Score, Sentence, scores, sentences
from domain.words import _
from domain.zone import local_date


class BadInput(click.ClickException):
    """What was typed or written cannot be used: one sentence, exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the sentence to standard error."""
        click.echo(self.format_message(), file=file, err=file is None)


@click.command(name="understand")
@click.argument("text", required=False)
@click.option("--kind", type=click.Choice(KINDS), help="As which kind; left out: as every kind.")
@click.option("--field", type=click.Choice(FIELDS), help="Of what a date is.")
@click.option("--today", default="", metavar="DATE", help="yyyy-mm-dd; left out: today.")
@click.option("--file", "path", type=click.Path(path_type=Path), help="Sentences, tab-separated.")
@AS_JSON
def understand(
    text: str | None,
    path: Path | None,
    kind: str | None,
    field: str | None,
    *,
    today: str,
    as_json: bool,
) -> None:
    r"""Say what TEXT means, or how much of a file is understood.

    The file is UTF-8, tab-separated, without quoting; its first line names the columns kind, text,
    expected, and perhaps field. The two characters \n inside a text stand for a line break.
    """
    day = _day(today)
    if (text is None) == (path is None):
        raise BadInput(str(_("Cần một câu, hoặc --file với một tệp.")))
    if path is not None:
        _tell_scores(_scores(path, day, kind), as_json=as_json)
    else:
        kinds = (kind,) if kind else KINDS
        told = {one: understood(one, text or "", field=field or "", today=day) for one in kinds}
        _tell_meaning(text or "", told, kind=kind, as_json=as_json)


def _day(written: str) -> date:
    if not written:
        return local_date(datetime.now(UTC))
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise BadInput(
            str(_("--today «{day}» không phải là ngày dạng 2026-11-23.").with_(day=written))
        ) from None


def _scores(path: Path, day: date, kind: str | None) -> dict[str, Score]:
    try:
        corpus: list[Sentence] = list(sentences(path.read_text(encoding="utf-8")))
    except BadCorpus as bad:
        told = _("{path}, dòng {line}: {why}.").with_(path=path, line=bad.line, why=bad.why)
        raise BadInput(str(told)) from bad
    except UnicodeDecodeError as bad:
        line = bad.object[: bad.start].count(b"\n") + 1
        told = _("{path}, dòng {line}: không phải là chữ UTF-8.").with_(path=path, line=line)
        raise BadInput(str(told)) from bad
    except OSError as bad:
        told = _("Không đọc được {path}: {why}.").with_(path=path, why=bad.strerror)
        raise BadInput(str(told)) from bad
    return scores([one for one in corpus if kind in {None, one.kind}], today=day)


def _tell_scores(told: dict[str, Score], *, as_json: bool) -> None:
    if as_json:
        say_json({"kinds": {kind: score.as_record() for kind, score in told.items()}})
        return
    rows: list[tuple[object, ...]] = [(_("loại"), _("đúng"), _("trên"), "%")]
    rows += [(kind, one.right, one.total, _share(one)) for kind, one in told.items()]
    say_columns(rows, right=(1, 2, 3))
    for kind, score in told.items():
        if score.misses:
            say_title(_("{kind}: chưa đúng").with_(kind=kind))
            say_columns(
                (f"  {one['text']!r}", one["expected"], f"→ {one['got']}") for one in score.misses
            )


def _share(score: Score) -> str:
    return f"{100 * score.right / score.total:.1f}".replace(".", ",")


def _tell_meaning(text: str, told: dict[str, str], *, kind: str | None, as_json: bool) -> None:
    if as_json and kind:
        say_json({"text": text, "kind": kind, "got": told[kind]})
    elif as_json:
        say_json({"text": text, "kinds": told})
    elif kind:
        click.echo(told[kind])
    else:
        say_columns(told.items())
