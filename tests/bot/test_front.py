"""The front door: what the platform's console looks for, and what a stranger sees."""

import json
from dataclasses import replace

import pytest

from bot.app import create_app
from tests.office import MONDAY, ZALO, event, signature

PROOF = '<meta name="zalo-platform-site-verification" content="HyoX7Ab_-9">'
SAMPLE = {"text": "This is testing message", "msg_id": "This is message id"}


@pytest.fixture
def front(sqlite_office):
    """Return the service with the code that the console gave."""
    settings = sqlite_office.ground.settings
    zalo = replace(settings.zalo, site_verification="HyoX7Ab_-9")
    ground = replace(sqlite_office.ground, settings=replace(settings, zalo=zalo))
    return create_app(ground).test_client()


def kept(office):
    with office.database.reading() as store:
        return store.inbox.set_aside(), store.letters.oldest_unsent_at(), office.events()


def test_the_first_page_names_the_service_leads_to_the_desk_and_proves_the_domain(front):
    page = front.get("/")

    assert page.status_code == 200
    assert "Đổi Bằng" in page.text
    assert 'href="/desk/' in page.text
    assert PROOF in page.text


def test_without_a_code_the_first_page_proves_nothing(sqlite_office):
    assert "verification" not in create_app(sqlite_office.ground).test_client().get("/").text


def test_the_file_of_the_console_is_given_as_it_was_downloaded(front, sqlite_office):
    words = b"There Is No Limit To What You Can Accomplish\r\n"
    folder = sqlite_office.ground.settings.data_dir
    (folder / "zalo_verifierOTHER.html").write_bytes(words)

    answer = front.get("/zalo_verifierOTHER.html")

    assert answer.data == words
    assert answer.content_type.startswith("text/html")


def test_without_the_file_a_page_with_the_proof_stands_in_for_it(front):
    assert PROOF in front.get("/zalo_verifierHyoX7Ab_-9.html").text


@pytest.mark.parametrize("code", ["wrong", "", "..%2f..%2fdoibang", "a.b", "x" * 300])
def test_no_other_verifier_page_exists(front, code):
    assert front.get(f"/zalo_verifier{code}.html").status_code == 404


def test_a_look_at_the_webhook_in_a_browser_is_harmless(front, sqlite_office):
    before = kept(sqlite_office)

    assert front.get("/webhook/zalo").status_code == 200
    assert kept(sqlite_office) == before


@pytest.mark.parametrize("ours", [True, False], ids=["our recipient", "foreign ids"])
@pytest.mark.parametrize("signed", [True, False], ids=["signed", "unsigned"])
def test_the_consoles_check_gets_its_200(front, sqlite_office, signed, ours):
    raw = sample(ZALO.oa_id if ours else "388613280878800000")
    headers = {"X-ZEvent-Signature": signature(raw)} if signed else {}

    assert front.post("/webhook/zalo", data=raw, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("signed", "recipient"),
    [(signed, to) for signed in (True, False) for to in ("388613280878800000", ZALO.oa_id)],
)
def test_the_consoles_check_changes_nothing(front, sqlite_office, signed, recipient):
    before = kept(sqlite_office)
    raw = sample(recipient)
    headers = {"X-ZEvent-Signature": signature(raw)} if signed else {}

    front.post("/webhook/zalo", data=raw, headers=headers)

    assert kept(sqlite_office) == before
    assert sqlite_office.another_citizen("246845883529197922").letters == []
    with sqlite_office.database.reading() as store:
        assert store.talks.read("246845883529197922") is None


def sample(recipient):
    """Return the sample as one codebase saw it live (platform reference, section 6.2)."""
    raw = event(
        "user_send_text", "246845883529197922", MONDAY, recipient={"id": recipient}, message=SAMPLE
    )
    assert json.loads(raw)["recipient"]["id"] == recipient
    return raw
