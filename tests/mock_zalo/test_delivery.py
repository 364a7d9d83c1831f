"""How events reach the webhook: signed, in order, again after a failure, and badly on demand."""

import json
from itertools import pairwise

import pytest

from mock_zalo import wire
from mock_zalo.credentials import Credentials

WHO = Credentials(oa_secret_key="test_oa_secret_key", app_secret="test_app_secret")


def outcomes(zalo):
    return [event["state"] for event in zalo.ledger()["events"]]


def test_an_event_is_signed_over_its_exact_bytes(zalo, webhook, citizen):
    zalo.says(citizen, "Tra cứu hồ sơ")

    [one] = webhook.gets("user_send_text")
    digest = wire.mac(WHO.app_id, one.body, one.event["timestamp"], WHO.oa_secret_key)
    assert one.headers["X-ZEvent-Signature"] == f"mac={digest}"
    assert one.headers["Content-Type"] == "application/json"
    assert "Tra cứu hồ sơ".encode() in one.body
    assert "num_retry" not in one.headers


def test_a_text_event_has_the_envelope_of_the_reference(zalo, webhook, citizen):
    msg_id = zalo.says(citizen, "alo", quote="q1")

    event = webhook.gets("user_send_text")[0].event
    assert event["sender"] == {"id": citizen}
    assert event["recipient"] == {"id": WHO.oa_id}
    assert event["message"] == {"msg_id": msg_id, "text": "alo", "quote_msg_id": "q1"}
    assert len(event["timestamp"]) == 13
    assert event["app_id"] == WHO.app_id


def test_arriving_is_a_follow_event_without_a_sender(zalo, webhook, citizen):
    event = webhook.gets("follow")[0].event

    assert event["follower"] == {"id": citizen}
    assert event["oa_id"] == WHO.oa_id
    assert "sender" not in event


def test_leaving_is_an_unfollow_event(zalo, webhook, citizen):
    zalo.do("unfollow", user_id=citizen)

    assert webhook.gets("unfollow")[0].event["follower"] == {"id": citizen}


@pytest.mark.parametrize(
    ("position", "terms"),
    [
        ({"sig.first_term": "oa_id"}, (WHO.oa_id, WHO.oa_secret_key)),
        ({"sig.secret": "app_secret"}, (WHO.app_id, WHO.app_secret)),
    ],
)
def test_the_doubts_about_the_signature_are_switches(zalo, webhook, position, terms):
    zalo.switch(**position)
    zalo.says(zalo.arrive(), "alo")

    [one] = webhook.gets("user_send_text")
    digest = wire.mac(terms[0], one.body, one.event["timestamp"], terms[1])
    assert one.headers["X-ZEvent-Signature"] == f"mac={digest}"


def test_a_send_is_echoed_received_and_seen(zalo, webhook, citizen, eventually):
    sent = zalo.send(citizen, "Em chào chị ạ").json()["data"]["message_id"]

    echo = webhook.gets("oa_send_text")[0].event
    assert echo["message"] == {"msg_id": sent, "text": "Em chào chị ạ"}
    assert (echo["sender"], echo["recipient"]) == ({"id": WHO.oa_id}, {"id": citizen})
    assert "admin_id" not in echo["sender"]
    assert webhook.gets("user_received_message")[0].event["message"] == {"msg_id": sent}
    assert webhook.gets("user_seen_message")[0].event["message"] == {"msg_ids": [sent]}
    assert eventually(lambda: zalo.phone(citizen)[0]["ticks"] == "seen")


def test_seen_can_be_written_the_other_way_and_the_echo_under_another_id(zalo, webhook, citizen):
    zalo.switch(**{"events.seen.shape": "msg_id", "echo.same_id": False})
    sent = zalo.send(citizen, "a").json()["data"]["message_id"]

    assert webhook.gets("user_seen_message")[0].event["message"] == {"msg_id": sent}
    assert webhook.gets("oa_send_text")[0].event["message"]["msg_id"] != sent


def test_a_person_at_the_chat_tool_leaves_an_admin_id(zalo, webhook, citizen):
    zalo.do(f"citizens/{citizen}/staff", text="Để em xem ạ", admin_id="700000000000000001")

    assert webhook.gets("oa_send_text")[0].event["sender"]["admin_id"] == "700000000000000001"


