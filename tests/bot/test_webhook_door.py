"""Zalo's door: what is not from Zalo changes nothing, what is from Zalo is kept before the 200."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import text

from bot.app import create_app
from bot.zalo.events import MAX_BYTES
from scheduler.jobs import drain_spool
from storage.database import Database
from storage.spool import Spool
from storage.store import DatabaseAway
from tests.office import MONDAY, event, new_message_id, signature

NOWHERE = "postgresql://nobody@127.0.0.1:9/nothing"


class Door:
    """The application as Zalo meets it."""

    def __init__(self, office) -> None:
        self.office = office
        self.stopped = 0
        self.open()

    def open(self):
        self.client = create_app(self.office.ground, stop_accepting=self.stop).test_client()

    def stop(self):
        self.stopped += 1

    def gets(self, raw, **headers):
        headers = headers or {"X-ZEvent-Signature": signature(raw)}
        return self.client.post("/webhook/zalo", data=raw, headers=headers).status_code

    def database_goes_away(self):
        self.there = self.office.ground.database
        away = Database(NOWHERE, vault=self.there.vault)
        self.office.ground = replace(self.office.ground, database=away)
        self.open()

    def database_comes_back(self):
        self.office.ground = replace(self.office.ground, database=self.there)
        self.open()

    def disk_goes_away(self):
        file = self.office.ground.settings.data_dir / "file"
        file.write_text("no folder")
        spool = Spool(file / "spool", self.office.ground.database.vault)
        self.office.ground = replace(self.office.ground, spool=spool)
        self.open()


@pytest.fixture
def door(sqlite_office):
    return Door(sqlite_office)


def said(text, citizen="1"):
    message = {"msg_id": new_message_id(), "text": text}
    return event("user_send_text", citizen, MONDAY, message=message)


def dropped(why):
    return REGISTRY.get_sample_value("doibang_webhook_dropped_total", {"why": why}) or 0


def kept(seen):
    return REGISTRY.get_sample_value("doibang_webhook_kept_total", {"seen": seen}) or 0


def nothing_changed(office):
    with office.database.reading() as store:
        return store.inbox.of("1") == [] and store.talks.read("1") is None


def test_a_signed_message_is_kept_and_answered(door):
    assert door.gets(said("xin chào")) == 200

    assert door.office.another_citizen("1").hears("Em chào anh/chị")


def test_the_key_before_still_opens_during_a_rotation(door):
    raw = said("xin chào")

    assert door.gets(raw, **{"X-ZEvent-Signature": signature(raw, key="the-key-before")}) == 200

    assert door.office.another_citizen("1").hears("Em chào anh/chị")


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"X-ZEvent-Signature": ""},
        {"X-ZEvent-Signature": "mac=" + "0" * 64},
        {"X-ZEvent-Signature": "mac=nonsense"},
        {"X-Hub-Signature": "mac=" + "0" * 64},
    ],
)
def test_what_zalo_did_not_sign_gets_200_is_counted_and_changes_nothing(door, header):
    before = dropped("signature")

    assert door.client.post("/webhook/zalo", data=said("x"), headers=header).status_code == 200

    assert dropped("signature") == before + 1
    assert nothing_changed(door.office)


def test_a_signature_holds_for_these_bytes_and_no_others(door):
    raw = said("xin chào")
    same_meaning = json.dumps(json.loads(raw)).encode()

    door.gets(same_meaning, **{"X-ZEvent-Signature": signature(raw)})

    assert nothing_changed(door.office)


def test_an_oversized_body_gets_200_is_counted_and_changes_nothing(door):
    before = dropped("oversize")
    raw = said("x" * MAX_BYTES)

    assert door.gets(raw) == 200

    assert dropped("oversize") == before + 1
    assert nothing_changed(door.office)


def body(**changes):
    return json.dumps(json.loads(said("x")) | changes).encode()


@pytest.mark.parametrize(
    "raw",
    [
        body(sender={}),
        body(event_name="no such thing!"),
        body(message="text"),
    ],
)
def test_a_signed_body_that_makes_no_sense_gets_200_and_is_counted(door, raw):
    before = dropped("bad_event")

    assert door.gets(raw) == 200

    assert dropped("bad_event") == before + 1
    assert nothing_changed(door.office)


@pytest.mark.parametrize("raw", [b"", b"{", b"null", b"[]", b"\xff\xfe", b'{"a":' * 5000])
def test_what_is_no_json_gets_200_and_changes_nothing(door, raw):
    before = dropped("signature") + dropped("bad_event")

    assert door.gets(raw, **{"X-ZEvent-Signature": "mac=" + "0" * 64}) == 200

    assert dropped("signature") + dropped("bad_event") == before + 1
    assert nothing_changed(door.office)


def test_an_unknown_event_is_kept_and_counted_by_its_name_alone(door):
    raw = body(event_name="user_waves_hand", message={"text": "của riêng em", "msg_id": "m1"})

    assert [door.gets(raw), door.gets(raw)] == [200, 200]

    assert nothing_changed(door.office)
    counted = {"event_name": "user_waves_hand"}
    assert REGISTRY.get_sample_value("doibang_webhook_unknown_total", counted) == 1
    with door.office.database.engine.connect() as connection:
        rows = connection.execute(text("SELECT name, state, citizen, body FROM inbox")).all()
    assert rows == [("user_waves_hand", "ignored", "", "")]


def test_an_event_for_another_account_gets_200_and_changes_nothing(door):
    before = dropped("other_account")

    assert door.gets(body(recipient={"id": "111111111111111111"})) == 200

    assert dropped("other_account") == before + 1
    assert nothing_changed(door.office)


def test_an_event_of_another_app_gets_200_and_changes_nothing(door):
    assert door.gets(body(app_id="111111111111111111")) == 200

    assert nothing_changed(door.office)


def test_a_duplicate_gets_200_and_changes_nothing(door):
    raw = said("xin chào")
    door.gets(raw)
    letters, before = door.office.another_citizen("1").letters, kept("again")

    assert door.gets(raw) == 200

    assert kept("again") == before + 1
    assert door.office.another_citizen("1").letters == letters


def test_the_door_takes_no_other_kind_of_request(door):
    for other in (door.client.put, door.client.patch, door.client.delete):
        assert other("/webhook/zalo", data=said("x")).status_code == 405

    assert nothing_changed(door.office)


def test_while_the_database_is_away_events_wait_on_the_disk_and_come_in_in_their_order(door):
    alice = door.office.another_citizen("1")
    door.database_goes_away()
    assert [door.gets(said(one)) for one in ("đổi bằng", "Đồng ý")] == [200, 200]
    door.office.later(minutes=3)
    with pytest.raises(DatabaseAway):
        drain_spool(door.office.ground)
    assert door.office.ground.spool.count() == 2
    door.database_comes_back()

    assert door.gets(said("B2, 15/08/2027")) == 200
    assert alice.hears_nothing()
    drain_spool(door.office.ground)

    assert alice.talk.asked == "id_picture"
    assert alice.talk.answers["reason"] == "expiring"
    assert door.office.ground.spool.is_empty()
    with door.office.database.reading() as store:
        messages = store.inbox.of("1")
    assert [one.shown for one in messages] == ["đổi bằng", "Đồng ý", "B2, 15/08/2027"]
    assert messages[-1].received_at - messages[0].received_at == timedelta(minutes=3)


def test_an_event_that_was_kept_before_it_was_spooled_again_comes_in_once(door):
    raw = said("xin chào")
    door.gets(raw)
    door.office.ground.spool.put(raw, door.office.now)
    letters = door.office.another_citizen("1").letters

    drain_spool(door.office.ground)

    assert door.office.another_citizen("1").letters == letters
    assert door.office.ground.spool.is_empty()


def test_a_spooled_event_that_nobody_can_read_does_not_hold_up_those_behind_it(door):
    door.office.ground.spool.put(b"no event", door.office.now)
    door.office.ground.spool.put(said("xin chào"), door.office.now)

    drain_spool(door.office.ground)

    assert door.office.another_citizen("1").hears("Em chào anh/chị")
    assert door.office.ground.spool.is_empty()


def test_a_citizen_who_handed_in_while_the_database_was_away_handed_in_then(door):
    door.database_goes_away()
    door.gets(said("đổi bằng"))
    then = door.office.now
    door.office.later(hours=20)
    door.database_comes_back()

    drain_spool(door.office.ground)

    with door.office.database.reading() as store:
        [message] = store.inbox.of("1")
        assert store.talks.read("1").interacted_at == message.received_at == then


def test_what_can_be_kept_nowhere_is_not_acknowledged_and_the_server_stops_accepting(door):
    door.disk_goes_away()
    door.database_goes_away()

    assert door.gets(said("xin chào")) == 503

    assert door.stopped == 1
    assert "nowhere_to_keep" in door.office.log.text


def test_a_full_disk_troubles_nobody_while_the_database_is_there(door):
    door.disk_goes_away()

    assert door.gets(said("xin chào")) == 200
    assert door.stopped == 0


def test_what_a_fault_of_ours_cannot_keep_waits_on_the_disk_and_holds_only_its_citizen_up(door):
    """An event that is not kept is not acknowledged, and Zalo may not send it again."""
    refuse_citizen(door.office, "1")

    assert [door.gets(said(one)) for one in ("đổi bằng", "Đồng ý")] == [200, 200]
    assert door.gets(said("xin chào", citizen="2")) == 200
    drain_spool(door.office.ground)

    assert door.office.ground.spool.count() == 2
    assert door.office.another_citizen("2").hears("Em chào anh/chị")
    mend(door.office)
    drain_spool(door.office.ground)
    assert door.office.another_citizen("1").talk.asked == "licence_class"
    assert door.office.ground.spool.is_empty()


def refuse_citizen(office, citizen):
    """Have a fault that keeps one citizen's messages out of the inbox."""
    with office.database.transaction() as store:
        store._connection.execute(
            text(
                "CREATE TRIGGER fault BEFORE INSERT ON inbox "
                f"WHEN NEW.citizen = '{citizen}' BEGIN SELECT RAISE(ABORT, 'fault'); END"
            )
        )


def mend(office):
    with office.database.transaction() as store:
        store._connection.execute(text("DROP TRIGGER fault"))
