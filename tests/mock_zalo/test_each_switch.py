"""Each switch moves by a scenario file and by the control page, and does what it says."""

import json
from io import BytesIO

import pytest
from PIL import Image

from mock_zalo.scenario import load
from mock_zalo.switches import SWITCHES, Switches
from tests.mock_zalo.conftest import WHO

TAP = {"title": "Đúng", "type": "oa.query.show", "payload": "#DUNG"}
DAY = 86_400


def another(name):
    """Return another position than the default of a switch."""
    switch = SWITCHES[name]
    if switch.choices:
        return next(one for one in switch.choices if one != switch.default)
    default = switch.default
    if isinstance(default, bool):
        return not default
    if isinstance(default, int | float):
        return type(default)(1 if default != 1 else 0.5)
    kinds = {list: [], dict: {"1": ["ten"]}, str: "x"}
    special = {"retry.on": ["timeout"], "retry.ladder": [1, 2]}
    listed = {**special, "webhook.events_off": ["follow"]}
    return listed.get(name, kinds[type(default)] or ["0905123456"])


@pytest.mark.parametrize("name", [name for name in SWITCHES if name != "faults"])
def test_a_switch_is_set_by_a_scenario_file(name, tmp_path):
    file = tmp_path / "day.json"
    file.write_text(json.dumps({"switches": {name: another(name)}}))

    switches = Switches()
    switches.change(load(file).switches)

    assert switches[name] == another(name) != SWITCHES[name].default


def test_every_switch_is_set_on_the_control_page(zalo):
    moved = {name: json.dumps(another(name)) for name in SWITCHES if name != "faults"}

    assert "Đã đặt" in zalo.http.post(f"{zalo.url}/switches", data=moved).text

    shown = zalo.http.get(f"{zalo.url}/control/switches").json()
    assert {name: json.dumps(shown[name]) for name in moved} == moved


def buttons(count=1, **button):
    payload = {"buttons": [TAP | button] * count}
    return {"text": "x", "attachment": {"type": "template", "payload": payload}}


@pytest.mark.parametrize(
    ("position", "message", "code"),
    [
        ({"limits.buttons": 2}, buttons(3), -210),
        ({"limits.button_title": 3}, buttons(), -210),
        ({"limits.button_payload": 4}, buttons(), -210),
        ({"limits.button_payload": 4, "cs.buttons.limit_code": -201}, buttons(), -201),
        ({"limits.buttons": 6}, buttons(6), 0),
        ({"limits.button_title": 101}, buttons(title="x" * 101), 0),
        ({"window.hard_days": 1.0}, "x", -230),
        ({"window.hard_days": 1.0, "window.enforced": False}, "x", 0),
        ({"window.free_hours": 24.0, "window.zca_linked": False}, "x", -320),
        ({"window.free_hours": 240.0, "window.zca_linked": False}, "x", 0),
    ],
)
def test_limits_and_windows_follow_their_switches(zalo, position, message, code):
    citizen = zalo.arrive("Lan")
    zalo.switch(**position)
    zalo.do(f"citizens/{citizen}/silence", hours=30)

    assert zalo.send(citizen, message).json()["error"] == code


@pytest.mark.parametrize(
    ("path", "switch"),
    [
        ("/v2.0/oa/message", "legacy.v2_message"),
        ("/v3.0/oa/message/transaction", "legacy.transaction"),
        ("/v3.0/oa/message/promotion", "legacy.promotion"),
    ],
)
def test_a_closed_endpoint_answers_with_the_code_of_its_switch(zalo, citizen, path, switch):
    body = {"recipient": {"user_id": citizen}, "message": {"text": "x"}}
    token = {"access_token": zalo.token}
    codes = []
    for code in (SWITCHES[switch].default, -209):
        zalo.switch(**{switch: code})
        codes.append(zalo.http.post(zalo.url + path, json=body, headers=token).json()["error"])

    assert codes == [SWITCHES[switch].default, -209]


