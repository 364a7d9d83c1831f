"""Whatever Zalo does, a letter reaches its citizen once, and nobody waits for another's letter."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.deliver import claim_letters, deliver, settle
from bot.handlers.tokens import DatabaseTokenKeeper
from bot.zalo.client import Zalo, new_session
from bot.zalo.payloads import PayloadTooLong
from domain.events import Kind
from storage.database import CallInsideTransaction
from tests.office import ZALO


@pytest.fixture
def office(office_on_zalo):
    return office_on_zalo


@pytest.fixture
def alice(office, platform):
    return platform.new_citizen(office)


@pytest.fixture
def bao(office, platform):
    return platform.new_citizen(office)


def write(office, citizen, *texts: str):
    with office.database.transaction() as store:
        store.letters.put(citizen.id, [(text, []) for text in texts], at=office.now)


def delivered(office, most=16):
    """Send all that is due now; return how many tries there were."""
    tries = 0
    while letters := claim_letters(office.ground, most):
        for letter in letters:
            deliver(office.ground, letter)
            tries += 1
    return tries


def states(citizen):
    return [letter.state for letter in citizen.letters]


def echo(office, citizen, text, msg_id):
    citizen.phone_reports("oa_send_text", msg_id=msg_id, text=text)


def test_letters_arrive_in_the_order_in_which_they_were_written(office, platform, alice):
    write(office, alice, "một", "hai", "ba")

    assert delivered(office) == 3
    assert platform.phone(alice) == ["một", "hai", "ba"]
    assert states(alice) == ["sent"] * 3
    assert all(letter.message_id and letter.sent_at for letter in alice.letters)


def test_buttons_arrive_as_taps_that_say_their_words(office, platform, alice):
    alice.says("đổi bằng")

    delivered(office)

    said = platform.control("GET", f"/citizens/{alice.id}/messages")["messages"][-1]
    assert said["buttons"][0] == {
        "title": "Đồng ý", "type": "oa.query.show", "payload": "Đồng ý"
    }  # fmt: skip


@pytest.mark.parametrize(
    "fault",
    [{"mode": "error_code", "code": -32}, {"mode": "http_500"}, {"mode": "html_502"}],
    ids=lambda fault: fault["mode"],
)
def test_what_zalo_did_not_take_goes_again_later_and_once(office, platform, alice, fault):
    platform.fails(times=1, **fault)
    write(office, alice, "một", "hai")

    assert delivered(office) == 1
    assert states(alice) == ["waiting", "waiting"]
    assert alice.letters[0].next_try_at > office.now
    office.later(minutes=2)
    delivered(office)

    assert platform.phone(alice) == ["một", "hai"]
    assert states(alice) == ["sent", "sent"]


def test_when_the_calls_of_the_minute_are_used_up_nobody_else_is_refused(
    office, platform, alice, bao
):
    platform.fails("error_code", code=-32)
    write(office, alice, "một")
    delivered(office)
    before = len(platform.control("GET", "/ledger")["calls"])
    write(office, bao, "hai")

    office.later(seconds=14)
    assert delivered(office) == 0
    assert len(platform.control("GET", "/ledger")["calls"]) == before
    platform.is_well()
    office.later(seconds=1)
    assert delivered(office) == 1

    assert platform.phone(bao) == ["hai"]
    assert states(alice) == ["waiting"]


def test_a_zalo_that_is_not_there_costs_no_letter(office, platform, alice):
    write(office, alice, "một")
    zalo, nowhere = office.ground.zalo, ZALO
    keeper = DatabaseTokenKeeper(office.database, ZALO.oa_id)
    office.ground = replace(
        office.ground, zalo=Zalo(new_session(), nowhere, keeper, now=lambda: office.now)
    )
    assert delivered(office) == 1
    assert states(alice) == ["waiting"]

    office.ground = replace(office.ground, zalo=zalo)
    office.later(minutes=1)
    delivered(office)

    assert platform.phone(alice) == ["một"]


def test_a_letter_that_zalo_refuses_for_good_is_given_up_for_all_to_see(office, platform, alice):
    platform.fails("error_code", code=-230, times=1)
    write(office, alice, "một", "hai")

    delivered(office)

    assert states(alice) == ["given_up", "sent"]
    assert alice.letters[0].error == "NotTaken -230"
    [event] = office.events(Kind.LETTER_GIVEN_UP)
    assert (event.actor, event.detail) == ("system", {"letter": alice.letters[0].id})
    assert platform.phone(alice) == ["hai"]


@pytest.mark.parametrize("mode", ["reset", "accept_then_timeout"])
def test_a_letter_that_zalo_took_without_saying_so_is_settled_by_its_echo(
    office, platform, alice, mode
):
    platform.fails(mode, times=1, seconds=0.05)
    write(office, alice, "một", "hai")
    delivered(office)
    assert states(alice) == ["unknown", "waiting"]

    echo(office, alice, "một", "from-the-echo")
    delivered(office)

    assert states(alice) == ["sent", "sent"]
    assert alice.letters[0].message_id == "from-the-echo"
    assert platform.phone(alice) == ["một", "hai"]


@pytest.mark.parametrize("mode", ["reset", "accept_then_timeout"])
def test_without_its_echo_a_look_at_the_talk_settles_it_and_nothing_is_sent_twice(
    office, platform, alice, mode
):
    platform.fails(mode, times=1, seconds=0.05)
    write(office, alice, "một", "hai")
    delivered(office)
    office.later(seconds=14)
    assert settle(office.ground) == 0

    office.later(seconds=1)
    assert settle(office.ground) == 1
    delivered(office)

    assert states(alice) == ["sent", "sent"]
    assert platform.phone(alice) == ["một", "hai"]


def test_a_letter_that_never_arrived_goes_again_after_the_look(office, platform, alice):
    platform.fails("reset_before", times=1)
    write(office, alice, "một")
    delivered(office)
    assert states(alice) == ["unknown"]

    office.later(seconds=15)
    settle(office.ground)
    delivered(office)

    assert states(alice) == ["sent"]
    assert platform.phone(alice) == ["một"]


def test_the_same_words_sent_before_do_not_settle_a_letter_that_was_lost(office, platform, alice):
    write(office, alice, "vâng")
    delivered(office)
    platform.fails("reset_before", times=1)
    write(office, alice, "vâng")
    delivered(office)

    office.later(seconds=15)
    settle(office.ground)
    delivered(office)

    assert platform.phone(alice) == ["vâng", "vâng"]


def test_while_the_talk_cannot_be_looked_at_a_letter_stays_unknown_and_is_not_sent(
    office, platform, alice, bao
):
    platform.fails("reset", times=1)
    write(office, alice, "một")
    delivered(office)
    platform.fails("http_500", "read")
    office.later(minutes=5)

    assert settle(office.ground) == 0
    write(office, bao, "một")
    delivered(office)

    assert states(alice) == ["unknown"]
    assert platform.phone(bao) == ["một"]
    platform.is_well()
    assert settle(office.ground) == 1
    assert platform.phone(alice) == ["một"]


def test_an_echo_that_overtakes_the_answer_settles_the_letter_once(office, platform, alice):
    write(office, alice, "một", "hai")
    [letter] = claim_letters(office.ground, 16)

    echo(office, alice, "một", "m1")
    deliver(office.ground, letter)

    assert [one.message_id for one in alice.letters] == ["m1", ""]
    assert delivered(office) == 1


def test_a_person_who_writes_in_zalos_own_tool_settles_no_letter(office, platform, alice):
    platform.fails("reset_before", times=1)
    write(office, alice, "một")
    delivered(office)

    ends = {"sender": {"id": ZALO.oa_id, "admin_id": "7"}, "recipient": {"id": alice.id}}
    alice.sends("oa_send_text", **ends, message={"msg_id": "m", "text": "một"})

    assert [one.state for one in alice.letters if one.author == "bot"] == ["unknown"]


def test_ticks_of_the_phone_are_noted(office, platform, alice):
    write(office, alice, "một")
    delivered(office)
    message_id = alice.letters[0].message_id
    office.later(seconds=3)

    alice.phone_reports("user_received_message", msg_id=message_id)
    alice.phone_reports("user_seen_message", msg_ids=[message_id])

    [letter] = alice.letters
    assert letter.received_at == letter.seen_at == office.now


def test_a_process_that_died_in_the_middle_of_sending_loses_and_doubles_nothing(
    office, platform, alice, bao
):
    write(office, alice, "một")
    write(office, bao, "hai")
    sent, never_sent = claim_letters(office.ground, 16)
    platform.fails("reset", times=1)
    deliver(office.ground, sent)
    with office.database.transaction() as store:
        assert store.letters.orphaned() == 1
    assert never_sent.citizen == bao.id

    office.later(seconds=15)
    settle(office.ground)
    delivered(office)

    assert platform.phone(alice) == ["một"]
    assert platform.phone(bao) == ["hai"]


def test_without_a_restart_a_letter_in_hand_is_left_to_who_has_it(office, platform, alice):
    write(office, alice, "một")
    claim_letters(office.ground, 16)

    office.later(seconds=20)
    assert settle(office.ground) == 0
    office.later(seconds=20)
    assert settle(office.ground) == 1
    assert states(alice) == ["waiting"]


def test_no_call_to_zalo_is_made_inside_a_transaction(office, platform, alice):
    write(office, alice, "một")
    [letter] = claim_letters(office.ground, 16)

    with office.database.transaction(), pytest.raises(CallInsideTransaction):
        deliver(office.ground, letter)
    with office.database.transaction(), pytest.raises(CallInsideTransaction):
        office.ground.zalo.recent_messages(alice.id)

    assert platform.phone(alice) == []


def test_a_letter_that_we_cannot_send_by_a_fault_of_ours_is_given_up(office, platform, alice):
    with office.database.transaction() as store:
        store.letters.put(alice.id, [("một", [{"title": "x", "says": "y" * 1001}])], at=office.now)
    write(office, alice, "hai")

    for _each in range(4):
        with suppress(PayloadTooLong):
            delivered(office)
        office.later(seconds=40)
        settle(office.ground)
    delivered(office)

    assert states(alice) == ["given_up", "sent"]
    assert platform.phone(alice) == ["hai"]
    assert len(office.events(Kind.LETTER_GIVEN_UP)) == 1


def test_letters_wait_while_no_token_can_be_had(office, platform, alice):
    write(office, alice, "một")
    office.later(hours=30)
    platform.fails("http_500", "token")

    delivered(office)
    assert states(alice) == ["waiting"]
    assert alice.letters[0].next_try_at - office.now < timedelta(hours=1)
