"""The sheet on which a clerk puts one value of a dossier right, and the badge it leaves."""

import re

import pytest


@pytest.fixture
def taken(desk):
    code = desk.hands_in()
    desk.binh.does(code, "take", version=desk.dossier(code).version)
    return code


def put_right(desk, code, field, value):
    version = desk.dossier(code).version
    return desk.binh.does(code, "put_right", version=version, right_field=field, right_value=value)


def test_a_value_put_right_shows_the_badge_of_the_clerk_and_stands_in_the_timeline(desk, taken):
    put_right(desk, taken, "phone", "0987654321")

    assert "Đã sửa hồ sơ của Rơ Châm H'Nhi" in desk.binh.reads
    [line] = re.findall(r'<dd id="value-phone">.*?</dd>', desk.binh.source, re.DOTALL)
    assert "0987 654 321" in line
    assert '<span class="tag" title="Cán bộ ghi">cán bộ</span>' in line
    assert "sửa: Điện thoại" in desk.binh.reads


def test_a_value_that_cannot_be_read_is_said_beside_its_field_and_kept(desk, taken):
    put_right(desk, taken, "phone", "không biết")

    assert desk.binh.page.status_code == 422
    assert "Chưa đọc được giá trị này." in desk.binh.reads
    assert 'value="không biết"' in desk.binh.source
    assert re.search(r'<option value="phone" selected', desk.binh.source)


def test_only_what_no_rule_depends_on_is_offered(desk, taken):
    desk.binh.opens(f"/desk/dossiers/{taken}")
    [sheet] = re.findall(r'<select id="right_field".*?</select>', desk.binh.source, re.DOTALL)

    assert re.findall(r'value="(\w+)"', sheet) == [
        *("full_name", "birth_date", "residence", "address", "phone"),
        *("licence_number", "licence_issued_on"),
    ]
