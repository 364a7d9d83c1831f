"""Template messages by phone and by user id (section 13)."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

PHONE = "0987000111"


@pytest.fixture
def by_day(zalo):
    """Move the clock to the next ten o'clock in Việt Nam."""
    now = datetime.now(UTC) + timedelta(hours=7)
    ten = now.replace(hour=10, minute=0, second=0)
    zalo.do("clock", advance_seconds=((ten - now).total_seconds()) % 86_400)
    zalo.sign_in()
    zalo.arrive("Siu Blơ", phone=PHONE)
    return zalo


def post(zalo, path="/message/template", **body):
    whole = {
        "phone": PHONE,
        "template_id": "123456",
        "template_data": {"ten": "Siu Blơ"},
        "tracking_id": "hs-1",
    } | body
    headers = {"access_token": zalo.token}
    return zalo.http.post(zalo.url + path, json=whole, headers=headers).json()


def test_a_template_reaches_the_phone_and_is_reported_with_its_tracking_id(by_day, webhook):
    answer = post(by_day)

    assert answer["data"]["quota"] == {"dailyQuota": "500", "remainingQuota": "499"}
    event = webhook.gets("user_received_message")[0].event
    assert event["recipient"] == {"id": "84987000111"}
    assert event["message"]["msg_id"] == answer["data"]["msg_id"]
    assert event["message"]["tracking_id"] == "hs-1"
    assert event["message"]["delivery_time"]


def test_template_events_can_name_the_server_they_come_from(by_day, webhook):
    by_day.switch(**{"events.zns_header": True})
    post(by_day)

    assert webhook.gets("user_received_message")[0].headers["X-ZEvent-Server"] == "ZNS"
    assert "X-ZEvent-Server" not in webhook.gets("follow")[0].headers


@pytest.mark.parametrize("phone", ["0987000111", "84987000111", "+84987000111", "987000111"])
def test_a_phone_may_be_written_in_four_ways(by_day, phone):
    assert post(by_day, phone=phone)["error"] == 0


@pytest.mark.parametrize(
    ("switches", "body", "code"),
    [
        ({}, {"phone": "12"}, -108),
        ({}, {"phone": "0911111111"}, -118),
        ({}, {"tracking_id": ""}, -132),
        ({}, {"tracking_id": "x" * 49}, -132),
        ({}, {"template_data": []}, -112),
        ({}, {"mode": "development"}, -127),
        ({"template.admin_phones": [PHONE]}, {"mode": "development"}, 0),
        ({"template.refusing_phones": [PHONE]}, {}, -114),
        ({"template.zalo_less_phones": [PHONE]}, {}, -118),
        ({"template.daily": 0}, {}, -144),
        ({}, {"sending_mode": "9"}, -161),
        ({"faults": {"template": {"mode": "error_code", "code": -1472}}}, {}, -1472),
        ({"template.known": {"1": ["ten"]}}, {}, -109),
        ({"template.known": {"123456": ["ten", "ma"]}}, {}, -1122),
    ],
)
def test_a_template_is_refused_for_its_reason(by_day, switches, body, code):
    by_day.switch(**switches)

    assert post(by_day, **body)["error"] == code


def test_at_night_templates_wait(by_day):
    by_day.do("clock", advance_seconds=13 * 3600)

    assert post(by_day)["error"] == -133


def test_a_dead_token_has_the_template_hosts_own_code(by_day):
    by_day.token = "invented"

    assert post(by_day)["error"] == -124


def test_a_hashed_phone_reaches_its_owner(by_day, webhook):
    digest = sha256(b"84987000111").hexdigest()

    assert post(by_day, "/message/template/hashphone", hash_phone=digest)["error"] == 0
    assert webhook.gets("user_received_message")[0].event["recipient"] == {"id": digest}


def test_by_user_id_a_template_passes_a_closed_window(by_day, webhook):
    citizen = by_day.arrive("Kpă H'Bia")
    by_day.do(f"citizens/{citizen}/silence", hours=1000)
    answer = post(by_day, "/v3.0/oa/message/template", user_id=citizen)

    assert set(answer["data"]) == {"message_id", "user_id", "sent_time", "quota"}
    [echo] = webhook.gets("oa_send_template")
    assert set(echo.event["message"]) == {"msg_id", "attachments"}
    [attached] = echo.event["message"]["attachments"]
    assert set(attached["payload"]) == {"zinstant_id", "text", "link_url", "checksum"}


@pytest.mark.parametrize(
    ("switches", "hours", "code"),
    [
        ({}, 13, 0),
        ({"template.uid_night": "-234"}, 13, -234),
        ({"template.uid_night": "-234"}, 0, 0),
        ({"template.daily": 0}, 0, -211),
        ({"template.by_uid": "-249"}, 0, -249),
    ],
)
def test_by_user_id_a_template_is_refused_in_the_accounts_own_codes(by_day, switches, hours, code):
    citizen = by_day.arrive("Kpă H'Bia")
    by_day.switch(**switches)
    by_day.do("clock", advance_seconds=hours * 3600)

    assert post(by_day, "/v3.0/oa/message/template", user_id=citizen)["error"] == code


def test_the_sending_mode_comes_back_as_it_was_asked(by_day):
    assert post(by_day)["data"]["sending_mode"] == "1"
    assert post(by_day, sending_mode="3")["data"]["sending_mode"] == "3"


def test_status_quota_and_the_template_itself_can_be_asked(by_day):
    by_day.switch(**{"template.known": {"123456": ["ten"]}})
    sent = post(by_day)["data"]["msg_id"]
    headers = {"access_token": by_day.token}

    def ask(path):
        return by_day.http.get(by_day.url + path, headers=headers).json()

    assert ask(f"/message/status?message_id={sent}")["data"]["status"] in {0, 1}
    assert ask("/message/status?message_id=x")["data"]["status"] == -1
    assert ask("/message/quota")["data"]["remainingQuota"] == "499"
    assert ask("/template/info/v2?template_id=123456")["data"]["listParams"][0]["name"] == "ten"
    assert ask("/template/info/v2?template_id=9")["error"] == -109
