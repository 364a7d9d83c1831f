"""A report of a period: its figures, its one sentence, and the stretches that its chart shows.

Pure: what is counted comes from the ledger, what a figure means from `domain.figures`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from domain.figures import FINISHED, ON_TIME, RATED, SATISFIED
from domain.periods import ONE_DAY, Period, Preset, TurnedRange, free_range, from_day, period
from domain.words import Text, _
from domain.zone import day_bounds

ONE_WEEK = timedelta(days=7)
MOST_DAYS, MOST_WEEKS, MOST_MONTHS = 16, 66, 36 * 31  # longest periods, each in days
FIRST_YEAR, LAST_YEAR = 2000, 2100


class BadPeriod(Exception):
    """What was asked for is no period that can be reported; the text says what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


@dataclass(frozen=True)
class ReportLine:
    """The figures of one value of a dimension; `counts` goes by figure key."""

    value: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Report:
    """The figures of a time: in all, and by dimension; each dimension adds up to the totals.

    `since` is included, `until` is not. `on_time` of `finished` results came by their due day.
    Days before `frozen_until` are frozen: `late` and `taken_back` say, by figure key, how many
    events came into the ledger, or were taken back, after that and so are not in the figures.
    """

    since: datetime
    until: datetime
    totals: Mapping[str, int]
    by: Mapping[str, tuple[ReportLine, ...]]
    finished: int
    on_time: int
    rated: int = 0
    satisfied: int = 0
    late: Mapping[str, int] = field(default_factory=dict)
    taken_back: Mapping[str, int] = field(default_factory=dict)
    frozen_until: datetime | None = None

    @property
    def all_totals(self) -> dict[str, int]:
        """Every figure of the whole time by its key."""
        beside = (FINISHED, ON_TIME, RATED, SATISFIED)
        return {**self.totals, **{one.key: getattr(self, one.key) for one in beside}}


@dataclass(frozen=True)
class Stretch:
    """One bar of the chart: a month, week, day or year of the period, as far as it lies in it."""

    period: Period
    counts: Mapping[str, int]


@dataclass(frozen=True)
class PrintedReport:
    """A report with what a reader needs: its period, its course, and names for what it counts.

    `names` goes by dimension, then by value; `office` is the name of the one office, or empty.
    """

    period: Period
    report: Report
    course: tuple[Stretch, ...]
    names: Mapping[str, Mapping[str, Text | str]]
    office: Text | str = ""

    def name(self, dimension: str, value: str) -> Text | str:
        """Return what a reader calls a value of a dimension."""
        if not value:
            return _("chưa rõ")
        return self.names.get(dimension, {}).get(value, value)

    @property
    def sentence(self) -> Text:
        """The report in one sentence."""
        first, last = self.period.start, self.period.end
        return _("{where}Từ {first} đến {last} {received}, {punctuality}.").with_(
            where=_("{office}: ").with_(office=self.office) if self.office else "",
            first=f"{first:%d/%m}" if first.year == last.year else first,
            last=last,
            received=_received(self.report),
            punctuality=_punctuality(self.report),
        )


def asked_period(
    *, preset: str = "", on: str = "", first: str = "", last: str = "", today: date
) -> Period:
    """Return the period that these words ask for; raise BadPeriod.

    Days are ISO or dd/mm/yyyy. A range goes before a preset; one without an end runs until today.
    Nothing at all means the month of today.
    """
    if first or last:
        if not first:
            raise BadPeriod(_("Anh/chị cho biết cả ngày bắt đầu của kỳ báo cáo."))
        return _range(_day(first), _day(last) if last else None, today)
    try:
        kind = Preset((preset or Preset.MONTH).replace("-", "_"))
    except ValueError:
        known = ", ".join(one.value.replace("_", "-") for one in Preset)
        raise BadPeriod(
            _("Không có kỳ báo cáo «{preset}»; có: {known}.").with_(preset=preset, known=known)
        ) from None
    return period(kind, _day(on) if on else today)


