"""A consent becomes one kept pair, or nothing at all."""

from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from bot.zalo.errors import NothingSent
from bot.zalo.grant import GrantRefused, OtherAccount, challenge, consent_link, new_verifier

OURS = {"json": {"error": 0, "data": {"oa_id": "388613280878808645", "name": "Đổi Bằng"}}}


@pytest.fixture
def unconnected(office):
    office.drawer.kept = None
    return office


def account(office, **answer):
    return office.platform_says("/v2.0/oa/getoa", method="GET", **(answer or OURS))


def test_the_challenge_is_that_of_the_reference():
    verifier = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"

    assert challenge(verifier) == "RqIZl4LIgn8KxW9QO-nTnv7pf0CnNrksx9fF-CXP2FE"


def test_each_consent_has_a_verifier_of_its_own_with_43_characters():
    made = {new_verifier() for _turn in range(50)}

    assert len(made) == 50
    assert {len(verifier) for verifier in made} == {43}


def test_the_link_shows_the_challenge_and_never_the_verifier(office):
    verifier = new_verifier()
    back = "https://doibang.example.vn/zalo/callback?a=1&b=2"

    link = consent_link(office.settings, redirect_uri=back, state="st", verifier=verifier)

    assert link.startswith("https://oauth.zaloapp.com/v4/oa/permission?")
    assert parse_qs(urlsplit(link).query) == {
        "app_id": ["360846524940903967"],
        "redirect_uri": [back],
        "code_challenge": [challenge(verifier)],
        "state": ["st"],
    }
    assert verifier not in link


def test_a_code_is_traded_with_its_verifier_and_the_app_secret(unconnected):
    unconnected.platform_issues("first", "refresh")
    account(unconnected)

    unconnected.zalo().connect("the-code", verifier="the-verifier")

    asked = unconnected.asked[0]
    assert asked.headers["secret_key"] == "test_app_secret"
    assert dict(parse_qsl(asked.body)) == {
        "code": "the-code",
        "app_id": "360846524940903967",
        "grant_type": "authorization_code",
        "code_verifier": "the-verifier",
    }
    assert unconnected.drawer.written == [unconnected.pair("first", "refresh")]


@pytest.mark.parametrize("code", [-14002, -14003, -14010, -14014, "-14014"])
def test_a_refused_code_keeps_nothing_and_says_why(office, code):
    office.platform_refuses_refresh(json={"error": code, "error_name": "as told"})

    with pytest.raises(GrantRefused, match=str(code)) as refused:
        office.zalo().connect("used", verifier="v")

    assert str(code) in str(refused.value.show)
    assert office.drawer.written == []


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        ({"body": b""}, GrantRefused),
        ({"json": {"access_token": "a", "expires_in": "90000"}}, GrantRefused),
        ({"json": {"refresh_token": "r"}}, NothingSent),
        ({"body": "<html>", "status": 502}, NothingSent),
    ],
    ids=["empty", "no refresh token", "no access token", "gateway"],
)
def test_an_answer_without_a_whole_pair_keeps_nothing(office, answer, raised):
    office.platform_refuses_refresh(**answer)

    with pytest.raises(raised):
        office.zalo().connect("code", verifier="v")

    assert office.drawer.written == []


def test_the_tokens_of_another_account_are_not_kept(office):
    office.platform_issues()
    account(office, json={"error": 0, "data": {"oa_id": "999999999999999999"}})

    with pytest.raises(OtherAccount) as refused:
        office.zalo().connect("code", verifier="v")

    assert "999999999999999999" in str(refused.value.show)
    assert office.drawer.written == []


def test_a_platform_that_cannot_say_whose_the_tokens_are_is_believed(unconnected):
    unconnected.platform_issues("first", "refresh")
    account(unconnected, json={"error": -224, "message": "upgrade"})

    unconnected.zalo().connect("code", verifier="v")

    assert unconnected.drawer.kept.access == "first"
