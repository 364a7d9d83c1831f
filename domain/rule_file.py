"""Reading `rules.toml` and an office's own file over it into DatedSettings. Pure but for the file.

A file that leaves a day without a rule, or says two things about one day, is refused when it is
read, never when a citizen asks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from domain import habit_rows
from domain.dated_settings import DatedSettings
from domain.licence import Scheme, UnknownClass, find_class
from domain.papers import PAPER_NAMES
from domain.procedures import PROCEDURES
from domain.rule_rows import Row, first_day, last_day, source_of, text_of, whole_of, yes_or_no
from domain.rule_sets import (
    CertificateValidity,
    Channel,
    Confidence,
    FeeByDate,
    ForeignersStay,
    HealthExemption,
    Lasting,
    LateBand,
    LatenessReadings,
    LateStart,
    Outcome,
    ProcedureCode,
    RuleSet,
    Source,
    WorkingDays,
)
from domain.spans import MonthReading, span

RULES_FILE = Path(__file__).with_name("rules.toml")
LISTS = (
    "rule_set",
    "lateness",
    "working_days",
    "fee",
    "health_certificate_validity",
    "courtesy",
    "expectation",
    "data_request",
    "seat_offer",
    "keeping",
    "foreigner",
    "procedure_code",
)

L = TypeVar("L", bound=Lasting)


class BadRules(Exception):
    """The file of rules cannot be used; the message says where and why."""


@cache
def default_settings() -> DatedSettings:
    """Return the rules that come with the program."""
    return parse_settings(RULES_FILE.read_text(encoding="utf-8"))


def read_settings(path: Path) -> DatedSettings:
    """Return the rules of the program with those of an office's own file over them."""
    try:
        own = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise BadRules(f"{path}: cannot be read") from problem
    return parse_settings(RULES_FILE.read_text(encoding="utf-8"), own)


def parse_settings(text: str, own: str = "") -> DatedSettings:
    """Return the settings in this TOML; a list that `own` names replaces the list in `text`."""
    tables = _tables(text) | _tables(own)
    return DatedSettings(
        rule_sets=_timeline(tables, "rule_set", _rule_set),
        lateness=_timeline(tables, "lateness", _lateness),
        working_days=_timeline(tables, "working_days", _working_days),
        fees=_fees(tables),
        certificate_validity=_timeline(tables, "health_certificate_validity", _validity),
        courtesies=_timeline(tables, "courtesy", habit_rows.courtesy),
        expectations=_timeline(tables, "expectation", habit_rows.expectation),
        answer_times=_timeline(tables, "data_request", habit_rows.answer_times),
        seat_offers=_timeline(tables, "seat_offer", habit_rows.seat_offer),
        keepings=_timeline(tables, "keeping", habit_rows.keeping),
        foreigners=_timeline(tables, "foreigner", _stay),
        procedure_codes=_procedure_codes(tables),
    )


def _tables(text: str) -> dict[str, Any]:
    try:
        tables = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as problem:
        raise BadRules(f"not TOML: {problem}") from problem
    unknown = sorted(set(tables) - set(LISTS))
    if unknown:
        raise BadRules(f"unknown list: {', '.join(unknown)}; known are {', '.join(LISTS)}")
    return tables


def _timeline(tables: Row, name: str, make: Callable[[Row], L]) -> tuple[L, ...]:
    """Return the entries in the order of their dates, without a gap and without an overlap."""
    return _without_gaps(name, _entries(tables, name, make))


def _entries(tables: Row, name: str, make: Callable[[Row], L]) -> list[L]:
    rows = tables.get(name)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadRules(f"{name}: write each entry under [[{name}]]")
    entries = []
    for number, row in enumerate(rows, 1):
        try:
            entries.append(make(row))
        except KeyError as missing:
            raise BadRules(f"{name}, entry {number}: {missing.args[0]} is missing") from missing
        except (UnknownClass, ValueError, TypeError, AttributeError) as problem:
            raise BadRules(f"{name}, entry {number}: {problem}") from problem
    return entries


