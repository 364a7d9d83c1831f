"""Papers and grounds for a third hand: a card with ink that bleeds, a page, and what lies under it.

Pictures are arrays of light, 0–1 for each of three colours, so that a camera can be reckoned on
them (`camera_photos.py`). Nothing is shared with the other hands but the invented people.
"""

from __future__ import annotations

import io
import random
from math import sin

import numpy as np
import segno
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Light = NDArray[np.float32]

WORDS = """
thẻ căn cước số họ tên khai sinh ngày tháng năm quê quán nơi cư trú giới tính quốc tịch xã phường
tỉnh giá trị đến bằng lái xe hạng cơ quan cấp đặc điểm nhận dạng ngón trỏ
""".split()  # noqa: SIM905 - a list of forty words is worse to read
GAMMA = 2.2
CARD = (1284, 810)
PAGE = (1000, 1400)


def light_of(picture: Image.Image) -> Light:
    """Return the light of an 8-bit picture."""
    tones = np.asarray(picture.convert("RGB"), dtype=np.float32) / 255
    return np.power(tones, GAMMA, dtype=np.float32)


def _ink(luck: random.Random, most: int = 70) -> tuple[int, int, int]:
    return luck.randint(10, most), luck.randint(10, most), luck.randint(20, most + 30)


def _words(luck: random.Random, least: int, most: int) -> str:
    line = " ".join(luck.choice(WORDS) for _each in range(luck.randint(least, most)))
    return line.upper() if luck.random() < 0.35 else line.capitalize()


def printed_code(text: str, side: int, luck: random.Random) -> Image.Image:
    """Return a code as a card printer leaves it: ink that spreads or shrinks, on its own ground."""
    made = io.BytesIO()
    segno.make(text, error=luck.choice("llmmq"), micro=False, boost_error=False).save(
        made, kind="png", scale=9, border=luck.choice((1, 2, 4))
    )
    code = Image.open(made).convert("L")
    spread = luck.choice((0, 0, 1, 2))
    if spread:
        wider = luck.choice((ImageFilter.MinFilter, ImageFilter.MaxFilter))
        code = code.filter(wider(2 * spread + 1))
    code = code.filter(ImageFilter.GaussianBlur(1.2))
    dark, pale = luck.randint(15, 80), luck.randint(205, 252)
    return code.point(lambda tone: dark + tone * (pale - dark) // 255).resize(
        (side, side), Image.Resampling.LANCZOS
    )


