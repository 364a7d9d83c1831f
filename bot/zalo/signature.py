"""Whether a webhook was signed by Zalo: SHA-256 over the raw bytes, never over re-made JSON.

Formula: lowercase hex of SHA-256(app_id + raw body + timestamp + OA secret key); app id and
timestamp stand in the body (Zalo's Java SDK joins the four; platform reference, section 5).
"""

from __future__ import annotations

import hmac
import re
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from bot.zalo.wire import NotJson, read_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Zalo's page writes the prefix with spaces, the wire has none, and some samples have no prefix.
HEADER = re.compile(r"\s*(?:mac\s*=\s*)?([0-9a-f]{64})\s*", re.IGNORECASE | re.ASCII)


class SignatureFault(StrEnum):
    """Why a body is not taken for Zalo's; the words are the labels of the metric."""

    MISSING = "missing"
    MALFORMED = "malformed"
    UNREADABLE = "unreadable"
    OTHER_APP = "other_app"
    WRONG = "wrong"


class NotSigned(Exception):
    """The webhook was not signed with one of our keys.

    `variant` names a formula that would have matched, for the log only: it tells an operator that
    the wrong secret was copied, or that the platform signs otherwise than we know.
    """

    def __init__(self, fault: SignatureFault, variant: str | None = None) -> None:
        super().__init__(f"{fault}, matches {variant}" if variant else str(fault))
        self.fault = fault
        self.variant = variant


class _Terms(msgspec.Struct):
    app_id: msgspec.Raw = msgspec.Raw()
    timestamp: msgspec.Raw = msgspec.Raw()


def mac_of(raw: bytes, *, first: str, timestamp: str, key: str) -> str:
    """Return the hex that Zalo sends for these exact bytes; `first` is the app id."""
    return sha256(first.encode() + raw + timestamp.encode() + key.encode()).hexdigest()


def signed_by(
    raw: bytes,
    header: str | None,
    *,
    keys: Sequence[str],
    app_id: str | None = None,
    oa_id: str = "",
    app_secret: str = "",
) -> int:
    """Return the place in `keys` of the key that signed these bytes; raise NotSigned otherwise.

    `app_id`, where given, must be the body's. `oa_id` and `app_secret` are never enough to pass:
    they only let the refusal name a near miss.
    """
    claimed = _claimed(header)
    first, timestamp = _terms(raw)
    if app_id is not None and first != app_id:
        raise NotSigned(SignatureFault.OTHER_APP)
    usable = [(place, key) for place, key in enumerate(keys) if key]
    for place, key in usable:
        if _same(mac_of(raw, first=first, timestamp=timestamp, key=key), claimed):
            return place
    near = _near_misses(raw, first, timestamp, (oa_id, app_secret, [key for _, key in usable]))
    variant = next((name for name, mac in near if _same(mac, claimed)), None)
    raise NotSigned(SignatureFault.WRONG, variant)


def _claimed(header: str | None) -> str:
    if not header:
        raise NotSigned(SignatureFault.MISSING)
    found = HEADER.fullmatch(header)
    if found is None:
        raise NotSigned(SignatureFault.MALFORMED)
    return found[1].lower()


def _terms(raw: bytes) -> tuple[str, str]:
    try:
        terms = read_json(raw, _Terms)
        return _as_received(terms.app_id), _as_received(terms.timestamp)
    except NotJson as error:
        raise NotSigned(SignatureFault.UNREADABLE) from error


def _as_received(term: msgspec.Raw) -> str:
    """Return a JSON string's value, or the very digits of a number."""
    written = bytes(term)
    if written[:1] == b'"':
        return str(read_json(written, str))
    if written.isdigit():
        return written.decode()
    raise NotSigned(SignatureFault.UNREADABLE)


def _near_misses(
    raw: bytes, first: str, timestamp: str, ours: tuple[str, str, list[str]]
) -> Iterable[tuple[str, str]]:
    oa_id, app_secret, keys = ours
    if app_secret:
        yield "app_secret", mac_of(raw, first=first, timestamp=timestamp, key=app_secret)
    for key in keys:
        if oa_id:
            yield "oa_id_first", mac_of(raw, first=oa_id, timestamp=timestamp, key=key)
        yield "hmac", hmac.new(key.encode(), raw, sha256).hexdigest()


def _same(ours: str, claimed: str) -> bool:
    return hmac.compare_digest(ours, claimed)
