"""The life of tokens: single use, rotation, expiry, and what a wrong call gets (section 9)."""

from base64 import b64encode, urlsafe_b64encode
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import pytest

from mock_zalo.oauth import challenge

HOUR = 3600
VERIFIER = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"
CALLBACK = "http://127.0.0.1:9/callback?keep=1"
APP = "360846524940903967"


def test_a_pair_lives_twenty_five_hours_written_as_a_string(zalo):
    pair = zalo.refresh(zalo.refresh_token).json()

    assert pair["expires_in"] == "90000"
    assert set(pair) == {"access_token", "refresh_token", "expires_in"}


def test_a_used_refresh_token_gets_an_empty_body(zalo):
    answer = zalo.refresh()

    assert (answer.status_code, answer.content) == (200, b"")


def test_a_used_refresh_token_can_get_an_error_instead(zalo):
    zalo.switch(token__reused="-14014")

    assert zalo.refresh().json()["error"] == -14014


def test_an_unknown_refresh_token_is_an_error_without_tokens(zalo):
    answer = zalo.refresh("invented").json()

    assert answer["error"] == -14014
    assert answer["error_name"] == "Invalid refresh token."
    assert "access_token" not in answer


def test_the_error_can_be_a_string(zalo):
    zalo.switch(token__error_type="string")

    assert zalo.refresh("invented").json()["error"] == "-14014"


def test_a_wrong_secret_or_app_spends_nothing(zalo):
    wrong = zalo.refresh(zalo.refresh_token, app_id="1").json()
    assert wrong["error"] == -14002

    zalo.sign_in()


def test_the_old_access_token_dies_with_the_new_one(zalo, citizen):
    old = zalo.token
    zalo.sign_in()

    assert zalo.send(citizen, "a").json()["error"] == 0
    assert zalo.send(citizen, "a", access_token=old).json()["error"] == -216


def test_the_old_access_token_can_be_made_to_live_on(zalo, citizen):
    zalo.switch(token__old_dies=False)
    old = zalo.token
    zalo.sign_in()

    assert zalo.send(citizen, "a", access_token=old).json()["error"] == 0


def test_no_token_and_an_invented_one_are_invalid(zalo, citizen):
    assert zalo.send(citizen, "a", access_token="").json()["error"] == -216
    assert zalo.send(citizen, "a", access_token="invented").json()["error"] == -216


def test_a_token_expires_with_the_clock(zalo, citizen):
    zalo.do("clock", advance_seconds=24.9 * HOUR)
    assert zalo.send(citizen, "a").json()["error"] == 0

    zalo.do("clock", advance_seconds=0.2 * HOUR)
    assert zalo.send(citizen, "a").json()["error"] == -220


def test_the_live_token_can_be_made_to_lapse_at_once(zalo, citizen):
    zalo.do("token/expire")

    assert zalo.send(citizen, "a").json()["error"] == -220
    zalo.sign_in()
    assert zalo.send(citizen, "a").json()["error"] == 0


def test_a_refresh_token_lapses_after_three_months(zalo):
    zalo.do("clock", advance_seconds=91 * 24 * HOUR)

    assert zalo.refresh(zalo.refresh_token).json()["error"] == -14014


def test_an_answer_may_lack_the_refresh_token_and_the_old_one_lives_on(zalo):
    zalo.switch(token__rotates=False, token__expires_in_type="number")
    first = zalo.refresh(zalo.refresh_token).json()
    second = zalo.refresh(zalo.refresh_token).json()

    assert "refresh_token" not in first
    assert first["expires_in"] == 90_000
    assert second["access_token"] != first["access_token"]


def consent(zalo, **more):
    asked = {"app_id": APP, "redirect_uri": CALLBACK, "state": "s1", **more}
    return zalo.http.post(f"{zalo.url}/v4/oa/permission", params=asked, allow_redirects=False)


def by_code(zalo, code, verifier):
    return zalo.http.post(
        f"{zalo.url}/v4/oa/access_token",
        data={
            "code": code,
            "app_id": APP,
            "grant_type": "authorization_code",
            "code_verifier": verifier,
        },
        headers={"secret_key": "test_app_secret"},
    ).json()


def test_consent_sends_the_admin_back_with_a_code_that_works_once(zalo, citizen):
    went = urlsplit(consent(zalo, code_challenge=challenge(VERIFIER)).headers["Location"])
    query = {key: values[0] for key, values in parse_qs(went.query).items()}

    assert (query["keep"], query["state"], query["oa_id"]) == ("1", "s1", "388613280878808645")
    pair = by_code(zalo, query["code"], VERIFIER)
    assert zalo.send(citizen, "a", access_token=pair["access_token"]).json()["error"] == 0
    assert by_code(zalo, query["code"], VERIFIER)["error"] == -14012


def test_a_code_needs_its_verifier_and_lapses_after_ten_minutes(zalo):
    went = urlsplit(consent(zalo, code_challenge=challenge(VERIFIER)).headers["Location"])
    code = parse_qs(went.query)["code"][0]

    assert by_code(zalo, code, "another")["error"] == -14010
    zalo.do("clock", advance_seconds=601)
    assert by_code(zalo, code, VERIFIER)["error"] == -14012


def test_a_challenge_that_was_made_in_another_way_opens_nothing(zalo):
    digest = sha256(VERIFIER.encode()).digest()
    padded, plain = urlsafe_b64encode(digest).decode(), b64encode(digest).decode().rstrip("=")
    assert plain != challenge(VERIFIER)
    of_hex = urlsafe_b64encode(digest.hex().encode()).decode().rstrip("=")
    for wrong in (padded, plain, digest.hex(), of_hex, VERIFIER):
        went = urlsplit(consent(zalo, code_challenge=wrong).headers["Location"])
        code = parse_qs(went.query)["code"][0]
        assert by_code(zalo, code, VERIFIER)["error"] == -14010


def test_a_challenge_fixed_in_the_console_is_the_only_one_that_counts(zalo):
    zalo.switch(consent__challenge=challenge(VERIFIER))
    went = urlsplit(consent(zalo, code_challenge=challenge("another")).headers["Location"])
    query = parse_qs(went.query)

    assert query["code_challenge"] == [challenge(VERIFIER)]
    assert by_code(zalo, query["code"][0], "another")["error"] == -14010
    assert "access_token" in by_code(zalo, query["code"][0], VERIFIER)


def test_somebody_else_can_have_used_the_refresh_token(zalo):
    zalo.do("token/spend")

    assert zalo.refresh(zalo.refresh_token).content == b""


def test_a_callback_that_is_not_registered_is_refused(zalo):
    zalo.switch(consent__redirects=["http://127.0.0.1:9/another"])

    assert consent(zalo).json()["error"] == -14003


@pytest.mark.parametrize("field", ["app_id", "redirect_uri"])
def test_a_consent_link_with_a_wrong_field_says_so(zalo, field):
    answer = consent(zalo, **{field: "invented"}).json()

    assert answer["error"] in {-14002, -14003}
