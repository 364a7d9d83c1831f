"""What was seen in one picture: plain values that go to the form, the desk and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

CITIZEN, LICENCE, PAYMENT, WEB, OTHER = "citizen", "licence", "payment", "web", "other"

NOT_A_PICTURE = "not_a_picture"
TOO_LARGE = "too_large"
SMALL = "small"
DARK = "dark"
BLURRED = "blurred"
NO_DOCUMENT = "no_document"

ALIKE = 3
"""Of 64 spots; compressing a picture anew changes one or two, another paper twenty."""


@dataclass(frozen=True)
class Code:
    """One code: `format` as zxing-cpp names it, `kind` one of the five words above."""

    format: str
    text: str
    kind: str


@dataclass(frozen=True)
class Seen:
    """One picture. `media_type` is empty for what is not kept; sizes are in pixels, upright.

    `problem` is None or one of the words above. `likeness` is the same for the same picture though
    it was compressed anew: 16 hex digits of an average hash, empty where nothing was opened.
    """

    media_type: str = ""
    width: int = 0
    height: int = 0
    codes: tuple[Code, ...] = ()
    problem: str | None = None
    likeness: str = ""

    @property
    def citizen(self) -> str | None:
        """The text of the citizen card's code; None without one."""
        return next((one.text for one in self.codes if one.kind == CITIZEN), None)

    @property
    def qr(self) -> str | None:
        """The text that the form reads: the citizen's code before any other."""
        return self.citizen or next((one.text for one in self.codes), None)

    def as_record(self) -> dict[str, Any]:
        """Return it as JSON can carry it."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Seen:
        """Return what `as_record` wrote."""
        codes = tuple(Code(**one) for one in record["codes"])
        return cls(**{**record, "codes": codes})


def are_alike(likeness: str, other: str) -> bool:
    """Return whether these are of the same picture; nothing is like what was never opened."""
    if not likeness or not other:
        return False
    return (int(likeness, 16) ^ int(other, 16)).bit_count() <= ALIKE
