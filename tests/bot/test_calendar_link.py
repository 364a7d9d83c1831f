"""The calendar file in the letter: signed, nobody else's, and over when the appointment is."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import create_app
from bot.handlers import book
from bot.links import Links

PUBLIC = "https://doibang.example.vn"
ADDRESS = re.compile(rf"{PUBLIC}(/calendar/[\w-]+\.ics)")


@pytest.fixture
def booked(office):
    """Alice's appointment is confirmed by a service that knows its own address."""
    settings = replace(office.ground.settings, public_url=PUBLIC)
    office.ground = replace(office.ground, settings=settings)
    dossier = office.binh.accepts(office.binh.takes(office.citizen.hands_in()))
    office.citizen.hears()
    books(office, book.confirm, dossier, office.free_slots()[2].starts_at)
    return dossier


def books(office, act, dossier, starts_at):
    with office.database.transaction() as store:
        act(
            store,
            dossier.code,
            starts_at,
            clerk=office.binh.account,
            now=office.now,
            links=office.ground.links,
        )


def address(office):
    return ADDRESS.findall(office.citizen.letters[-1].text)[-1]


def fetched(office, path):
    return create_app(office.ground).test_client().get(path)


def test_the_letter_leads_to_the_map_and_to_a_file_that_a_telephone_keeps(office, booked):
    assert office.citizen.hears("Bản đồ: https://www.google.com/maps", "69+Hung+Vuong")

    answer = fetched(office, address(office))

    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    told = answer.get_data(as_text=True).replace("\r\n ", "")
    assert f"DTSTART:{office.seat(booked).starts_at:%Y%m%dT%H%M%SZ}" in told
    assert "LOCATION:Bưu cục Pleiku\\, 69 Hùng Vương" in told


def test_nothing_personal_is_in_the_file_or_its_address(office, booked):
    told = fetched(office, address(office)).get_data(as_text=True) + address(office)

    for private in (office.citizen.id, booked.code, "Nguyễn Thị Mẫu", "064090001234", "0905123456"):
        assert private not in told


@pytest.mark.parametrize(
    "path", ["1-AAAAAAAAAAAAAAAAAAAAAA", "1-", "1", "-", "x-y", "9" * 30 + "-a", "²-a"]
)
def test_an_address_that_nobody_was_given_leads_nowhere(office, booked, path):
    assert fetched(office, f"/calendar/{path}.ics").status_code == 404


def test_the_address_of_another_key_leads_nowhere(office, booked):
    token = Links.under(PUBLIC, "another secret key").token(office.seat(booked))

    assert fetched(office, f"/calendar/{token}.ics").status_code == 404


def test_a_moved_appointment_has_a_new_address_and_the_old_one_is_over(office, booked):
    before = address(office)
    books(office, book.move, booked, office.free_slots()[4].starts_at)

    assert fetched(office, before).status_code == 404
    assert fetched(office, address(office)).status_code == 200


def test_the_address_is_over_when_its_day_is_or_the_appointment_is_cancelled(office, booked):
    path = address(office)
    office.now = office.seat(booked).starts_at + timedelta(hours=8)
    assert fetched(office, path).status_code == 200
    office.later(hours=10)
    assert fetched(office, path).status_code == 404
    office.later(days=-2)
    office.binh.cancels(booked)

    assert fetched(office, path).status_code == 404


def test_a_service_without_an_address_of_its_own_sends_the_map_alone(office):
    dossier = office.binh.accepts(office.binh.takes(office.citizen.hands_in()))

    office.binh.confirms(dossier, office.free_slots()[2].starts_at)

    assert office.citizen.hears("Bản đồ: ")
    assert "/calendar/" not in office.citizen.letters[-1].text
