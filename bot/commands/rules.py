"""`doibang rules`: what the law says for one case, or for a whole file of cases."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from domain.case_words import COLUMNS, BadCase, read_case
from domain.findings import Case
from domain.licence import SCHEME_NAMES, Scheme
from domain.rules import OUTCOME_NAMES, BadRules, DatedSettings, Judgement, judge, read_settings
from domain.words import Text, _
from domain.zone import local_date


class BadInput(click.ClickException):
    """What was typed or written cannot be used: one sentence, exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the sentence to standard error."""
        click.echo(self.format_message(), file=file, err=file is None)


@click.command(name="rules")
@click.option("--reason", default="", help="expiring, expired, damaged, lost, wrong_data …")
@click.option("--class", "class_", default="", metavar="CLASS", help="A1, B2, C1 …")
@click.option("--scheme", default="", help="old (to 31/12/2024) or new; left out: the likeliest.")
@click.option("--expires-on", default="", metavar="DATE", help="yyyy-mm-dd, dd/mm/yyyy or none.")
@click.option("--on", default="", metavar="DATE", help="Day of receipt; left out: today.")
@click.option("--issued-in", default="", metavar="PROVINCE", help="Province that issued it.")
@click.option("--in-database", default="", help="yes, no or unknown.")
@click.option("--file", "path", type=click.Path(path_type=Path), help="Cases, tab-separated.")
@click.option("--settings", type=click.Path(path_type=Path), help="The office's own rules (TOML).")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def rules(
    path: Path | None, settings: Path | None, *, as_json: bool, class_: str, **given: str
) -> None:
    """Say what the law asks for: exchange, test, wait, refusal or a clerk's decision.

    For one case use the options. With --file, the first line names the columns, which are the same
    words with underscores (reason class scheme expires_on on issued_in in_database); further
    columns are ignored, and what a line leaves empty is taken from the options.

    Without --scheme: a code that only one scheme has belongs to it; before 2025 it is old; B1 is
    new without a term and old with one; C and D are new if they run to 2030 or later; A1 is old.
    """
    own = _settings(settings)
    today = local_date(datetime.now(UTC))
    options = {**given, "class": class_}
    if path is None:
        case = _case(options, today, _("Dữ liệu chưa đúng"))
        _show([(case, judge(case, own))], one=True, as_json=as_json)
        return
    cases = [
        _case({**options, **cells}, today, _("{path}, dòng {line}").with_(path=path, line=line))
        for line, cells in _lines(path)
    ]
    _show([(case, judge(case, own)) for case in cases], one=False, as_json=as_json)


def _settings(path: Path | None) -> DatedSettings | None:
    try:
        return read_settings(path) if path else None
    except BadRules as bad:
        raise BadInput(str(_("Không dùng được tệp quy định: {why}.").with_(why=bad))) from bad


def _case(cells: Mapping[str, str], today: date, where: Text) -> Case:
    try:
        return read_case(cells, today=today)
    except BadCase as bad:
        raise BadInput(str(_("{where}: {why}.").with_(where=where, why=bad.text))) from bad


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each line's number and the cells that it gives."""
    written = [line.rstrip("\r") for line in _read(path).split("\n")]
    header = [name.strip().lower().replace("-", "_") for name in written[0].split("\t")]
    known = [name for name in header if name in COLUMNS]
    if "class" not in known or len(known) != len(set(known)):
        raise BadInput(
            str(
                _("{path}, dòng 1: cần có cột class, và mỗi cột một lần: {columns}.").with_(
                    path=path, columns=" ".join(COLUMNS)
                )
            )
        )
    for number, line in enumerate(written[1:], 2):
        cells = zip(header, line.split("\t"), strict=False)
        if line.strip():
            yield number, {name: cell for name, cell in cells if cell.strip() and name in COLUMNS}


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as bad:
        raise BadInput(str(_("{path} không phải là tệp UTF-8.").with_(path=path))) from bad
    except OSError as bad:
        why = _("Không đọc được {path}: {why}.").with_(path=path, why=bad.strerror)
        raise BadInput(str(why)) from bad


def _show(judged: list[tuple[Case, Judgement]], *, one: bool, as_json: bool) -> None:
    if not as_json:
        click.echo("\n\n".join(_told(case, judgement) for case, judgement in judged))
        return
    answers = [as_record(case, judgement) for case, judgement in judged]
    click.echo(json.dumps(answers[0] if one else answers, ensure_ascii=False, indent=2))


def as_record(case: Case, judgement: Judgement) -> dict[str, Any]:
    """Return a judgement as a script reads it; `fee` is null where no exchange is filed."""
    days = judgement.working_days
    return {
        "class": case.licence_class,
        "scheme": case.scheme,
        "on": case.on.isoformat(),
        "outcome": judgement.outcome.value,
        "rule_set": judgement.rule_set,
        "health_certificate": judgement.health_certificate,
        "working_days": int(days) if days == int(days) else float(days),
        "papers": [paper.key for paper in judgement.papers],
        "fee": judgement.fee.amount,
        "sources": list(judgement.sources),
        "explanation": str(judgement.explanation),
    }


def _told(case: Case, judgement: Judgement) -> str:
    days = f"{judgement.working_days.normalize():f}".replace(".", ",")
    facts = [
        (
            _("Hạng"),
            _("{code} ({scheme})").with_(
                code=case.licence_class, scheme=SCHEME_NAMES[Scheme(case.scheme)]
            ),
        ),
        (_("Kết quả"), OUTCOME_NAMES[judgement.outcome]),
        (_("Quy định"), judgement.rule_set),
        (_("Giấy khám sức khoẻ"), _("cần") if judgement.health_certificate else _("không cần")),
        (_("Thời hạn"), _("{days} ngày làm việc").with_(days=days)),
        (_("Giấy tờ"), "; ".join(str(paper.text) for paper in judgement.papers) or "–"),
        (_("Phí"), judgement.fee.text),
        (_("Căn cứ"), "; ".join(judgement.sources)),
    ]
    return "\n".join([str(judgement.explanation), *(f"  {name}: {fact}" for name, fact in facts)])
