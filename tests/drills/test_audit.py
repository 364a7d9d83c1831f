"""The program that compares finds each kind of loss and doubling, and shares no code with us."""

import ast
import json
import sys

import pytest

from bot.commands.drill.case import AUDIT, ZERO
from tests.drills.conftest import event, letter

pytestmark = pytest.mark.process


def wrong(day) -> set[str]:
    counts = day.figures()
    return {name for name in ZERO if counts[name]}


def test_a_good_day_has_nothing_wrong(day):
    assert wrong(day) == set()


def test_an_event_that_was_acknowledged_and_not_kept_is_lost(day):
    day.ledger["events"].append(event("thưa", "connect_error", 200))

    assert wrong(day) == {"acknowledged_lost"}


def test_an_event_that_was_never_acknowledged_is_not_lost(day):
    day.ledger["events"].append(event("thưa", "connect_error"))

    assert wrong(day) == set()


def test_an_event_kept_and_answered_twice_is_an_effect_doubled(day):
    day.keeps("chào", 2)
    day.writes("Em chào", 2)
    day.ledger["letters"].append(letter("Em chào"))
    assert wrong(day) == {"kept_twice"}
    day.writes("Em chào", 3)
    day.ledger["letters"].append(letter("Em chào"))

    assert wrong(day) == {"kept_twice", "answers_doubled"}


def test_two_lines_of_a_moment_share_an_answer_but_leave_no_room_for_another(day):
    day.keeps("em ơi", 2)
    day.keeps("đổi bằng", 3)
    day.writes("Em nghe", 3)
    day.ledger["letters"].append(letter("Em nghe"))
    assert wrong(day) == set()
    day.writes("Em nghe", 4)
    day.ledger["letters"].append(letter("Em nghe"))

    assert wrong(day) == {"answers_doubled"}


def test_a_picture_is_answered_once_it_was_fetched(day):
    day.keeps("ảnh", 2)
    day.sql("UPDATE inbox SET name = 'user_send_image' WHERE body = 'ảnh'")
    day.writes("Em nhận được ảnh rồi ạ", 5)
    day.ledger["letters"].append(letter("Em nhận được ảnh rồi ạ"))

    assert wrong(day) == set()


def test_two_letters_of_one_answer_are_one_answer(day):
    day.writes("Câu hỏi", 1)
    day.ledger["letters"].append(letter("Câu hỏi"))

    assert wrong(day) == set()


def test_a_message_with_no_answer_after_it_is_missing_one(day):
    day.keeps("alo?", 5)

    assert wrong(day) == {"answers_missing"}


@pytest.mark.parametrize("state", ["kept", "set_aside"])
def test_a_message_that_could_not_be_answered_is_seen(day, state):
    day.sql("UPDATE inbox SET state = ?", state)

    assert wrong(day) == {"unanswered"}


def test_a_letter_that_is_not_on_the_phone_is_lost(day):
    day.ledger["letters"].clear()

    assert wrong(day) == {"letters_lost"}


def test_a_letter_that_is_twice_on_the_phone_is_doubled(day):
    day.ledger["letters"] *= 2

    assert wrong(day) == {"letters_doubled"}


def test_letters_in_another_order_than_written_are_seen(day):
    day.writes("Câu hỏi", 1)
    day.ledger["letters"].insert(0, letter("Câu hỏi"))

    assert wrong(day) == {"talks_out_of_order"}


ROWS = {
    "elements": [{"title": "Câu hỏi", "subtitle": "ạ"}, {"title": "1. Có"}],
    "buttons": [{"title": "2. Không"}],
}


def as_list(**changed) -> dict:
    return letter("") | {"kind": "list"} | ROWS | changed


def test_a_list_on_the_phone_is_the_letter_that_carries_its_rows(day):
    day.writes("Câu hỏi ạ, 1. Có 2. Không", 1, carries=json.dumps({"type": "list"} | ROWS))
    day.ledger["letters"].append(as_list())
    assert wrong(day) == set()

    day.ledger["letters"][-1] = as_list(buttons=[{"title": "2. Thôi"}])
    assert wrong(day) == {"letters_lost", "letters_doubled"}

    day.ledger["letters"][-1:] = [as_list(), letter("Câu hỏi ạ, 1. Có 2. Không")]
    assert wrong(day) == {"letters_doubled"}


@pytest.mark.parametrize(
    ("state", "count"), [("unknown", "letters_unsettled"), ("given_up", "letters_given_up")]
)
def test_a_letter_that_did_not_end_well_is_seen(day, state, count):
    day.sql("UPDATE letters SET state = ?", state)

    assert wrong(day) == {count}


def test_a_second_receipt_of_one_dossier_is_doubled(day):
    day.sql(
        "INSERT INTO events (at, kind, actor, dossier, office, channel, procedure, reason,"
        ' "before", "after", outcome, undoes, detail) SELECT at, kind, actor, dossier, office,'
        ' channel, procedure, reason, "before", "after", outcome, undoes, detail FROM events'
    )

    assert wrong(day) == {"receipts_doubled"}


def test_a_code_told_on_the_phone_without_its_dossier_is_lost(day):
    day.sql("DELETE FROM dossiers")

    assert wrong(day) == {"dossiers_lost", "receipts_doubled"}


def test_a_slot_that_counts_a_seat_nobody_sits_on_is_wrong(day):
    day.sql(
        "INSERT INTO slots (office, starts_at, capacity, taken)"
        " VALUES ('pleiku', '2026-11-24 01:00:00', 2, 1)"
    )

    assert wrong(day) == {"seats_wrong"}


def test_only_tries_while_the_service_was_up_count_for_its_speed(day):
    day.ledger["events"] = [
        event("chào", 200, seconds=0.2, at=101.0),
        event("chào", 200, seconds=1.5, at=101.9),
        event("chào", "timeout", seconds=2.0, at=103.0),
        event("chào", 500, seconds=0.1, at=104.0),
    ]

    counts = day.figures(up=[[100.0, 110.0]])

    assert counts["acks"] == 4
    assert counts["ack_worst_ms"] == 2000.0
    assert counts["answers_5xx"] == 1
    assert day.figures(up=[[100.0, 102.0]])["ack_worst_ms"] == 1500.0
    assert day.figures(up=[[100.0, 100.9]])["acks"] == 0


def test_it_imports_nothing_of_ours():
    tree = ast.parse(AUDIT.read_text(encoding="utf-8"))
    plain = [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    named = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    brought = {name.name for node in plain for name in node.names} | set(named)

    assert brought <= sys.stdlib_module_names | {"psycopg"}
