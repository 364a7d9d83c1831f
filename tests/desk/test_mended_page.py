"""A dossier that came back shows what changed, old beside new, and asks to see nothing else."""

import re
from datetime import timedelta

import pytest

from domain.corrections import Correction


@pytest.fixture
def came_back(desk):
    """Give a dossier that Bình sent back for three fields, as the citizen handed it in again."""

    def comes_back(**mended):
        for picture in ("front1", "back1", "back2", "health1"):
            desk.keeps_picture(picture)
        code = desk.hands_in()
        wanted = {
            "licence_back": "Ảnh mờ",
            "phone": "Gọi không được",
            "citizen_id": "Sai số",
        }
        with desk.ground.database.transaction() as store:
            first = store.dossiers.get(code)
            taken = first.taken_by("binh", desk.now)
            back = taken.sent_back(
                tuple(Correction(*pair) for pair in wanted.items()), by="binh", at=desk.now
            )
            after = back.corrected(
                {**first.answers, **mended},
                first.sources,
                due_at=first.due_at + timedelta(days=1),
                at=desk.now,
            )
            for before, now in ((first, taken), (taken, back), (back, after)):
                store.dossiers.replace(before, now)
        desk.binh.opens(f"/desk/dossiers/{code}")
        return code

    return comes_back


def panel(visitor):
    return re.search(r'<section class="mended".*?</section>', visitor.source, re.DOTALL)[0]


def test_the_clerk_sees_old_and_new_of_what_changed_and_what_was_left(desk, came_back):
    came_back(phone="0987654321", licence_back="back2", address="5 Hùng Vương, Pleiku")

    told = " ".join(re.sub(r"<[^>]+>", " ", panel(desk.binh)).split())

    assert "anh/chị chỉ cần xem lại 4 mục này" in told
    assert "Điện thoại đã yêu cầu: Gọi không được trước: 0912 345 678" in told
    assert "nay: 0987 654 321" in told
    assert "Số căn cước đã yêu cầu: Sai số công dân giữ nguyên ••••••••1234" in told
    assert "Địa chỉ đổi theo" in told
    assert "5 Hùng Vương, Pleiku" in told
    assert "Họ và tên" not in told


def test_only_the_changed_fields_are_marked_and_the_new_picture_lies_open(desk, came_back):
    came_back(phone="0987654321", licence_back="back2")

    marked = re.findall(r'class="fact changed">\s*<dt>([^<]+)', desk.binh.source)
    assert marked == ["Điện thoại"]
    assert desk.binh.source.count(">ảnh mới<") == 1
    open_shots = re.findall(r'<figure id="shot-(\d)" data-shot="\d">', desk.binh.source)
    assert open_shots == ["2"]
    assert "pictures/back1?of=" in panel(desk.binh)


def test_a_number_stays_masked_and_a_difference_under_the_mask_is_said(desk, came_back):
    came_back(citizen_id="064192991234")

    assert "0641920" not in desk.binh.source
    assert "064192991234" not in desk.binh.source
    assert "khác ở phần được che" in panel(desk.binh)


def test_the_picture_of_before_may_be_seen_until_the_dossier_is_decided(desk, came_back):
    code = came_back(licence_back="back2")
    assert desk.binh.opens(f"/desk/pictures/back1?of={code}").status_code == 200

    desk.binh.does(code, "accept", version=desk.dossier(code).version, official_code="H21-9")

    assert desk.dossier(code).mended == ()
    assert desk.binh.opens(f"/desk/pictures/back1?of={code}").status_code == 404
    desk.binh.opens(f"/desk/dossiers/{code}")
    assert 'class="mended"' not in desk.binh.source


def test_a_dossier_that_never_came_back_has_nothing_to_compare(desk):
    desk.binh.opens(f"/desk/dossiers/{desk.hands_in()}")

    assert 'class="mended"' not in desk.binh.source
    assert "fact changed" not in desk.binh.source
