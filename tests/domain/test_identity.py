from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identity import (
    CitizenCard,
    NotACitizenQr,
    NotANumberOfThisKind,
    Sex,
    is_old_id,
    masked,
    parse_citizen_qr,
    read_citizen_id,
    read_licence_number,
    sex_of,
)
from domain.provinces import GIA_LAI, UnknownProvince, all_provinces, find_province

CCCD = "064190001234|230123456|Nguyễn Thị Đào|05031990|Nữ|Tổ 5, Phường Diên Hồng, Gia Lai|01072021"
CARD = CitizenCard(
    citizen_id="064190001234",
    full_name="Nguyễn Thị Đào",
    birth_date=date(1990, 3, 5),
    sex=Sex.FEMALE,
    residence="Tổ 5, Phường Diên Hồng, Gia Lai",
    issued_on=date(2021, 7, 1),
    old_id="230123456",
)
DIGITS = st.text("0123456789", min_size=1, max_size=20)


def without_old_id(text):
    return text.replace("|230123456", "")


@pytest.mark.parametrize(
    ("code", "name"),
    [("001", "Hà Nội"), ("052", "Bình Định"), ("064", "Gia Lai"), ("096", "Cà Mau")],
)
def test_a_province_has_its_code(code, name):
    assert find_province(code).name == name
    assert find_province(code[1:]).name == name
    assert find_province(name).code == code


def test_there_are_63_provinces_and_each_is_found_by_its_name():
    provinces = all_provinces()

    assert len({one.code for one in provinces}) == 63
    assert all(find_province(one.name) == one for one in provinces)
    assert find_province(GIA_LAI).in_licence_number == "64"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("gia lai", "064"),
        ("Tỉnh Gia Lai", "064"),
        ("dak lak", "066"),
        ("ba ria - vung tau", "077"),
        ("TP. Hồ Chí Minh", "079"),
        ("tphcm", "079"),
        ("Thành phố Hà Nội", "001"),
        ("01", "001"),
    ],
)
def test_a_province_is_found_as_people_write_it(written, code):
    assert find_province(written).code == code


@pytest.mark.parametrize("written", ["", "1", "003", "64000", "Atlantis", "٠٦٤"])
def test_a_province_that_is_none_is_refused(written):
    with pytest.raises(UnknownProvince):
        find_province(written)


@pytest.mark.parametrize(
    ("digit", "sex", "year"),
    [
        ("0", Sex.MALE, 1990),
        ("1", Sex.FEMALE, 1990),
        ("2", Sex.MALE, 2090),
        ("3", Sex.FEMALE, 2090),
        ("4", Sex.MALE, 2190),
        ("7", Sex.FEMALE, 2290),
        ("8", Sex.MALE, 2390),
        ("9", Sex.FEMALE, 2390),
    ],
)
def test_a_citizen_id_tells_sex_century_and_year(digit, sex, year):
    parts = read_citizen_id(f"064{digit}90001234")

    assert (parts.sex, parts.birth_year) == (sex, year)
    assert parts.province is not None
    assert parts.province.name == "Gia Lai"


def test_a_citizen_id_from_abroad_has_no_province_and_is_read_all_the_same():
    assert read_citizen_id("133190001234").province is None


@pytest.mark.parametrize(
    "number",
    ["", "230123456", "06419000123", "0641900012345", "06419000123a", "０６４１９０００１２３４"],
)
def test_what_is_no_citizen_id_is_refused(number):
    with pytest.raises(NotANumberOfThisKind):
        read_citizen_id(number)


def test_the_old_identity_card_has_nine_digits():
    assert is_old_id("230123456")
    assert not is_old_id("064190001234")


def test_a_licence_number_tells_province_sex_and_year_of_the_first_test():
    parts = read_licence_number("641120001234")

    assert parts.province == find_province("064")
    assert (parts.sex, parts.pass_year) == (Sex.FEMALE, 12)


def test_odd_digits_of_a_licence_number_are_left_open():
    parts = read_licence_number("037120001234")

    assert (parts.province, parts.sex) == (None, None)


@pytest.mark.parametrize("number", ["", "AB123456", "64112000123", "6411200012345"])
def test_what_is_no_licence_number_is_refused(number):
    with pytest.raises(NotANumberOfThisKind):
        read_licence_number(number)


