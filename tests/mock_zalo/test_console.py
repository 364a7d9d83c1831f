"""What the developer console looks at before it keeps an address: the webhook, and the domain."""

import pytest

from mock_zalo.credentials import Credentials

WHO = Credentials()
PROOF = '<head><meta name="zalo-platform-site-verification" content="C1"></head>'


def test_the_console_check_sends_a_signed_and_an_unsigned_sample(zalo, webhook):
    answer = zalo.do("check", url=webhook.url)

    signed, unsigned = webhook.gets("user_send_text", 2)
    assert signed.event["recipient"]["id"] != WHO.oa_id
    assert signed.event["message"] == {
        "text": "This is testing message",
        "msg_id": "This is message id",
    }
    assert "X-ZEvent-Signature" in signed.headers
    assert "X-ZEvent-Signature" not in unsigned.headers
    assert answer["saved"] is True


def test_the_console_keeps_a_url_only_when_it_answers_200(zalo, webhook):
    webhook.answers = [401]
    answer = zalo.do("check", url=webhook.url + "/new")

    assert answer["saved"] is False
    assert zalo.http.get(f"{zalo.url}/control/webhook").json()["url"] == webhook.url


@pytest.mark.parametrize(
    ("pages", "by"),
    [
        ({"/": PROOF}, "meta"),
        ({"/": "<html>", "/zalo_verifierC1.html": "There Is No Limit"}, "file"),
        ({"/zalo_verifierC1.html": PROOF}, "file"),
        ({"/": PROOF.replace("C1", "C2"), "/zalo_verifierC1.html": ""}, ""),
        ({}, ""),
    ],
)
def test_the_console_finds_the_proof_of_a_domain(zalo, webhook, pages, by):
    webhook.pages = pages

    found = zalo.do("domain", url=webhook.url.removesuffix("/webhook/zalo"), code="C1")

    assert found == {"verified": bool(by), "by": by}


@pytest.mark.parametrize(("how", "path", "code"), [("GET", "nothing", 404), ("GET", "raw", 405)])
def test_a_control_call_that_does_not_exist_is_one_sentence(zalo, how, path, code):
    answer = zalo.http.request(how, f"{zalo.url}/control/{path}")

    assert (answer.status_code, list(answer.json())) == (code, ["error"])
