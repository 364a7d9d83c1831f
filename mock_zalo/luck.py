"""The seeded random source: the same seed and the same story give the same bad day.

A roll depends on what is decided and for which event, never on which thread came first.
"""

from __future__ import annotations

from hashlib import sha256


class Luck:
    """Rolls between 0 and 1 that can be replayed from a seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def roll(self, what: str, *of: object) -> float:
        """Return the number in [0, 1) that fate has for this question, for ever the same."""
        question = "|".join(map(str, (self.seed, what, *of)))
        return int.from_bytes(sha256(question.encode()).digest()[:6]) / 2**48
