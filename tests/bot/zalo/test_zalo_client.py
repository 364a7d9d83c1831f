"""What we ask of the account's API, and what each kind of answer means."""

import json
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import urllib3

from bot.zalo.answers import OfficialAccount, Profile, RecentMessage, Sent
from bot.zalo.calls import RateLimit
from bot.zalo.client import new_session, proof
from bot.zalo.errors import Action, NothingSent, NotTaken, SendOutcomeUnknown, ZaloError
from bot.zalo.payloads import Button, TextPart

LAN = "246845883529197922"
HELLO = TextPart("Dạ em chào anh/chị ạ", (Button("Bắt đầu", "#BATDAU"),))
REFUSED_CONNECTION = requests.ConnectionError(
    urllib3.exceptions.MaxRetryError(
        None, "/", urllib3.exceptions.NewConnectionError(None, "refused")
    )
)


def sent(**data):
    return {"json": {"error": 0, "message": "Success", "data": {"message_id": "63ec", **data}}}


def wanted(asked):
    return json.loads(parse_qs(urlsplit(asked.url).query)["data"][0])


def test_a_letter_goes_to_the_consultation_endpoint_with_the_token_in_its_header(office):
    quota = {"quota_type": "reply", "remain": "8", "total": "8"}
    office.platform_says(**sent(user_id=LAN, sent_time="1760000001234", quota=quota))

    came_to = office.zalo().send(LAN, HELLO)

    [asked] = office.asked
    assert asked.headers["access_token"] == "access-1"
    assert "appsecret_proof" not in asked.headers
    assert json.loads(asked.body)["recipient"] == {"user_id": LAN}
    assert json.loads(asked.body)["message"]["text"] == HELLO.text
    at = datetime(2025, 10, 9, 8, 53, 21, 234000, tzinfo=UTC)
    assert came_to == Sent("63ec", at, "reply", 8, billed=False)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, Sent("63ec", None, None, None, billed=True)),
        ({"message_id": 12}, Sent("12", None, None, None, billed=True)),
        ({"quota": {"quota_type": "reply"}}, Sent("63ec", None, "reply", None, billed=False)),
        (
            {"quota": {"quota_type": "sub_quota", "remain": 499}, "sent_time": 1760000001000},
            Sent(
                "63ec", datetime(2025, 10, 9, 8, 53, 21, tzinfo=UTC), "sub_quota", 499, billed=False
            ),
        ),
        ({"quota": 5, "sent_time": "soon"}, Sent("63ec", None, None, None, billed=True)),
        (
            {"quota": {"quota_type": "reply", "remain": "9" * 9000}},
            Sent("63ec", None, "reply", 999_999_999, billed=False),
        ),
    ],
)
def test_an_older_or_odd_success_is_still_a_success(office, data, expected):
    office.platform_says(**sent(**data))
    assert office.zalo().send(LAN, HELLO) == expected


@pytest.mark.parametrize("data", [None, [], "x"])
def test_a_success_without_data_is_a_letter_without_an_id(office, data):
    office.platform_says(json={"error": 0, "data": data})
    assert office.zalo().send(LAN, HELLO).message_id == ""


@pytest.mark.parametrize("code", [-230, "-230"])
def test_an_error_code_with_http_200_is_a_refusal(office, code):
    office.platform_says(json={"error": code, "message": "User has not interacted"})
    with pytest.raises(NotTaken) as error:
        office.zalo().send(LAN, HELLO)
    assert (error.value.code, error.value.action) == (-230, Action.WINDOW)
    assert error.value.detail == "User has not interacted"


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 500, "body": "Internal Server Error"},
        {"status": 502, "body": "<html><h1>502 Bad Gateway</h1></html>"},
        {"status": 503},
        {"status": 500, "json": {"status": 500, "error": "Internal Server Error"}},
        {"status": 500, "json": {"error": -32}},
        {"status": 200, "body": "\n<!DOCTYPE html><html>bảo trì</html>"},
        {"status": 429},
        {"json": {"error": -32, "message": "rate"}},
        {"body": REFUSED_CONNECTION},
        {"body": requests.ConnectTimeout()},
        {"body": requests.exceptions.SSLError("handshake")},
        {"body": requests.exceptions.ProxyError("proxy")},
    ],
)
def test_what_was_not_sent_may_be_sent_again(office, answer):
    office.platform_says(**answer)
    with pytest.raises(ZaloError) as error:
        office.zalo().send(LAN, HELLO)
    assert (error.value.action, error.value.again) == (Action.RETRY, True)


