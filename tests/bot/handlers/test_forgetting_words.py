"""What citizens wrote and were written has an end, and the figures stay."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.handlers.erase import erase, erase_withdrawn
from bot.handlers.forget_words import forget_files, forget_words
from bot.handlers.receive import take_in
from bot.handlers.reporting import read_report
from bot.zalo.events import decode
from domain.dossier import DossierState
from domain.events import Kind
from domain.periods import Period
from domain.rule_file import RULES_FILE, parse_settings
from domain.words import Text
from domain.zone import local_date
from scheduler.draining import drain_spool
from tests.bot.handlers.test_erasing import HER, everything
from tests.office import ZALO, event, new_message_id

UNFINISHED, TALK, DOSSIER = 60, 180, 730
SHORTER = """
[[keeping]]
unused_picture_days = 1
picture_days = 2
unfinished_days = 3
talk_days = 4
sent_back_days = 4
dossier_days = 5
source = "cách làm của bưu cục"
confidence = "guess"
"""


def has_words(office) -> bool:
    """Whether anything that she wrote, or was written, is still there."""
    with office.database.reading() as store:
        return bool(store.inbox.of(office.citizen.id) or store.letters.of(office.citizen.id))


@pytest.mark.parametrize(("days", "gone"), [(UNFINISHED - 1, 0), (UNFINISHED + 1, 1)])
def test_an_abandoned_form_goes_with_everything_that_was_said(office, days, gone):
    office.citizen.says("đổi bằng", "Đồng ý", "1", "A1, 064190000123")

    office.later(days=days)

    assert forget_words(office.ground) == gone
    assert has_words(office) is not bool(gone)
    assert (office.citizen.id in everything(office)) is not bool(gone)
    assert len(office.events(Kind.DATA_FORGOTTEN)) == gone


def test_who_comes_back_in_time_keeps_their_form_and_who_comes_late_is_new(office):
    alice = office.citizen.says("đổi bằng", "Đồng ý", "1")
    office.later(days=UNFINISHED - 5)
    alice.says("A1")
    office.later(days=UNFINISHED - 5)
    assert forget_words(office.ground) == 0
    assert alice.talk.form == "exchange"

    office.later(days=6)
    forget_words(office.ground)

    assert alice.talk.form is None
    alice.says("xin chào")
    assert alice.letters


def test_a_talk_goes_some_months_after_the_dossier_ended_and_the_dossier_after_years(office):
    alice = office.citizen.says("xin chào")
    dossier = office.binh.refuses(office.binh.takes(alice.hands_in()))

    office.later(days=TALK - 1)
    assert forget_words(office.ground) == 0
    office.later(days=2)
    assert forget_words(office.ground) == 1
    assert not has_words(office)
    assert alice.dossiers[0].answers["citizen_id"]

    office.later(days=DOSSIER - TALK)
    assert forget_words(office.ground) == 1
    assert forget_words(office.ground) == 0
    assert alice.id not in everything(office)
    assert [word for word in HER if word in everything(office)] == []
    kept = office.dossier(dossier.code)
    assert (kept.state, kept.answers, kept.refusal) == (DossierState.REFUSED, {}, "")
    (line,) = [one for one in office.events(Kind.DATA_FORGOTTEN) if one.dossier]
    assert (line.dossier, line.actor) == (dossier.code, "clock")


def test_an_open_dossier_keeps_its_talk_however_long_it_takes(office):
    office.citizen.says("xin chào").hands_in()

    office.later(days=DOSSIER + TALK)
    forget_words(office.ground)

    with office.database.reading() as store:
        assert store.talks.read(office.citizen.id) is not None
    assert office.citizen.dossiers[0].answers


def test_who_waits_for_an_answer_about_their_data_is_not_forgotten_before_it(office):
    office.citizen.says("xem dữ liệu")

    office.later(days=UNFINISHED + 1)

    assert forget_words(office.ground) == 0
    assert has_words(office)


def test_who_never_falls_silent_keeps_the_words_of_the_last_years_only(office):
    alice = office.citizen.says("năm đầu tiên")
    for _ in range(DOSSIER // 50 + 1):
        office.later(days=50)
        alice.says("em hỏi chút")
        forget_words(office.ground)

    assert "năm đầu tiên" not in everything(office)
    assert "em hỏi chút" in everything(office)


def test_what_an_erasure_had_to_keep_ends_with_its_dossier(office):
    alice = office.citizen
    dossier = office.binh.accepts(office.binh.takes(alice.hands_in()))
    erase(office.ground, alice.id, actor="staff:an", told=False)
    for step in ("photo_taken", "result_received"):
        dossier = office.binh.records(step, office.dossier(dossier.code))
    dossier = office.binh.records("posted", dossier, "EM123456789VN")
    office.binh.records("delivered", dossier)

    office.later(days=DOSSIER + 1)

    assert forget_words(office.ground) == 1
    assert "064090001234" not in everything(office)


def test_who_was_erased_is_not_found_by_name_when_their_dossier_goes_on(office):
    dossier = office.binh.accepts(office.binh.takes(office.citizen.hands_in()))
    erase(office.ground, office.citizen.id, actor="staff:an", told=False)

    office.binh.records("photo_taken", office.dossier(dossier.code))

    assert "nguyen thi mau" not in everything(office)


def test_the_receipt_of_a_template_names_a_phone_and_goes_too(office):
    message = {"msg_id": new_message_id(), "tracking_id": "t", "delivery_time": "1"}
    ends = {"sender": {"id": ZALO.oa_id}, "recipient": {"id": "84905123456"}}
    office.citizen.sends("user_received_message", **ends, message=message)
    assert "84905123456" in everything(office)

    office.later(days=UNFINISHED + 1)
    forget_words(office.ground)

    assert "84905123456" not in everything(office)


def test_figures_stay_as_they_were(office):
    office.binh.refuses(office.binh.takes(office.citizen.says("xin chào").hands_in()))
    day = local_date(office.now)
    before = figures(office, day)

    office.later(days=DOSSIER + TALK)
    forget_words(office.ground)

    assert figures(office, day) == before


def figures(office, day):
    with office.database.reading() as store:
        return read_report(store, office.ground.forms, Period(day, day, Text("ngày"))).report


def test_a_message_delivered_again_after_years_is_still_known(office):
    message = {"msg_id": new_message_id(), "text": "xin chào"}
    office.citizen.sends("user_send_text", message=message)
    office.later(days=UNFINISHED + 1)
    forget_words(office.ground)

    office.citizen.sends("user_send_text", message=message)

    assert office.citizen.id not in everything(office)


def test_an_offices_own_periods_hold_and_a_longer_one_only_for_who_was_told_it(office):
    longer = SHORTER.replace("[[keeping]]", "[[keeping]]\nfrom = 2026-12-01").replace("= 3", "= 5")
    both = SHORTER.replace("[[keeping]]", "[[keeping]]\nto = 2026-11-30") + longer
    rules = parse_settings(RULES_FILE.read_text(encoding="utf-8"), both)
    ground = replace(office.ground, forms=replace(office.ground.forms, rules=rules))
    office.citizen.says("xin chào")

    office.later(days=4)

    assert forget_words(ground) == 1
    last_told = local_date(office.now).replace(month=11, day=30)
    assert rules.kept_for(last_told + timedelta(days=5)).unfinished.days == 3
    assert rules.kept_for(last_told + timedelta(days=6)).unfinished.days == 5


def test_what_waited_on_the_disk_while_she_was_erased_brings_nothing_back(office):
    alice = office.citizen.says("xin chào")
    raw = event("user_send_text", alice.id, office.now, message=said("064190000123"))
    office.ground.spool.put(raw, office.now)
    office.later(minutes=5)
    erase(office.ground, alice.id, actor="staff:an", told=False)

    assert drain_spool(office.ground) == 1

    assert office.ground.spool.is_empty()
    assert alice.id not in everything(office)
    assert "064190000123" not in everything(office)
    with office.database.transaction() as store:
        again = decode(raw, oa_id=ZALO.oa_id)
        assert not take_in(store, again, raw, forms=office.ground.forms, now=office.now)


def test_what_she_sent_before_and_zalo_brings_late_is_not_let_in_and_what_she_sends_now_is(office):
    alice = office.citizen.says("xin chào")
    late = event("user_send_text", alice.id, office.now, message=said("064190000123"))
    office.later(minutes=5)
    erase(office.ground, alice.id, actor="staff:an", told=False)
    office.later(minutes=5)

    office.takes_in(late)
    assert alice.id not in everything(office)

    alice.says("xin chào")
    assert alice.letters


def test_the_echo_of_the_last_letter_is_forgotten_with_it(office):
    alice = office.citizen.says("xoá dữ liệu")
    office.later(minutes=1)
    erase(office.ground, alice.id, actor="staff:an", told=True)
    office.later(minutes=1)
    alice.phone_reports("oa_send_text", msg_id="m1", text="Bưu cục đã xoá dữ liệu")

    office.later(days=8)
    erase_withdrawn(office.ground)

    assert alice.id not in everything(office)


def test_who_comes_back_within_the_week_keeps_the_letters_of_the_new_talk(office):
    alice = office.citizen.says("xoá dữ liệu")
    office.later(minutes=1)
    erase(office.ground, alice.id, actor="staff:an", told=True)
    office.later(minutes=1)
    alice.says("đổi bằng", "Đồng ý")

    office.later(days=8)
    erase_withdrawn(office.ground)

    assert not [one for one in alice.letters if "đã xoá dữ liệu" in one.text]
    assert alice.talk.form == "exchange"
    assert alice.letters


def test_halves_of_files_and_what_nobody_can_read_leave_the_disk_too(sqlite_office):
    office = sqlite_office
    folder = office.ground.settings.data_dir
    ages = {"spool/1.part": 2, "spool/2.part": 0, "pictures/a.part": 2, "pictures/b.locked": 900}
    ages |= {"spool/3.unreadable": DOSSIER + 1, "spool/4.unreadable": DOSSIER - 1}
    for name, days in ages.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
        written = (office.now - timedelta(days=days)).timestamp()
        os.utime(file, (written, written))

    assert [forget_files(office.ground), forget_files(office.ground)] == [3, 0]

    left = {name for name in ages if (folder / name).exists()}
    assert left == {"spool/2.part", "pictures/b.locked", "spool/4.unreadable"}


def test_what_is_forgotten_is_overwritten_in_sqlites_file(sqlite_office):
    office = sqlite_office
    with office.database.transaction() as store:
        for number in range(200):
            row = {
                "event_key": f"k{number}",
                "name": "user_send_text",
                "citizen": office.citizen.id,
            }
            store.inbox.keep(**row, body="064190000123" * 30, received_at=office.now)
    file = Path(office.database.url.removeprefix("sqlite:///"))
    office.database.close()
    assert b"064190000123" in file.read_bytes()
    office.later(days=UNFINISHED + 1)

    forget_words(office.ground)
    office.database.close()

    assert b"064190000123" not in file.read_bytes()


def said(text):
    return {"msg_id": new_message_id(), "text": text}
