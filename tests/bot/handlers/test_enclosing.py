"""A letter carries a picture or a document, uploaded once and used until Zalo forgets it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.handlers.deliver import claim_letters, deliver, settle
from bot.handlers.enclosures import Enclosure, enclose
from bot.handlers.erase import erase
from domain.dossier import NotAllowedNow

PNG = b"\x89PNG\r\n\x1a\n" + b"picture" * 20
PDF = b"%PDF-1.7 " + b"words " * 20


@pytest.fixture
def office(office_on_zalo):
    return office_on_zalo


@pytest.fixture
def alice(office, platform):
    return platform.new_citizen(office)


def sends(office):
    for letter in claim_letters(office.ground, 16):
        deliver(office.ground, letter)


def test_a_picture_and_a_document_reach_the_phone_in_their_order(office, platform, alice):
    enclose(office.ground, alice.id, PNG, name="so-do.png", text="Đường tới bưu cục ạ.")
    enclose(office.ground, alice.id, PDF, name="giay-hen.pdf", text="Giấy hẹn của anh/chị ạ.")

    for _ in range(3):
        sends(office)

    assert [letter.state for letter in alice.letters] == ["sent"] * 3
    shown = platform.control("GET", f"/citizens/{alice.id}/messages")["messages"]
    kinds = [one["kind"] for one in shown if one["from"] == "office"]
    assert kinds == ["image", "text", "file"]
    assert platform.phone(alice)[0] == "Đường tới bưu cục ạ."


def test_an_upload_is_used_again_until_zalo_forgets_it(office, platform, alice):
    enclose(office.ground, alice.id, PNG, name="so-do.png")
    platform.fails("error_code", code=-200, times=1)
    sends(office)
    first = handle(office, alice)
    office.later(seconds=10)
    platform.fails("error_code", code=-100, times=1)
    sends(office)
    forgotten = handle(office, alice)
    office.later(seconds=10)
    sends(office)

    assert first
    assert forgotten == ""
    assert handle(office, alice) not in ("", first)
    assert [letter.state for letter in alice.letters] == ["sent"]


def handle(office, alice):
    [upload] = {Enclosure.of(letter).upload for letter in alice.letters}
    with office.database.reading() as store:
        return store.uploads.handle(upload, since=office.now.replace(year=2000))


def test_the_same_picture_is_uploaded_once_for_everybody_until_it_lapses(office, platform, alice):
    bao = platform.new_citizen(office)
    for citizen in (alice, bao):
        enclose(office.ground, citizen.id, PNG, name=f"{citizen.id}.png", text="Đường tới bưu cục.")
        sends(office)
    assert handle(office, alice) == handle(office, bao) != ""

    first = handle(office, alice)
    with office.database.transaction() as store:
        long_ago = office.now - timedelta(days=6, hours=13)
        store.uploads.note(Enclosure.of(alice.letters[0]).upload, first, at=long_ago)
    enclose(office.ground, bao.id, PNG, name="so-do.png")
    sends(office)

    assert handle(office, bao) not in ("", first)
    assert {letter.state for letter in (*alice.letters, *bao.letters)} == {"sent"}


@pytest.mark.parametrize(("name", "content"), [("b.pdf", PDF), ("a.pdf", PDF + b"!")])
def test_another_name_or_content_is_another_document(office, alice, name, content):
    for each in (("a.pdf", PDF), (name, content)):
        enclose(office.ground, alice.id, each[1], name=each[0])

    assert len({Enclosure.of(letter).upload for letter in alice.letters}) == 2


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ" + PDF, "x.exe"),
        (b"", "x.pdf"),
        (PNG * 10_000, "x.png"),
        (b"BEGIN:VCALENDAR", "x.ics"),
    ],
)
def test_what_zalo_would_not_take_is_refused_at_once(sqlite_office, content, name):
    with pytest.raises(NotAllowedNow, match="Zalo chỉ nhận"):
        enclose(sqlite_office.ground, "1", content, name=name)
    assert sqlite_office.citizen.letters == []


def test_a_picture_of_which_nothing_is_heard_is_not_sent_twice(office, platform, alice):
    enclose(office.ground, alice.id, PNG, name="so-do.png")
    platform.fails("reset", times=1)
    sends(office)
    assert alice.letters[0].state == "unknown"

    office.later(minutes=1)
    settle(office.ground)

    assert (alice.letters[0].state, alice.letters[0].error) == ("given_up", "enclosure_unknown")
    assert len(platform.phone(alice)) == 1


def test_its_echo_settles_it(office, platform, alice):
    enclose(office.ground, alice.id, PNG, name="so-do.png")
    platform.fails("reset", times=1)
    sends(office)

    alice.phone_reports("oa_send_image", msg_id="0123456789abcdef0123")

    assert (alice.letters[0].state, alice.letters[0].message_id) == ("sent", "0123456789abcdef0123")


def test_who_dies_before_the_picture_left_sends_it_again(office, platform, alice):
    enclose(office.ground, alice.id, PNG, name="so-do.png")
    claim_letters(office.ground, 16)
    office.later(minutes=1)
    settle(office.ground)

    sends(office)

    assert [letter.state for letter in alice.letters] == ["sent"]
    assert len(platform.phone(alice)) == 1


def test_an_erasure_takes_what_was_sent_along(office, platform, alice):
    enclose(office.ground, alice.id, PNG, name="so-do.png")
    sends(office)
    folder = office.ground.settings.data_dir / "pictures"
    assert list(folder.glob("*.locked"))

    assert handle(office, alice)
    [carried] = alice.letters
    erase(office.ground, alice.id, actor="staff:an", told=False)

    assert list(folder.glob("*.locked")) == []
    with office.database.reading() as store:
        upload = Enclosure.of(carried).upload
        assert store.uploads.handle(upload, since=office.now.replace(year=2000)) == ""
