"""A citizen falls silent: the letter is free, billed, a template, or visibly not sent."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.deliver import claim_letters, deliver, settle
from bot.handlers.templates_out import tracking_id
from desk.talk_lines import talk_with
from domain.events import Kind
from domain.zone import local
from storage.letters import NOTICE
from tests.office import ZALO, event

TEMPLATE = "123456"
KNOWN = ["ma_ho_so", "noi_dung"]
LONG = "Bằng lái của chị đã về bưu cục.\n\n" + "Mời chị tới nhận trong giờ làm việc. " * 5


@pytest.fixture
def office(office_on_zalo):
    return office_on_zalo


@pytest.fixture
def alice(office, platform):
    platform.control("PUT", "/switches", json={"template.night": False})
    alice = platform.new_citizen(office)
    yield alice
    platform.control("PUT", "/switches", json={"template.night": True})


def was_silent(office, citizen, **so_long):
    """Put the citizen's last word back; the clock stays, and with it the token of all tests."""
    with office.database.transaction() as store:
        store.talks.interacted(citizen.id, office.now - timedelta(**so_long))


def has_template(office):
    settings = office.ground.settings
    zalo = replace(settings.zalo, notice_template=TEMPLATE)
    office.ground = replace(office.ground, settings=replace(settings, zalo=zalo))


def writes(office, citizen, text=LONG, dossier="ZL-261123-0001"):
    with office.database.transaction() as store:
        store.letters.put(citizen.id, [(text, [])], at=office.now, dossier=dossier)
    for letter in claim_letters(office.ground, 16):
        deliver(office.ground, letter)
    return citizen.letters[-1]


@pytest.mark.parametrize("hours", [1, 49, 167])
def test_within_seven_days_a_letter_goes_as_a_chat(office, platform, alice, hours):
    was_silent(office, alice, hours=hours)

    assert writes(office, alice, "Bằng đã về.").state == "sent"
    assert platform.phone(alice) == ["Bằng đã về."]


def test_after_seven_days_a_letter_is_given_up_with_its_reason(office, platform, alice):
    was_silent(office, alice, days=7)

    letter = writes(office, alice)

    assert (letter.state, letter.error) == ("given_up", "window_closed")
    assert platform.phone(alice) == []
    [event] = office.events(Kind.LETTER_GIVEN_UP)
    assert (event.outcome, event.dossier) == ("window_closed", "ZL-261123-0001")


def test_with_a_template_it_goes_as_one_with_code_and_a_short_line(office, platform, alice):
    has_template(office)
    was_silent(office, alice, days=8)

    letter = writes(office, alice)

    assert (letter.state, letter.error) == ("sent", "")
    assert letter.message_id
    [shown] = platform.phone(alice)
    title, code, words = shown.split("\n")
    assert TEMPLATE in title
    assert code == "ma_ho_so: ZL-261123-0001"
    assert words.startswith("noi_dung: Bằng lái của chị đã về bưu cục. Mời chị")
    assert len(words.removeprefix("noi_dung: ")) <= 100


def test_a_template_is_never_empty_where_there_is_no_dossier(office, platform, alice):
    has_template(office)
    platform.control("PUT", "/switches", json={"template.known": {TEMPLATE: KNOWN}})
    was_silent(office, alice, days=8)

    assert writes(office, alice, dossier="").state == "sent"
    platform.control("PUT", "/switches", json={"template.known": {}})


def test_a_citizen_whose_last_word_nobody_knows_is_written_to(office, platform):
    citizen = platform.new_citizen(office)

    assert writes(office, citizen, "Chào chị.").state == "sent"
    assert platform.phone(citizen) == ["Chào chị."]


def test_a_citizen_who_writes_again_is_chatted_with_again(office, platform, alice):
    was_silent(office, alice, days=8)
    alice.says("xin chào")

    for letter in claim_letters(office.ground, 16):
        deliver(office.ground, letter)

    assert [letter.state for letter in alice.letters] == ["sent"]


@pytest.mark.parametrize("code", [-213, -222, -227, -230, -232, -305, -311])
def test_where_the_platform_counts_otherwise_the_template_goes_instead(
    office, platform, alice, code
):
    has_template(office)
    was_silent(office, alice, hours=1)
    platform.fails("error_code", code=code, times=1)

    assert writes(office, alice).state == "sent"
    assert TEMPLATE in platform.phone(alice)[0]


@pytest.mark.parametrize("code", [-217, -218, -244])
def test_who_blocked_the_account_is_not_written_to_another_way(office, platform, alice, code):
    has_template(office)
    was_silent(office, alice, hours=1)
    platform.fails("error_code", code=code, times=1)

    letter = writes(office, alice)

    assert (letter.state, letter.tried) == ("given_up", "chat")
    assert platform.phone(alice) == []


