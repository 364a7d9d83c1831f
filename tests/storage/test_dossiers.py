"""Dossiers: changed by compare-and-set, found without accents, oldest due first."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.corrections import Correction
from domain.dossier import (
    ChangedMeanwhile,
    Dossier,
    DossierState,
    HeldByAnother,
    NoSuchDossier,
    Reason,
)
from storage.dossiers import QueueFilter

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def dossier(code="ZL-261123-0001", **values):
    known = {
        "citizen": "c",
        "procedure": "exchange",
        "reason": Reason.EXPIRING,
        "office": "pleiku",
        "state": DossierState.HANDED_IN,
        "answers": {"full_name": "Rơ Châm H'Nhi", "citizen_id": "064090001234"},
        "sources": {"full_name": "qr"},
        "handed_in_at": NOW,
        "due_at": NOW + timedelta(days=7),
        "rule_set": "R2026",
        "changed_at": NOW,
    }
    return Dossier(code, **known | values)


@pytest.fixture
def add(database):
    def add(*dossiers: Dossier):
        with database.transaction() as store:
            for one in dossiers:
                store.dossiers.add(one)
        return dossiers[0]

    return add


@pytest.fixture
def found(database):
    def found(**wanted):
        with database.reading() as store:
            return [one.code for one in store.dossiers.find(QueueFilter(**wanted))]

    return found


def test_a_dossier_comes_back_as_it_was_kept(database, add):
    corrections = (Correction("full_name", "thiếu dấu"),)
    kept = add(dossier(corrections=corrections, notes=("gấp",), holder="binh", refusal="không"))

    with database.reading() as store:
        assert store.dossiers.get(kept.code) == kept
        with pytest.raises(NoSuchDossier, match="ZL-0"):
            store.dossiers.get("ZL-0")


def test_whoever_changes_what_was_changed_meanwhile_is_refused(database, add):
    seen = add(dossier())
    with database.transaction() as store:
        store.dossiers.replace(seen, replace(seen, official_code="first", version=2))

    with pytest.raises(ChangedMeanwhile), database.transaction() as store:
        store.dossiers.replace(seen, replace(seen, official_code="second", version=2))

    with database.reading() as store:
        assert store.dossiers.get(seen.code).official_code == "first"


def test_ten_clerks_who_take_one_dossier_at_once_leave_one_holder(database, add, crowd):
    seen = add(dossier())

    def take(clerk):
        def act():
            with database.transaction() as store:
                store.dossiers.replace(seen, seen.taken_by(clerk, NOW))
                return clerk

        return act

    came = crowd([take(f"clerk{number}") for number in range(10)])

    winners = [one for one in came if isinstance(one, str)]
    assert len(winners) == 1
    assert [type(one) for one in came if one not in winners] == [HeldByAnother] * 9
    with database.reading() as store:
        assert store.dossiers.get(seen.code).holder == winners[0]


def test_codes_of_a_day_are_counted_without_gap_or_double(database, crowd):
    def one():
        with database.transaction() as store:
            return store.dossiers.next_code(TODAY)

    codes = crowd([one] * 20)

    assert sorted(codes) == [f"ZL-261123-{number:04d}" for number in range(1, 21)]
    with database.transaction() as store:
        assert store.dossiers.next_code(date(2026, 11, 24)) == "ZL-261124-0001"


def test_a_number_of_a_hand_in_that_failed_is_given_to_the_next(database):
    with database.transaction() as store:
        store.savepoint()
        first = store.dossiers.next_code(TODAY)
        store._connection.rollback()
    with database.transaction() as store:
        assert store.dossiers.next_code(TODAY) == first


def test_the_queue_is_oldest_due_first(add, found):
    add(
        dossier("ZL-3", due_at=NOW + timedelta(days=1)),
        dossier("ZL-1", due_at=NOW + timedelta(days=3)),
        dossier("ZL-2", due_at=NOW + timedelta(days=1)),
    )

    assert found() == ["ZL-2", "ZL-3", "ZL-1"]


@pytest.mark.parametrize(
    "words", ["ro cham", "H'Nhi", "RƠ CHÂM", "nhi ro", "064090001234", "0640900", "ZL-9"]
)
def test_a_dossier_is_found_by_name_without_accents_by_number_and_by_code(add, found, words):
    other = {"full_name": "Nguyễn Thị Bình", "citizen_id": "064190005678"}
    add(dossier("ZL-9"), dossier("ZL-8", answers=other))

    assert found(words=words) == ["ZL-9"]


def test_signs_of_the_pattern_language_are_only_letters_in_a_search(add, found):
    add(dossier("ZL-9"))

    assert found(words="ZL_9") == []
    assert found(words="%%9%%x") == []


def test_filters_narrow_the_queue(add, found):
    add(
        dossier("ZL-1", office="an_khe"),
        dossier("ZL-2", state=DossierState.TAKEN, holder="binh", changed_at=NOW + timedelta(1)),
        dossier("ZL-3", reason=Reason.LOST, handed_in_at=NOW + timedelta(hours=1)),
    )

    assert found(office="an_khe") == ["ZL-1"]
    assert found(states=(DossierState.TAKEN,)) == found(holder="binh") == ["ZL-2"]
    assert found(changed_since=NOW) == ["ZL-2"]
    assert found(reason=Reason.LOST) == found(handed_in_since=NOW) == ["ZL-3"]


def test_a_citizens_dossiers_come_newest_first(database, add):
    add(
        dossier("ZL-1"),
        dossier("ZL-2", handed_in_at=NOW + timedelta(days=1)),
        dossier("ZL-3", citizen="another"),
    )

    with database.reading() as store:
        assert [one.code for one in store.dossiers.of_citizen("c")] == ["ZL-2", "ZL-1"]


def test_counting_agrees_with_finding(database, add, found):
    add(dossier("ZL-1"), dossier("ZL-2", state=DossierState.POSTED), dossier("ZL-3", office="x"))

    with database.reading() as store:
        assert store.dossiers.count(QueueFilter(office="pleiku")) == len(found(office="pleiku"))
        assert store.dossiers.count_by_state("pleiku") == {
            DossierState.HANDED_IN: 1,
            DossierState.POSTED: 1,
        }
        assert store.dossiers.newest_handed_in_at("pleiku") == NOW
        assert store.dossiers.newest_handed_in_at("nowhere") is None
