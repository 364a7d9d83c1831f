"""What the office says: one letter, its buttons, and its choices as a list. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from domain.words import Text


@dataclass(frozen=True)
class Button:
    """A tap: `title` is read, `says` is what arrives from the citizen when it is tapped."""

    title: Text
    says: str


@dataclass(frozen=True)
class Row:
    """One choice: `title` and `below` are read, a tap says `says`."""

    title: Text
    says: str
    below: Text | str = ""


@dataclass(frozen=True)
class Listing:
    """All choices of a letter in the order of their numbers, and its words beside them.

    Zalo can show it as a list, where each can be tapped; the letter's text says the same.
    """

    rows: tuple[Row, ...]
    beside: Text


@dataclass(frozen=True)
class Saying:
    """One letter to a citizen; its buttons (at most five) always have typed twins."""

    text: Text
    buttons: tuple[Button, ...] = ()
    listing: Listing | None = None


@dataclass(frozen=True)
class MenuLine:
    """One line of the menu: choosing it says `says`; a lower `place` stands higher."""

    title: Text
    says: str
    place: int = 50