@pytest.mark.parametrize(
    ("written", "sex"), [("Nam", "male"), ("NỮ", "female"), ("nu", "female"), ("M", "male")]
)
def test_sex_is_read_as_it_is_printed(written, sex):
    assert sex_of(written) == sex


def test_another_word_is_no_sex():
    with pytest.raises(ValueError, match="khác"):
        sex_of("khác")


def test_the_qr_of_the_chip_card_has_seven_fields():
    assert parse_citizen_qr(CCCD) == CARD


def test_the_old_id_may_be_empty_or_left_out():
    empty = parse_citizen_qr(CCCD.replace("230123456", ""))
    six = parse_citizen_qr(without_old_id(CCCD))

    assert empty == six
    assert (six.old_id, six.full_name) == ("", "Nguyễn Thị Đào")


@pytest.mark.parametrize(
    ("text", "old_id", "extras"),
    [
        (CCCD + "|X|Y", "230123456", ("X", "Y")),
        (CCCD + "||", "230123456", ("", "")),
        (
            without_old_id(CCCD) + "|230123456|064190009999",
            "230123456",
            ("230123456", "064190009999"),
        ),
        (
            without_old_id(CCCD) + "|||Nguyễn Văn A|Trần Thị B",
            "",
            ("", "", "Nguyễn Văn A", "Trần Thị B"),
        ),
    ],
)
def test_the_card_of_2024_has_more_fields_and_they_are_kept(text, old_id, extras):
    card = parse_citizen_qr(text)

    assert card.full_name == CARD.full_name
    assert card.issued_on == CARD.issued_on
    assert (card.old_id, card.extras) == (old_id, extras)


@pytest.mark.parametrize(
    ("written", "birth_date"),
    [("1955", None), ("00001955", None), ("31021990", None), ("05/03/1990", date(1990, 3, 5))],
)
def test_a_birth_date_that_is_no_whole_day_is_left_open(written, birth_date):
    card = parse_citizen_qr(CCCD.replace("05031990", written))

    assert card.birth_date == birth_date
    assert card.full_name == CARD.full_name


def test_a_reader_that_adds_a_mark_or_a_line_break_does_no_harm():
    assert parse_citizen_qr("\ufeff" + CCCD + "\r\n") == CARD


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.vn/gplx?so=064190001234",
        "00020101021238570010A00000072701270006970436|0113VQRQ",
        "064190001234",
        "064190001234|||||",
        "064190001234||||Nữ|Gia Lai|01072021",
        "06419000123|230123456|Nguyễn Thị Đào|05031990|Nữ|Gia Lai|01072021",
        "064190001234|230123456|Nguyễn Thị Đào|05031990|?|Gia Lai|01072021",
        "a|b|c|d|e|f|g",
        CCCD + "|" + "x" * 3000,
    ],
)
def test_another_code_is_no_citizen(text):
    with pytest.raises(NotACitizenQr):
        parse_citizen_qr(text)


def test_a_card_fills_in_the_answers_of_the_form():
    assert CARD.answers() == {
        "citizen_id": "064190001234",
        "full_name": "Nguyễn Thị Đào",
        "birth_date": "1990-03-05",
        "sex": "female",
        "residence": "Tổ 5, Phường Diên Hồng, Gia Lai",
    }
    assert "birth_date" not in parse_citizen_qr(CCCD.replace("05031990", "1990")).answers()


@given(st.text())
def test_any_text_is_a_card_or_refused(text):
    try:
        card = parse_citizen_qr(text)
    except NotACitizenQr:
        return
    assert card.full_name


@given(st.lists(st.sampled_from([*CCCD.split("|"), "", "Nam", "x"]), max_size=12))
def test_any_order_of_fields_is_a_card_or_refused(fields):
    try:
        card = parse_citizen_qr("|".join(fields))
    except NotACitizenQr:
        return
    assert len(card.citizen_id) == 12
    assert card.sex in Sex


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("064090001234", "••••••••1234"),
        ("230123456", "•••••3456"),
        ("1234", "••••"),
        ("", ""),
    ],
)
def test_a_masked_number_shows_its_last_four_digits(number, shown):
    assert masked(number) == shown


@given(DIGITS)
def test_a_masked_number_never_shows_more_than_four_digits(number):
    assert len(masked(number)) == len(number)
    assert sum(letter.isdigit() for letter in masked(number)) == (4 if len(number) > 4 else 0)
