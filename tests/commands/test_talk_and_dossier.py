from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversations import load
from bot.handlers import decide
from bot.handlers.talks import keep_talk
from bot.talk import Talk
from domain.corrections import Correction, Mended
from domain.dossier import DossierState
from domain.events import Event, Kind
from domain.people import Role, Staff
from tests.commands.conftest import NOON

BINH = Staff("binh", "Nguyễn Thị Bình", Role.CLERK, "pleiku")
NUMBERS = ("064190000123", "640123456789")


@pytest.fixture
def talk(database, dossier):
    answers = {"full_name": "Rơ Châm H'Nhi", "citizen_id": NUMBERS[0]}
    with database.transaction() as store:
        asked = Talk("7001", form="exchange", asked="citizen_id", answers=answers)
        keep_talk(store, asked, now=NOON)


def test_a_talk_shows_form_question_answers_and_letters(doibang, as_json, talk):
    shown = doibang("talk", "7001").stdout
    told = as_json("talk", "7001")

    assert "Đổi giấy phép lái xe" in shown
    assert "citizen_id" in shown
    assert "ZL-260305-0001" in shown
    assert (told["form"], told["asked"]) == ("exchange", "citizen_id")
    assert told["answers"]["full_name"] == "Rơ Châm H'Nhi"
    assert [letter["state"] for letter in told["letters"]] == ["waiting"]


@pytest.mark.parametrize("words", [("talk", "7001"), ("dossier", "ZL-260305-0001")])
def test_numbers_are_hidden_until_they_are_asked_for_and_that_is_written_down(
    doibang, database, talk, words
):
    for form in ((), ("--json",)):
        hidden = doibang(*words, *form).stdout
        assert not any(number in hidden for number in NUMBERS)
        assert "••••••••0123" in hidden
    with database.reading() as store:
        assert store.events.last("ZL-260305-0001", Kind.IDENTITY_REVEALED) is None

    assert NUMBERS[0] in doibang(*words, "--reveal").stdout
    assert NUMBERS[0] in doibang(*words, "--reveal", "--json").stdout

    with database.reading() as store:
        assert len(store.events.of("ZL-260305-0001")) == 2


def test_numbers_of_an_earlier_dossier_and_of_before_a_mending_are_hidden_too(
    doibang, database, dossier
):
    known = {"source": "earlier", "citizen_id": NUMBERS[0], "passport_number": "C01234567"}
    with database.transaction() as store:
        asked = Talk("7001", form="exchange", asked="consent", answers={"known": known})
        keep_talk(store, asked, now=NOON)
        mended = (Mended("citizen_id", "Sai số", "064190000999"),)
        before = store.dossiers.get(dossier.code)
        store.dossiers.replace(before, replace(before, mended=mended, version=before.version + 1))

    hidden = doibang("talk", "7001", "--json").stdout + doibang("talk", "7001").stdout
    assert NUMBERS[0] not in hidden
    assert "C01234567" not in hidden
    assert "064190000999" not in doibang("dossier", dossier.code, "--json").stdout


def test_somebody_who_never_wrote_and_a_code_that_is_none_are_told_so(doibang, pleiku):
    assert "9999" in doibang("talk", "9999", code=1).stderr
    assert "9999" in doibang("talk", "9999", "--reveal", code=1).stderr
    assert "ZL-1" in doibang("dossier", "ZL-1", code=1).stderr


def test_a_dossier_tells_its_story(doibang, as_json, database, dossier):
    at = NOON + timedelta(minutes=5)
    with database.transaction() as store:
        decide.take(store, dossier.code, clerk=BINH, now=at)
        decide.send_back(
            store,
            dossier.code,
            (Correction("licence_back", "Ảnh bị loá"),),
            forms=load(),
            clerk=BINH,
            version=2,
            now=at,
        )

    shown = doibang("dossier", dossier.code.lower()).stdout
    told = as_json("dossier", dossier.code)

    assert "Chờ bổ sung" in shown
    assert "Bằng, mặt sau: Ảnh bị loá" in shown
    assert shown.index("nhận làm") < shown.index("yêu cầu bổ sung")
    assert told["state"] == DossierState.SENT_BACK
    assert [event["kind"] for event in told["events"]] == ["dossier_taken", "dossier_sent_back"]


def test_a_step_that_was_taken_back_is_marked(doibang, database, dossier):
    photo = Event(NOON, Kind.PHOTO_TAKEN, BINH.actor, dossier=dossier.code)
    with database.transaction() as store:
        store.events.write(photo)
        (written,) = store.events.of(dossier.code)
        store.events.write(replace(photo, kind=Kind.STEP_UNDONE, undoes=written.number))

    assert doibang("dossier", dossier.code).stdout.count("(đã hoàn tác)") == 1


def test_a_citizen_is_erased_after_a_yes_and_the_count_is_told(doibang, as_json, talk, database):
    asked = doibang("erase", "7001", stdin="n\n", code=1)
    gone = as_json("erase", "7001", "--yes", "--silent")

    assert "7001?" in asked.output
    assert gone["letters"] == 1
    with database.reading() as store:
        assert store.talks.read("7001") is None
