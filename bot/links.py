"""Addresses that a letter may carry: each is signed, and says nothing of whom it was sent to. Pure.

A link to a calendar file holds for one appointment at one time: who has an old letter learns
nothing of a new one.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256

from domain.appointments import Appointment

SIGNATURE = 22
"""Letters of a signature: 132 bits, which nobody guesses."""


@dataclass(frozen=True)
class Links:
    """What makes and knows the addresses; without a public address there are none."""

    public_url: str = ""
    key: bytes = field(default=b"", repr=False)

    @classmethod
    def under(cls, public_url: str, secret_key: str) -> Links:
        """Return the links of a service at this address, with a key of their own."""
        return cls(public_url, sha256(f"doibang links {secret_key}".encode()).digest())

    def calendar(self, seat: Appointment) -> str:
        """Return where the calendar file of an appointment is, or nothing."""
        return f"{self.public_url}/calendar/{self.token(seat)}.ics" if self.public_url else ""

    def picture(self) -> str:
        """Return where the picture over the form for contact details is, or nothing."""
        return f"{self.public_url}/desk/static/share.png" if self.public_url else ""

    def token(self, seat: Appointment) -> str:
        """Return the part of the address that nobody can guess."""
        meant = f"{seat.id} {seat.starts_at.timestamp():.0f}".encode()
        signed = urlsafe_b64encode(hmac.digest(self.key, meant, "sha256")).decode()
        return f"{seat.id}-{signed[:SIGNATURE]}"

    def means(self, token: str, seat: Appointment) -> bool:
        """Tell whether a token was made for this appointment at its present time."""
        return hmac.compare_digest(self.token(seat).encode(), token.encode())


NO_LINKS = Links()
