"""Reading `rules.toml` and an office's own file over it into DatedSettings. Pure but for the file.

A file that leaves a day without a rule, or says two things about one day, is refused when it is
read, never when a citizen asks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from domain.licence import Scheme, UnknownClass, find_class
from domain.papers import PAPER_NAMES
from domain.rule_sets import (
    AnswerTimes,
    CertificateValidity,
    Channel,
    Confidence,
    Courtesy,
    DatedSettings,
    Expectation,
    FeeByDate,
    HealthExemption,
    Lasting,
    LateBand,
    LatenessReadings,
    LateStart,
    Outcome,
    RuleSet,
    SeatOffer,
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
)
LAST_HOUR = 24

Row = Mapping[str, Any]
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
        courtesies=_timeline(tables, "courtesy", _courtesy),
        expectations=_timeline(tables, "expectation", _expectation),
        answer_times=_timeline(tables, "data_request", _answer_times),
        seat_offers=_timeline(tables, "seat_offer", _seat_offer),
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


def _rule_set(row: Row) -> RuleSet:
    lost = row["lost"]
    return RuleSet(
        id=_text(row, "id"),
        starts=_from(row),
        ends=_to(row),
        title=_text(row, "title"),
        authority=_text(row, "authority"),
        source=_source(row),
        form_title=_text(row, "form_title"),
        papers=tuple(_paper_key(key) for key in row["papers"]),
        papers_source=Source(_text(row, "papers_source"), Confidence(row["papers_confidence"])),
        certificate_classes=Outcome(row["certificate_classes"]),
        health=_health(row["health_exempt"]),
        lost=Outcome(lost["outcome"]),
        lost_source=_source(lost),
        late=_bands(row["late"]),
    )


def _bands(rows: Sequence[Row]) -> tuple[LateBand, ...]:
    bands = tuple(
        LateBand(
            until=span(row["until"]) if "until" in row else None,
            outcome=Outcome(row["outcome"]),
            source=_source(row),
        )
        for row in rows
    )
    if not bands or [band for band in bands if band.until is None] != [bands[-1]]:
        raise ValueError("`late`: the last band, and only that, has no `until`")
    return bands


def _health(row: Row) -> HealthExemption:
    scheme = Scheme(row["scheme"])
    classes = frozenset(find_class(code, scheme).code for code in row["classes"])
    return HealthExemption(classes=classes, scheme=scheme, source=_source(row))


def _lateness(row: Row) -> LatenessReadings:
    starts = tuple(LateStart(one) for one in row["starts"])
    months = tuple(MonthReading(one) for one in row["months"])
    if not starts or not months:
        raise ValueError("name at least one reading in `starts` and one in `months`")
    return LatenessReadings(_from(row), _to(row), starts, months, _source(row))


def _working_days(row: Row) -> WorkingDays:
    days = row["days"]
    if isinstance(days, bool) or not isinstance(days, int | Decimal) or days <= 0 or days * 2 % 1:
        raise ValueError("`days` is a number of whole or half days, such as 5 or 3.5")
    return WorkingDays(_from(row), _to(row), Decimal(days), _source(row))


def _fee(row: Row) -> FeeByDate:
    channel = Channel(row["channel"])
    return FeeByDate(_from(row), _to(row), channel, _whole(row, "amount"), _source(row))


def _validity(row: Row) -> CertificateValidity:
    return CertificateValidity(_from(row), _to(row), _whole(row, "months"), _source(row))


def _courtesy(row: Row) -> Courtesy:
    first, last = _whole(row, "first_hour"), _whole(row, "last_hour")
    if not first < last <= LAST_HOUR:
        raise ValueError("`first_hour` is before `last_hour`, and that is 24 at most")
    return Courtesy(
        starts=_from(row),
        ends=_to(row),
        first_hour=first,
        last_hour=last,
        nudge_after=timedelta(hours=_whole(row, "nudge_after_hours")),
        ask_after=timedelta(hours=_whole(row, "ask_after_hours")),
        ask_within=timedelta(days=_whole(row, "ask_within_days")),
        ask_when_billed=_yes_or_no(row, "ask_when_billed"),
        source=_source(row),
    )


def _expectation(row: Row) -> Expectation:
    at_least = max(1, _whole(row, "at_least"))
    return Expectation(_from(row), _to(row), _whole(row, "days"), at_least, _source(row))


def _answer_times(row: Row) -> AnswerTimes:
    names = ("acknowledge", "see", "withdraw", "erase")
    days = {name: _whole(row, name) for name in names}
    return AnswerTimes(_from(row), _to(row), source=_source(row), **days)


def _seat_offer(row: Row) -> SeatOffer:
    minutes = _whole(row, "minutes")
    if not minutes:
        raise ValueError("`minutes` is at least one")
    return SeatOffer(_from(row), _to(row), minutes, _source(row))


def _source(row: Row) -> Source:
    return Source(_text(row, "source"), Confidence(row["confidence"]))


def _from(row: Row) -> date:
    return _day(row, "from", date.min)


def _to(row: Row) -> date:
    return _day(row, "to", date.max)


def _day(row: Row, key: str, otherwise: date) -> date:
    day = row.get(key, otherwise)
    if type(day) is not date:
        raise ValueError(f"`{key}` is a date such as 2026-07-01")
    return day


def _text(row: Row, key: str) -> str:
    text = row[key]
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"`{key}` is a text")
    return text


def _whole(row: Row, key: str) -> int:
    number = row[key]
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise ValueError(f"`{key}` is a whole number")
    return number


def _yes_or_no(row: Row, key: str) -> bool:
    answer = row[key]
    if not isinstance(answer, bool):
        raise TypeError(f"`{key}` is true or false")
    return answer


def _paper_key(key: str) -> str:
    if key not in PAPER_NAMES:
        raise ValueError(f"no paper is called {key}; known are {', '.join(PAPER_NAMES)}")
    return key
