"""A citizen wants their data seen, their consent withdrawn, or everything erased."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import literal_column, select, table

from bot.handlers import data_rights
from bot.handlers.deliver import claim_letters
from bot.handlers.erase import erase, erase_withdrawn
from domain.dossier import DossierState, NotAllowedNow
from domain.events import Kind
from domain.rights import Right
from domain.zone import local_date
from tests.office import new_message_id

HER = ("NGUYỄN VĂN MẪU", "Nguyễn Văn Mẫu", "nguyen van mau", "064190000123", "052090001234")
TABLES = ("inbox", "ratings", "talks", "letters", "dossiers", "pictures", "appointments", "events")


def everything(office) -> str:
    """Return all that the database holds, but for slots and accounts, as one text."""
    with office.database.engine.connect() as connection:
        rows = [
            str(tuple(row))
            for name in (*TABLES, "data_requests")
            for row in connection.execute(select(literal_column("*")).select_from(table(name)))
        ]
    return "\n".join(rows)


def test_the_request_is_acknowledged_with_working_days(office):
    # 24 November is a holiday, since 2026
    alice = office.citizen

    alice.says("xoá dữ liệu của tôi")

    assert alice.hears("Xoá dữ liệu", "26/11/2026", "22/12/2026")
    with office.database.reading() as store:
        (request,) = store.data_requests.waiting()
        assert [one.citizen for one in store.talks.waiting_for_a_person()] == [alice.id]
    assert (request.right, request.channel) == (Right.ERASE, "chat")
    assert len(office.events(Kind.ERASURE_ASKED_FOR)) == 1


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("xem dữ liệu", Right.SEE),
        ("cho tôi xem dữ liệu", Right.SEE),
        ("rút lại đồng ý", Right.WITHDRAW),
        ("xóa hết thông tin", Right.ERASE),
    ],
)
def test_each_right_is_a_request_in_a_form_and_outside(office, words, right):
    outside, inside = office.citizen, office.another_citizen("100000000000000002")
    inside.says("xin chào", "bằng sắp hết hạn", "đồng ý")

    outside.says(words)
    inside.says(words)

    with office.database.reading() as store:
        found = [(one.citizen, one.right) for one in store.data_requests.waiting()]
    assert sorted(found) == [(outside.id, right), (inside.id, right)]
    assert inside.talk.form == "exchange"


def test_who_only_asks_what_happens_with_their_data_is_told(office):
    office.citizen.says("có xoá dữ liệu của tôi không?")

    with office.database.reading() as store:
        assert store.data_requests.waiting() == []


def test_a_request_that_waits_is_not_noted_twice(office):
    office.citizen.says("xoá dữ liệu")
    office.later(hours=1)
    office.citizen.says("xoá dữ liệu")

    with office.database.reading() as store:
        assert len(store.data_requests.waiting()) == 1
    assert len(office.events(Kind.ERASURE_ASKED_FOR)) == 1


def test_before_2026_seventy_two_hours_hold(office):
    office.now = datetime(2025, 12, 1, 2, tzinfo=UTC)

    with office.database.transaction() as store:
        request = data_rights.asked(store, "1", Right.ERASE, rules=None, now=office.now)

    assert (local_date(request.due_at) - local_date(office.now)).days == 3


def test_zalos_own_button_erases_her_everywhere_and_withdraws_what_waits(office):
    alice = office.citizen
    alice.says("xin chào", "bằng sắp hết hạn", "đồng ý")
    alice.shows("http://127.0.0.1/her.jpg")
    dossier = alice.hands_in(slot=str(office.free_slots()[0].id))
    free = len(office.free_slots())
    office.ground.files.keep("f" * 32, b"her picture")
    with office.database.transaction() as store:
        her = {"citizen": alice.id, "media_type": "image/jpeg", "qr": HER[3]}
        store.pictures.add("f" * 32, **her, at=office.now)

    alice.sends("user_withdraw", user_id=alice.id)
    assert erase_withdrawn(office.ground) == 1

    assert alice.id not in everything(office)
    assert [word for word in HER if word in everything(office)] == []
    assert office.dossier(dossier.code).state is DossierState.WITHDRAWN
    assert office.binh.takes_next() is None
    assert len(office.free_slots()) >= free
    assert not (office.ground.settings.data_dir / "pictures" / f"{'f' * 32}.locked").exists()
    (erased,) = office.events(Kind.DATA_ERASED)
    assert erased.detail["dossiers"] == 1
    assert erase_withdrawn(office.ground) == 0
    assert len(office.events(Kind.DOSSIER_RECEIVED)) == 1


def test_what_the_authority_accepted_stays_and_belongs_to_nobody(office):
    alice = office.citizen
    dossier = office.binh.accepts(office.binh.takes(alice.hands_in()))

    gone = erase(office.ground, alice.id, actor="staff:an", told=False)

    kept = office.dossier(dossier.code)
    assert gone.kept == 1
    assert (kept.citizen, kept.state) == ("", DossierState.ACCEPTED)
    assert kept.answers["citizen_id"]
    assert kept.official_code == dossier.official_code
    assert alice.dossiers == []
    done = office.binh.records("photo_taken", kept)
    assert done.state is DossierState.PHOTOGRAPHED
    with office.database.transaction() as store:
        assert store.letters.claim(office.now) == []
    with pytest.raises(NotAllowedNow, match="xoá dữ liệu"):
        office.binh.writes(office.another_citizen(""), "Bằng đã về")


def test_who_was_erased_is_told_once_and_that_letter_is_forgotten_too(office):
    alice = office.citizen
    alice.says("xoá dữ liệu")

    erase(office.ground, alice.id, actor="staff:an", told=True)

    (last,) = claim_letters(office.ground, 8)
    assert "đã xoá dữ liệu" in last.text
    with office.database.transaction() as store:
        store.letters.sent(last.id, message_id="m1", at=office.now)
    office.later(days=8)
    erase_withdrawn(office.ground)
    assert alice.id not in everything(office)


def test_a_message_that_is_delivered_again_brings_nobody_back(office):
    alice = office.citizen
    message = {"msg_id": new_message_id(), "text": "xin chào"}
    alice.sends("user_send_text", message=message)
    erase(office.ground, alice.id, actor="staff:an", told=False)

    alice.sends("user_send_text", message=message)

    assert alice.id not in everything(office)


def test_who_was_erased_and_writes_again_is_somebody_new(office):
    alice = office.citizen
    alice.hands_in()
    erase(office.ground, alice.id, actor="staff:an", told=False)

    alice.says("hồ sơ của tôi")

    assert alice.talk.answers == {}
    assert "ZL-" not in alice.letters[-1].text
