"""The administrator's report: a sentence, the figures, their course, and the file to take away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from bot.handlers.reporting import read_report
from desk.addresses import address, counted
from desk.chart import chart
from desk.ground import ground, now
from desk.pages import administrators_only, pages
from domain.appointments import Office
from domain.figures import ALL_FIGURES, DIMENSION_NAMES, DIMENSIONS, FIGURES
from domain.periods import ONE_DAY, PRESET_NAMES, Period, Preset, period
from domain.report import BadPeriod, PrintedReport, asked_period, thousands
from domain.sheet import as_csv, sheet
from domain.words import Text
from domain.zone import local_date


@dataclass(frozen=True)
class Asked:
    """What the address asks for; `problem` says why the period is not the one that was typed."""

    period: Period
    office: str
    preset: str
    offices: tuple[Office, ...]
    problem: Text | None = None

    def near(self, day: date) -> str:
        """Return the address of the report of the same kind around another day."""
        query = {"preset": self.preset, "on": day, "office": self.office}
        return address("desk.report", query)

    @property
    def before(self) -> str:
        """The address of the period before; empty for a free range."""
        return self.near(self.period.start - ONE_DAY) if self.preset else ""

    @property
    def after(self) -> str:
        """The address of the period after; empty for a free range."""
        return self.near(self.period.end + ONE_DAY) if self.preset else ""


@pages.get("/report")
@administrators_only
def report() -> ResponseReturnValue:
    """Show the report of a period."""
    asked, printed = _read()
    page = render_template(
        "desk/report.html",
        asked=asked,
        printed=printed,
        chart=chart(printed.course),
        presets=PRESET_NAMES,
        figures=FIGURES,
        all_figures=ALL_FIGURES,
        dimensions=DIMENSIONS,
        dimension_names=DIMENSION_NAMES,
        totals=totals(printed),
        frozen_through=frozen_through(printed),
        counted=counted,
        address=address,
        thousands=thousands,
    )
    return page, 422 if asked.problem else 200


@pages.get("/report.csv")
@administrators_only
def report_csv() -> ResponseReturnValue:
    """Give the same report as a sheet."""
    asked, printed = _read()
    if asked.problem:
        return str(asked.problem), 422
    name = f"bao-cao-{printed.period.start}--{printed.period.end}.csv"
    return Response(
        as_csv(sheet(printed)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def totals(printed: PrintedReport) -> dict[str, int]:
    """Return every figure of the whole period by its key."""
    return printed.report.all_totals


def frozen_through(printed: PrintedReport) -> str:
    """Return the last day of the period whose figures are frozen, or nothing."""
    until = printed.report.frozen_until
    return f"{min(local_date(until) - ONE_DAY, printed.period.end):%d/%m/%Y}" if until else ""


def _read() -> tuple[Asked, PrintedReport]:
    with ground().database.reading() as store:
        asked = _asked(tuple(store.offices.all()))
        return asked, read_report(store, ground().forms, asked.period, office=asked.office)


def _asked(offices: tuple[Office, ...]) -> Asked:
    given, today = request.args, local_date(now())
    named = given.get("office", "")
    office = named if any(one.key == named for one in offices) else ""
    first, last = given.get("from", ""), given.get("to", "")
    preset = "" if first or last else given.get("preset", "") or Preset.MONTH.value
    try:
        whole = asked_period(
            preset=preset, on=given.get("on", ""), first=first, last=last, today=today
        )
    except BadPeriod as bad:
        month = period(Preset.MONTH, today)
        return Asked(month, office, Preset.MONTH.value, offices, bad.text)
    return Asked(whole, office, preset, offices)
