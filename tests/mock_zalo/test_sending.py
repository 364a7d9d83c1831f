"""What the account may send, and with which code the platform refuses (sections 7, 11, 12)."""

import hmac
import unicodedata
from base64 import b64encode
from hashlib import sha1, sha256

import pytest

from mock_zalo.gate import proof
from mock_zalo.letters import MAX_TITLE


def show(title="Đúng", payload="#DUNG"):
    return {"title": title, "type": "oa.query.show", "payload": payload}


def buttons(*items: dict, **payload: str):
    return {
        "text": "Chọn giúp em ạ",
        "attachment": {"type": "template", "payload": {"buttons": list(items), **payload}},
    }


def elements(kind, *items: dict):
    return {
        "text": "x",
        "attachment": {
            "type": "template",
            "payload": {"template_type": kind, "elements": list(items)},
        },
    }


def test_a_sent_text_is_on_the_phone_under_the_id_of_the_answer(zalo, citizen):
    answer = zalo.send(citizen, "Em chào chị ạ").json()

    assert answer["error"] == 0
    assert answer["data"]["quota"] == {"quota_type": "reply"}
    [message] = zalo.phone(citizen)
    assert (message["from"], message["text"]) == ("office", "Em chào chị ạ")
    assert message["msg_id"] == answer["data"]["message_id"]


def test_ids_are_strings_too_large_for_a_float(zalo, citizen):
    sent = zalo.send(citizen, "a").json()["data"]

    assert sent["user_id"] == citizen
    assert int(citizen) > 2**53
    assert len(sent["message_id"]) == 20
    assert len(sent["sent_time"]) == 13


@pytest.mark.parametrize(
    ("switch", "quota"),
    [
        ("none", {"quota_type": "reply"}),
        ("frozen", {"quota_type": "reply", "remain": "8", "total": "8"}),
        ("absent", None),
    ],
)
def test_the_quota_in_the_answer_follows_its_switch(zalo, citizen, switch, quota):
    zalo.switch(cs__quota_in_response=switch)

    assert zalo.send(citizen, "a").json()["data"].get("quota") == quota


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"text": "a" * 2000}, 0),
        ({"text": "a" * 2001}, -210),
        ({"text": unicodedata.normalize("NFC", "ệ" * 2000)}, 0),
        ({"text": ""}, -201),
        ({"text": 5}, -201),
        ("not an object", 0),
        (None, -201),
        (buttons(show()), 0),
        (buttons(*[show()] * 5), 0),
        (buttons(*[show()] * 6), -210),
        (buttons(show("t" * 100)), 0),
        (buttons(show("t" * 101)), -210),
        (buttons(show(payload="p" * 1000)), 0),
        (buttons(show(payload="p" * 1001)), -210),
        (buttons(show(payload={"a": 1})), -201),
        (buttons({"title": "x", "type": "oa.query.invented", "payload": "y"}), -201),
        (
            buttons(
                {"title": "x", "type": "oa.open.url", "payload": {"url": "https://a.test"}},
                {"title": "x", "type": "oa.open.phone", "payload": {"phone_code": "84269"}},
                {"title": "x", "type": "oa.query.hide", "payload": "y"},
            ),
            0,
        ),
        (buttons(), -201),
        (elements("list", {"title": "a", "subtitle": "b"}, {"title": "c"}), 0),
        (elements("list", {"title": "a"}), -201),
        (elements("list", *[{"title": "a", "subtitle": "b"}] * 6), -210),
        (elements("list", {"title": "t" * (MAX_TITLE + 1), "subtitle": "b"}), -210),
        (elements("request_user_info", {"title": "a", "subtitle": "b"}), 0),
        (elements("media", {"media_type": "image", "url": "https://a.test/x.jpg"}), 0),
        (elements("media", {"media_type": "image"}), -201),
        (elements("media", {"media_type": "image", "url": "u", "attachment_id": "a"}), -201),
        (elements("media", {"media_type": "image", "attachment_id": "never"}), -201),
        (elements("media", {"media_type": "gif", "url": "https://a.test/x.gif"}), -201),
        (elements("media", {"media_type": "audio", "url": "https://a.test/x"}), -201),
        (elements("invented", {"title": "a", "subtitle": "b"}), -233),
    ],
)
def test_a_message_is_taken_or_refused_by_its_shape(zalo, citizen, message, code):
    assert zalo.send(citizen, message).json()["error"] == code


