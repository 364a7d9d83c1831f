"""Every event that the platform is known to send comes through the real door once.

Shapes: platform reference, sections 4.1 to 4.9. Ours are answered or noted; what asks nothing of us
is kept by its name alone; none is left unanswered, set aside or refused.
"""

import json

import pytest
from sqlalchemy import select

from bot.app import create_app
from storage.tables import InboxRow
from tests.office import MONDAY, ZALO, event, new_message_id, signature

ALICE = "246845883529197922"
URL = "https://b.f1.photo.talk.zdn.vn/1.jpg"
FROM_US = {"sender": {"id": ZALO.oa_id}, "recipient": {"id": ALICE}}
PERSON = {"sender": {"id": ZALO.oa_id, "admin_id": "7788"}, "recipient": {"id": ALICE}}
NO_SENDER = {"sender": None, "recipient": None, "oa_id": ZALO.oa_id}
FOLLOWER = NO_SENDER | {"follower": {"id": ALICE}, "user_id_by_app": "552177279717587730"}
USER = NO_SENDER | {"user_id": ALICE, "user_id_by_app": "552177279717587730"}
NEWER = {"user_city": "Gia Lai", "user_ward": "Pleiku", "user_address": "12 Lê Lợi"}
CARD = json.dumps({"phone": "84905123456", "qrCodeUrl": ""})


def media(kind, **payload):
    attachments = [{"type": kind, "payload": payload}]
    return {"message": {"msg_id": new_message_id(), "attachments": attachments}}


def text(**more):
    return {"message": {"msg_id": new_message_id(), "text": "xin chào", **more}}


def of_us(**more):
    return FROM_US | {"message": {"msg_id": new_message_id(), **more}}


PLACE = {"latitude": "13.98", "longitude": "108.00"}
OURS = [
    ("user_send_text", text(quote_msg_id="a1b2c3d4e5f6a7b8c9d1")),
    ("user_send_image", media("image", thumbnail=URL, url=URL)),
    ("user_send_gif", media("gif", thumbnail=URL, url=URL)),
    ("user_send_sticker", media("sticker", url=URL, id="2f5c1a")),
    ("user_send_audio", media("audio", url=URL)),
    ("user_send_video", media("video", url=URL, thumbnail=URL, description="")),
    ("user_send_file", media("file", url=URL, name="a.pdf", size="9", checksum="0", type="pdf")),
    ("user_send_location", media("location", coordinates=PLACE)),
    ("user_send_location", media("location", coordinates={"latitude": 13.98, "longitude": 108})),
    ("user_send_link", media("link", url=URL, thumbnail="", description="")),
    ("user_send_business_card", media("link", url=URL, thumbnail="", description=CARD)),
    ("user_send_something_new", media("hologram", url=URL)),
    ("follow", FOLLOWER | {"source": "oa_profile"}),
    ("follow", FOLLOWER),
    ("unfollow", FOLLOWER),
    ("user_click_chatnow", USER),
    ("user_withdraw", USER),
    ("user_submit_info", {"info": {"name": "Lan", "phone": "84905123456", "full_address": NEWER}}),
    ("user_submit_info", {"info": {"name": "Lan", "phone": 84905123456, "ward": "Pleiku"}}),
    ("user_received_message", of_us()),
    ("user_seen_message", FROM_US | {"message": {"msg_ids": ["m1", "m2"]}}),
    ("user_seen_message", of_us()),
    ("oa_send_text", of_us(text="Dạ")),
    ("oa_send_image", FROM_US | media("image", url=URL)),
    ("oa_send_gif", FROM_US | media("gif", url=URL)),
    ("oa_send_list", FROM_US | media("template", zinstant_id="1", text="Dạ")),
    ("oa_send_file", FROM_US | media("file", url=URL)),
    ("oa_send_sticker", FROM_US | media("sticker", url=URL)),
    ("oa_send_template", FROM_US | media("template", zinstant_id="1", text="Dạ", checksum="0")),
    ("user_reacted_message", {"message": {"msg_id": "m1", "react_icon": "/-heart"}}),
]
OF_NOBODY = [
    (
        "user_received_message",
        FROM_US
        | {"recipient": {"id": "84905123456"}}
        | {"message": {"msg_id": "m1", "tracking_id": "t1", "delivery_time": "1760000000000"}},
    ),
    ("permission_revoked", NO_SENDER),
]
BY_NAME = [
    *(f"anonymous_send_{kind}" for kind in ("text", "image", "file", "sticker")),
    *(f"oa_send_anonymous_{kind}" for kind in ("text", "image", "file", "sticker")),
    *("oa_reacted_message", "add_user_to_tag", "remove_user_from_tag", "remove_tag"),
    *("update_user_info", "widget_interaction_accepted"),
    *("widget_failed_to_sync_user_external_id", "user_feedback", "user_click_response_button"),
    *("change_template_status", "change_oa_daily_quota", "change_template_quality"),
    *("change_template_quota", "change_oa_template_tags", "event_journey_time_out"),
    *("event_journey_acknowledged", "extension_purchased", "shop_has_order"),
    *("user_asking_product", "oa_send_consent", "user_reply_consent", "oa_call_user"),
    *("user_call_oa", "create_group", "user_join_group", "user_request_join_group"),
    *("accept_request_join_group", "reject_request_join_group", "add_group_admin"),
    *("remove_group_admin", "update_group_info", "user_out_group", "delete_group"),
    *("disperse_group", "react_request_join_group", "user_send_group_text"),
    *("oa_send_group_text", "a_name_of_next_year"),
]


@pytest.fixture
def door(sqlite_office):
    client = create_app(sqlite_office.ground).test_client()

    def gets(name, fields):
        raw = event(name, ALICE, MONDAY, **fields)
        headers = {"X-ZEvent-Signature": signature(raw)}
        return client.post("/webhook/zalo", data=raw, headers=headers).status_code

    return gets


def rows(office):
    wanted = [getattr(InboxRow, name) for name in ("name", "state", "citizen", "body")]
    with office.database.engine.connect() as connection:
        return connection.execute(select(*wanted)).all()


@pytest.mark.parametrize(("name", "fields"), OURS)
def test_an_event_about_a_citizen_is_kept_and_done_with(door, sqlite_office, name, fields):
    assert door(name, fields) == 200

    [(kept, state, citizen, body)] = rows(sqlite_office)
    assert (kept, state, citizen) == (name, "answered", ALICE)
    assert json.loads(body)["event_name"] == name


@pytest.mark.parametrize(("name", "fields"), OF_NOBODY)
def test_an_event_about_the_account_is_kept_and_done_with(door, sqlite_office, name, fields):
    assert door(name, fields) == 200

    [(kept, state, citizen, _body)] = rows(sqlite_office)
    assert (kept, state, citizen) == (name, "answered", "")


@pytest.mark.parametrize("name", BY_NAME)
def test_what_asks_nothing_of_us_is_kept_by_its_name_alone(door, sqlite_office, name):
    assert door(name, {"oa_id": ZALO.oa_id} | text()) == 200

    assert rows(sqlite_office) == [(name, "ignored", "", "")]


@pytest.mark.parametrize("kind", ["text", "image", "gif", "list", "file", "sticker", "template"])
def test_a_person_in_zalos_own_tool_silences_the_bot_whatever_they_send(door, sqlite_office, kind):
    door("user_send_text", text())

    door(f"oa_send_{kind}", PERSON | {"message": {"msg_id": new_message_id(), "text": "Em đây"}})

    with sqlite_office.database.reading() as store:
        assert store.talks.read(ALICE).is_paused(sqlite_office.now)