def card(luck: random.Random, code: str | None) -> Image.Image:
    """Return a card; with a text, its code where cards have theirs or somewhere else."""
    width = CARD[0]
    slope = Image.linear_gradient("L").resize(CARD).rotate(luck.choice((0, 180)))
    bands = []
    for _band in range(3):
        base, reach = luck.randint(170, 225), luck.randint(5, 30)
        bands.append(slope.point(lambda tone, b=base, r=reach: b + tone * r // 255))
    sheet = Image.merge("RGB", bands)
    pen = ImageDraw.Draw(sheet)
    _guilloche(pen, luck)
    portrait = luck.random() < 0.6
    if portrait:
        _portrait(pen, luck)
    left = 420 if portrait else 60
    for line in range(luck.randint(6, 10)):
        size = luck.choice((22, 26, 30, 38))
        font = ImageFont.load_default(size)
        pen.text((left, 40 + 70 * line), _words(luck, 2, 6), _ink(luck), font)
    if not portrait:
        for line in range(3):
            zone = "".join(luck.choice("ABCDEMNUV0123456789<<<<") for _each in range(30))
            pen.text((60, 560 + 76 * line), zone, _ink(luck), ImageFont.load_default(46))
    if code:
        side = luck.randint(218, 296)
        corner = (width - side - luck.randint(24, 60), luck.randint(24, 70))
        sheet.paste(printed_code(code, side, luck), corner)
    return sheet


def _guilloche(pen: ImageDraw.ImageDraw, luck: random.Random) -> None:
    tint = tuple(luck.randint(150, 215) for _each in range(3))
    period, tall = luck.uniform(60, 200), luck.uniform(6, 40)
    for line in range(-2, 60):
        points = [
            (x, line * 15 + tall * sin(x / period + line / luck.choice((3, 5, 9))))
            for x in range(0, CARD[0] + 20, 20)
        ]
        pen.line(points, tint, 1)


def _portrait(pen: ImageDraw.ImageDraw, luck: random.Random) -> None:
    ground = tuple(luck.randint(120, 235) for _each in range(3))
    pen.rectangle((50, 240, 370, 690), fill=ground)
    skin = (luck.randint(170, 225), luck.randint(130, 175), luck.randint(100, 145))
    pen.pieslice((60, 560, 360, 900), 180, 360, fill=_ink(luck, 150))
    pen.ellipse((125, 300, 295, 540), fill=skin)
    pen.chord((115, 280, 305, 470), 175, 365, fill=_ink(luck, 60))


def page(luck: random.Random) -> Image.Image:
    """Return a page: a heading, paragraphs, a table, a stamp."""
    sheet = Image.new("RGB", PAGE, (luck.randint(225, 250), luck.randint(225, 250), 238))
    pen = ImageDraw.Draw(sheet)
    pen.text((180, 60), _words(luck, 5, 7).upper(), _ink(luck, 40), ImageFont.load_default(34))
    for line in range(luck.randint(16, 26)):
        font = ImageFont.load_default(luck.choice((20, 22, 24)))
        pen.text((80, 150 + 42 * line), _words(luck, 4, 11), _ink(luck, 60), font)
    top = luck.randint(1100, 1180)
    for row in range(4):
        pen.line((80, top + 50 * row, 920, top + 50 * row), (90, 90, 100), 2)
    for column in range(4):
        pen.line((80 + 280 * column, top, 80 + 280 * column, top + 150), (90, 90, 100), 2)
    pen.ellipse((560, 1000, 780, 1220), outline=(180, 40, 50), width=7)
    return sheet


def ground(size: tuple[int, int], luck: random.Random, *, printed: bool = True) -> Light:
    """Return what a paper lies on: stone, carpet, a sheet with folds, tiles or a newspaper."""
    rolls = np.random.default_rng(luck.getrandbits(32))
    kind = luck.choice(("stone", "carpet", "folds", "newspaper" if printed else "folds", "tiles"))
    colour = np.array([luck.uniform(0.03, 0.6) for _each in range(3)], dtype=np.float32)
    if kind == "stone":
        shade = _clouds(size, rolls, (6, 20, 80, 300), (0.5, 0.3, 0.25, 0.2))
    elif kind == "carpet":
        shade = _clouds(size, rolls, (4, 400, 700), (0.3, 0.5, 0.6))
    elif kind == "folds":
        shade = _clouds(size, rolls, (3, 7), (0.8, 0.4))
    elif kind == "newspaper":
        return light_of(_newspaper(size, luck))
    else:
        return light_of(_tiles(size, luck))
    return np.asarray(colour * np.clip(1 + shade[:, :, None], 0.1, 2.5), dtype=np.float32)


def _clouds(
    size: tuple[int, int],
    rolls: np.random.Generator,
    cells: tuple[int, ...],
    heights: tuple[float, ...],
) -> Light:
    """Return noise of several sizes: so many cells across, so high each."""
    total = np.zeros((size[1], size[0]), dtype=np.float32)
    for many, height in zip(cells, heights, strict=True):
        coarse = rolls.normal(0, height, (max(2, many * size[1] // size[0]), many))
        picture = Image.fromarray(coarse.astype(np.float32)).resize(size, Image.Resampling.BICUBIC)
        total += np.asarray(picture, dtype=np.float32)
    return total


def _newspaper(size: tuple[int, int], luck: random.Random) -> Image.Image:
    sheet = Image.new("RGB", size, (luck.randint(190, 230), 205, 190))
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(luck.randint(11, 18))
    for column in range(0, size[0], 260):
        for line in range(0, size[1], 24):
            pen.text((column, line), _words(luck, 4, 5)[:28], (60, 60, 60), font)
    return sheet.rotate(luck.uniform(-30, 30), Image.Resampling.BICUBIC, fillcolor=(200, 205, 190))


def _tiles(size: tuple[int, int], luck: random.Random) -> Image.Image:
    sheet, side = Image.new("RGB", size, (90, 88, 84)), luck.randint(60, 240)
    pen = ImageDraw.Draw(sheet)
    for x in range(0, size[0], side):
        for y in range(0, size[1], side):
            shade = luck.randint(120, 215)
            pen.rectangle(
                (x + 3, y + 3, x + side - 3, y + side - 3), (shade, shade - 8, shade - 20)
            )
    return sheet
