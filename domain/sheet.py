"""A report as a sheet: one table of text cells, which a spreadsheet opens without running any."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO

from domain.figures import ALL_FIGURES, DIMENSION_NAMES, DIMENSIONS
from domain.periods import Period
from domain.report import PrintedReport
from domain.words import _

MARK = "\ufeff"
"""The mark by which spreadsheets know UTF-8."""
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Row = list[str]


def as_csv(rows: Iterable[Row]) -> str:
    """Return a sheet as CSV (RFC 4180, with the mark of UTF-8); no cell starts a formula."""
    written = StringIO()
    csv.writer(written).writerows([harmless(cell) for cell in row] for row in rows)
    return MARK + written.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet shows as it is, whatever somebody typed into it."""
    return f"'{cell}" if cell.startswith(STARTS_A_FORMULA) else cell


def sheet(printed: PrintedReport) -> Iterator[Row]:
    """Yield the header, then a line for the total, each value, each stretch, each definition.

    Every line names its range, so that a line copied elsewhere still says what it counts.
    """
    whole = printed.period
    report = printed.report
    columns = [str(figure.label) for figure in ALL_FIGURES]
    yield [str(_("Từ ngày")), str(_("Đến ngày")), str(_("Theo")), str(_("Giá trị")), *columns]
    yield [*_range(whole), str(_("Tổng")), str(printed.office), *_counts(report.all_totals)]
    for dimension in DIMENSIONS:
        for line in report.by[dimension]:
            value = _begun(str(printed.name(dimension, line.value)))
            yield [*_range(whole), str(DIMENSION_NAMES[dimension]), value, *_counts(line.counts)]
    for stretch in printed.course:
        label = str(stretch.period.label)
        yield [*_range(stretch.period), str(_("Diễn biến")), label, *_counts(stretch.counts)]
    for beside, counts in (
        (_("Vào sổ sau khi chốt số"), report.late),
        (_("Hoàn tác sau khi chốt số"), report.taken_back),
    ):
        if counts:
            every = {figure.key: counts.get(figure.key, 0) for figure in ALL_FIGURES}
            yield [*_range(whole), str(beside), "", *_counts(every)]
    definitions = [str(figure.definition) for figure in ALL_FIGURES]
    yield [*_range(whole), str(_("Định nghĩa")), "", *definitions]


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _range(whole: Period) -> Row:
    return [f"{whole.start:%d/%m/%Y}", f"{whole.end:%d/%m/%Y}"]


def _counts(counts: Mapping[str, int]) -> Row:
    return [str(counts[figure.key]) for figure in ALL_FIGURES]
