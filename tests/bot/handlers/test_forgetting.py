from __future__ import annotations

import pytest

from bot.handlers.albums import new_picture_id
from bot.handlers.forget import forget_old
from domain.events import Kind


def photographed(office, name: str) -> str:
    office.ground.files.keep(name, b"a picture of papers")
    with office.database.transaction() as store:
        store.pictures.add(
            name, citizen=office.citizen.id, media_type="image/jpeg", qr="064…", at=office.now
        )
    return name


def is_there(office, name: str) -> bool:
    try:
        return bool(office.ground.files.read(name))
    except FileNotFoundError:
        return False


def test_a_picture_goes_thirty_days_after_its_dossier_ended(office):
    picture = photographed(office, new_picture_id())
    dossier = office.citizen.hands_in(licence_front=picture)
    office.binh.refuses(office.binh.takes(dossier))

    office.later(days=29)
    forget_old(office.ground)
    assert is_there(office, picture)

    office.later(days=2)
    assert forget_old(office.ground) == 1
    assert not is_there(office, picture)
    with office.database.reading() as store:
        assert (store.pictures.get(picture).state, store.pictures.get(picture).qr) == (
            "deleted",
            "",
        )
    assert [event.actor for event in office.events(Kind.PICTURE_DELETED)] == ["clock"]


def test_a_picture_of_an_open_dossier_stays_however_long_it_takes(office):
    picture = photographed(office, new_picture_id())
    office.citizen.hands_in(licence_front=picture)

    office.later(days=200)

    assert forget_old(office.ground) == 0
    assert is_there(office, picture)


@pytest.mark.parametrize(("days", "gone"), [(6, 0), (8, 1)])
def test_a_picture_that_no_dossier_uses_goes_after_a_week(office, days, gone):
    picture = photographed(office, new_picture_id())

    office.later(days=days)

    assert forget_old(office.ground) == gone
    assert is_there(office, picture) is not bool(gone)


def test_forgetting_twice_does_nothing_the_second_time(office):
    photographed(office, new_picture_id())
    office.later(days=8)

    assert [forget_old(office.ground), forget_old(office.ground)] == [1, 0]


def test_a_card_that_serves_two_dossiers_stays_until_both_have_ended(office):
    card = photographed(office, new_picture_id())
    for _time in range(2):
        office.citizen.hands_in(id_picture=card)
    later, earlier = office.citizen.dossiers
    office.binh.refuses(office.binh.takes(earlier))
    office.later(days=40)
    assert forget_old(office.ground) == 0

    office.binh.refuses(office.binh.takes(later))
    office.later(days=31)

    assert forget_old(office.ground) == 1
