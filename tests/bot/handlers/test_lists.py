"""A letter of many choices goes as a list to tap, and as its words where Zalo will not have it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers import lists
from bot.handlers.deliver import claim_letters, deliver, settle
from bot.handlers.tell import letters_of
from bot.phrases import TAP_OR_TYPE, listed
from bot.talk import Button, Listing, Row, Saying
from bot.zalo.error_table import not_taken
from bot.zalo.errors import NothingSent, RefreshRefused, SendOutcomeUnknown
from bot.zalo.payloads import restored
from desk.talk_lines import talk_with
from domain.words import Text, lines
from domain.zone import local
from tests.positions import switched

MENU = "cần việc nào"
RESTRICTED = -244


@pytest.fixture
def office(office_on_zalo):
    return office_on_zalo


@pytest.fixture
def alice(office, platform):
    return platform.new_citizen(office)


def sends(office):
    while claimed := claim_letters(office.ground, 16):
        for letter in claimed:
            deliver(office.ground, letter)


def on_the_phone(platform, citizen):
    shown = platform.control("GET", f"/citizens/{citizen.id}/messages")["messages"]
    return [one for one in shown if one["from"] == "office"]


def kinds(platform, citizen):
    return [one["kind"] for one in on_the_phone(platform, citizen)]


def taps(message):
    """Return title and words of all that can be tapped, in the order in which it stands."""
    rows = [one for one in message["elements"] if "default_action" in one]
    said = [(one["title"], one["default_action"]["payload"]) for one in rows]
    return said + [(one["title"], one["payload"]) for one in message["buttons"]]


def words(text):
    return sorted(re.findall(r"\w+", text))


def test_every_choice_of_the_menu_can_be_tapped_and_typed(office, platform, alice):
    alice.says("bắt đầu")
    sends(office)

    [menu] = on_the_phone(platform, alice)
    [letter] = alice.letters
    lines = re.findall(r"^\d\. .+", letter.text, re.MULTILINE)
    assert menu["kind"] == "list"
    assert [title for title, _says in taps(menu)] == lines
    assert len(lines) == 8
    assert menu["elements"][0]["title"] == "Em chào anh/chị."
    for number, (_title, says) in enumerate(taps(menu), start=1):
        bao = office.another_citizen(f"bao{number}").says("bắt đầu", says)
        lan = office.another_citizen(f"lan{number}").says("bắt đầu", str(number))
        assert bao.letters[-1].text == lan.letters[-1].text != letter.text


def test_a_seat_is_chosen_by_a_tap_on_its_row(office, platform, alice):
    dossier = office.binh.accepts(office.binh.takes(alice.hands_in()))
    alice.says("đổi lịch")
    sends(office)

    asked = on_the_phone(platform, alice)[-1]
    assert asked["elements"][0]["title"] == "Anh/chị muốn chụp ảnh lúc nào ạ?"
    assert asked["elements"][1]["subtitle"] == "Bưu cục Pleiku"
    assert [title.split(".")[0] for title, _says in taps(asked)] == list("123456")
    (title, says), *_ = taps(asked)[3:]
    alice.says(says)
    starts_at = local(office.seat(dossier).starts_at)
    assert f"{starts_at:%H:%M}" in title
    assert f"{starts_at:%d/%m/%Y}" in title


def test_two_dossiers_are_two_rows_with_their_codes(office, platform, alice):
    for place, name in ((0, "Nguyễn Thị Mẫu"), (1, "Siu H'Blôk")):
        dossier = office.binh.accepts(office.binh.takes(alice.hands_in(full_name=name)))
        office.binh.confirms(dossier, office.free_slots()[place].starts_at)
    alice.says("huỷ lịch hẹn")
    sends(office)

    _heading, own, others = on_the_phone(platform, alice)[-1]["elements"]
    assert own["title"] == "1. 08:00 thứ Tư, 25/11/2026, Nguyễn Thị Mẫu"
    assert others["subtitle"] == f"hồ sơ {dossier.code}"
    alice.says(others["default_action"]["payload"])
    assert "08:00 thứ Năm, 26/11/2026" in alice.letters[-1].text


@pytest.mark.parametrize("lists_on", [True, False])
def test_an_office_may_send_none(office, platform, alice, lists_on):
    settings = office.ground.settings
    zalo = replace(settings.zalo, lists=lists_on)
    office.ground = replace(office.ground, settings=replace(settings, zalo=zalo))
    alice.says("bắt đầu")
    sends(office)

    assert kinds(platform, alice) == ["list" if lists_on else "text"]
    assert [one.state for one in alice.letters] == ["sent"]


def test_a_refused_list_goes_as_its_words_once_and_no_list_is_tried_again(office, platform, alice):
    bao = platform.new_citizen(office)
    with switched(platform, {"cs.list": "-233"}):
        alice.says("bắt đầu")
        with office.database.transaction() as store:
            store.letters.put(alice.id, [("sau đó", [])], at=office.now)
        sends(office)
        refusals = calls(platform)
        bao.says("bắt đầu")
        sends(office)

    [menu, after] = on_the_phone(platform, alice)
    assert (menu["kind"], menu["text"]) == ("text", alice.letters[0].text)
    assert len(menu["buttons"]) == 5
    assert after["text"] == "sau đó"
    assert [one.state for one in alice.letters] == ["sent", "sent"]
    assert not lists.is_list(alice.letters[0])
    assert kinds(platform, bao) == ["text"]
    assert calls(platform) == refusals
    assert "lists_not_taken" in [line["event"] for line in office.log.lines]


def calls(platform):
    return len(platform.control("GET", "/ledger")["calls"])


@pytest.mark.parametrize("code", [-201, RESTRICTED, -99_999])
def test_any_no_to_the_shape_leads_to_the_words(office, platform, alice, code):
    bao = platform.new_citizen(office)
    times = 3 if code == -99_999 else 1
    platform.fails("error_code", code=code, times=times)
    alice.says("bắt đầu")
    for _each in range(times):
        sends(office)
        office.later(seconds=10)
    bao.says("bắt đầu")
    alice.says("menu")
    sends(office)

    assert kinds(platform, alice) == ["text"] * 2
    assert kinds(platform, bao) == ["list" if code == RESTRICTED else "text"]


def test_where_the_words_are_refused_too_it_is_not_the_list(office, platform, alice):
    platform.fails("error_code", code=-248, times=2)
    alice.says("bắt đầu")
    sends(office)

    [letter] = alice.letters
    assert (letter.state, letter.error) == ("given_up", "NotTaken -248")
    assert office.ground.refused == set()
    with office.database.reading() as store:
        told = str(talk_with(store, alice.id, {})[-1].tick_words)
    assert "danh sách" in told
    assert "tin nhắn thường" in told
    alice.says("menu")
    sends(office)
    assert kinds(platform, alice) == ["list"]


@pytest.mark.parametrize("fault", [{"code": -32}, {"code": -230}, {"mode": "http_500"}])
def test_trouble_that_is_not_the_shapes_is_met_as_with_any_letter(office, platform, alice, fault):
    platform.fails(**({"mode": "error_code", "times": 1} | fault))
    alice.says("bắt đầu")
    sends(office)

    [letter] = alice.letters
    assert letter.state == ("given_up" if fault.get("code") == -230 else "waiting")
    assert lists.is_list(letter)
    assert office.ground.refused == set()


@pytest.mark.parametrize("mode", ["reset", "accept_then_timeout"])
def test_its_echo_settles_it_though_it_says_no_words(office, platform, alice, mode):
    platform.fails(mode, times=1, seconds=0.05)
    alice.says("bắt đầu")
    sends(office)
    assert [one.state for one in alice.letters] == ["unknown"]

    alice.phone_reports("oa_send_image", msg_id="another")
    assert [one.state for one in alice.letters] == ["unknown"]
    alice.phone_reports("oa_send_list", msg_id="m1")

    assert [(one.state, one.message_id) for one in alice.letters] == [("sent", "m1")]
    assert kinds(platform, alice) == ["list"]


ENDS_AS = {"reset": "list", "reset_before": "text"}


@pytest.mark.parametrize("mode", ENDS_AS)
def test_without_its_echo_it_is_found_or_goes_as_words_never_both(office, platform, alice, mode):
    platform.fails(mode, times=1)
    alice.says("bắt đầu")
    sends(office)
    office.later(seconds=15)

    assert settle(office.ground) == 1
    sends(office)

    assert [one.state for one in alice.letters] == ["sent"]
    assert kinds(platform, alice) == [ENDS_AS[mode]]


def test_who_dies_between_the_list_and_its_words_sends_the_words_once(office, platform, alice):
    alice.says("bắt đầu")
    [letter] = claim_letters(office.ground, 16)
    lists.as_words(office.ground, letter, tried=True)
    with office.database.transaction() as store:
        assert store.letters.orphaned() == 1

    office.later(seconds=15)
    settle(office.ground)
    sends(office)

    assert kinds(platform, alice) == ["text"]


def test_the_desk_reads_its_words(office, platform, alice):
    alice.says("bắt đầu")
    sends(office)

    with office.database.reading() as store:
        said = talk_with(store, alice.id, {})[-1]

    assert MENU in said.text
    assert "8. Gặp nhân viên" in said.text
    assert (said.tick, len(said.choices)) == ("sent", 5)


TITLES = st.text("abc ạ😀\n", min_size=1, max_size=130).filter(str.strip)
ROWS = st.lists(
    st.builds(Row, st.builds(Text, TITLES), TITLES, TITLES | st.just("")), min_size=1, max_size=9
)
PERSON = (Button(Text("Gặp nhân viên"), "Gặp nhân viên"),)


@given(beside=st.text("Ab. !?\nạ", max_size=700), rows=ROWS, extra=st.sampled_from([(), PERSON]))
def test_a_list_says_all_that_its_text_says_or_there_is_none(beside, rows, extra):
    said = Saying(lines(beside, listed(tuple(rows))), extra, Listing(tuple(rows), Text(beside)))
    [*_, (text, _buttons, carried)] = letters_of([said], "vi")
    if not carried:
        return
    part = restored(carried)
    heading, *shown = part.elements
    told = [heading.title, heading.subtitle.replace(str(TAP_OR_TYPE), "")]
    told += [word for one in shown for word in (one.title, one.subtitle)]
    told += [one.title for one in part.buttons if one.title != "Gặp nhân viên"]
    assert words("\n".join(told)) == words(text)
    assert part.fits
    assert len(rows) > 5 or any(row.below for row in rows)
    assert [one.payload for one in (*shown, *part.buttons)] == [
        *(one.says for one in rows), *(one.says for one in extra),
    ]  # fmt: skip


def test_a_list_that_would_have_to_be_cut_stays_text():
    rows = tuple(Row(Text("giờ"), str(number)) for number in range(8))
    for beside in ("x" * 101, "Câu đầu. " + "x" * 501):
        [(_text, _buttons, carried)] = letters_of(
            [Saying(Text(beside), (), Listing(rows, Text(beside)))], "vi"
        )
        assert carried == ""


def test_only_a_no_of_zalo_is_about_the_shape(sqlite_office):
    [letter] = sqlite_office.citizen.says("bắt đầu").letters
    ground = sqlite_office.ground
    answers = [not_taken(code) for code in (-233, -201, -244, -230, -213, -211, -32, -221)]
    answers += [SendOutcomeUnknown(), NothingSent(), RefreshRefused()]

    blamed = [one.code for one in answers if lists.shape_may_be_why(ground, letter, one)]

    assert blamed == [-233, -201, -244]