def test_a_refused_message_is_not_on_the_phone_but_in_the_ledger(zalo, citizen):
    zalo.send(citizen, "a" * 2001)

    assert zalo.phone(citizen) == []
    assert [call["error"] for call in zalo.ledger()["calls"]] == [-210]


@pytest.mark.parametrize(
    ("rule", "kind", "code"),
    [
        ("optional", None, 0),
        ("optional", "button", 0),
        ("required", None, -201),
        ("required", "button", 0),
        ("rejected", None, 0),
        ("rejected", "button", -201),
    ],
)
def test_the_template_type_of_buttons_is_a_switch(zalo, rule, kind, code):
    zalo.switch(cs__buttons__template_type=rule)
    message = buttons(show(), **({"template_type": kind} if kind else {}))

    assert zalo.send(zalo.arrive(), message).json()["error"] == code


def test_lists_can_be_refused_as_a_type(zalo, citizen):
    zalo.switch(cs__list="-233")

    answer = zalo.send(citizen, elements("list", {"title": "a", "subtitle": "b"}))

    assert answer.json()["error"] == -233


@pytest.mark.parametrize(("hours", "code"), [(0, 0), (47.9, 0), (49, 0), (167, 0), (169, -230)])
def test_the_window_closes_seven_days_after_the_last_word(zalo, citizen, hours, code):
    zalo.says(citizen, "alo")
    zalo.do(f"citizens/{citizen}/silence", hours=hours)

    assert zalo.send(citizen, "a").json()["error"] == code


def test_the_window_closes_as_the_clock_moves_and_opens_with_the_next_word(zalo, citizen):
    zalo.do("clock", advance_seconds=8 * 86_400)
    zalo.sign_in()

    assert zalo.send(citizen, "a").json()["error"] == -230
    zalo.says(citizen, "alo")
    assert zalo.send(citizen, "a").json()["error"] == 0


def test_a_late_letter_is_billed_and_says_so_by_having_no_quota(zalo, citizen):
    zalo.do(f"citizens/{citizen}/silence", hours=50)

    assert "quota" not in zalo.send(citizen, "a").json()["data"]


def test_a_billed_letter_needs_a_linked_account_with_money(zalo, citizen):
    zalo.do(f"citizens/{citizen}/silence", hours=50)
    zalo.switch(window__zca_linked=False)
    assert zalo.send(citizen, "a").json()["error"] == -320

    zalo.switch(window__zca_linked=True, window__zca_balance=1)
    assert zalo.send(citizen, "a").json()["error"] == 0
    assert zalo.send(citizen, "a").json()["error"] == -321


def test_who_left_cannot_be_written_to_until_they_come_back(zalo, citizen):
    zalo.do("unfollow", user_id=citizen)
    assert zalo.send(citizen, "a").json()["error"] == -213

    zalo.says(citizen, "tôi quay lại")
    assert zalo.send(citizen, "a").json()["error"] == 0


def test_somebody_unknown_is_an_invalid_parameter(zalo):
    assert zalo.send("1", "a").json()["error"] == -201


def test_calls_are_counted_down_by_the_minute_in_two_headers(zalo, citizen):
    zalo.switch(rate__per_minute=100)
    first = zalo.send(citizen, "a").headers
    second = zalo.send(citizen, "a").headers

    assert first["X-RateLimit-Limit"] == "100"
    assert int(first["X-RateLimit-Remain"]) - int(second["X-RateLimit-Remain"]) == 1


def test_too_many_calls_in_a_minute_wait_for_the_next(zalo, citizen):
    zalo.switch(rate__per_minute=2)
    codes = [zalo.send(citizen, "a").json()["error"] for _ in range(4)]
    assert codes[-1] == -32

    zalo.do("clock", advance_seconds=60)
    assert zalo.send(citizen, "a").json()["error"] == 0


