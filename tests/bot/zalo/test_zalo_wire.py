"""Hostile JSON becomes NotJson; half a character becomes one unknown letter."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.zalo.wire import NotJson, mended, read_json


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (rb'"a\ud83d"', "a\ufffd"),
        (rb'"\ude00\ud83d"', "\ufffd\ufffd"),
        (rb'"\ud83d\ude00"', "\U0001f600"),
        (rb'"\\ud83d"', "\\ud83d"),
        (rb'"\\\ud83d"', "\\\ufffd"),
        (rb'"\ud83d\n"', "\ufffd\n"),
        (b'"\xff"', "\ufffd"),
        ('"hồ sơ"'.encode(), "hồ sơ"),
    ],
)
def test_half_a_character_costs_only_itself(raw, says):
    assert read_json(raw) == says


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"\x00",
        b'{"a":"\x00"}',
        b"NaN",
        b"[1e999]",
        b"[" + b"9" * 6000 + b"]",
        b"[" * 200_000,
        b'{"a":' * 50_000,
        b"\xef\xbb\xbf{}",
        rb'"\u12"',
    ],
)
def test_what_cannot_be_read_is_not_json(raw):
    with pytest.raises(NotJson):
        read_json(raw)


@given(st.text(max_size=40), st.booleans())
def test_good_json_is_never_changed_by_mending(text, ascii_only):
    raw = json.dumps(text, ensure_ascii=ascii_only).encode()
    assert json.loads(mended(raw)) == text