def _range(first: date, last: date | None, today: date) -> Period:
    try:
        return free_range(first, last) if last else from_day(first, today)
    except TurnedRange:
        raise BadPeriod(_("Kỳ báo cáo kết thúc trước khi bắt đầu.")) from None


def _day(text: str) -> date:
    parts = text.strip().split("/")
    try:
        day = date.fromisoformat("-".join(f"{part:0>2}" for part in reversed(parts)))
    except ValueError:
        raise BadPeriod(
            _("«{text}» không phải là một ngày (viết 2026-06-30 hoặc 30/06/2026).").with_(text=text)
        ) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadPeriod(
            _("Kỳ báo cáo nằm trong các năm {first}–{last}.").with_(
                first=FIRST_YEAR, last=LAST_YEAR
            )
        )
    return day


def instants(whole: Period) -> tuple[datetime, datetime]:
    """Return the first instant of a period and the first after it."""
    return day_bounds(whole.start)[0], day_bounds(whole.end)[1]


def stretches(whole: Period) -> tuple[Period, ...]:
    """Cut a period into days, weeks, months or years: as many bars as can be read."""
    starts = [day for day in _begins(whole) if day > whole.start]
    firsts = [whole.start, *starts]
    lasts = [*(day - ONE_DAY for day in starts), whole.end]
    return tuple(
        Period(first, last, _label(whole, first)) for first, last in zip(firsts, lasts, strict=True)
    )


def _begins(whole: Period) -> Iterator[date]:
    """Yield the days on which a bar begins, from one at or before the start of the period."""
    day = _first_begin(whole)
    while day <= whole.end:
        yield day
        day = _next_begin(whole, day)


def _first_begin(whole: Period) -> date:
    if whole.days <= MOST_DAYS:
        return whole.start
    if whole.days <= MOST_WEEKS:
        return whole.start - timedelta(days=whole.start.weekday())
    if whole.days <= MOST_MONTHS:
        return whole.start.replace(day=1)
    return whole.start.replace(month=1, day=1)


def _next_begin(whole: Period, day: date) -> date:
    if whole.days <= MOST_DAYS:
        return day + ONE_DAY
    if whole.days <= MOST_WEEKS:
        return day + ONE_WEEK
    kind = Preset.MONTH if whole.days <= MOST_MONTHS else Preset.CALENDAR_YEAR
    return period(kind, day).end + ONE_DAY


def _label(whole: Period, first: date) -> Text:
    if whole.days <= MOST_WEEKS:
        return Text(f"{first:%d/%m}")
    return Text(f"{first.month}/{first:%Y}" if whole.days <= MOST_MONTHS else f"{first:%Y}")


def percent(part: int, whole: int) -> int:
    """Return the share in whole percent, halves up; 100 only when nothing is missing."""
    return 100 if part >= whole else min(99, (200 * part + whole) // (2 * whole))


def thousands(count: int) -> str:
    """Return a count as Vietnamese write it: 19.603."""
    return f"{count:,}".replace(",", ".")


def _received(report: Report) -> Text:
    received = report.totals["received"]
    through_zalo = sum(
        line.counts["received"] for line in report.by["channel"] if line.value == "zalo"
    )
    if received == 0:
        return _("chưa tiếp nhận hồ sơ nào")
    if received == through_zalo:
        return _("đã tiếp nhận {received} hồ sơ qua Zalo").with_(received=thousands(received))
    return _("đã tiếp nhận {received} hồ sơ ({through_zalo} qua Zalo)").with_(
        received=thousands(received), through_zalo=thousands(through_zalo)
    )


def _punctuality(report: Report) -> Text:
    if report.finished == 0:
        return _("chưa có bằng nào về")
    share = percent(report.on_time, report.finished)
    return _("{share}\u00a0% đúng hạn").with_(share=share)
