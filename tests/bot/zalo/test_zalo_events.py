"""Each event of the platform reference, its older and doubtful shapes, and what is no event."""

import json
from datetime import UTC, datetime

import pytest

from bot.zalo.events import MAX_BYTES, BadEvent, decode
from bot.zalo.fields import MAX_TEXT
from bot.zalo.said import (
    ChatOpened,
    Contact,
    Echo,
    Follow,
    OtherSaid,
    PermissionRevoked,
    PictureSaid,
    Reacted,
    Received,
    Seen,
    TemplateReceived,
    TextSaid,
    Unfollow,
    Unknown,
    Withdrawn,
)

LAN = "246845883529197922"
OA = "388613280878808645"
APP = "360846524940903967"
MESSAGE = "a1b2c3d4e5f6a7b8c9d0"


def event(name, **fields):
    return {"app_id": APP, "event_name": name, "timestamp": "1760000001234", **fields}


def from_citizen(name, **message):
    return event(
        name,
        sender={"id": LAN},
        recipient={"id": OA},
        message={"msg_id": MESSAGE, **message},
    )


def from_account(name, *, admin=None, **message):
    sender = {"id": OA} | ({"admin_id": admin} if admin else {})
    return event(name, sender=sender, recipient={"id": LAN}, message=message)


def read(body, **ours):
    return decode(json.dumps(body, ensure_ascii=False).encode(), **ours)


def refused(raw):
    with pytest.raises(BadEvent) as refusal:
        decode(raw)
    return refusal.value.reason


def attachment(kind, **payload):
    return [{"type": kind, "payload": payload}]


def test_a_text_tells_who_said_what_to_whom_and_when():
    incoming = read(from_citizen("user_send_text", text="Tra cứu hồ sơ", quote_msg_id="ff00"))

    assert incoming.said == TextSaid(MESSAGE, "Tra cứu hồ sơ", "ff00")
    assert (incoming.user_id, incoming.oa_id) == (LAN, OA)
    assert incoming.at == datetime(2025, 10, 9, 8, 53, 21, 234000, tzinfo=UTC)
    assert incoming.event_key == f"user_send_text:{MESSAGE}"


def test_ids_sent_as_numbers_are_the_same_strings():
    body = from_citizen("user_send_text", text="chào")
    body |= {"sender": {"id": int(LAN)}, "recipient": {"id": int(OA)}, "timestamp": 1760000001234}

    assert read(body) == read(from_citizen("user_send_text", text="chào"))


def test_a_picture_carries_its_addresses_and_caption():
    sent = attachment("image", thumbnail="https://t.zdn.vn/s", url="https://p.zdn.vn/1")
    sent += attachment("image", thumbnail="https://t.zdn.vn/2")

    said = read(from_citizen("user_send_image", attachments=sent, text="mặt trước")).said

    assert said == PictureSaid(MESSAGE, ("https://p.zdn.vn/1", "https://t.zdn.vn/2"), "mặt trước")


@pytest.mark.parametrize(
    "attachments",
    [
        {"type": "photo", "payload": {"url": "http://p.zadn.vn/1"}},
        [{"type": "image", "payload": "http://p.zadn.vn/1"}],
    ],
)
def test_a_picture_in_an_odd_shape_is_still_a_picture(attachments):
    said = read(from_citizen("user_send_image", attachments=attachments)).said
    assert said == PictureSaid(MESSAGE, ("http://p.zadn.vn/1",))


@pytest.mark.parametrize("attachments", [None, [], [None], [{"payload": {"url": "file:///x"}}], 7])
def test_a_picture_without_a_web_address_has_none(attachments):
    said = read(from_citizen("user_send_image", attachments=attachments)).said
    assert said == PictureSaid(MESSAGE, ())


@pytest.mark.parametrize("kind", ["gif", "sticker", "audio", "video", "file", "link", "hologram"])
def test_what_we_cannot_use_is_named_so_that_it_can_be_answered(kind):
    sent = attachment(kind, url="https://f.zdn.vn/1")
    said = read(from_citizen(f"user_send_{kind}", attachments=sent)).said
    assert said == OtherSaid(MESSAGE, kind, "", ("https://f.zdn.vn/1",))


@pytest.mark.parametrize(("latitude", "longitude"), [("21.0285", "105.8542"), (21.0285, 105.8542)])
def test_a_location_has_its_place_as_strings_and_its_address_as_text(latitude, longitude):
    spot = {"latitude": latitude, "longitude": longitude}
    said = read(
        from_citizen(
            "user_send_location",
            text="Hoàn Kiếm",
            attachments=attachment("location", coordinates=spot),
        )
    ).said
    assert said == OtherSaid(MESSAGE, "location", "Hoàn Kiếm", (), ("21.0285", "105.8542"))


