"""A small chart of the report's course: where each bar stands. The template draws it as SVG.

Widths are percent of the picture and heights are pixels, so that bars grow with the page and
words do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.report import Stretch

HEIGHT = 168
TOP, FLOOR = 24, 136
MOST_LABELS = 12
MOST_VALUES = 16
GAP = 0.14
"""The empty part of a stretch, left of its bars and right of them."""


@dataclass(frozen=True)
class Bar:
    """One bar: `x` and `width` in percent, `y` and `height` in pixels."""

    x: float
    width: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        """Where the number above it stands, in percent."""
        return round(self.x + self.width / 2, 3)


@dataclass(frozen=True)
class Column:
    """The bars of one stretch, with its label where there is room for one."""

    stretch: Stretch
    middle: float
    received: Bar
    delivered: Bar
    label: str
    value: str

    @property
    def value_y(self) -> float:
        """Where the number above the taller bar stands."""
        return self.received.y - 6


@dataclass(frozen=True)
class Chart:
    """The whole picture; empty where nothing was received or delivered."""

    columns: tuple[Column, ...]
    floor: int = FLOOR
    height: int = HEIGHT


def chart(course: Sequence[Stretch]) -> Chart:
    """Return where the bars of received and delivered dossiers stand."""
    most = max(
        (stretch.counts[key] for stretch in course for key in ("received", "delivered")), default=0
    )
    if not most:
        return Chart(())
    every = -(-len(course) // MOST_LABELS)
    with_values = len(course) <= MOST_VALUES
    return Chart(
        tuple(
            _column(stretch, number, len(course), most=most, every=every, with_value=with_values)
            for number, stretch in enumerate(course)
        )
    )


def _column(
    stretch: Stretch, number: int, count: int, *, most: int, every: int, with_value: bool
) -> Column:
    share = 100 / count
    left, width = share * (number + GAP), share * (1 - 2 * GAP) / 2
    received = stretch.counts["received"]
    return Column(
        stretch=stretch,
        middle=round(share * (number + 0.5), 3),
        received=_bar(left, width, received / most),
        delivered=_bar(left + width, width, stretch.counts["delivered"] / most),
        label="" if number % every else str(stretch.period.label),
        value=str(received) if with_value and received else "",
    )


def _bar(left: float, width: float, part: float) -> Bar:
    height = round(part * (FLOOR - TOP), 1)
    return Bar(round(left, 3), round(width, 3), FLOOR - height, height)
