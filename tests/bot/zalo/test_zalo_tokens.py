"""One refresh at a time, committed before use, never overwritten by an error."""

from datetime import timedelta
from threading import Barrier, Thread
from urllib.parse import parse_qsl

import pytest
import requests

from bot.zalo.errors import NothingSent, NotTaken, RefreshRefused
from bot.zalo.tokens import LIFETIME, Tokens, issued

TAKEN = {"json": {"error": 0, "message": "Success", "data": {"name": "Đổi Bằng"}}}


def getoa(office, **answer):
    return office.platform_says("/v2.0/oa/getoa", method="GET", **(answer or TAKEN))


def refusal(code):
    return {"json": {"error": code, "message": "as told"}}


def tokens_used(office):
    return [asked.headers.get("access_token") for asked in office.asked if asked.method == "GET"]


def refreshes(office):
    return [asked for asked in office.asked if "oauth" in asked.url]


def test_a_young_token_is_used_as_it_is(office):
    getoa(office)
    office.zalo().official_account()
    assert tokens_used(office) == ["access-1"]


def test_the_refresh_call_is_a_form_with_the_app_secret_in_its_header(office):
    office.platform_issues()
    getoa(office)
    office.hours_later(26)
    office.zalo().official_account()

    [asked] = refreshes(office)
    assert asked.headers["secret_key"] == "test_app_secret"
    assert dict(parse_qsl(asked.body)) == {
        "refresh_token": "refresh-1",
        "app_id": "360846524940903967",
        "grant_type": "refresh_token",
    }
    assert tokens_used(office) == ["access-2"]


def test_at_twenty_hours_the_pair_is_refreshed_ahead_of_time(office):
    zalo = office.zalo()
    office.hours_later(19.99)
    assert zalo.refresh_if_due() is False

    office.platform_issues()
    office.hours_later(0.02)
    assert zalo.refresh_if_due() is True
    assert office.drawer.kept == Tokens(
        "access-2", "refresh-2", office.now, office.now + timedelta(hours=25)
    )


def test_sending_at_twenty_hours_refreshes_too(office):
    office.platform_issues()
    getoa(office)
    office.hours_later(20)
    office.zalo().official_account()
    assert tokens_used(office) == ["access-2"]


def test_a_failed_refresh_ahead_of_time_stops_nobody_and_is_not_repeated_at_once(office):
    office.platform_refuses_refresh(status=500)
    getoa(office)
    office.hours_later(21)
    zalo = office.zalo()

    zalo.official_account()
    zalo.official_account()

    assert tokens_used(office) == ["access-1", "access-1"]
    assert len(refreshes(office)) == 1
    with pytest.raises(NothingSent):
        zalo.refresh_if_due()


def test_the_new_pair_is_committed_before_it_is_used(office):
    office.platform_issues()
    office.platform.add_callback(
        "GET",
        "https://openapi.zalo.me/v2.0/oa/getoa",
        lambda asked: (
            200,
            {},
            '{"error":0}' if office.drawer.kept.access == asked.headers["access_token"] else "",
        ),
    )
    office.hours_later(26)
    office.zalo().official_account()
    assert tokens_used(office) == ["access-2"]


@pytest.mark.parametrize("code", [-216, -220, "-216"])
def test_a_refused_token_is_refreshed_once_and_the_call_made_again(office, code):
    getoa(office, **refusal(code))
    office.platform_issues()
    getoa(office)

    office.zalo().official_account()

    assert tokens_used(office) == ["access-1", "access-2"]
    assert len(refreshes(office)) == 1


def test_a_token_that_the_template_host_refuses_is_refreshed_once_and_the_template_sent_once(
    office,
):
    url = f"{office.settings.business_url}/message/template"
    office.platform.post(url, **refusal(-124))
    office.platform_issues()
    office.platform.post(url, json={"error": 0, "data": {"msg_id": "m1"}})

    sent = office.zalo().notify_by_phone("84905123456", "1", {}, tracking_id="t1")

    assert sent.message_id == "m1"
    sending = [one for one in office.asked if one.url == url]
    assert [one.headers["access_token"] for one in sending] == ["access-1", "access-2"]
    assert len(refreshes(office)) == 1


def test_a_token_refused_again_is_an_error_and_uses_up_no_more_pairs(office):
    getoa(office, **refusal(-216))
    office.platform_issues()
    zalo = office.zalo()

    for _ in range(3):
        with pytest.raises(NotTaken) as error:
            zalo.official_account()
        assert (error.value.code, error.value.again) == (-216, True)
    assert len(refreshes(office)) == 1


def test_after_the_wait_for_the_lock_a_pair_somebody_else_made_is_taken(office):
    getoa(office, **refusal(-216))
    getoa(office)
    theirs = office.pair("access-9", "refresh-9")
    office.drawer.before_waiting_ends = lambda: setattr(office.drawer, "kept", theirs)

    office.zalo().official_account()

    assert tokens_used(office) == ["access-1", "access-9"]
    assert refreshes(office) == []