@pytest.mark.parametrize("spot", [{"lat": "1", "long": "2"}, {"latitude": "1"}, None, "1,2"])
def test_a_location_without_both_coordinates_has_no_place(spot):
    sent = attachment("location", coordinates=spot)
    assert read(from_citizen("user_send_location", attachments=sent)).said.place is None


@pytest.mark.parametrize("phone", ["84912345678", "0912345678", 84912345678, "+84 912 345 678"])
def test_a_business_card_gives_name_and_phone(phone):
    card = json.dumps({"phone": phone, "qrCodeUrl": "https://q.zdn.vn/1"})
    said = read(
        from_citizen(
            "user_send_business_card",
            text="Nguyễn Thị Lan",
            attachments=attachment("link", description=card),
        )
    ).said
    assert said == Contact("0912345678", "Nguyễn Thị Lan", "", card=True)


@pytest.mark.parametrize("description", ["no json", "[]", '{"phone"', None, 5, "[" * 100_000])
def test_a_broken_business_card_still_has_its_name(description):
    sent = attachment("link", description=description)
    said = read(from_citizen("user_send_business_card", text="Lan", attachments=sent)).said
    assert said == Contact("", "Lan", "", card=True)


def test_contact_details_are_read_from_the_shape_of_2026():
    full = {"user_city": "Hà Nội", "user_ward": "Cửa Nam", "user_address": "12 Hàng Bông"}
    given = {"name": "Lan", "phone": "84912345678", "full_address": full}
    body = event("user_submit_info", sender={"id": LAN}, recipient={"id": OA}, info=given)

    assert read(body).said == Contact("0912345678", "Lan", "12 Hàng Bông, Cửa Nam, Hà Nội")
    assert read(body).event_key.startswith("sha256:")


def test_contact_details_are_read_from_the_older_shape_with_a_number_for_phone():
    given = {"address": "12 Hàng Bông", "phone": 84912345678, "city": "Hà Nội"}
    given |= {"district": "Hoàn Kiếm", "name": "Lan", "ward": "Hàng Gai"}
    body = event("user_submit_info", sender={"id": LAN}, recipient={"id": OA}, info=given)

    address = "12 Hàng Bông, Hàng Gai, Hoàn Kiếm, Hà Nội"
    assert read(body).said == Contact("0912345678", "Lan", address)


def test_a_phone_that_is_no_vietnamese_number_stays_as_it_came():
    body = event("user_submit_info", sender={"id": LAN}, recipient={"id": OA})
    assert read(body | {"info": {"phone": "+44 20 7946 0000"}}).said.phone == "+44 20 7946 0000"


@pytest.mark.parametrize(
    ("name", "said"),
    [("follow", Follow("oa_profile")), ("unfollow", Unfollow())],
)
def test_following_has_no_sender(name, said):
    body = event(name, oa_id=OA, follower={"id": LAN}, source="oa_profile")
    incoming = read(body)
    assert (incoming.said, incoming.user_id, incoming.oa_id) == (said, LAN, OA)


@pytest.mark.parametrize(
    ("name", "said"), [("user_click_chatnow", ChatOpened()), ("user_withdraw", Withdrawn())]
)
def test_flat_events_name_the_citizen_at_the_top(name, said):
    incoming = read(event(name, user_id=LAN), oa_id=OA)
    assert (incoming.said, incoming.user_id, incoming.oa_id) == (said, LAN, OA)


def test_a_revoked_permission_concerns_no_citizen():
    incoming = read(event("permission_revoked", oa_id=OA))
    assert (incoming.said, incoming.user_id, incoming.oa_id) == (PermissionRevoked(), "", OA)


def test_delivery_events_stand_the_other_way_round():
    received = read(from_account("user_received_message", msg_id="aa"))
    seen = read(from_account("user_seen_message", msg_ids=["aa", "bb"]))

    assert (received.said, received.user_id, received.oa_id) == (Received(("aa",)), LAN, OA)
    assert (seen.said, seen.user_id) == (Seen(("aa", "bb")), LAN)


def test_seen_with_one_id_or_a_lone_string_is_understood():
    assert read(from_account("user_seen_message", msg_id="aa")).said == Seen(("aa",))
    assert read(from_account("user_seen_message", msg_ids="aa")).said == Seen(("aa",))


def test_the_citizen_is_found_when_a_delivery_event_names_them_as_the_sender():
    body = from_citizen("user_seen_message")
    assert read(body, oa_id=OA).user_id == LAN
    assert read(body, oa_id=OA).oa_id == OA


def test_a_template_receipt_is_told_apart_and_names_a_phone_not_a_citizen():
    message = {"msg_id": "aa", "tracking_id": "hs-1", "delivery_time": "1760000001234"}
    body = event(
        "user_received_message",
        sender={"id": OA},
        recipient={"id": "84987654321"},
        message=message,
    )
    incoming = read(body)

    assert incoming.user_id == ""
    assert incoming.said == TemplateReceived("aa", "hs-1", "84987654321", incoming.at)


