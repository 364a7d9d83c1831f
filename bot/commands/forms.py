"""`doibang forms`: every form as a drawn graph, and whether all its ways come to an end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from bot.commands.printing import AS_JSON, say_columns, say_json
from bot.conversations import load
from bot.form_drawing import page
from bot.form_graph import Graph, problems, walked
from bot.shape import Form
from domain.words import _


class DeadEnds(click.ClickException):
    """Some way through a form does not end: a sentence for each, exit code 1."""

    exit_code = 1


@click.command(name="forms")
@click.option(
    "--write",
    "folder",
    type=click.Path(path_type=Path),
    is_flag=False,
    flag_value=Path("docs/forms"),
    help="Write one page for each form into a folder; docs/forms if none is named.",
)
@AS_JSON
def forms(folder: Path | None, *, as_json: bool) -> None:
    """Walk every way through every form, tell what is met, and draw it.

    Exit code 1 where a question is on no path, or where a way comes to no end.
    """
    known = load()
    graphs = [(form, walked(known, form)) for form in known.forms]
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for form, graph in graphs:
            (folder / f"{form.key}.md").write_text(page(form, known, graph), encoding="utf-8")
    told = [_told(form, graph) for form, graph in graphs]
    if as_json:
        say_json(told)
    else:
        say_columns(map(_row, told))
    wrong = [one for form, graph in graphs for one in problems(graph, form)]
    if wrong:
        raise DeadEnds("\n".join(wrong))


def _row(one: dict[str, Any]) -> tuple[object, ...]:
    questions = _("{count} câu hỏi").with_(count=one["questions"])
    ways = _("{count} lối đi").with_(count=one["ways"])
    return one["form"], questions, ways, ", ".join(one["ends"])


def _told(form: Form, graph: Graph) -> dict[str, Any]:
    asked = {source for source, _target in graph.edges}
    return {
        "form": form.key,
        "questions": len(form.questions),
        "ways": len(graph.edges),
        "ends": sorted({target for _source, target in graph.edges} - asked),
        "problems": problems(graph, form),
    }