def test_the_app_secrets_proof_is_asked_for_when_the_console_says_so(zalo, citizen):
    zalo.switch(proof__required=True)
    right = proof(zalo.token, "test_app_secret")

    assert zalo.send(citizen, "a").json()["error"] == -242
    for wrong in ("0" * 64, *proofs_made_wrong(zalo.token.encode(), b"test_app_secret")):
        assert zalo.send(citizen, "a", appsecret_proof=wrong).json()["error"] == -242
    assert zalo.send(citizen, "a", appsecret_proof=right).json()["error"] == 0


def proofs_made_wrong(token, secret):
    """Return what is sent by who swaps key and message, hashes plainly, or forgets the hex."""
    made = hmac.new(secret, token, sha256)
    yield hmac.new(token, secret, sha256).hexdigest()
    yield sha256(token + secret).hexdigest()
    yield sha256(secret + token).hexdigest()
    yield hmac.new(secret, token, sha1).hexdigest()
    yield b64encode(made.digest()).decode()
    yield hmac.new(secret, token + b" ", sha256).hexdigest()


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/v2.0/oa/message", -240),
        ("/v3.0/oa/message/transaction", -233),
        ("/v3.0/oa/message/promotion", -233),
    ],
)
def test_closed_endpoints_answer_with_their_code(zalo, citizen, path, code):
    body = {"recipient": {"user_id": citizen}, "message": {"text": "a"}}
    answer = zalo.http.post(zalo.url + path, json=body, headers={"access_token": zalo.token})

    assert answer.json()["error"] == code


def test_an_uploaded_picture_can_be_sent_until_its_id_lapses(zalo, citizen):
    picture = b"\xff\xd8\xff" + b"0" * 100
    answer = zalo.http.post(
        f"{zalo.url}/v2.0/oa/upload/image",
        files={"file": ("a.jpg", picture)},
        headers={"access_token": zalo.token},
    ).json()
    message = elements(
        "media", {"media_type": "image", "attachment_id": answer["data"]["attachment_id"]}
    )

    assert zalo.send(citizen, message).json()["error"] == 0
    assert zalo.http.get(zalo.phone(citizen)[0]["picture"]).content == picture
    zalo.switch(upload__days=0.0)
    assert zalo.send(citizen, message).json()["error"] == -100


@pytest.mark.parametrize(
    ("kind", "content", "code"),
    [
        ("image", b"\xff\xd8\xff" + b"0" * 1_048_576, -210),
        ("image", b"%PDF-1.7", -201),
        ("image", b"", -201),
        ("file", b"%PDF-1.7", 0),
        ("gif", b"GIF89a", 0),
    ],
)
def test_uploads_are_checked_by_size_and_kind(zalo, kind, content, code):
    answer = zalo.http.post(
        f"{zalo.url}/v2.0/oa/upload/{kind}",
        files={"file": ("a", content)},
        headers={"access_token": zalo.token},
    )

    assert answer.json()["error"] == code


def test_the_account_its_people_and_its_talks_can_be_read(zalo, citizen):
    zalo.says(citizen, "alo")
    zalo.send(citizen, "dạ")

    assert zalo.read("/v2.0/oa/getoa")["data"]["name"] == "Đổi Bằng · Bưu điện Gia Lai"
    assert zalo.read("/v3.0/oa/user/detail", user_id=citizen)["data"]["display_name"] == (
        "Rơ Châm H'Nhi"
    )
    assert zalo.read("/v3.0/oa/user/getlist", offset=0, count=50)["data"]["total"] == 1
    talk = zalo.read("/v2.0/oa/conversation", user_id=citizen, offset=0, count=10)["data"]
    assert [(row["src"], row["message"]) for row in talk] == [(0, "dạ"), (1, "alo")]
    assert zalo.read("/v2.0/oa/listrecentchat", offset=0, count=10)["data"][0]["message"] == "dạ"


def test_the_account_can_name_its_id_the_other_way(zalo):
    zalo.switch(getoa__id_field="oaid")

    assert zalo.read("/v2.0/oa/getoa")["data"]["oaid"] == "388613280878808645"


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/v2.0/oa/conversation", {"offset": 0, "count": 11}),
        ("/v3.0/oa/user/getlist", {"offset": 0, "count": 51}),
    ],
)
def test_a_page_has_an_upper_size(zalo, citizen, path, asked):
    assert zalo.read(path, user_id=citizen, **asked)["error"] == -210