def test_an_echo_of_ours_has_no_admin_and_one_by_a_person_has():
    ours = read(from_account("oa_send_text", msg_id="aa", text="Dạ em chào"))
    theirs = read(from_account("oa_send_text", admin="55", msg_id="bb", text="Chào anh"))

    assert ours.said == Echo("aa", "text", "Dạ em chào")
    assert theirs.said == Echo("bb", "text", "Chào anh", "55")
    assert ours.user_id == theirs.user_id == LAN


def test_an_echo_of_a_template_has_its_text_in_the_attachment():
    sent = attachment("template", text="Chọn giúp em", zinstant_id="1")
    said = read(from_account("oa_send_template", msg_id="aa", attachments=sent)).said
    assert said == Echo("aa", "template", "Chọn giúp em")


def test_two_reactions_to_one_message_are_two_events():
    heart = read(from_citizen("user_reacted_message", react_icon="/-heart"))
    strong = read(from_citizen("user_reacted_message", react_icon="/-strong"))

    assert heart.said == Reacted(MESSAGE, "/-heart")
    assert heart.event_key != strong.event_key


@pytest.mark.parametrize(
    "name",
    [
        "change_oa_daily_quota",
        "user_feedback",
        "user_send_group_text",
        "oa_send_group_text",
        "anonymous_send_text",
        "oa_send_anonymous_text",
        "oa_send_consent",
        "a_name_of_next_year",
    ],
)
def test_an_event_that_asks_nothing_of_us_is_unknown(name):
    incoming = read(event(name, oaId=OA))
    assert (incoming.said, incoming.name, incoming.user_id) == (Unknown(), name, "")
    assert incoming.oa_id == OA


def test_a_redelivery_has_the_same_key_and_another_event_has_another():
    first = from_account("user_seen_message", msg_ids=["aa"])
    later = first | {"timestamp": "1760000001235"}

    assert read(first).event_key == read(first).event_key != read(later).event_key


def test_a_message_id_that_is_no_id_is_replaced_by_a_digest():
    check = read(from_citizen("user_send_text", text="thử") | {"message": {"msg_id": "a b" * 60}})
    assert check.event_key.startswith("sha256:")
    assert len(check.event_key) <= 128


@pytest.mark.parametrize(
    ("sent", "read_as"),
    [
        ("hô\u0300 sơ", "hồ sơ"),
        ("a\x00b\u200bc\u202ed\ufeff", "abcd"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        (0, "0"),
        (None, ""),
        (True, ""),
        ({"a": 1}, ""),
        ("x" * (MAX_TEXT + 5), "x" * MAX_TEXT),
    ],
)
def test_text_is_clean_at_the_door(sent, read_as):
    assert read(from_citizen("user_send_text", text=sent)).said.text == read_as


def test_half_an_emoji_costs_one_letter_and_not_the_message():
    raw = json.dumps(from_citizen("user_send_text", text="chào \ud83d")).encode()
    assert decode(raw).said.text == "chào \ufffd"


def test_a_long_run_of_combining_marks_takes_no_time():
    marks = "\u0323\u0301" * 60_000
    assert read(from_citizen("user_send_text", text="a" + marks)).said.text


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "not_json"),
        (b"not json", "not_json"),
        (b"[" * 200_000, "not_json"),
        (b'{"a":' + b"9" * 6000 + b"}", "not_json"),
        (b'{"a":1e999}', "not_json"),
        (b"[]", "not_an_object"),
        (b"null", "not_an_object"),
        (b'"follow"', "not_an_object"),
        (b" " * (MAX_BYTES + 1), "too_big"),
        (b"{}", "event_name"),
        (b'{"event_name":5.5}', "event_name"),
        (b'{"event_name":"a b"}', "event_name"),
        (b'{"event_name":"follow"}', "timestamp"),
        (b'{"event_name":"follow","timestamp":"soon"}', "timestamp"),
        (b'{"event_name":"follow","timestamp":-5}', "timestamp"),
        (b'{"event_name":"follow","timestamp":"99999999999999999"}', "timestamp"),
        (b'{"event_name":"follow","timestamp":"999999999999999"}', "timestamp"),
        (b'{"event_name":"follow","timestamp":"1"}', "no_citizen"),
        (
            b'{"event_name":"follow","timestamp":"1","follower":{"id":' + b"9" * 30 + b"}}",
            "no_citizen",
        ),
        (b'{"event_name":"follow","timestamp":"1","follower":{"id":"a b"}}', "no_citizen"),
        (b'{"event_name":"user_send_text","timestamp":"1","sender":{"id":"1"}}', "no_message"),
        (b'{"event_name":"user_send_text","timestamp":"1","message":{"text":"a"}}', "no_citizen"),
    ],
)
def test_what_is_no_event_says_why(raw, reason):
    assert refused(raw) == reason
