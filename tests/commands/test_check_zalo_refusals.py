"""Whatever Zalo refuses, the doctor names what is wrong, says how to mend it, and ends with 1."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.commands.zalo_advice import advice
from bot.zalo.client import new_session
from bot.zalo.error_table import meaning_kept
from bot.zalo.settings import ZaloSettings
from domain.zone import local
from tests.commands.test_check_zalo import asks, here, looks, platform, store_of, switch

__all__ = ["asks", "here", "looks", "platform", "store_of"]

MINUTES_AGO = timedelta(minutes=5)
SETTINGS = ZaloSettings(app_id="1", app_secret="s", oa_id="2", oa_secret_keys=("k",))


def control(platform, path, **wish):
    with new_session() as session:
        answer = session.post(f"{platform.url}/control/{path}", json=wish, timeout=10)
        answer.raise_for_status()
        return answer.json()


def refuse(platform, code):
    switch(platform, faults={"read": {"mode": "error_code", "code": code}})


def writes(platform, minutes_ago):
    """Let a citizen have written to the account, whatever became of the event."""
    platform.world.clock.moved -= 60 * minutes_ago
    someone = control(platform, "citizens", name="Người thử")
    control(platform, f"citizens/{someone['user_id']}/say", text="xin chào")
    platform.world.clock.moved += 60 * minutes_ago


def test_a_wrong_secret_is_told_from_a_wrong_id_and_no_consent_is_asked_for(asks):
    secret = asks(code=1, ZALO_APP_SECRET="wrong")
    number = asks(code=1, ZALO_APP_ID="111111111111111111")

    assert secret["Ứng dụng Zalo"][2].startswith("ZALO_APP_SECRET")
    assert number["Ứng dụng Zalo"][2].startswith("ZALO_APP_ID")
    for found in (secret, number):
        assert "doibang zalo connect" not in found["Zalo"][2]


@pytest.mark.parametrize("answer", ["empty", "-14014"])
def test_a_refresh_token_that_was_used_before_asks_for_a_consent(asks, platform, answer):
    switch(platform, **{"token.reused": answer})
    control(platform, "token/spend")

    found = asks(code=1)

    assert found["Ứng dụng Zalo"][0] == "ok"
    assert found["Zalo"][0] == "bad"
    assert "doibang zalo connect" in found["Zalo"][2]


@pytest.mark.parametrize(
    ("code", "names"),
    [
        (-221, "xác thực OA"),
        (-224, "nâng gói"),
        (-212, "xin quyền"),
        (-209, "kích hoạt"),
        (-204, "bị khoá"),
        (-211, "lượt"),
        (-999, "báo người phát triển"),
    ],
)
def test_a_refusal_of_the_account_says_what_to_mend(asks, platform, code, names):
    refuse(platform, code)

    level, what, to_do = asks(code=1)["Zalo"]

    assert level == "bad"
    assert str(code) in what
    assert names in to_do


def test_a_proof_that_is_demanded_or_wrong_names_the_setting(asks, platform):
    switch(platform, **{"proof.required": True})

    assert "ZALO_APPSECRET_PROOF=1" in asks(code=1)["Zalo"][2]
    proving = replace(SETTINGS, appsecret_proof=True)
    assert "ZALO_APP_SECRET" in str(advice(-242, proving))
    assert "ZALO_APPSECRET_PROOF" not in str(advice(-242, proving))


def test_an_account_without_money_is_told(asks, platform):
    switch(platform, **{"window.zca_linked": False})

    level, _what, to_do = asks(code=1)["Zalo Cloud Account"]

    assert level == "bad"
    assert "nạp tiền" in to_do


def test_a_message_that_zalo_has_and_we_have_not_points_to_the_webhook_key(asks, platform):
    writes(platform, minutes_ago=5)

    level, _what, to_do = asks(code=1)["Webhook"]

    assert level == "bad"
    assert "ZALO_OA_SECRET_KEY" in to_do


def test_a_message_that_may_still_be_on_its_way_is_no_trouble(asks, platform):
    writes(platform, minutes_ago=1)
    assert "Webhook" not in asks()


def test_a_message_that_reached_us_is_no_trouble(asks, platform, store_of):
    writes(platform, minutes_ago=5)
    with store_of() as store:
        at = datetime.now(UTC) - MINUTES_AGO
        store.inbox.keep(event_key="k", name="t", citizen="7", body="{}", received_at=at)

    assert "Webhook" not in asks()


@pytest.mark.parametrize(
    ("code", "names"),
    [(-211, "lượt"), (-221, "xác thực"), (-224, "nâng gói"), (-320, "nạp tiền"), (-242, "PROOF")],
)
def test_letters_that_are_held_say_what_holds_them(looks, store_of, code, names):
    now = datetime.now(UTC)
    with store_of() as store:
        store.letters.put("7", [("Dạ", [])], at=now)
        [letter] = store.letters.claim(now)
        store.letters.again(letter.id, at=now + timedelta(hours=1), error=f"NotTaken {code}")

    level, what, to_do = looks(code=1)["Tin bị Zalo giữ lại"]

    assert level == "bad"
    assert str(code) in what
    assert "1 tin chờ, gửi lại từ" in what
    assert f"{local(now + timedelta(hours=1)):%d/%m/%Y %H:%M}" in what
    assert names in to_do


def test_a_letter_that_waits_for_the_network_is_no_fault_of_the_settings(looks, store_of):
    now = datetime.now(UTC)
    with store_of() as store:
        store.letters.put("7", [("Dạ", [])], at=now)
        [letter] = store.letters.claim(now)
        store.letters.again(letter.id, at=now, error="NothingSent")

    assert "Tin bị Zalo giữ lại" not in looks()


@pytest.mark.parametrize(
    ("kept", "code", "known"),
    [
        ("NotTaken -221", -221, True),
        ("RefreshRefused -14014", -14014, False),
        ("RefreshRefused", None, False),
        ("notice", None, False),
    ],
)
def test_the_code_is_read_from_what_a_letter_keeps(kept, code, known):
    found, meaning = meaning_kept(kept)
    assert (found, meaning is not None) == (code, known)
