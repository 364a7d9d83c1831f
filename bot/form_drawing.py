"""The graph of a form as a page that a person reads: Mermaid, which GitHub draws. Pure."""

from __future__ import annotations

from bot.form_graph import BEGIN, Graph
from bot.shape import Form, Forms

MOST_LABELS = 3
ENDS = {
    "handed_in": "hồ sơ được nộp",
    "done": "xong, văn phòng làm",
    "left": "dừng, không giữ lại gì",
    "routed:theory_test": "chỉ đi thi lý thuyết",
    "routed:full_test": "chỉ đi thi cả lý thuyết, thực hành",
    "routed:wait_two_months": "hẹn sau hai tháng",
    "routed:refuse": "chỉ sang thủ tục khác",
}


def page(form: Form, forms: Forms, graph: Graph) -> str:
    """Return the whole page of one form: its name, how to read it, the drawing."""
    questions = [question for question in form.questions if question.key in graph.met]
    asked = {source for source, _target in graph.edges}
    told_along = [one for one in questions if one.key not in asked]
    lines = [
        f"# {form.title} (`{form.key}`)",
        "",
        "Drawn by `doibang forms --write` from the form itself; do not edit. Every question is",
        "met, and every way ends in a hand-in, another procedure, or a stop. From any question a",
        "citizen may also go back, mend an answer, ask something, ask for a person, or stop.",
        "",
        "```mermaid",
        "flowchart TD",
        f"  {BEGIN}([{form.title}])",
        *(
            f'  {one.key}["{_words(one.label)}<br>{one.key}"]'
            for one in questions
            if one.key in asked
        ),
        *(f"  {_name(end)}([{_end(end, forms)}])" for end in _ends(graph, asked)),
        *(_edge(source, target, graph) for source, target in _in_order(graph, form)),
        "```",
    ]
    if told_along:
        named = ", ".join(f"{_words(one.label)} (`{one.key}`)" for one in told_along)
        lines += ["", f"Never asked alone, only told along or worked out: {named}."]
    return "\n".join(lines) + "\n"


def _words(text: object) -> str:
    return str(text).replace('"', "'")


def _ends(graph: Graph, asked: set[str]) -> list[str]:
    return sorted({target for _source, target in graph.edges if target not in asked})


def _end(end: str, forms: Forms) -> str:
    kind, _colon, key = end.partition(":")
    other = forms.get(key) if kind == "form" else None
    return f"sang «{other.title}»" if other is not None else ENDS.get(end, end)


def _name(place: str) -> str:
    """Return a place as Mermaid takes it: no colon, and not the word «end»."""
    return place.replace(":", "_")


def _in_order(graph: Graph, form: Form) -> list[tuple[str, str]]:
    places = [BEGIN, *(one.key for one in form.questions)]
    rank = {place: number for number, place in enumerate(places)}
    last = len(places)
    return sorted(graph.edges, key=lambda way: (rank[way[0]], rank.get(way[1], last), way[1]))


def _edge(source: str, target: str, graph: Graph) -> str:
    """Return an arrow; its answers are named where others lead elsewhere."""
    labels = graph.edges[(source, target)] if len(graph.after(source)) > 1 else []
    shown = [_words(label) for label in labels[:MOST_LABELS]]
    more = ["…"] if len(labels) > MOST_LABELS else []
    told = f'|"{"<br>".join([*shown, *more])}"|' if shown else ""
    return f"  {_name(source)} -->{told} {_name(target)}"
