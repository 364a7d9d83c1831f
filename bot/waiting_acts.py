"""What a citizen wants of the waiting list for a photo. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class WaitForSeat:
    """Tell the citizen when a seat, or one earlier than theirs, comes free; `wish` narrows it.

    For the `dossier` that was named, or for all that wait for their photo.
    """

    wish: Mapping[str, str] = field(default_factory=dict)
    dossier: str = ""


@dataclass(frozen=True)
class StopWaiting:
    """The citizen waits for no seat any more."""


@dataclass(frozen=True)
class AnswerOffer:
    """The citizen takes the seat that is kept for them, or lets it go."""

    takes: bool