def test_without_a_template_the_platforms_no_is_the_end_and_says_so(office, platform, alice):
    platform.fails("error_code", code=-230, times=1)

    letter = writes(office, alice)

    assert (letter.state, letter.error) == ("given_up", "NotTaken -230")


def test_a_template_refused_at_night_waits_for_the_morning(office, platform, alice):
    has_template(office)
    platform.fails("error_code", "template", code=-133, times=1)
    was_silent(office, alice, days=8)

    letter = writes(office, alice)

    assert letter.state == "waiting"
    assert letter.next_try_at > office.now


def test_a_template_of_which_nothing_is_heard_is_not_sent_twice(office, platform, alice):
    has_template(office)
    platform.fails("reset", "template", times=1)
    was_silent(office, alice, days=8)
    assert writes(office, alice).state == "unknown"

    office.later(minutes=1)
    settle(office.ground)

    [letter] = alice.letters
    assert (letter.state, letter.error) == ("given_up", "notice_unknown")
    assert len(platform.phone(alice)) == 1


def test_the_echo_of_a_template_settles_it(office, platform, alice):
    has_template(office)
    platform.fails("reset", "template", times=1)
    was_silent(office, alice, days=8)
    writes(office, alice)

    alice.phone_reports("oa_send_template", msg_id="0123456789abcdef0123")

    [letter] = alice.letters
    assert (letter.state, letter.message_id) == ("sent", "0123456789abcdef0123")


def test_a_restart_forgets_not_that_a_letter_went_as_a_template(office, alice):
    with office.database.transaction() as store:
        store.letters.put(alice.id, [("một", [])], at=office.now)
    [letter] = claim_letters(office.ground, 16)
    with office.database.transaction() as store:
        store.letters.goes_as(letter.id, NOTICE)
        store.letters.orphaned()

    office.later(minutes=1)
    settle(office.ground)

    assert [letter.error for letter in alice.letters] == ["notice_unknown"]


@pytest.fixture
def bao(office, platform, alice):
    """Bring somebody who told the office their phone, and has been silent for eight days."""
    made = platform.control("POST", "/citizens", json={"name": ""})
    bao = office.another_citizen(made["user_id"])
    bao.hands_in(phone=made["person"]["phone"])
    with office.database.transaction() as store:
        store.talks.lock(bao.id, office.now)
    was_silent(office, bao, days=8)
    return bao


def test_a_citizen_whose_account_cannot_be_reached_gets_the_template_by_phone(
    office, platform, bao
):
    has_template(office)
    platform.fails("error_code", "template", code=-213, times=1)

    letter = writes(office, bao)

    assert letter.state == "sent"
    assert TEMPLATE in platform.phone(bao)[-1]


def test_what_cannot_be_sent_says_what_was_tried(office, platform, bao):
    has_template(office)
    platform.fails("error_code", "template", code=-118, times=2)

    letter = writes(office, bao)

    assert (letter.state, letter.error) == ("given_up", "NotTaken -118")
    assert letter.tried == "account, phone"
    with office.database.reading() as store:
        said = talk_with(store, bao.id, {})[-1]
    assert "Số này không có Zalo" in str(said.tick_words)
    assert "qua số điện thoại" in str(said.tick_words)


def test_the_receipt_of_a_template_settles_a_letter_sent_by_phone(office, platform, alice):
    has_template(office)
    with office.database.transaction() as store:
        store.letters.put(alice.id, [("một", [])], at=office.now)
    [letter] = claim_letters(office.ground, 16)
    receipt = {"msg_id": "abc", "tracking_id": tracking_id(letter), "delivery_time": stamp(office)}

    for name in (receipt | {"tracking_id": "letter-1-2"}, receipt):
        raw = event("user_received_message", ZALO.oa_id, office.now, message=name)
        said = json.loads(raw) | {"recipient": {"id": "84987654321"}}
        office.arrives(json.dumps(said).encode())

    [letter] = alice.letters
    assert (letter.state, letter.message_id, letter.received_at) == ("sent", "abc", office.now)


def stamp(office):
    return str(int(office.now.timestamp() * 1000))


def test_nobody_gets_a_template_at_night(office, platform, alice):
    has_template(office)
    office.later(hours=14)
    was_silent(office, alice, days=8)

    letter = writes(office, alice)

    assert (letter.state, letter.error) == ("waiting", "night")
    assert local(letter.next_try_at).hour == 6
    assert platform.phone(alice) == []


def test_a_days_quota_that_is_used_up_waits_for_the_next_morning(office, platform, alice):
    has_template(office)
    was_silent(office, alice, days=8)
    platform.fails("error_code", "template", code=-144, times=1)

    letter = writes(office, alice)

    assert letter.state == "waiting"
    assert local(letter.next_try_at).date() == local(office.now).date() + timedelta(days=1)
    assert "error" in [line["level"] for line in office.log.lines]
    with office.database.reading() as store:
        assert "sáng mai" in str(talk_with(store, alice.id, {})[-1].tick_words)
