"""Hostile bodies come from a seed, reach every floor of the house, and are of many kinds."""

import json
from random import Random

import pytest

from bot.commands.demo import CREDENTIALS
from bot.commands.drill.fuzz import Fuzzer
from bot.zalo.events import BadEvent, decode
from bot.zalo.signature import NotSigned, signed_by


def blows(seed: int, count: int = 400):
    fuzzer = Fuzzer(Random(seed))  # noqa: S311 - a test
    return [fuzzer.blow() for _ in range(count)]


def test_the_same_seed_gives_the_same_blows():
    assert blows(5, 60) == blows(5, 60)
    assert blows(5, 60) != blows(6, 60)


def outcome(blow) -> str:
    keys = (CREDENTIALS["ZALO_OA_SECRET_KEY"],)
    try:
        signed_by(blow.body, blow.headers.get("X-ZEvent-Signature"), keys=keys)
        return decode(blow.body, oa_id=CREDENTIALS["ZALO_OA_ID"]).said.__class__.__name__
    except NotSigned as error:
        return f"not signed: {error.fault}"
    except BadEvent:
        return "bad event"


def test_blows_reach_every_floor_of_the_house():
    reached = {outcome(blow) for blow in blows(7, 1500)}

    assert reached >= {
        "not signed: missing", "not signed: malformed", "not signed: unreadable",
        "not signed: wrong", "bad event", "TextSaid", "PictureSaid", "Echo", "Received", "Unknown",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("what", "holds"),
    [
        ("a thousand lists deep", lambda body: b"[" * 1_000 in body),
        ("a thousand objects deep", lambda body: b'{"a":' * 1_000 in body),
        ("size", lambda body: len(body) > 262_144),
        ("2**63", lambda body: b":9223372036854775808" in body),
        ("a number that no float holds", lambda body: b":1e999" in body),
        ("NUL, as it is or as an escape", lambda body: b"\x00" in body or b"\\u0000" in body),
        ("half letters as bytes", lambda body: b"\xed\xa0\x80" in body),
        ("half letters as escapes", lambda body: b"\\ud800" in body),
        ("digits of other scripts", lambda body: "٠١٢".encode() in body or b"\\u0660" in body),
        ("a key twice", lambda body: body.count(b'"app_id"') == 2),
        ("no JSON", lambda body: not is_json(body)),
    ],
)
def test_blows_are_of_many_kinds(what, holds):
    assert any(holds(blow.body) for blow in blows(3, 1500)), what


def is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True
