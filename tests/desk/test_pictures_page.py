from dataclasses import replace

import pytest

from domain.events import Kind
from tests.desk.conftest import PICTURE


@pytest.fixture
def code(desk):
    desk.keeps_picture("front1")
    return desk.hands_in()


def test_a_picture_is_for_staff_only(desk, code):
    visitor = desk.stranger
    visitor.opens(f"/desk/pictures/front1?of={code}")

    assert PICTURE not in visitor.page.get_data()
    assert Kind.PICTURE_VIEWED not in desk.kinds(code)


def test_each_look_is_written_down(desk, code):
    desk.binh.opens(f"/desk/pictures/front1?of={code}")
    desk.binh.opens(f"/desk/pictures/front1?of={code}")

    assert desk.binh.page.get_data() == PICTURE
    assert desk.kinds(code).count(Kind.PICTURE_VIEWED) == 2


def test_no_browser_keeps_a_picture_or_runs_it(desk, code):
    headers = desk.binh.opens(f"/desk/pictures/front1?of={code}").headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]


def test_a_picture_that_is_no_photo_is_not_shown_as_one(desk):
    desk.keeps_picture("front1", media_type="image/svg+xml")
    code = desk.hands_in()

    headers = desk.binh.opens(f"/desk/pictures/front1?of={code}").headers

    assert headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("address", ["front1", "front1?of=ZL-000000-0000", "front1?of={other}"])
def test_a_picture_is_shown_only_with_the_dossier_it_belongs_to(desk, code, address):
    other = desk.hands_in(licence_front="another")

    answer = desk.binh.opens("/desk/pictures/" + address.format(other=other))

    assert answer.status_code == 404
    assert Kind.PICTURE_VIEWED not in desk.kinds(other)


@pytest.mark.parametrize("name", ["back1", "..%2f..%2fsecret", "no-such"])
def test_a_picture_that_is_not_there_is_not_there(desk, code, name):
    assert desk.binh.opens(f"/desk/pictures/{name}?of={code}").status_code == 404


def test_what_is_wrong_with_a_picture_is_said_in_its_place(desk, code):
    with desk.ground.database.transaction() as store:
        store.pictures.want("back1", citizen="c", url="u", asked="licence_back", at=desk.now)

    desk.binh.opens(f"/desk/dossiers/{code}")

    assert "Ảnh đang được tải từ Zalo" in desk.binh.reads
    assert "Ảnh này không tải được từ Zalo" in desk.binh.reads


def test_a_wanted_paper_that_never_came_is_asked_for(desk):
    code = desk.hands_in(health_certificate=None)

    desk.binh.opens(f"/desk/dossiers/{code}")

    assert "Công dân chưa gửi ảnh này" in desk.binh.reads


def test_a_picture_that_was_taken_at_the_third_try_says_so(desk):
    code = desk.hands_in()
    before = desk.dossier(code)
    notes = ("licence_front.blurred", "licence_back.unheard_of")
    with desk.ground.database.transaction() as store:
        store.dossiers.replace(before, replace(before, notes=notes, version=before.version + 1))

    page = desk.binh.opens(f"/desk/dossiers/{code}").get_data(as_text=True)

    assert page.count("Ảnh mờ (đã xin gửi lại)") == 1