def test_the_echo_can_overtake_the_answer(zalo, webhook, citizen):
    zalo.switch(deliver__echo_before_response=True)
    for _ in range(3):
        sent = zalo.send(citizen, "a").json()["data"]["message_id"]
        echoes = [one.event["message"]["msg_id"] for one in webhook.named("oa_send_text")]
        assert sent in echoes


def test_an_acknowledged_message_of_the_citizen_shows_as_received(zalo, citizen, eventually):
    zalo.says(citizen, "alo")

    assert eventually(lambda: zalo.phone(citizen)[0]["ticks"] == "received")


def test_an_answer_shows_that_the_question_was_seen(zalo, citizen):
    zalo.says(citizen, "alo")
    zalo.send(citizen, "dạ")

    assert zalo.phone(citizen)[0]["ticks"] == "seen"


def test_events_of_one_citizen_arrive_in_order_one_at_a_time(zalo, webhook, citizen):
    webhook.wait = 0.01
    for number in range(12):
        zalo.says(citizen, str(number))

    got = webhook.gets("user_send_text", 12)
    assert [one.event["message"]["text"] for one in got] == [str(number) for number in range(12)]
    assert all(later.at - earlier.at >= 0.009 for earlier, later in pairwise(got))


def test_a_slow_answer_for_one_citizen_does_not_hold_up_another(zalo, webhook, citizen):
    other = zalo.arrive("Ksor Y Thanh")
    webhook.gets("follow", 2)
    webhook.wait = 0.3
    zalo.says(citizen, "một")
    zalo.says(other, "hai")

    first, second = webhook.gets("user_send_text", 2)
    assert abs(second.at - first.at) < 0.25


def test_a_failed_event_climbs_the_ladder_with_identical_bytes(zalo, webhook, citizen, eventually):
    webhook.gets("follow")
    webhook.answers = [500, 401, 302]
    zalo.says(citizen, "alo")

    got = webhook.gets("user_send_text", 4)
    assert [one.headers.get("num_retry") for one in got] == [None, "1", "2", "3"]
    assert len({one.body for one in got}) == 1
    assert len({one.headers["X-ZEvent-Signature"] for one in got}) == 1
    assert eventually(lambda: outcomes(zalo) == ["acknowledged"] * 2)


def test_the_ladder_has_the_five_rungs_of_the_reference_and_the_clock_reaches_them(
    zalo, webhook, citizen, eventually
):
    zalo.switch(retry__scale=1.0)
    webhook.gets("follow")
    webhook.answers = [503] * 6
    zalo.says(citizen, "alo")
    webhook.gets("user_send_text")

    for number, rung in enumerate((30, 300, 900, 1800, 3600), start=1):
        eventually(lambda: zalo.phone(citizen))
        assert len(webhook.gets("user_send_text", number + 1, within=0.05)) == number
        zalo.do("clock", advance_seconds=rung)
        assert len(webhook.gets("user_send_text", number + 1)) == number + 1


def test_the_rungs_can_be_offsets_from_the_first_try(zalo, webhook, citizen):
    zalo.switch(retry__scale=1.0, retry__steps="offsets")
    webhook.gets("follow")
    webhook.answers = [503] * 2
    zalo.says(citizen, "alo")
    webhook.gets("user_send_text")

    zalo.do("clock", advance_seconds=30)
    webhook.gets("user_send_text", 2)
    zalo.do("clock", advance_seconds=270)
    assert len(webhook.gets("user_send_text", 3)) == 3


def test_a_failed_event_does_not_hold_up_the_next_one(zalo, webhook, citizen):
    zalo.switch(retry__scale=1.0)
    webhook.gets("follow")
    webhook.answers = [500]
    zalo.says(citizen, "một")
    zalo.says(citizen, "hai")

    texts = [one.event["message"]["text"] for one in webhook.gets("user_send_text", 2)]
    assert texts == ["một", "hai"]


def test_after_the_last_rung_the_webhook_is_switched_off_until_somebody_switches_it_on(
    zalo, webhook, citizen, eventually
):
    webhook.gets("follow")
    webhook.answers = [500] * 6
    zalo.says(citizen, "alo")
    assert eventually(lambda: not zalo.http.get(f"{zalo.url}/control/webhook").json()["enabled"])

    zalo.says(citizen, "có ai không")
    assert eventually(lambda: outcomes(zalo) == ["acknowledged", "given_up", "lost"])
    zalo.do("webhook", enabled=True)
    zalo.says(citizen, "alo")
    assert len(webhook.gets("user_send_text", 7)) == 7


