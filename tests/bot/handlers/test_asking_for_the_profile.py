"""Zalo's own form for name, phone and address: beside a question, once, and never in its way."""

from __future__ import annotations

import json
from dataclasses import replace
from http import HTTPStatus

import pytest

from bot.app import create_app
from bot.handlers.contact_request import MARK, part_of
from bot.handlers.deliver import claim_letters, deliver, settle
from bot.handlers.erase import erase
from bot.links import Links
from bot.zalo.payloads import body
from tests.office import ZALO

NOT_FOR_OUR_APP = -212
TO_THE_NAME = ("xin chào", "bằng sắp hết hạn", "đồng ý", "A1", "052090001234")


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


def kinds(platform, alice):
    shown = platform.control("GET", f"/citizens/{alice.id}/messages")["messages"]
    return [one["kind"] for one in shown if one["from"] == "office"]


def requests(alice):
    return [one for one in alice.letters if one.enclosure == MARK]


def at_the_name(office, alice):
    alice.says(*TO_THE_NAME[:-1])
    sends(office)
    alice.says(TO_THE_NAME[-1])
    assert alice.talk.asked == "full_name"


def test_who_types_is_sent_the_form_once_after_the_question(office, platform, alice):
    at_the_name(office, alice)
    sends(office)

    assert kinds(platform, alice)[-2:] == ["text", "request_user_info"]
    alice.says("Nguyễn Văn A", "sửa tên", "Nguyễn Văn B", "huỷ", "1", "đổi bằng", *TO_THE_NAME[2:])
    assert len(requests(alice)) == 1
    assert {one.state for one in requests(alice)} == {"sent"}


def test_one_tap_tells_name_phone_and_address(office, platform, alice):
    at_the_name(office, alice)
    sends(office)

    alice.sends("user_submit_info", info={"name": "Lan", "phone": "0905123456", "address": "1 Lê"})
    alice.says("1")

    told = {key: alice.talk.answers[key] for key in ("full_name", "phone", "delivery", "address")}
    assert told == {
        "full_name": "Lan", "phone": "0905123456", "delivery": "home", "address": "1 Lê",
    }  # fmt: skip


@pytest.mark.parametrize("code", [-233, -201, NOT_FOR_OUR_APP, -248])
def test_where_zalo_refuses_it_the_question_stands_and_nobody_is_asked_again(
    office, platform, alice, code
):
    at_the_name(office, alice)
    [question, *_] = claim_letters(office.ground, 16)
    deliver(office.ground, question)
    platform.fails("error_code", code=code)
    sends(office)
    platform.is_well()

    assert requests(alice) == []
    assert kinds(platform, alice)[-1] == "text"
    assert ("contact" in office.ground.refused) == (code != NOT_FOR_OUR_APP)
    alice.says("Nguyễn Văn A")
    sends(office)
    assert alice.talk.asked == "birth_date"
    assert "request_user_info" not in kinds(platform, alice)


def test_a_process_that_saw_it_refused_sends_no_second_one(office, platform, alice):
    office.ground.refused.add("contact")
    at_the_name(office, alice)
    sends(office)

    assert requests(alice) == []
    assert "request_user_info" not in kinds(platform, alice)


def test_trouble_on_the_way_is_no_refusal(office, platform, alice):
    at_the_name(office, alice)
    [question] = claim_letters(office.ground, 16)
    deliver(office.ground, question)
    platform.fails("error_code", code=-200, times=1)
    sends(office)
    office.later(seconds=10)
    sends(office)

    assert [one.state for one in requests(alice)] == ["sent"]


@pytest.mark.parametrize("arrived", [True, False])
def test_one_of_which_nothing_is_heard_is_found_or_dropped_never_repeated(
    office, platform, alice, arrived
):
    at_the_name(office, alice)
    [question] = claim_letters(office.ground, 16)
    deliver(office.ground, question)
    [request] = claim_letters(office.ground, 16)
    if arrived:
        platform.fails("reset", times=1)
        deliver(office.ground, request)
    office.later(minutes=1)
    settle(office.ground)

    assert [one.state for one in requests(alice)] == ["sent"] * arrived
    assert kinds(platform, alice).count("request_user_info") == arrived


def test_its_echo_settles_it_though_it_says_no_words(office, platform, alice):
    at_the_name(office, alice)
    [question] = claim_letters(office.ground, 16)
    deliver(office.ground, question)
    claim_letters(office.ground, 16)

    alice.phone_reports("oa_send_template", msg_id="0123456789abcdef0123")

    assert [one.message_id for one in requests(alice)] == ["0123456789abcdef0123"]


@pytest.mark.parametrize("public_url", ["", "https://doibang.example.vn"])
def test_it_has_a_picture_where_the_office_has_an_address(sqlite_office, public_url):
    [request] = requests(sqlite_office.citizen.says(*TO_THE_NAME))

    said = body("1", part_of(request, Links(public_url)), settings=ZALO)["message"]["attachment"]
    [element] = said["payload"]["elements"]

    assert said["payload"]["template_type"] == "request_user_info"
    assert f"{element['title']}\n{element['subtitle']}" == request.text
    picture = f"{public_url}/desk/static/share.png" if public_url else None
    assert element.get("image_url") == picture


def test_zalo_may_fetch_the_picture(sqlite_office):
    page = create_app(sqlite_office.ground).test_client().get(Links("http://x").picture()[8:])

    assert page.status_code == HTTPStatus.OK
    assert page.content_type == "image/png"
    page.close()


def test_whoever_is_known_or_files_for_another_is_not_asked(sqlite_office):
    alice = sqlite_office.citizen
    alice.sends("user_submit_info", info={"name": "Lan", "phone": "0905123456"})
    alice.says("đổi bằng", "Đồng ý", "1", "A1", "2", "052090001234")
    bob = sqlite_office.another_citizen("2")
    bob.says("đổi bằng A1 cho mẹ em", "Đồng ý", "mẹ em đồng ý rồi", "1", "052090001234")

    assert requests(alice) == []
    assert bob.talk.asked == "full_name"
    assert requests(bob) == []


def test_an_office_may_send_none(sqlite_office):
    ground = sqlite_office.ground
    sqlite_office.ground = replace(ground, forms=replace(ground.forms, requests_profile=False))
    sqlite_office.citizen.says(*TO_THE_NAME)

    assert sqlite_office.citizen.talk.asked == "full_name"
    assert requests(sqlite_office.citizen) == []


def test_an_erasure_empties_it_like_any_letter(sqlite_office):
    alice = sqlite_office.citizen.says(*TO_THE_NAME)
    [request] = requests(alice)
    assert json.loads(request.enclosure) == {"what": "contact"}

    erase(sqlite_office.ground, alice.id, actor="staff:an", told=False)

    assert requests(alice) == []