@pytest.mark.parametrize(
    "answer",
    [
        {"body": requests.ReadTimeout()},
        {"body": requests.ConnectionError("Connection reset by peer")},
        {"body": requests.ConnectionError(urllib3.exceptions.ProtocolError("aborted"))},
        {"body": requests.exceptions.ChunkedEncodingError("cut")},
        {"body": ""},
        {"body": '{"error":0,"data":{"mess'},
        {"body": "[]"},
        {"body": b"[" * 100_000},
        {"body": b" " * 1_100_000},
        {"status": 504, "body": "<html>Gateway Timeout</html>"},
    ],
)
def test_a_letter_whose_answer_was_lost_is_unknown_and_never_sent_blindly(office, answer):
    office.platform_says(**answer)
    with pytest.raises(SendOutcomeUnknown) as error:
        office.zalo().send(LAN, HELLO)
    assert error.value.again is False


@pytest.mark.parametrize(
    "answer", [{"body": requests.ReadTimeout()}, {"body": ""}, {"status": 504}, {"body": "{"}]
)
def test_a_question_whose_answer_was_lost_may_be_asked_again(office, answer):
    office.platform_says("/v3.0/oa/user/detail", method="GET", **answer)
    with pytest.raises(NothingSent):
        office.zalo().profile(LAN)


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 301, "headers": {"Location": "https://elsewhere.example/"}},
        {"status": 404, "body": "not found"},
        {"status": 403},
    ],
)
def test_a_host_that_does_not_answer_like_zalo_is_a_setting_to_mend(office, answer):
    office.platform_says(**answer)
    with pytest.raises(ZaloError) as error:
        office.zalo().send(LAN, HELLO)
    assert (error.value.action, error.value.alert) == (Action.CONFIGURATION, True)
    assert len(office.asked) == 1


def test_an_address_that_is_none_is_a_setting_to_mend(office):
    with pytest.raises(ZaloError) as error:
        office.zalo(openapi_url="nowhere").send(LAN, HELLO)
    assert error.value.action is Action.CONFIGURATION


def test_an_error_with_another_status_is_known_by_its_code(office):
    office.platform_says(status=400, json={"error": -210, "message": "too long"})
    with pytest.raises(NotTaken) as error:
        office.zalo().send(LAN, HELLO)
    assert error.value.code == -210


def test_the_rate_limit_is_read_from_every_answer(office):
    zalo = office.zalo()
    assert zalo.rate is None
    headers = {"X-RateLimit-Limit": "4000", "X-RateLimit-Remain": "3999"}
    office.platform_says(**sent(), headers=headers)
    zalo.send(LAN, HELLO)
    for odd in ("many", "9" * 5000):
        headers["X-RateLimit-Limit"] = odd
        office.platform_says(**sent(), headers=dict(headers))
        zalo.send(LAN, HELLO)
    assert zalo.rate == RateLimit(4000, 3999)


def test_the_proof_is_sent_only_by_setting_and_matches_the_vector(office):
    office.platform_says(**sent())
    office.zalo(appsecret_proof=True).send(LAN, HELLO)
    asked = office.asked[0].headers
    assert asked["appsecret_proof"] == proof("test_app_secret", asked["access_token"])
    assert proof("test_app_secret", "test_access_token") == (
        "f86b8540509cdb3ad6b1ed956b4c197aff473ad0b9cf075e0b0dca4a8302f6fc"
    )


