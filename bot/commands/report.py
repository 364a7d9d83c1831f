"""`doibang report`: the figures of a period, for a reader, a spreadsheet or a script."""

from __future__ import annotations

from collections.abc import Mapping

import click

from bot.commands.office import demand_office
from bot.commands.opening import open_ground
from bot.commands.printing import say_columns, say_json, say_title
from bot.handlers.reporting import read_report
from domain.figures import ALL_FIGURES, DIMENSION_NAMES, DIMENSIONS, FIGURES
from domain.periods import Preset
from domain.report import PrintedReport, Report, asked_period, thousands
from domain.sheet import as_csv, sheet
from domain.words import _
from domain.zone import local_date

PRESETS = click.Choice([preset.value.replace("_", "-") for preset in Preset])


@click.command(
    help=str(_("Số liệu của một kỳ: một khoảng ngày, hay một kỳ có tên. Mặc định: tháng này."))
)
@click.option(
    "--from", "first", default="", metavar="DAY", help=str(_("Ngày đầu, tính cả ngày ấy."))
)
@click.option("--to", "last", default="", metavar="DAY", help=str(_("Ngày cuối, tính cả ngày ấy.")))
@click.option(
    "--preset",
    type=PRESETS,
    help=str(_("half-year: 15/12–14/6; calendar-half-year: 1/1–30/6.")),
)
@click.option(
    "--on", default="", metavar="DAY", help=str(_("Kỳ chứa ngày này; mặc định: hôm nay."))
)
@click.option("--office", default="", help=str(_("Một bưu cục; bỏ trống là tất cả.")))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    show_default=True,
)
@click.option("--json", "as_json", is_flag=True, help=str(_("Như --format json.")))
def report(
    *, first: str, last: str, preset: str | None, on: str, office: str, form: str, as_json: bool
) -> None:
    """Print the report of a period, all read from the ledger."""
    with open_ground() as ground:
        today = local_date(ground.clock())
        period = asked_period(preset=preset or "", on=on, first=first, last=last, today=today)
        with ground.database.reading() as store:
            if office:
                demand_office(store, office)
            printed = read_report(store, ground.forms, period, office=office)
    if as_json or form == "json":
        say_json(as_record(printed))
    elif form == "csv":
        click.echo(as_csv(sheet(printed)).encode(), nl=False)
    else:
        _say(printed)


def as_record(printed: PrintedReport) -> dict[str, object]:
    """Return a report as a script reads it; counts go by figure key."""
    report = printed.report
    return {
        "from": printed.period.start,
        "to": printed.period.end,
        "office": printed.office,
        "sentence": printed.sentence,
        "totals": report.totals,
        "finished": report.finished,
        "on_time": report.on_time,
        "rated": report.rated,
        "satisfied": report.satisfied,
        "frozen_until": report.frozen_until,
        "since_frozen": {"late": report.late, "taken_back": report.taken_back},
        "by": {
            dimension: [
                {
                    "value": line.value,
                    "name": printed.name(dimension, line.value),
                    "counts": line.counts,
                }
                for line in report.by[dimension]
            ]
            for dimension in DIMENSIONS
        },
        "course": [
            {"from": part.period.start, "to": part.period.end, "counts": part.counts}
            for part in printed.course
        ],
        "definitions": {figure.key: figure.definition for figure in ALL_FIGURES},
    }


def _say(printed: PrintedReport) -> None:
    click.echo(str(printed.sentence))
    report = printed.report
    totals = report.all_totals
    click.echo()
    say_columns(
        [
            ("  " + str(figure.label), thousands(totals[figure.key]), figure.definition)
            for figure in ALL_FIGURES
        ],
        right=(1,),
    )
    _say_since_frozen(report)
    for dimension in DIMENSIONS:
        rows = [
            (str(printed.name(dimension, one.value)), one.counts) for one in report.by[dimension]
        ]
        _say_table(DIMENSION_NAMES[dimension], rows)
    _say_table(_("Diễn biến"), [(str(one.period.label), one.counts) for one in printed.course])


def _say_since_frozen(report: Report) -> None:
    """Say what came, or was taken back, after its day was frozen; nothing where there is none."""
    rows = [
        (f"  {figure.label}", f"{sign}{thousands(found[figure.key])}", what)
        for found, sign, what in (
            (report.late, "+", _("Vào sổ muộn, không có trong số trên.")),
            (report.taken_back, "−", _("Hoàn tác về sau, vẫn còn trong số trên.")),
        )
        for figure in ALL_FIGURES
        if figure.key in found
    ]
    if rows:
        say_title(_("Sau khi chốt số"))
        say_columns(rows, right=(1,))


def _say_table(title: object, rows: list[tuple[str, Mapping[str, int]]]) -> None:
    if not rows:
        return
    say_title(title)
    say_columns(
        [
            ("", *(figure.label for figure in FIGURES)),
            *(
                ("  " + name, *(thousands(counts[figure.key]) for figure in FIGURES))
                for name, counts in rows
            ),
        ],
        right=range(1, len(FIGURES) + 1),
    )
