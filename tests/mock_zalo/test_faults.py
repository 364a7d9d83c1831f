"""Planned trouble: what the caller sees, and whether the message was taken all the same."""

import time

import pytest
import requests


def test_a_lost_answer_means_a_delivered_message(zalo, webhook, citizen):
    zalo.fault("send", "reset")
    with pytest.raises(requests.ConnectionError):
        zalo.send(citizen, "đã tới")

    assert [message["text"] for message in zalo.phone(citizen)] == ["đã tới"]
    assert len(webhook.gets("oa_send_text")) == 1


def test_accepted_and_then_silent_means_a_delivered_message(zalo, webhook, citizen):
    zalo.fault("send", "accept_then_timeout", seconds=0.1)
    with pytest.raises(requests.ConnectionError):
        zalo.send(citizen, "đã tới")

    assert [message["text"] for message in zalo.phone(citizen)] == ["đã tới"]
    assert len(webhook.gets("oa_send_text")) == 1


@pytest.mark.parametrize("mode", ["reset_before", "timeout"])
def test_a_connection_cut_before_the_work_means_nothing_was_sent(zalo, citizen, mode):
    zalo.fault("send", mode, seconds=0.05)
    with pytest.raises(requests.ConnectionError):
        zalo.send(citizen, "không tới")

    assert zalo.phone(citizen) == []


@pytest.mark.parametrize(
    ("mode", "status", "body"),
    [
        ("http_500", 500, b"Internal Server Error"),
        ("html_502", 502, b"<title>502 Bad Gateway</title>"),
        ("empty", 200, b""),
    ],
)
def test_a_broken_gateway_sends_nothing_on(zalo, mode, status, body):
    citizen = zalo.arrive()
    zalo.fault("send", mode)
    answer = zalo.send(citizen, "không tới")

    assert answer.status_code == status
    assert body in answer.content
    assert zalo.phone(citizen) == []


def test_any_error_code_can_be_answered(zalo, citizen):
    zalo.fault("send", "error_code", code=-32)
    answer = zalo.send(citizen, "không tới").json()

    assert answer["error"] == -32
    assert "calls per minute" in answer["message"]
    assert zalo.phone(citizen) == []


def test_a_slow_call_is_slow_and_succeeds(zalo, citizen):
    zalo.fault("send", "slow", seconds=0.15)
    began = time.monotonic()

    assert zalo.send(citizen, "chậm").json()["error"] == 0
    assert time.monotonic() - began >= 0.15


def test_a_fault_planned_twice_strikes_twice(zalo, citizen):
    zalo.fault("send", "error_code", code=-200, times=2)

    assert [zalo.send(citizen, "a").json()["error"] for _ in range(3)] == [-200, -200, 0]


def test_a_fault_for_one_citizen_leaves_the_others_alone(zalo, citizen):
    other = zalo.arrive()
    zalo.fault("send", "error_code", code=-244, to=citizen)

    assert zalo.send(citizen, "a").json()["error"] == -244
    assert zalo.send(other, "a").json()["error"] == 0


def test_a_fault_can_strike_a_share_of_calls(zalo, citizen):
    zalo.fault("send", "error_code", code=-200, rate=0.5)
    codes = [zalo.send(citizen, "a").json()["error"] for _ in range(24)]

    assert set(codes) == {0, -200}


@pytest.mark.parametrize("mode", ["http_500", "html_502", "empty"])
def test_the_token_host_breaks_too_and_spends_nothing(zalo, mode):
    zalo.fault("token", mode, times=1)
    assert b"access_token" not in zalo.refresh(zalo.refresh_token).content

    zalo.sign_in()


def test_a_lost_token_answer_has_spent_the_refresh_token(zalo):
    zalo.fault("token", "reset", times=1)
    with pytest.raises(requests.ConnectionError):
        zalo.refresh(zalo.refresh_token)

    assert zalo.refresh(zalo.refresh_token).content == b""


def test_a_call_that_waits_does_not_keep_the_simulator_from_stopping(zalo, citizen):
    zalo.fault("send", "accept_then_timeout", seconds=60)
    with pytest.raises(requests.ReadTimeout):
        zalo.http.post(
            f"{zalo.url}/v3.0/oa/message/cs",
            json={"recipient": {"user_id": citizen}, "message": {"text": "a"}},
            headers={"access_token": zalo.token},
            timeout=0.1,
        )
    began = time.monotonic()
    zalo.simulator.stop()

    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "wishes",
    [
        {"no.such.switch": 1},
        {"deliver.duplicate_rate": "often"},
        {"retry.enabled": 1},
        {"body.style": "yaml"},
        {"retry.on": ["moonlight"]},
        {"faults": {"send": {"mode": "explode"}}},
        {"faults": {"moon": {"mode": "ok"}}},
        {"faults": {"send": {"mode": "ok", "colour": "red"}}},
        {"faults": {"send": {"mode": "slow", "seconds": "long"}}},
        {"faults": {"send": {"mode": "slow", "seconds": -1}}},
        {"faults": {"send": {"mode": "error_code", "code": 32}}},
        {"faults": {"send": {"mode": "reset", "times": 0}}},
        {"faults": {"send": {"mode": "reset", "rate": True}}},
        {"faults": {"send": {"mode": "reset", "to": 7}}},
    ],
)
def test_a_wrong_switch_is_refused_in_one_sentence_and_changes_nothing(zalo, wishes):
    before = zalo.http.get(f"{zalo.url}/control/switches").json()
    both = {"deliver.reorder_rate": 0.9} | wishes
    answer = zalo.http.put(f"{zalo.url}/control/switches", json=both)

    assert answer.status_code == 400
    assert answer.json()["error"]
    assert zalo.http.get(f"{zalo.url}/control/switches").json() == before