def _without_gaps(name: str, entries: Sequence[L]) -> tuple[L, ...]:
    ordered = tuple(sorted(entries, key=lambda one: one.starts))
    if not ordered or ordered[0].starts != date.min or ordered[-1].ends != date.max:
        raise BadRules(f"{name}: the first entry must have no `from` and the last no `to`")
    for earlier, later in pairwise(ordered):
        if earlier.ends == date.max or later.starts != earlier.ends + timedelta(days=1):
            raise BadRules(f"{name}: the ranges around {later.starts:%d/%m/%Y} do not join")
    return ordered


def _fees(tables: Row) -> tuple[FeeByDate, ...]:
    fees = _entries(tables, "fee", _fee)
    joined: tuple[FeeByDate, ...] = ()
    for channel in Channel:
        own = [fee for fee in fees if fee.channel is channel]
        joined += _without_gaps(f"fee ({channel})", own)
    return joined


def _procedure_codes(tables: Row) -> tuple[ProcedureCode, ...]:
    codes = _entries(tables, "procedure_code", _procedure_code)
    joined: tuple[ProcedureCode, ...] = ()
    for procedure in PROCEDURES:
        own = [one for one in codes if one.procedure == procedure]
        joined += _without_gaps(f"procedure_code ({procedure})", own)
    return joined


def _procedure_code(row: Row) -> ProcedureCode:
    procedure = text_of(row, "procedure")
    if procedure not in PROCEDURES:
        raise ValueError(f"no procedure is called {procedure}; known are {', '.join(PROCEDURES)}")
    return ProcedureCode(
        first_day(row), last_day(row), procedure, text_of(row, "code"), source_of(row)
    )


def _stay(row: Row) -> ForeignersStay:
    asks = yes_or_no(row, "stay_paper")
    return ForeignersStay(first_day(row), last_day(row), asks, source_of(row))


def _rule_set(row: Row) -> RuleSet:
    lost = row["lost"]
    return RuleSet(
        id=text_of(row, "id"),
        starts=first_day(row),
        ends=last_day(row),
        title=text_of(row, "title"),
        authority=text_of(row, "authority"),
        source=source_of(row),
        form_title=text_of(row, "form_title"),
        papers=tuple(_paper_key(key) for key in row["papers"]),
        papers_source=Source(text_of(row, "papers_source"), Confidence(row["papers_confidence"])),
        certificate_classes=Outcome(row["certificate_classes"]),
        health=_health(row["health_exempt"]),
        lost=Outcome(lost["outcome"]),
        lost_source=source_of(lost),
        late=_bands(row["late"]),
    )


def _bands(rows: Sequence[Row]) -> tuple[LateBand, ...]:
    bands = tuple(
        LateBand(
            until=span(row["until"]) if "until" in row else None,
            outcome=Outcome(row["outcome"]),
            source=source_of(row),
        )
        for row in rows
    )
    if not bands or [band for band in bands if band.until is None] != [bands[-1]]:
        raise ValueError("`late`: the last band, and only that, has no `until`")
    return bands


def _health(row: Row) -> HealthExemption:
    scheme = Scheme(row["scheme"])
    classes = frozenset(find_class(code, scheme).code for code in row["classes"])
    return HealthExemption(classes=classes, scheme=scheme, source=source_of(row))


def _lateness(row: Row) -> LatenessReadings:
    starts = tuple(LateStart(one) for one in row["starts"])
    months = tuple(MonthReading(one) for one in row["months"])
    if not starts or not months:
        raise ValueError("name at least one reading in `starts` and one in `months`")
    return LatenessReadings(first_day(row), last_day(row), starts, months, source_of(row))


def _working_days(row: Row) -> WorkingDays:
    days = row["days"]
    if isinstance(days, bool) or not isinstance(days, int | Decimal) or days <= 0 or days * 2 % 1:
        raise ValueError("`days` is a number of whole or half days, such as 5 or 3.5")
    return WorkingDays(first_day(row), last_day(row), Decimal(days), source_of(row))


def _fee(row: Row) -> FeeByDate:
    channel = Channel(row["channel"])
    return FeeByDate(
        first_day(row), last_day(row), channel, whole_of(row, "amount"), source_of(row)
    )


def _validity(row: Row) -> CertificateValidity:
    return CertificateValidity(
        first_day(row), last_day(row), whole_of(row, "months"), source_of(row)
    )


def _paper_key(key: str) -> str:
    if key not in PAPER_NAMES:
        raise ValueError(f"no paper is called {key}; known are {', '.join(PAPER_NAMES)}")
    return key
