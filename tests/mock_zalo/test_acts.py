"""Every other kind of event, shaped as the reference shows it (sections 4.1 to 4.9)."""

import json

import pytest


@pytest.mark.parametrize(
    ("kind", "name", "type_", "keys"),
    [
        ("sticker", "user_send_sticker", "sticker", {"url", "id"}),
        ("gif", "user_send_gif", "gif", {"url", "thumbnail"}),
        ("audio", "user_send_audio", "audio", {"url"}),
        ("video", "user_send_video", "video", {"url", "thumbnail", "description"}),
        ("file", "user_send_file", "file", {"url", "name", "size", "checksum", "type"}),
        ("location", "user_send_location", "location", {"coordinates"}),
        ("link", "user_send_link", "link", {"url", "thumbnail", "description"}),
        ("business_card", "user_send_business_card", "link", {"url", "thumbnail", "description"}),
    ],
)
def test_a_message_of_this_kind_has_its_payload(zalo, webhook, kind, name, type_, keys):  # noqa: PLR0917
    msg_id = zalo.do(f"citizens/{zalo.arrive()}/act", kind=kind)["msg_id"]

    message = webhook.gets(name)[0].event["message"]
    assert message["msg_id"] == msg_id
    [attached] = message["attachments"]
    assert attached["type"] == type_
    assert set(attached["payload"]) == keys


def test_coordinates_and_sizes_are_strings(zalo, webhook, citizen):
    zalo.do(f"citizens/{citizen}/act", kind="location", latitude=13.98)
    zalo.do(f"citizens/{citizen}/act", kind="file", size=5)

    place = webhook.gets("user_send_location")[0].event["message"]["attachments"][0]["payload"]
    assert place["coordinates"]["latitude"] == "13.98"
    file = webhook.gets("user_send_file")[0].event["message"]["attachments"][0]["payload"]
    assert file["size"] == "5"


def test_a_business_card_hides_its_phone_in_a_json_string(zalo, webhook, citizen):
    zalo.do(f"citizens/{citizen}/act", kind="business_card", phone="84912345678", name="Anh Ba")

    message = webhook.gets("user_send_business_card")[0].event["message"]
    described = json.loads(message["attachments"][0]["payload"]["description"])
    assert described == {"phone": "84912345678", "qrCodeUrl": ""}
    assert message["text"] == "Anh Ba"


@pytest.mark.parametrize(
    ("shape", "phone", "keys", "kind"),
    [
        ("2026", "string", {"name", "phone", "user_dob", "gender", "full_address"}, str),
        ("legacy", "number", {"name", "phone", "address", "city", "district", "ward"}, int),
    ],
)
def test_contact_details_come_in_either_shape(zalo, webhook, shape, phone, keys, kind):  # noqa: PLR0917
    zalo.switch(submit_info__shape=shape, submit_info__phone=phone)
    zalo.do(f"citizens/{zalo.arrive()}/act", kind="submit_info")

    info = webhook.gets("user_submit_info")[0].event["info"]
    assert set(info) == keys
    assert isinstance(info["phone"], kind)


def test_a_wish_to_be_forgotten_names_the_citizen_without_a_sender(zalo, webhook, citizen):
    zalo.do(f"citizens/{citizen}/act", kind="withdraw")

    event = webhook.gets("user_withdraw")[0].event
    assert event["user_id"] == citizen
    assert "sender" not in event


def test_chatnow_reaction_and_anonymous_have_their_own_shapes(zalo, webhook, citizen):
    zalo.do(f"citizens/{citizen}/act", kind="chatnow")
    zalo.do(f"citizens/{citizen}/act", kind="reaction", msg_id="m1")
    zalo.do(f"citizens/{citizen}/act", kind="anonymous", text="alo")

    assert webhook.gets("user_click_chatnow")[0].event["user_id"] == citizen
    reaction = webhook.gets("user_reacted_message")[0].event["message"]
    assert reaction == {"msg_id": "m1", "react_icon": "/-heart"}
    assert "conversation_id" in webhook.gets("anonymous_send_text")[0].event["message"]


def test_any_management_event_can_be_sent(zalo, webhook):
    zalo.do("events", event_name="permission_revoked", fields={"oa_id": "388613280878808645"})

    event = webhook.gets("permission_revoked")[0].event
    assert event["oa_id"] == "388613280878808645"
    assert event["app_id"] == "360846524940903967"


def test_any_bytes_can_be_sent_signed_or_not(zalo, webhook):
    zalo.do("raw", bodies=["{broken", "[]"], sign=False, timestamp="1")

    assert webhook.url
    found = [event["body"] for event in zalo.ledger()["events"]]
    assert found == ["{broken", "[]"]


def test_an_unknown_act_is_refused_with_the_list_of_acts(zalo, citizen):
    answer = zalo.http.post(f"{zalo.url}/control/citizens/{citizen}/act", json={"kind": "dance"})

    assert answer.status_code == 400
    assert "sticker" in answer.json()["error"]


def test_a_citizen_can_leave_in_the_middle(zalo, webhook, citizen):
    zalo.switch(citizen__unfollow_after=2)
    zalo.says(citizen, "một")
    zalo.says(citizen, "hai")

    assert len(webhook.gets("unfollow")) == 1
    assert zalo.send(citizen, "a").json()["error"] == -213
