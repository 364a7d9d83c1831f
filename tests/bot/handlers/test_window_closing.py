"""A citizen falls silent: the letter is free, billed, a template, or visibly not sent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.deliver import claim_letters, deliver, settle
from domain.events import Kind

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


@pytest.mark.parametrize("code", [-230, -232])
def test_where_the_platform_counts_otherwise_the_template_goes_instead(
    office, platform, alice, code
):
    has_template(office)
    was_silent(office, alice, hours=1)
    platform.fails("error_code", code=code, times=1)

    assert writes(office, alice).state == "sent"
    assert TEMPLATE in platform.phone(alice)[0]


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
        store.letters.goes_as_notice(letter.id)
        store.letters.orphaned()

    office.later(minutes=1)
    settle(office.ground)

    assert [letter.error for letter in alice.letters] == ["notice_unknown"]
