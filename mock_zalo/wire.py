"""How the platform writes and signs a webhook body.

Signature: X-ZEvent-Signature = mac= + SHA-256(app id + raw body + timestamp + OA secret key),
lower-case hex, a plain digest and not an HMAC (official Java SDK). How the platform serialises
the body is unknown, so the style is a switch and a verifier has to survive all of them.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mock_zalo.luck import Luck

BODY_STYLES = ("compact", "ascii", "escaped_slashes", "spaced", "shuffled")
HEADER_FORMATS = ("mac=hex", "mac = hex", "bare", "none", "wrong")


def body(event: dict[str, Any], style: str, luck: Luck) -> str:
    """Return the event as text in one of `BODY_STYLES`; encode it as UTF-8 to send it."""
    if style == "shuffled":
        event = _shuffled(event, luck)
    spaced = style == "spaced"
    text = json.dumps(
        event,
        ensure_ascii=style == "ascii" or _has_lone_surrogate(event),
        separators=(", ", ": ") if spaced else (",", ":"),
    )
    return text.replace("/", "\\/") if style == "escaped_slashes" else text


def mac(first_term: str, raw: bytes, timestamp: str, secret: str) -> str:
    """Return the lower-case hex digest over the four terms, in this order."""
    return sha256(first_term.encode() + raw + timestamp.encode() + secret.encode()).hexdigest()


def header(digest: str, style: str) -> dict[str, str]:
    """Return the signature header in one of `HEADER_FORMATS`; `none` sends no header at all."""
    value = {
        "mac=hex": f"mac={digest}",
        "mac = hex": f"mac = {digest}",
        "bare": digest,
        "wrong": f"mac={digest[::-1]}",
    }.get(style)
    return {} if value is None else {"X-ZEvent-Signature": value}


def _shuffled(value: Any, luck: Luck) -> Any:
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: luck.roll("body.shuffled", key, len(value)))
        return {key: _shuffled(value[key], luck) for key in keys}
    return value


def _has_lone_surrogate(event: dict[str, Any]) -> bool:
    try:
        json.dumps(event, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False
