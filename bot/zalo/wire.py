"""JSON from outside, read so that the worst of it becomes one typed refusal and never a crash."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

# One escape of a JSON string. Taking each in turn keeps `\\ud800` (a backslash and five letters)
# apart from `\ud800` (half of a character).
ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)


class NotJson(Exception):
    """The bytes are no JSON of the awaited shape."""


def read_json(raw: bytes, shape: type[T] | Any = Any) -> T | Any:
    """Return what the JSON says, as `shape`; raise NotJson for whatever cannot be read.

    Half a surrogate pair and broken UTF-8 stand for one unknown letter each: a phone that cuts an
    emoji in two must not cost the citizen the sentence around it.
    """
    try:
        return _decoded(raw, shape)
    except NotJson:
        whole = mended(raw)
        if whole == raw:
            raise
        return _decoded(whole, shape)


def mended(raw: bytes) -> bytes:
    """Return the same JSON with U+FFFD for bytes that are no UTF-8 and for half surrogates."""
    return ESCAPE.sub(_whole, raw.decode("utf-8", errors="replace")).encode()


def _whole(escape: re.Match[str]) -> str:
    return "\\ufffd" if escape["half"] else escape[0]


def _decoded(raw: bytes, shape: type[T] | Any) -> T | Any:
    try:
        return msgspec.json.decode(raw, type=shape)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise NotJson(str(error)) from error
    except RecursionError as error:
        raise NotJson("nested too deep") from error