@pytest.mark.parametrize(
    ("form", "written"),
    [("mac = hex", "mac = "), ("bare", ""), ("none", None), ("wrong", "mac=")],
)
def test_the_signatures_header_is_written_as_its_switch_says(zalo, webhook, form, written):
    zalo.switch(sig__header_format=form)
    zalo.says(zalo.arrive("Lan"), "x")

    header = webhook.gets("user_send_text")[0].headers.get("X-ZEvent-Signature")
    assert (header is None) == (written is None)
    assert written is None or (header.startswith(written) and len(header) == len(written) + 64)


def test_the_ladder_has_the_rungs_of_its_switch_and_may_leave_the_webhook_on(
    zalo, webhook, citizen, eventually
):
    zalo.switch(retry__ladder=[1, 2], retry__disable_after_last=False)
    webhook.answers = [500] * 3
    zalo.says(citizen, "x")

    got = webhook.gets("user_send_text", 3)
    assert [one.headers.get("num_retry") for one in got] == [None, "1", "2"]
    given_up = [one for one in zalo.ledger()["events"] if one["event_name"] == "user_send_text"]
    assert eventually(lambda: zalo.ledger()["counts"]["given_up"] == 1), given_up
    assert zalo.http.get(f"{zalo.url}/control/webhook").json()["enabled"] is True


def test_an_api_send_has_no_echo_where_its_switch_is_off(zalo, webhook, citizen):
    zalo.switch(echo__api_sends=False)
    zalo.send(citizen, "x")

    webhook.gets("user_seen_message")
    assert webhook.named("oa_send_text") == []


def test_a_phone_may_see_before_it_receives(zalo, webhook, citizen):
    zalo.switch(events__received_after_seconds=0.3, events__seen_after_seconds=0.01)
    zalo.send(citizen, "x")

    seen, received = webhook.gets("user_seen_message")[0], webhook.gets("user_received_message")[0]
    assert seen.at < received.at


def test_uploads_of_a_month_are_counted(zalo):
    zalo.switch(upload__per_month=1)
    picture = BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")

    codes = [
        zalo.http.post(
            f"{zalo.url}/v2.0/oa/upload/image",
            files={"file": ("a.png", picture.getvalue())},
            headers={"access_token": zalo.token},
        ).json()["error"]
        for _ in range(2)
    ]

    assert codes == [0, -211]


def test_a_token_dies_with_the_code_of_its_switch(zalo):
    zalo.switch(token__expired_code=-216, token__replaced_code=-220)
    old = zalo.token
    zalo.sign_in()
    new, zalo.token = zalo.token, old
    assert zalo.read("/v2.0/oa/getoa")["error"] == -220

    zalo.token = new
    zalo.do("token/expire")
    assert zalo.read("/v2.0/oa/getoa")["error"] == -216


def test_a_refresh_token_lives_as_long_as_its_switch_says(zalo):
    zalo.switch(token__refresh_days=2.0)
    zalo.do("clock", advance_seconds=3 * DAY)

    assert zalo.refresh(zalo.refresh_token).json()["error"] == -14014


@pytest.mark.parametrize(("echoed", "there"), [(True, "1"), (False, "0")])
def test_a_consent_repeats_its_state_where_the_switch_says_so(zalo, echoed, there):
    zalo.switch(consent__echo_state=echoed)
    asked = {"app_id": WHO.app_id, "redirect_uri": "http://127.0.0.1:9/back", "state": "s1"}

    back = zalo.http.post(
        f"{zalo.url}/v4/oa/permission", params=asked, allow_redirects=False
    ).headers["Location"]

    assert str(back.count("state=s1")) == there


def test_templates_go_by_night_where_the_switch_says_so(zalo):
    zalo.arrive("Siu Blơ", phone="0987000111")
    now = zalo.http.get(f"{zalo.url}/control/clock").json()["now"]
    to_midnight = DAY - (now + 7 * 3600) % DAY
    zalo.do("clock", advance_seconds=to_midnight + 3600)
    zalo.sign_in()
    body = {"phone": "0987000111", "template_id": "1", "template_data": {}, "tracking_id": "t"}

    codes = []
    for night in (True, False):
        zalo.switch(template__night=night)
        token = {"access_token": zalo.token}
        said = zalo.http.post(f"{zalo.url}/message/template", json=body, headers=token).json()
        codes.append(said["error"])

    assert codes == [-133, 0]
