"""A scenario's steps: each thing that can happen while a bad day passes."""

import json

import pytest

from mock_zalo.scenario import BadScenario, load


@pytest.fixture
def day(zalo, tmp_path):
    """Play one step at once, as a scenario file would."""

    def play(**step):
        file = tmp_path / "day.json"
        file.write_text(json.dumps({"steps": [{"after": 0, **step}]}))
        load(file).begin(zalo.simulator.world)

    return play


def test_the_access_token_lapses_and_the_refresh_token_is_used_up_elsewhere(day, zalo, eventually):
    day(expire_token=True, spend_refresh_token=True)

    assert eventually(lambda: zalo.read("/v2.0/oa/getoa")["error"] == -220)
    assert eventually(lambda: zalo.refresh(zalo.refresh_token).content == b"")


def test_everybody_falls_silent(day, zalo, citizen, eventually):
    day(silence_hours=24 * 8)

    assert eventually(lambda: zalo.send(citizen, "dạ").json()["error"] == -230)


def test_everybody_leaves(day, webhook, citizen):
    day(unfollow=True)

    assert webhook.gets("unfollow")[0].event["follower"] == {"id": citizen}


def test_the_account_hears_of_itself(day, webhook, zalo):
    day(event={"event_name": "permission_revoked", "fields": {"oa_id": "388613280878808645"}})

    assert webhook.gets("permission_revoked")[0].event["oa_id"] == "388613280878808645"


def test_the_webhook_is_switched_off_and_on(day, webhook, zalo, eventually):
    citizen = zalo.arrive()
    for position, words in (("off", "có ai không"), ("on", "")):
        day(webhook=position)
        asked = position == "on"
        assert eventually(
            lambda asked=asked: zalo.simulator.world.state.webhook["enabled"] == asked
        )
        if words:
            zalo.says(citizen, words)
    zalo.says(citizen, "alo")

    [heard] = webhook.gets("user_send_text")
    assert heard.event["message"]["text"] == "alo"


@pytest.mark.parametrize(
    "wrong",
    [
        {"steps": {"after": 1}},
        {"steps": [{"after": "5"}]},
        {"steps": [{"switches": {}}]},
        {"steps": [{"after": 1, "explode": True}]},
        {"steps": [{"after": 1, "webhook": "maybe"}]},
        {"steps": [{"after": 1, "silence_hours": True}]},
        {"steps": [{"after": 1, "event": "follow"}]},
        {"steps": [{"after": 1, "switches": {"no.such": 1}}]},
        [],
    ],
)
def test_a_day_that_cannot_be_played_is_refused_before_it_begins(wrong, tmp_path):
    file = tmp_path / "day.json"
    file.write_text(json.dumps(wrong))

    with pytest.raises(BadScenario):
        load(file)
