"""Hostile webhook bodies from a seed: depth, size, types, Unicode, numbers; signed and unsigned.

A signed one says what an attacker could say who got hold of the key, or the platform on a bad day.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from random import Random

from bot.commands.demo import CREDENTIALS
from bot.commands.drill.hostile_words import (
    BREAKS,
    ESCAPED_WORD,
    KINDS,
    NAMES,
    PICTURES,
    PLAIN_WORD,
)

NOW = 1_790_000_000_000
# Those at the front speak most, so that some come far and the database has many.
CITIZENS = 4_000
OVER = '"' + "x" * 300_000 + '"'
VERY_LARGE = '"' + "x" * 2_000_000 + '"'
FIELDS = (
    "app_id", "event_name", "timestamp", "sender", "recipient", "message", "user_id_by_app",
    "follower", "info", "oa_id", "user_id",
)  # fmt: skip
BELOW = ("id", "msg_id", "msg_ids", "text", "attachments", "phone", "name", "admin_id")
APP, KEY = (CREDENTIALS[name].encode() for name in ("ZALO_APP_ID", "ZALO_OA_SECRET_KEY"))
ACCOUNT = f'"{CREDENTIALS["ZALO_OA_ID"]}"'
TWISTS = (0, 1, 1, 2, 4)
MANY = (*(1, 1, 1, 1, 2, 2, 3, 10) * 10, 300)
TYPES = ("application/json", "text/plain", "x/y;z", "")

Piece = str
"""A piece of JSON, already written."""
Event = dict[str, "Piece | dict[str, Piece]"]


@dataclass(frozen=True)
class Blow:
    """One hostile request."""

    body: bytes
    headers: dict[str, str]


class Fuzzer:
    """Makes blows; the same seed makes the same ones in the same order."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._number = 0

    def blow(self) -> Blow:
        """Return the next one."""
        self._number += 1
        chance = self._chance
        event = self._event()
        for _ in range(chance.choice(TWISTS)):
            self._twist(event)
        stamp = event.get("timestamp")
        body = self._sized(_json(event)).encode("utf-8", "surrogatepass")
        if chance.random() < 0.2:  # noqa: PLR2004 - a share
            body = chance.choice(BREAKS)(chance, body)
        return Blow(body, self._headers(stamp.strip('"') if isinstance(stamp, str) else "", body))

    def _event(self) -> Event:
        chance = self._chance
        words = chance.choice((PLAIN_WORD, ESCAPED_WORD))
        number = chance.randrange(1 + chance.randrange(CITIZENS))
        who = {"id": f'"{4_000_000_000_000_000_000 + number}"'}
        message = {"msg_id": f'"{self._number:020x}"', "text": chance.choice(words)}
        if chance.random() < 0.3:  # noqa: PLR2004 - a share
            one = chance.choice(PICTURES)
            message["attachments"] = "[" + ",".join([one] * chance.choice(MANY)) + "]"
        return {
            "app_id": f'"{CREDENTIALS["ZALO_APP_ID"]}"',
            "event_name": f'"{chance.choice(NAMES)}"',
            "timestamp": f'"{NOW + self._number}"',
            "sender": who,
            "recipient": {"id": ACCOUNT},
            "follower": dict(who),
            "oa_id": ACCOUNT,
            "info": {"phone": chance.choice(words), "name": chance.choice(words)},
            "message": message,
        }

    def _twist(self, event: Event) -> None:
        """Put something odd in the place of a field, here or one floor below."""
        chance = self._chance
        place: dict[str, Piece] | Event = event
        names: tuple[str, ...] = FIELDS
        if chance.random() < 0.6:  # noqa: PLR2004 - a share
            below = [value for value in event.values() if isinstance(value, dict) and value]
            place, names = (chance.choice(below), BELOW) if below else (event, FIELDS)
        key = chance.choice([*place, *names])
        fate = chance.random()
        if fate < 0.1:  # noqa: PLR2004 - a share
            place.pop(key, None)
        elif fate < 0.15:  # noqa: PLR2004 - a share: the same key a second time
            place[f'{key}":{self._odd()},"{key}'] = self._odd()
        else:
            place[key] = self._odd()

    def _odd(self) -> Piece:
        return self._chance.choice(self._chance.choice(KINDS))

    def _sized(self, text: str) -> str:
        """Return the body, one in two hundred and fifty of them too large."""
        size = self._chance.random()
        if size < 0.004:  # noqa: PLR2004 - one in two hundred and fifty
            padding = VERY_LARGE if size < 0.0002 else OVER  # noqa: PLR2004 - one in five thousand
            return f'{text[:-1]},"pad":{padding}' + "}"
        return text

    def _headers(self, stamp: str, body: bytes) -> dict[str, str]:
        chance = self._chance
        headers = {"Content-Type": chance.choice(TYPES)}
        kind = chance.randrange(12)
        if kind == 11:  # noqa: PLR2004 - one in twelve has no signature, one nonsense
            return headers
        if kind == 10:  # noqa: PLR2004 - the same
            return headers | {"X-ZEvent-Signature": "mac=é" * 99}
        terms = (APP, body, stamp.encode("utf-8", "surrogatepass"), KEY)
        mac = hashlib.sha256(b"".join(terms)).hexdigest()
        forms = {7: mac, 8: f"mac = {mac.upper()}", 9: f"mac={mac[::-1]}"}
        return headers | {"X-ZEvent-Signature": forms.get(kind, f"mac={mac}")}


def _json(event: Event) -> str:
    """Return the event as JSON; a key may hold a second pair and is written as it is."""
    pairs = [
        f'"{key}":{value if isinstance(value, str) else _json({**value})}'
        for key, value in event.items()
    ]
    return "{" + ",".join(pairs) + "}"
