"""Addresses of report and ledger: a number and the events that it counts name each other here."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import url_for

from domain.figures import Figure
from domain.periods import Period

NOBODY = "-"
"""What an address says for a value that an event does not have."""


def address(endpoint: str, query: Mapping[str, object]) -> str:
    """Return the address of a page with its query; what is empty is left out."""
    said = urlencode({name: value for name, value in query.items() if value})
    return f"{url_for(endpoint)}?{said}" if said else url_for(endpoint)


def counted(
    figure: Figure,
    within: Period,
    *,
    office: str = "",
    of: Mapping[str, str] | None = None,
    since: str = "",
) -> str:
    """Return the address of exactly the events that a number counts.

    `of` narrows to one value of a dimension; an empty value is one that the event does not have.
    `since` is "late" or "taken_back" for what came after the days were frozen.
    """
    narrowed = {name: found or NOBODY for name, found in (of or {}).items()} | {"since": since}
    query = {"figure": figure.key, "from": within.start, "to": within.end, "office": office}
    return address("desk.ledger", {**query, **narrowed})
