"""Hostile webhook bodies from a seed: depth, size, types, Unicode, numbers; signed and unsigned.

A signed one says what an attacker could say who got hold of the key, or the platform on a bad day.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from bot.commands.demo import CREDENTIALS

NOW = 1_790_000_000_000
LONG = (100, 2_001, 12_000, 70_000)
OVER = 300_000
VERY_LARGE = 2_000_000
NAMES = (
    "user_send_text", "user_send_image", "user_send_sticker", "user_send_gif", "user_send_audio",
    "user_send_video", "user_send_file", "user_send_location", "user_send_link", "follow",
    "user_send_business_card", "user_submit_info", "user_received_message", "user_seen_message",
    "user_reacted_message", "oa_send_text", "oa_send_image", "unfollow", "user_click_chatnow",
    "permission_revoked", "anonymous_send_text", "user_withdraw", "oa_send_template",
)  # fmt: skip
WORDS = (
    "xin chào", "đổi bằng", "1", "đồng ý", "B2, 01/01/2027", "", " ", "\u0000", "a\u0000b",
    "\ud800",
    "\udfff x", "\u202e đảo", "\u200b\u200d\ufeff", "e" + "\u0301" * 3_000, "đ" * 2_001, "😀" * 600,
    "👨‍👩‍👧‍👦", "٠١٢٣٤٥٦٧٨٩", "０１２３", "' OR 1=1 --", "<script>alert(1)</script>",
    "{{7*7}}", "%s%n%x",
    "../../../etc/passwd", "=cmd|'/C calc'!A0", "\r\nSet-Cookie: a=b", "sửa 99999999999999999999",
    "31/02/2026", "00/00/0000", "-1", "9" * 400, "\\u0041", "İı", "ﷺ" * 200, "\u2028\u2029",
)  # fmt: skip
NUMBERS = ("0", "-1", "1e308", "1e999", "-1e-999", "9223372036854775808", "1" * 401, "0.1", "1E+2")
ODD = ("null", "true", "[]", "{}", '""', "[[]]", '{"":""}', '[null,{"a":[]}]', "NaN", "Infinity")
FIELDS = (
    "app_id", "event_name", "timestamp", "sender", "recipient", "message", "user_id_by_app",
    "follower", "info", "oa_id", "user_id",
)  # fmt: skip


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
        event = self._event()
        for _ in range(self._chance.choice((0, 1, 1, 2, 4))):
            self._twist(event)
        body = self._written(event)
        if self._chance.random() < 0.2:  # noqa: PLR2004 - a share
            body = self._chance.choice(BREAKS)(self._chance, body)
        return Blow(body, self._headers(event, body))

    def _event(self) -> dict[str, Any]:
        chance = self._chance
        citizen = str(4_000_000_000_000_000_000 + chance.randrange(400))
        message: dict[str, Any] = {
            "msg_id": f"{self._number:020x}",
            "text": chance.choice(WORDS),
        }
        if chance.random() < 0.3:  # noqa: PLR2004 - a share
            url = "https://media.zdn.vn/" + "x" * chance.choice((1, 50, 3_000))
            message["attachments"] = [
                {"type": "image", "payload": {"url": url, "coordinates": {"latitude": "13.9"}}}
            ] * chance.choice((1, 1, 2, 300))
        return {
            "app_id": CREDENTIALS["ZALO_APP_ID"],
            "event_name": chance.choice(NAMES),
            "timestamp": str(NOW + self._number),
            "sender": {"id": citizen},
            "recipient": {"id": CREDENTIALS["ZALO_OA_ID"]},
            "follower": {"id": citizen},
            "oa_id": CREDENTIALS["ZALO_OA_ID"],
            "info": {"phone": chance.choice(WORDS), "name": chance.choice(WORDS)},
            "message": message,
        }

    def _twist(self, event: dict[str, Any]) -> None:
        """Put something odd in the place of a field, here or one floor below."""
        place = event
        if self._chance.random() < 0.6:  # noqa: PLR2004 - a share
            below = [value for value in event.values() if isinstance(value, dict) and value]
            place = self._chance.choice(below) if below else event
        key = self._chance.choice([*place, *FIELDS])
        if self._chance.random() < 0.1:  # noqa: PLR2004 - a share
            place.pop(key, None)
        else:
            place[key] = _Raw(self._odd())

    def _odd(self) -> str:
        """Return a piece of JSON, or nearly."""
        chance = self._chance
        kind = chance.randrange(8)
        if kind == 0:
            return chance.choice(NUMBERS)
        if kind == 1:
            depth = chance.choice((5, 64, 900, 5_000, 30_000))
            return chance.choice(("[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth))
        if kind == 2:  # noqa: PLR2004 - one kind in eight
            return json.dumps("x" * chance.choice(LONG))
        if kind == 3:  # noqa: PLR2004 - the same
            return json.dumps({str(number): number for number in range(chance.choice((3, 2_000)))})
        if kind == 4:  # noqa: PLR2004 - the same
            return json.dumps(chance.choices(WORDS, k=chance.choice((0, 3, 200))))
        return chance.choice(ODD) if kind == 5 else json.dumps(chance.choice(WORDS))  # noqa: PLR2004

    def _written(self, event: dict[str, Any]) -> bytes:
        """Write the event as JSON, the odd pieces as they are."""
        ascii_only = self._chance.random() < 0.5  # noqa: PLR2004 - a share
        text = _json(event, ascii_only=ascii_only)
        size = self._chance.random()
        if size < 0.0002:  # noqa: PLR2004 - one in five thousand
            text = text[:-1] + f',"pad":"{"x" * VERY_LARGE}"' + "}"
        elif size < 0.004:  # noqa: PLR2004 - one in two hundred and fifty
            text = text[:-1] + f',"pad":"{"x" * OVER}"' + "}"
        return text.encode("utf-8", "surrogatepass")

    def _headers(self, event: dict[str, Any], body: bytes) -> dict[str, str]:
        chance = self._chance
        stamp = event.get("timestamp")
        terms = (CREDENTIALS["ZALO_APP_ID"].encode(), body, str(stamp).encode())
        key = CREDENTIALS["ZALO_OA_SECRET_KEY"].encode()
        mac = hashlib.sha256(b"".join((*terms, key))).hexdigest()
        signature = chance.choice(
            [f"mac={mac}"] * 7 + [mac, f"mac = {mac.upper()}", f"mac={mac[::-1]}", "", "mac=é" * 99]
        )
        headers = {"Content-Type": chance.choice(("application/json", "text/plain", "x/y;z", ""))}
        return headers | ({"X-ZEvent-Signature": signature} if signature else {})


class _Raw(str):
    """A piece of text that is written as it is."""

    __slots__ = ()


def _json(value: Any, *, ascii_only: bool) -> str:
    """Return JSON in which each `_Raw` stands unquoted."""
    if isinstance(value, _Raw):
        return str(value)
    if isinstance(value, dict):
        inner = (
            f"{json.dumps(key)}:{_json(below, ascii_only=ascii_only)}"
            for key, below in value.items()
        )
        return "{" + ",".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_json(below, ascii_only=ascii_only) for below in value) + "]"
    return json.dumps(value, ensure_ascii=ascii_only)


def _cut(chance: Random, body: bytes) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def _flipped(chance: Random, body: bytes) -> bytes:
    broken = bytearray(body)
    for _ in range(min(len(broken), 5)):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


BREAKS: tuple[Callable[[Random, bytes], bytes], ...] = (
    _cut,
    _flipped,
    lambda _, body: b"\xef\xbb\xbf" + body,
    lambda _, body: body.decode("utf-8", "replace").encode("utf-16"),
    lambda _, body: body + body,
    lambda _, body: b" \t\r\n" + body + b"\x00",
    lambda _, body: b"[" + body + b"]",
    lambda chance, _: chance.choice((b"", b"null", b"0", b'""', b"[]", b"{}", b"<xml/>", b"a=b")),
    lambda chance, _: chance.randbytes(chance.choice((1, 64, 4_096))),
    lambda chance, body: body.replace(b'"', chance.choice((b"'", b'\\"', b"\x00"))),
)
