"""The reference's vectors (5.3, 9.1) and the body styles that a verifier must survive."""

import json
from hashlib import sha256

import pytest

from mock_zalo import wire
from mock_zalo.gate import proof
from mock_zalo.luck import Luck
from mock_zalo.oauth import challenge

KEY = "test_oa_secret_key"
APP = "360846524940903967"
FIRST = (
    '{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},'
    '"user_id_by_app":"552177279717587730","recipient":{"id":"388613280878808645"},'
    '"event_name":"user_send_text","message":{"text":"message","msg_id":"96d3cdf3af150460909"},'
    '"timestamp":"154390853474"}'
)
SECOND = (
    '{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},'
    '"recipient":{"id":"388613280878808645"},"event_name":"user_send_text",'
    '"message":{"text":"Tra cứu hồ sơ","msg_id":"a1b2c3d4e5f6a7b8c9d0"},'
    '"timestamp":"1760000000000"}'
)
THIRD = SECOND.replace("Tra cứu hồ sơ", r"https:\/\/dichvucong.gov.vn")
EVENT = json.loads(SECOND)
LUCK = Luck(1)


@pytest.mark.parametrize(
    ("body", "timestamp", "digest"),
    [
        (FIRST, "154390853474", "59987ad90ff2fd0247530fb37e6a436a614099cade6cadfa22617930a659e43e"),
        (
            SECOND,
            "1760000000000",
            "63c3158cf638c67fb9f4828f122bc686211ccec88384886df46fd9bc365d2205",
        ),
        (
            json.dumps(EVENT),
            "1760000000000",
            "0d86e2e1f42b79b91536ca0a4e10e45c48638bea50111cf43b23bd1087b4e350",
        ),
        (
            THIRD,
            "1760000000000",
            "d266567ecb7c23ec8d49826bce0c1eacd39ffb861c62b35e1833076e1a01afe8",
        ),
    ],
    ids=["1", "2", "2b", "3"],
)
def test_the_signature_is_that_of_the_reference(body, timestamp, digest):
    assert wire.mac(APP, body.encode(), timestamp, KEY) == digest


def test_the_compact_style_is_the_very_body_of_the_second_vector():
    assert wire.body(EVENT, "compact", LUCK) == SECOND


def test_the_escaped_slash_style_is_the_very_body_of_the_third_vector():
    event = json.loads(THIRD)

    assert wire.body(event, "escaped_slashes", LUCK) == THIRD


@pytest.mark.parametrize("style", wire.BODY_STYLES)
def test_every_style_says_the_same(style):
    assert json.loads(wire.body(EVENT, style, LUCK)) == EVENT


def test_the_styles_differ_in_their_bytes():
    assert len({wire.body(EVENT, style, LUCK) for style in wire.BODY_STYLES}) >= 4


def test_a_lone_surrogate_travels_escaped_instead_of_breaking_the_sender():
    assert "\\ud800" in wire.body({"text": "\ud800"}, "compact", LUCK)


@pytest.mark.parametrize(
    ("style", "header"),
    [("mac=hex", "mac=ab"), ("mac = hex", "mac = ab"), ("bare", "ab"), ("wrong", "mac=ba")],
)
def test_the_header_is_written_as_the_switch_says(style, header):
    assert wire.header("ab", style) == {"X-ZEvent-Signature": header}


def test_no_header_at_all_can_be_asked_for():
    assert wire.header("ab", "none") == {}


def test_appsecret_proof_and_pkce_are_those_of_the_reference():
    verifier = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"

    assert proof("test_access_token", "test_app_secret") == (
        "f86b8540509cdb3ad6b1ed956b4c197aff473ad0b9cf075e0b0dca4a8302f6fc"
    )
    assert challenge(verifier) == "RqIZl4LIgn8KxW9QO-nTnv7pf0CnNrksx9fF-CXP2FE"


def test_the_same_seed_has_the_same_luck_and_another_seed_another():
    rolls = [Luck(5).roll("duplicate", 3, place) for place in range(20)]

    assert rolls == [Luck(5).roll("duplicate", 3, place) for place in range(20)]
    assert rolls != [Luck(6).roll("duplicate", 3, place) for place in range(20)]
    assert all(0 <= roll < 1 for roll in rolls)


def test_the_digest_is_no_hmac():
    joined = APP.encode() + SECOND.encode() + b"1760000000000" + KEY.encode()

    assert wire.mac(APP, SECOND.encode(), "1760000000000", KEY) == sha256(joined).hexdigest()
