import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.names import printed_name, search_key, split_name, tidy_name, unaccented


@pytest.mark.parametrize(
    ("full_name", "family_and_middle", "given_name"),
    [
        ("Nguyễn Thị Đào", "Nguyễn Thị", "Đào"),
        ("TRẦN  VĂN   BÌNH ", "TRẦN VĂN", "BÌNH"),
        ("Rơ Châm H’Bia", "Rơ Châm", "H'Bia"),
        ("Y-Thương", "", "Y-Thương"),
        ("", "", ""),
    ],
)
def test_a_name_is_split_before_its_last_word(full_name, family_and_middle, given_name):
    assert split_name(full_name) == (family_and_middle, given_name)


@pytest.mark.parametrize(
    ("full_name", "printed"),
    [
        ("Nguyễn Thị Đào", "NGUYEN THI DAO"),
        ("đỗ đức ướt", "DO DUC UOT"),
        ("Kpă H’Bia", "KPA H'BIA"),
    ],
)
def test_the_printed_name_has_no_marks(full_name, printed):
    assert printed_name(full_name) == printed


def test_two_ways_to_place_a_tone_are_found_by_one_key():
    assert search_key("Hoà") == search_key("Hòa") == search_key("  HOA ") == "hoa"


def test_a_decomposed_name_becomes_one_spelling():
    assert tidy_name(unicodedata.normalize("NFD", "Nguyễn  Đức")) == "Nguyễn Đức"


@given(st.text())
def test_a_search_key_is_its_own_search_key_in_any_case_of_normalisation(text):
    key = search_key(text)

    assert search_key(key) == key
    assert search_key(unicodedata.normalize("NFD", text)) == key


VOWELS = "aáàảãạ ăắằẳẵặ âấầẩẫậ eéèẻẽẹ êếềểễệ iíìỉĩị oóòỏõọ ôốồổỗộ ơớờởỡợ uúùủũụ ưứừửữự yýỳỷỹỵ"


@given(st.text("bcdđghklmnpqrstvxĐÂƯ" + VOWELS))
def test_vietnamese_without_marks_is_plain_ascii(text):
    assert unaccented(text).isascii()
    assert len(unaccented(text)) == len(text)