def test_many_threads_with_a_dead_token_refresh_once(office):
    office.platform_issues()
    getoa(office)
    office.hours_later(26)
    zalo, together = office.zalo(), Barrier(6)

    def call():
        together.wait()
        zalo.official_account()

    threads = [Thread(target=call) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refreshes(office)) == 1
    assert tokens_used(office) == ["access-2"] * 6


def test_the_first_pair_comes_from_the_refresh_token_of_the_settings(office):
    office.drawer.kept = None
    office.platform_issues()
    getoa(office)
    office.zalo().official_account()

    assert "from-the-settings" in refreshes(office)[0].body
    assert office.drawer.kept.access == "access-2"


def test_without_any_refresh_token_a_person_is_needed_and_nothing_is_asked(office):
    office.drawer.kept = None
    with pytest.raises(RefreshRefused):
        office.zalo(refresh_token="").official_account()
    assert office.asked == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"json": {"error": -14014, "error_name": "Invalid refresh token."}}, -14014),
        ({"json": {"error": "-14014", "error_name": "Invalid refresh token."}}, -14014),
        ({"json": {"error": -14002, "access_token": "x", "refresh_token": "y"}}, -14002),
        ({"json": {"error": "no number"}}, None),
        ({"body": b""}, None),
        ({"body": b" \n"}, None),
    ],
)
def test_a_refused_refresh_calls_a_person_and_leaves_the_kept_pair(office, answer, code):
    office.platform_refuses_refresh(**answer)
    office.hours_later(26)
    before = office.drawer.kept

    with pytest.raises(RefreshRefused) as error:
        office.zalo().official_account()

    assert (error.value.code, error.value.alert, error.value.again) == (code, True, True)
    assert (office.drawer.kept, office.drawer.written) == (before, [])


def test_a_refused_refresh_token_is_not_tried_with_every_letter(office):
    office.platform_refuses_refresh(body=b"")
    office.hours_later(26)
    zalo = office.zalo()
    for _ in range(5):
        with pytest.raises(RefreshRefused):
            zalo.official_account()
    assert len(refreshes(office)) == 1

    office.hours_later(0.1)
    with pytest.raises(RefreshRefused):
        zalo.official_account()
    assert len(refreshes(office)) == 2


def test_a_new_consent_ends_the_refusal_at_once(office):
    office.platform_refuses_refresh(body=b"")
    getoa(office)
    office.hours_later(26)
    zalo = office.zalo()
    with pytest.raises(RefreshRefused):
        zalo.official_account()

    office.drawer.kept = office.pair("access-7", "refresh-7")
    zalo.official_account()
    assert tokens_used(office) == ["access-7"]


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 500},
        {"status": 502, "body": "<html>Bad Gateway</html>"},
        {"status": 504},
        {"body": "<html>bảo trì</html>"},
        {"body": '{"access_token":'},
        {"json": {"message": "neither"}},
        {"json": {"access_token": "", "refresh_token": "y"}},
        {"json": {"access_token": "a\nb", "refresh_token": "y"}},
        {"json": {"error": 0, "access_token": 5}},
        {"body": requests.ReadTimeout()},
        {"body": requests.ConnectionError("reset")},
    ],
)
def test_trouble_at_the_token_host_is_tried_again_and_stores_nothing(office, answer):
    office.platform_refuses_refresh(**answer)
    office.hours_later(26)
    with pytest.raises(NothingSent):
        office.zalo().official_account()
    assert office.drawer.written == []


def test_a_rate_limit_at_the_token_host_is_no_refusal(office):
    office.platform_refuses_refresh(json={"error": -32})
    office.hours_later(26)
    with pytest.raises(NotTaken) as error:
        office.zalo().official_account()
    assert (error.value.again, error.value.alert) == (True, False)


@pytest.mark.parametrize(
    ("expires_in", "lifetime"),
    [
        ("90000", LIFETIME),
        (90000, LIFETIME),
        ("3600", timedelta(hours=1)),
        (None, LIFETIME),
        ("soon", LIFETIME),
        ("0", LIFETIME),
        (-5, LIFETIME),
        ("9" * 5000, LIFETIME),
        (10**30, timedelta(days=365)),
        (float("inf"), LIFETIME),
    ],
)
def test_a_lifetime_is_read_as_string_or_number(office, expires_in, lifetime):
    said = {"access_token": "a", "refresh_token": "r", "expires_in": expires_in}
    pair = issued(said, old_refresh="old", at=office.now)
    assert pair.expires_at - pair.issued_at == lifetime


def test_without_a_new_refresh_token_the_old_one_stays(office):
    office.platform_issues(refresh=None)
    office.hours_later(20)
    office.zalo().refresh_if_due()
    assert office.drawer.kept.refresh == "refresh-1"


def test_the_refresh_is_guarded_like_every_request(office):
    office.hours_later(26)
    office.in_a_transaction = True
    with pytest.raises(AssertionError):
        office.zalo().official_account()
    assert office.asked == []


def test_secrets_are_not_shown(office):
    shown = f"{office.drawer.kept!r} {office.settings!r}"
    hidden = ("access-1", "refresh-1", "test_app_secret", "test_oa_secret_key", "from-the-settings")
    assert not [secret for secret in hidden if secret in shown]
