"""The platform reference's vectors, every way to write the header, and every near miss."""

import hashlib
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.zalo.signature import NotSigned, SignatureFault, mac_of, signed_by

KEY = "test_oa_secret_key"
APP = "360846524940903967"
OA = "388613280878808645"
VECTOR_1 = (
    b'{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},'
    b'"user_id_by_app":"552177279717587730","recipient":{"id":"388613280878808645"},'
    b'"event_name":"user_send_text","message":{"text":"message",'
    b'"msg_id":"96d3cdf3af150460909"},"timestamp":"154390853474"}'
)
MAC_1 = "59987ad90ff2fd0247530fb37e6a436a614099cade6cadfa22617930a659e43e"
VECTOR_2 = (
    '{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},'
    '"recipient":{"id":"388613280878808645"},"event_name":"user_send_text",'
    '"message":{"text":"Tra cứu hồ sơ","msg_id":"a1b2c3d4e5f6a7b8c9d0"},'
    '"timestamp":"1760000000000"}'
).encode()
MAC_2 = "63c3158cf638c67fb9f4828f122bc686211ccec88384886df46fd9bc365d2205"
MAC_2B = "0d86e2e1f42b79b91536ca0a4e10e45c48638bea50111cf43b23bd1087b4e350"
VECTOR_3 = (
    b'{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},'
    b'"recipient":{"id":"388613280878808645"},"event_name":"user_send_text",'
    b'"message":{"text":"https:\\/\\/dichvucong.gov.vn","msg_id":"a1b2c3d4e5f6a7b8c9d0"},'
    b'"timestamp":"1760000000000"}'
)
MAC_3 = "d266567ecb7c23ec8d49826bce0c1eacd39ffb861c62b35e1833076e1a01afe8"


def refused(raw, header, **ours):
    with pytest.raises(NotSigned) as refusal:
        signed_by(raw, header, **{"keys": (KEY,), **ours})
    return refusal.value


@pytest.mark.parametrize(("raw", "mac"), [(VECTOR_1, MAC_1), (VECTOR_2, MAC_2), (VECTOR_3, MAC_3)])
def test_each_vector_of_the_reference_is_taken_for_zalos(raw, mac):
    assert signed_by(raw, f"mac={mac}", keys=(KEY,), app_id=APP) == 0


def test_a_mac_over_re_made_json_is_not_taken():
    remade = json.dumps(json.loads(VECTOR_2)).encode()

    assert mac_of(remade, first=APP, timestamp="1760000000000", key=KEY) == MAC_2B
    assert refused(VECTOR_2, f"mac={MAC_2B}").fault == SignatureFault.WRONG


@pytest.mark.parametrize(
    "header",
    [
        f"mac={MAC_2}",
        f"mac = {MAC_2}",
        f"MAC={MAC_2.upper()}",
        f"Mac =\t{MAC_2}",
        MAC_2,
        MAC_2.upper(),
        f"  mac={MAC_2}  ",
    ],
)
def test_every_way_to_write_the_header_is_understood(header):
    assert signed_by(VECTOR_2, header, keys=(KEY,)) == 0


@pytest.mark.parametrize("header", [None, ""])
def test_a_missing_header_is_told_apart(header):
    assert refused(VECTOR_2, header).fault == SignatureFault.MISSING


@pytest.mark.parametrize(
    "header",
    [
        "mac=",
        f"mac={MAC_2[:-1]}",
        f"mac={MAC_2}0",
        f"sha256={MAC_2}",
        f"mac={MAC_2},mac={MAC_2}",
        "mac=" + "z" * 64,
        "mac=" + "\u0660" * 64,
        "\x00",
    ],
)
def test_a_header_that_holds_no_mac_is_malformed(header):
    assert refused(VECTOR_2, header).fault == SignatureFault.MALFORMED


def test_during_rotation_both_keys_pass_and_the_one_used_is_told():
    assert signed_by(VECTOR_2, MAC_2, keys=("a_newer_key", KEY)) == 1


def test_a_key_that_is_not_ours_is_wrong():
    refusal = refused(VECTOR_2, MAC_2, keys=("another_key",))
    assert (refusal.fault, refusal.variant) == (SignatureFault.WRONG, None)


