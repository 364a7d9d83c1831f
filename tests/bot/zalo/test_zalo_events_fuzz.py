"""Decoding never raises anything but BadEvent, whatever comes."""

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.zalo.events import BY_NAME, BadEvent, decode
from bot.zalo.fields import MAX_TEXT
from bot.zalo.said import Incoming

NAMES = st.sampled_from([*BY_NAME, "user_send_location", "oa_send_text", "nothing_known"])
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(), max_size=12)
    | st.sampled_from(["1", "1760000000000", "https://p.zdn.vn/1", '{"phone":84912345678}']),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "url", "payload", "coordinates", "latitude", "phone", "text"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
KEYS = ("msg_id", "msg_ids", "text", "attachments", "quote_msg_id", "delivery_time")
MESSAGES = ANYTHING | st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, ANYTHING))
EVENTS = st.fixed_dictionaries(
    {"event_name": NAMES, "timestamp": st.just("1760000000000") | ANYTHING},
    optional={
        **dict.fromkeys(("sender", "recipient", "follower"), st.just({"id": "12"}) | ANYTHING),
        **dict.fromkeys(("user_id", "oa_id", "info"), ANYTHING),
        "message": MESSAGES,
    },
)


def read_or_refused(raw):
    try:
        return decode(raw, oa_id="12")
    except BadEvent as refusal:
        return refusal


@given(EVENTS, st.booleans())
def test_every_event_of_any_shape_is_read_or_refused(body, ascii_only):
    raw = json.dumps(body, ensure_ascii=ascii_only).encode(errors="surrogatepass")
    found = read_or_refused(raw)
    assert isinstance(found, BadEvent) or (
        0 < len(found.event_key) <= 128 and found.at.tzinfo is not None
    )


@given(EVENTS, st.data())
def test_a_body_with_a_broken_byte_is_read_or_refused(body, drawn):
    raw = bytearray(json.dumps(body).encode())
    raw[drawn.draw(st.integers(0, len(raw) - 1))] = drawn.draw(st.integers(0, 255))
    assert isinstance(read_or_refused(bytes(raw)), Incoming | BadEvent)


@given(st.binary(max_size=200))
def test_noise_is_refused(raw):
    assert isinstance(read_or_refused(raw), BadEvent)


@given(st.text(st.characters(), max_size=200))
def test_words_come_out_whole_clean_and_able_to_be_kept(words):
    body = {
        "event_name": "user_send_text",
        "timestamp": "1",
        "sender": {"id": "7"},
        "message": {"text": words},
    }
    text = decode(json.dumps(body).encode()).said.text
    assert text.encode().decode() == text
    assert "\x00" not in text
    assert len(text) <= 3 * MAX_TEXT
