"""Codes that are told module by module: how words lie in them, what corrects them, how they mix."""

import io

import numpy as np
import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from bot.reading import layout
from bot.reading.correcting import SPARED, corrected, syndromes
from bot.reading.finding import found_codes, four_sided, hull
from bot.reading.look import look

TEXT = "064090001234|231006141|Nguyễn Văn Mẫu|05031990|Nam|Tổ 5, Phường Pleiku, Gia Lai|15082022"
PAYMENT = (
    "00020101021238570010A00000072701270006970436011301234567890208QRIBFTTA53037045802VN6304A1B2"
)
CARD = (226, 240, 236)


def modules_of(code):
    return np.where(np.array([list(row) for row in code.matrix]) == 0, 1, -1)


def made(level, version):
    return segno.make("MAU", error=level.lower(), version=version, boost_error=False, micro=False)


@pytest.mark.parametrize("level", "LMQH")
@pytest.mark.parametrize("version", [1, 2, 5, 6, 7, 9, 13, 14, 20])
def test_words_are_read_where_the_code_was_written(version, level):
    code = made(level, version)
    light = modules_of(code)

    form = layout.likeliest_forms(light)[0]
    known = layout.known_modules(version, form)
    rows, columns = layout.word_places(version)
    dark = (light < 0) ^ layout.mask_of(form.mask, light.shape[0])
    words = (dark[rows, columns] * (1 << np.arange(7, -1, -1))).sum(1)

    assert (form.level, form.mask) == (level, code.mask)
    assert ((known == 0) | (known == light)).all()
    for block in layout.blocks_of(version, level):
        spare = layout.SPARE_WORDS[level][version - 1]
        assert not syndromes(words[block], spare).any()


def block():
    """Return the words of a block that is right, and how many of them are to correct it."""
    code = made("M", 2)
    form = layout.likeliest_forms(modules_of(code))[0]
    rows, columns = layout.word_places(2)
    dark = (modules_of(code) < 0) ^ layout.mask_of(form.mask, 25)
    return (dark[rows, columns] * (1 << np.arange(7, -1, -1))).sum(1), 16


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 8), st.integers(0, 2**32))
def test_half_as_many_wrong_words_as_are_spare_are_put_right(many, seed):
    words, spare = block()
    rolls = np.random.default_rng(seed)
    wrong = words.copy()
    wrong[rolls.choice(len(words), many, replace=False)] ^= rolls.integers(1, 256, many)

    assert (corrected(wrong, np.zeros(len(words)), spare) == words).all()


@settings(max_examples=60, deadline=None)
@given(st.integers(9, 12), st.integers(0, 2**32))
def test_more_are_put_right_where_they_are_known_to_be_in_doubt(many, seed):
    words, spare = block()
    rolls = np.random.default_rng(seed)
    places = rolls.choice(len(words), many, replace=False)
    wrong, doubt = words.copy(), rolls.random(len(words)) * 0.1
    wrong[places] ^= rolls.integers(1, 256, many)
    doubt[places] += 1

    assert many <= spare - SPARED
    assert (corrected(wrong, doubt, spare) == words).all()


def test_chance_is_not_put_right():
    rolls = np.random.default_rng(7)
    right = [
        corrected(rolls.integers(0, 256, 44), rolls.random(44), 16) is not None
        for _each in range(150)
    ]

    assert not any(right)


def with_code(text, size=236):
    code = io.BytesIO()
    segno.make(text, error="m", micro=False).save(code, kind="png", scale=8, border=3)
    photo = Image.new("RGB", (900, 600), (90, 80, 70))
    pen = ImageDraw.Draw(photo)
    pen.rectangle((60, 60, 840, 540), CARD)
    for line in range(6):
        pen.text((100, 150 + 50 * line), "CAN CUOC CONG DAN  MAU", (20, 20, 30), font_size=24)
    pasted = Image.open(code).convert("RGB").resize((size, size), Image.Resampling.LANCZOS)
    photo.paste(pasted, (560, 90))
    return photo


def jpeg(picture, quality=80):
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=quality)
    return content.getvalue()


def aslant(photo):
    corners = (-700, -20, 40, 900, 1100, 640, 880, -260)
    return photo.transform(
        photo.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=(90, 80, 70)
    )


def out_of_focus(photo):
    turned = photo.rotate(11, Image.Resampling.BICUBIC, fillcolor=(90, 80, 70))
    return turned.filter(ImageFilter.BoxBlur(3.0)).filter(ImageFilter.GaussianBlur(1.5))


def moved_aslant(photo):
    moved = photo
    for step in range(1, 13):
        shift = ImageChops.offset(photo, round(0.8 * step), round(0.6 * step))
        moved = Image.blend(moved, shift, 1 / (step + 1))
    return moved


@pytest.mark.parametrize("spoil", [aslant, out_of_focus, moved_aslant])
def test_a_code_no_plain_reader_sees_is_read(spoil):
    content = jpeg(spoil(with_code(TEXT)))

    assert not zxingcpp.read_barcodes(Image.open(io.BytesIO(content)))
    assert look(content).citizen == TEXT


@pytest.mark.parametrize("spoil", [aslant, out_of_focus, moved_aslant])
def test_a_payment_that_no_plain_reader_sees_becomes_no_citizen(spoil):
    seen = look(jpeg(spoil(with_code(PAYMENT))))

    assert seen.citizen is None
    assert [one.text for one in seen.codes] in ([], [PAYMENT])


def test_an_outline_is_the_least_of_four_sides_around_it():
    points = np.array([(0, 0), (10, 1), (9, 9), (1, 10), (5, 5), (10, 5), (4, 0.2)])

    found = four_sided(hull(points))

    assert found.shape == (4, 2)
    assert np.abs(found - np.array(((0, 0), (10, 1), (9, 9), (1, 10)))).max() < 2.5


@pytest.mark.parametrize("size", [(300, 300), (300, 9), (8, 300), (300, 170)])
@pytest.mark.parametrize("kind", ["noise", "plain", "line"])
def test_nothing_is_found_where_no_code_is_and_nothing_breaks(kind, size):
    patch = Image.new("L", size, 120)
    if kind == "noise":
        patch = Image.effect_noise(size, 60)
    if kind == "line":
        ImageDraw.Draw(patch).line((0, 0, *size), 255, 6)

    assert all(one.like < 0.6 for one in found_codes(patch, np.asarray(patch)))
