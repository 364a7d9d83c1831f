"""`doibang read-photo`: one object a file, in their order, and an exit code a script can use."""

import io
import json

import pytest
import segno
from click.testing import CliRunner
from PIL import Image

from bot.commands import main

pytestmark = pytest.mark.process

TEXT = "064090001234|231006141|Nguyễn Văn Mẫu|05031990|Nam|Tổ 5, Phường Pleiku, Gia Lai|15082022"


def run(*words: object):
    return CliRunner().invoke(main, ["read-photo", *map(str, words)])


@pytest.fixture
def card(tmp_path):
    file = tmp_path / "thẻ.png"
    segno.make(TEXT).save(str(file), scale=6)
    return file


@pytest.fixture
def junk(tmp_path):
    file = tmp_path / "junk.jpg"
    file.write_bytes(b"\xff\xd8\xff nothing")
    return file


def test_each_file_has_its_object_in_the_order_given(card, junk, tmp_path):
    bill = tmp_path / "bill.png"
    segno.make("00020101021238570010A0000007270127000697043601130123456789").save(
        str(bill), scale=6
    )

    answer = run(junk, card, bill, "--json")

    assert answer.exit_code == 0
    bad, good, other = json.loads(answer.stdout)
    assert [one["file"] for one in (bad, good, other)] == [str(junk), str(card), str(bill)]
    assert (bad["media_type"], bad["problem"], bad["codes"]) == ("", "not_a_picture", [])
    assert good["citizen"] == {
        "citizen_id": "064090001234",
        "old_id": "231006141",
        "full_name": "Nguyễn Văn Mẫu",
        "birth_date": "1990-03-05",
        "sex": "male",
        "residence": "Tổ 5, Phường Pleiku, Gia Lai",
        "issued_on": "2022-08-15",
    }
    assert good["codes"] == [{"format": "QRCode", "text": TEXT, "kind": "citizen"}]
    assert good["problem"] is None
    assert (good["width"], good["height"]) == Image.open(io.BytesIO(card.read_bytes())).size
    assert good["seconds"] >= 0
    assert other["citizen"] is None
    assert other["codes"][0]["kind"] == "payment"


def test_a_person_reads_one_line_a_file(card, junk):
    answer = run(card, junk)

    first, second = answer.stdout.splitlines()
    assert "căn cước 064090001234, Nguyễn Văn Mẫu" in first
    assert "không phải ảnh" in second


def test_a_file_that_is_not_there_ends_it_with_two_before_any_is_read(card, tmp_path):
    answer = run(card, tmp_path / "none.jpg", "--json")

    assert answer.exit_code == 2
    assert answer.stdout == ""
    assert "none.jpg" in answer.stderr