def test_a_status_other_than_200_can_be_final(zalo, webhook, citizen, eventually):
    zalo.switch(retry__on=["connect_error"])
    webhook.gets("follow")
    webhook.answers = [500]
    zalo.says(citizen, "alo")

    assert eventually(lambda: outcomes(zalo) == ["acknowledged", "lost"])


def test_a_webhook_that_is_not_there_is_tried_again(zalo, webhook, citizen, eventually):
    webhook.gets("follow")
    zalo.switch(retry__scale=1.0)
    zalo.do("webhook", url="http://127.0.0.1:9/nobody")
    zalo.says(citizen, "alo")
    assert eventually(
        lambda: any(
            one["result"] == "connect_error" for one in zalo.ledger()["events"][1]["attempts"]
        )
    )

    zalo.do("webhook", url=webhook.url)
    zalo.do("clock", advance_seconds=30)
    assert webhook.gets("user_send_text")[0].headers["num_retry"] == "1"


def test_an_answer_after_the_time_limit_is_a_failure(zalo, webhook, citizen):
    webhook.gets("follow")
    zalo.switch(deliver__timeout_seconds=0.05)
    webhook.wait = 0.15
    zalo.says(citizen, "alo")
    webhook.gets("user_send_text")
    webhook.wait = 0.0

    assert len(webhook.gets("user_send_text", 2)) >= 2


def test_every_event_can_be_delivered_twice(zalo, webhook, citizen):
    zalo.switch(deliver__duplicate_rate=1.0)
    zalo.says(citizen, "alo")

    first, second = webhook.gets("user_send_text", 2)
    assert first.body == second.body


def test_a_share_of_events_is_duplicated_and_the_seed_says_which(zalo, webhook, citizen):
    zalo.switch(deliver__duplicate_rate=0.5)
    for number in range(20):
        zalo.says(citizen, str(number))

    bodies = [event["body"] for event in zalo.ledger()["events"]]
    assert 21 < len(bodies) < 41
    assert len(set(bodies)) == 21


def test_a_late_event_is_overtaken(zalo, webhook, citizen):
    zalo.switch(deliver__reorder_rate=1.0, deliver__reorder_seconds=0.1)
    zalo.says(citizen, "một")
    zalo.switch(deliver__reorder_rate=0.0)
    zalo.says(citizen, "hai")

    texts = [one.event["message"]["text"] for one in webhook.gets("user_send_text", 2)]
    assert texts == ["hai", "một"]


def test_a_dropped_event_comes_by_the_ladder(zalo, webhook, citizen):
    zalo.switch(deliver__drop_rate=1.0)
    zalo.says(citizen, "alo")

    [one] = webhook.gets("user_send_text")
    assert one.headers["num_retry"] == "1"


def test_a_lost_acknowledgement_brings_the_event_again(zalo, webhook, citizen):
    zalo.switch(deliver__lost_ack_rate=1.0)
    zalo.says(citizen, "alo")

    assert len(webhook.gets("user_send_text", 2)) == 2


def test_events_wait_as_long_as_the_delay_says(zalo, webhook, citizen):
    zalo.switch(deliver__delay_seconds=3600.0)
    zalo.says(citizen, "alo")

    assert webhook.gets("user_send_text", within=0.05) == []
    zalo.do("clock", advance_seconds=3600)
    assert len(webhook.gets("user_send_text")) == 1


def test_the_console_can_hold_events_back(zalo, webhook, citizen):
    zalo.switch(webhook__only_hash=True, webhook__events_off=["user_received_message"])
    zalo.says(citizen, "alo")
    zalo.says(citizen, "#ALO")
    zalo.send(citizen, "a")

    webhook.gets("user_seen_message")
    assert [one.event["message"]["text"] for one in webhook.named("user_send_text")] == ["#ALO"]
    assert webhook.named("user_received_message") == []


@pytest.mark.parametrize("style", wire.BODY_STYLES)
def test_every_body_style_is_signed_as_it_travels(zalo, webhook, citizen, style):
    zalo.switch(body__style=style)
    zalo.says(citizen, "đường 17/3")

    [one] = webhook.gets("user_send_text")
    digest = wire.mac(WHO.app_id, one.body, one.event["timestamp"], WHO.oa_secret_key)
    assert one.headers["X-ZEvent-Signature"] == f"mac={digest}"
    assert json.loads(one.body)["message"]["text"] == "đường 17/3"