def test_a_conversation_is_asked_by_one_json_value_and_read_row_by_row(office):
    rows = [
        {"src": 1, "time": 1760000001234, "type": "text", "message": "chào", "message_id": "aa"},
        {"src": "0", "time": "x", "type": "photo", "message": None, "message_id": 7},
        "noise",
    ]
    office.platform_says("/v2.0/oa/conversation", method="GET", json={"error": 0, "data": rows})

    found = office.zalo().recent_messages(LAN, count=50)

    assert wanted(office.asked[0]) == {"user_id": LAN, "offset": 0, "count": 10}
    at = datetime(2025, 10, 9, 8, 53, 21, 234000, tzinfo=UTC)
    assert found == (
        RecentMessage("aa", "chào", from_citizen=True, at=at, kind="text"),
        RecentMessage("7", "", from_citizen=False, at=None, kind="photo"),
    )


def test_a_profile_shows_the_phone_that_was_shared(office):
    told = {
        "user_id": LAN,
        "display_name": "Lan",
        "user_is_follower": True,
        "avatar": "https://a.zdn.vn/1",
        "user_last_interaction_date": "21/11/2026",
        "shared_info": {"phone": 84912345678},
    }
    office.platform_says("/v3.0/oa/user/detail", method="GET", json={"error": 0, "data": told})
    assert office.zalo().profile(LAN) == Profile(
        LAN, "Lan", "0912345678", True, "https://a.zdn.vn/1", date(2026, 11, 21)
    )


@pytest.mark.parametrize("day", ["", "x", "31/02/2026", "1/2", "1/1/" + "9" * 30, 5])
def test_a_profile_with_odd_fields_is_still_a_profile(office, day):
    told = {"user_is_follower": "yes", "user_last_interaction_date": day, "shared_info": []}
    office.platform_says("/v3.0/oa/user/detail", method="GET", json={"data": told})
    assert office.zalo().profile(LAN) == Profile("", "", "", None, "", None)


@pytest.mark.parametrize("name", ["oa_id", "oaid"])
def test_the_account_tells_its_id_in_two_ways(office, name):
    told = {name: "388613280878808645", "name": "Đổi Bằng", "is_verified": True}
    office.platform_says("/v2.0/oa/getoa", method="GET", json={"error": 0, "data": told})
    found = office.zalo().official_account()
    assert found == OfficialAccount("388613280878808645", "Đổi Bằng", True, "")


def test_an_image_is_uploaded_once_and_known_by_its_id(office):
    uploaded = {"error": 0, "data": {"attachment_id": "at-1"}}
    office.platform_says("/v2.0/oa/upload/image", json=uploaded)
    assert office.zalo().upload_image(b"\x89PNG", kind="png") == "at-1"
    assert b'name="file"; filename="picture.png"' in office.asked[0].body
    assert b"Content-Type: image/png" in office.asked[0].body


def test_an_upload_that_names_no_id_did_not_happen(office):
    office.platform_says("/v2.0/oa/upload/image", json={"error": 0, "data": {}})
    with pytest.raises(NothingSent):
        office.zalo().upload_image(b"\xff\xd8\xff")


def test_an_image_over_one_megabyte_is_not_even_sent(office):
    with pytest.raises(ZaloError) as error:
        office.zalo().upload_image(b"x" * 1_048_577)
    assert (error.value.action, office.asked) == (Action.PERMANENT, [])


def test_every_request_passes_the_guard_first(office):
    office.platform_says(**sent())
    office.zalo().send(LAN, HELLO)
    assert office.requests_guarded == 1

    office.in_a_transaction = True
    with pytest.raises(AssertionError):
        office.zalo().send(LAN, HELLO)
    assert len(office.asked) == 1


def test_the_session_repeats_nothing_and_takes_nothing_from_the_environment():
    session = new_session()
    adapter = session.get_adapter("https://openapi.zalo.me")
    assert (adapter.max_retries.total, adapter.max_retries.read) == (0, False)
    assert session.trust_env is False
