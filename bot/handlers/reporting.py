"""Reading a report: the figures of a period with the names that people know them by."""

from __future__ import annotations

from bot.faq import elsewhere
from bot.shape import Forms
from domain.dossier import REASON_NAMES
from domain.figures import CHANNEL_NAMES
from domain.periods import Period
from domain.report import PrintedReport, Stretch, instants, stretches
from domain.words import Text
from storage.store import Store


def read_report(store: Store, forms: Forms, period: Period, *, office: str = "") -> PrintedReport:
    """Return the report of a period, for one office or for all, from one picture of the ledger."""
    names = names_of(store, forms)
    parts = stretches(period)
    edges = [instants(part)[0] for part in parts] + [instants(period)[1]]
    course = store.reports.series(edges, office=office)
    return PrintedReport(
        period=period,
        report=store.reports.read(*instants(period), office=office),
        course=tuple(Stretch(*pair) for pair in zip(parts, course, strict=True)),
        names=names,
        office=names["office"].get(office, office),
    )


def names_of(store: Store, forms: Forms) -> dict[str, dict[str, Text | str]]:
    """Return what people call the values of each dimension."""
    return {
        "channel": dict(CHANNEL_NAMES),
        "procedure": {**{form.key: form.title for form in forms.forms}, **elsewhere()},
        "office": {office.key: office.name for office in store.offices.all()},
        "reason": {key.value: name for key, name in REASON_NAMES.items()},
    }