def test_an_empty_key_never_signs():
    forged = mac_of(VECTOR_2, first=APP, timestamp="1760000000000", key="")
    assert refused(VECTOR_2, forged, keys=("",)).fault == SignatureFault.WRONG
    assert refused(VECTOR_2, forged, keys=()).fault == SignatureFault.WRONG


def test_an_event_of_another_app_is_refused_although_its_mac_is_right():
    assert refused(VECTOR_2, MAC_2, app_id="1").fault == SignatureFault.OTHER_APP


def test_white_space_around_the_body_is_signed_too():
    raw = VECTOR_2 + b"\n"
    assert refused(raw, MAC_2).fault == SignatureFault.WRONG
    signed = hashlib.sha256(APP.encode() + raw + b"1760000000000" + KEY.encode()).hexdigest()
    assert signed_by(raw, signed, keys=(KEY,)) == 0


@pytest.mark.parametrize("place", [0, 31, 63])
def test_every_letter_of_the_mac_counts(place):
    other = "0" if MAC_2[place] != "0" else "1"
    assert refused(VECTOR_2, MAC_2[:place] + other + MAC_2[place + 1 :]).fault == (
        SignatureFault.WRONG
    )


def test_one_changed_byte_breaks_the_signature():
    assert refused(VECTOR_2.replace(b"a1b2", b"a1b3"), MAC_2).fault == SignatureFault.WRONG


@pytest.mark.parametrize(
    ("variant", "mac"),
    [
        ("oa_id_first", mac_of(VECTOR_2, first=OA, timestamp="1760000000000", key=KEY)),
        ("app_secret", mac_of(VECTOR_2, first=APP, timestamp="1760000000000", key="app_secret")),
        ("hmac", hmac.new(KEY.encode(), VECTOR_2, hashlib.sha256).hexdigest()),
    ],
)
def test_a_near_miss_is_named_and_still_refused(variant, mac):
    refusal = refused(VECTOR_2, f"mac={mac}", oa_id=OA, app_secret="app_secret")
    assert (refusal.fault, refusal.variant) == (SignatureFault.WRONG, variant)


def test_numbers_are_signed_with_the_digits_that_were_received():
    raw = b'{"app_id": 360846524940903967, "timestamp": 1760000000000}'
    mac = hashlib.sha256(APP.encode() + raw + b"1760000000000" + KEY.encode()).hexdigest()
    assert signed_by(raw, mac, keys=(KEY,), app_id=APP) == 0


@pytest.mark.parametrize(
    "raw",
    [
        b'{"app_id":"1","timestamp":"2","message":{"text":"\\ud83d"}}',
        b'{"app_id":"1","timestamp":"2","message":{"text":"\xff\xfe"}}',
        b'{"app_id":"1","timestamp":"2","big":' + b"9" * 6000 + b"}",
    ],
)
def test_what_the_rest_of_the_body_holds_does_not_hinder_the_check(raw):
    mac = mac_of(raw, first="1", timestamp="2", key=KEY)
    assert signed_by(raw, mac, keys=(KEY,)) == 0


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"{}",
        b'{"app_id":"1"}',
        b'{"app_id":null,"timestamp":"1"}',
        b'{"app_id":{"a":1},"timestamp":"1"}',
        b'{"app_id":"1","timestamp":1.5}',
        b'{"app_id":"1","timestamp":-1}',
        b'{"app_id":"1","x":' + b"[" * 100_000 + b"}",
    ],
)
def test_a_body_without_its_two_terms_is_unreadable(raw):
    assert refused(raw, MAC_2).fault == SignatureFault.UNREADABLE


@given(raw=st.binary(max_size=300), header=st.text(max_size=80))
def test_whatever_comes_is_refused_and_never_crashes(raw, header):
    assert refused(raw, header).fault in SignatureFault


@given(
    raw=st.binary(max_size=60).map(lambda noise: b'{"app_id":"1","timestamp":"2","x":' + noise),
)
def test_a_body_that_starts_well_never_crashes(raw):
    assert refused(raw, "mac=" + "0" * 64).fault in SignatureFault
