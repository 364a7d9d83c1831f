"""A calendar file with one appointment (RFC 5545), and a place as a link to a map. Pure.

Times are in UTC, so that no time zone has to be described. Nothing personal is in either.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta
from urllib.parse import quote_plus

MAPS = "https://www.google.com/maps/search/?api=1&query="
LONGEST_LINE = 75
"""Octets of a line, without its end (RFC 5545, 3.1)."""

REMIND_BEFORE = "-PT2H"


def calendar_file(
    uid: str,
    starts_at: datetime,
    lasts: timedelta,
    *,
    title: str,
    place: str,
    notes: str,
    at: datetime,
) -> str:
    """Return the file; `uid` names the appointment for ever, `at` is when this was written."""
    told = (
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Doi Bang//VI"),
        ("METHOD", "PUBLISH"),
        ("BEGIN", "VEVENT"),
        ("UID", uid),
        ("DTSTAMP", _utc(at)),
        ("DTSTART", _utc(starts_at)),
        ("DTEND", _utc(starts_at + lasts)),
        ("SUMMARY", _escaped(title)),
        ("LOCATION", _escaped(place)),
        ("DESCRIPTION", _escaped(notes)),
        ("BEGIN", "VALARM"),
        ("ACTION", "DISPLAY"),
        ("DESCRIPTION", _escaped(title)),
        ("TRIGGER", REMIND_BEFORE),
        ("END", "VALARM"),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    )
    return "".join(_folded(f"{name}:{value}") for name, value in told)


def map_link(point: str, address: str) -> str:
    """Return a link that shows a point («latitude,longitude») on a map, or looks for an address.

    An address goes without accents: percent signs in their place would make a letter unreadable.
    """
    return MAPS + (
        quote_plus(point.replace(" ", ""), safe=",")
        if point
        else quote_plus(_bare(address), safe=",")
    )


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line cut into pieces of at most 75 octets, no letter in two (RFC 5545, 3.1)."""
    pieces: list[str] = []
    piece = ""
    for letter in line:
        room = LONGEST_LINE - (1 if pieces else 0)
        if len((piece + letter).encode()) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece]) + "\r\n"


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
