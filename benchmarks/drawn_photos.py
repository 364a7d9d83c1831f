"""Photos of papers as people send them, drawn by seed: the papers, and what spoils a photo.

All are drawn: invented people on sample papers, spoiled by arithmetic. No real photo is in here.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import cos, pi, sin

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

from mock_zalo import cards, people
from mock_zalo.ink import Sheet, photographed
from mock_zalo.luck import Luck

TABLE = (90, 80, 70)
SOME_DAY = 1_790_000_000
Spoiled = Callable[[Image.Image, random.Random], Image.Image]


@dataclass(frozen=True)
class Sample:
    """One photo: what it shows or suffers from, its bytes, and what is right about it.

    `citizen` is the text of the citizen code in it, if one is; `problem` the problem to be named.
    """

    kind: str
    content: bytes
    citizen: str | None = None
    problem: str | None = None


def person(number: int) -> dict[str, str]:
    """Return an invented person."""
    return people.invent(Luck(number), number, SOME_DAY)


def paper(card: str, number: int) -> Image.Image:
    """Return a sample paper lying on a table."""
    return Image.open(io.BytesIO(cards.draw(card, person(number)))).convert("RGB")


def card_texts(number: int) -> tuple[str, str, str]:
    """Return the texts of the three cards: 7 fields, 6 fields, and the one of 2024 with more."""
    seven = cards.qr_text(person(number))
    fields = seven.split("|")
    six = "|".join((fields[0], *fields[2:]))
    return seven, six, f"{six}|{fields[1]}||Nguyễn Văn Cha|Trần Thị Mẹ"


def back_of_2024(text: str) -> Image.Image:
    """Return the back of a card of 2024, where its code is."""
    sheet = Sheet(1200, 757, (228, 236, 242))
    sheet.waves((208, 220, 232))
    sheet.qr((890, 60), text, 250)
    sheet.write((60, 60), "Nơi cư trú / Place of residence", 20)
    sheet.write((60, 96), "Tổ 5, Phường Pleiku, Gia Lai", 28, weight=600)
    sheet.write((60, 190), "Nơi đăng ký khai sinh / Place of birth", 20)
    sheet.write((60, 226), "Gia Lai", 28, weight=600)
    sheet.box((60, 320, 190, 420), fill=(216, 178, 92), outline=(150, 116, 44), radius=10, width=2)
    for line in range(3):
        sheet.write((60, 520 + 66 * line), "IDVNM064090001<<<MAU<<VAN<<<<<<<<<<<<", 40, weight=600)
    sheet.mark_as_sample()
    return photographed(sheet, turned=0.6)


def _motion(picture: Image.Image, luck: random.Random, *, most: int = 14) -> Image.Image:
    """Average copies along a line: level, upright or, one time in three, slanting."""
    length, angle = luck.randint(5, most), luck.choice((0.0, pi / 2, luck.uniform(0, pi)))
    moved = picture
    for step in range(1, length):
        shift = (round(step * cos(angle)), round(step * sin(angle)))
        moved = Image.blend(moved, ImageChops.offset(picture, *shift), 1 / (step + 1))
    return moved


def _noisy(picture: Image.Image, sigma: float) -> Image.Image:
    noise = Image.effect_noise(picture.size, sigma).convert("RGB")
    return ImageChops.add(picture, noise, 1, -128)


def _colour_noise(picture: Image.Image, luck: random.Random) -> Image.Image:
    bands = [Image.effect_noise(picture.size, luck.uniform(60, 140)) for _each in range(3)]
    return ImageChops.add(picture, Image.merge("RGB", bands), 1, -128)


def _leaning(picture: Image.Image, luck: random.Random, most: float) -> Image.Image:
    width, height = picture.size
    far = [luck.uniform(0, most) for _each in range(8)]
    corners = (
        *(-width * far[0], -height * far[1], -width * far[2], height * (1 + far[3])),
        *(width * (1 + far[4]), height * (1 + far[5]), width * (1 + far[6]), -height * far[7]),
    )
    return picture.transform(
        picture.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=TABLE
    )


def _turned(picture: Image.Image, degrees: float) -> Image.Image:
    return picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=TABLE)


def _wide(picture: Image.Image, width: int) -> Image.Image:
    size = (width, max(1, round(picture.height * width / picture.width)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _glare(picture: Image.Image, luck: random.Random) -> Image.Image:
    width, height = picture.size
    x, y = luck.uniform(0.65, 0.95) * width, luck.uniform(0.1, 0.4) * height
    radius = luck.uniform(0.04, 0.10) * width
    spot = Image.new("L", picture.size, 0)
    ImageDraw.Draw(spot).ellipse(
        (x - radius, y - radius, x + radius, y + radius), fill=luck.randint(150, 255)
    )
    spot = spot.filter(ImageFilter.GaussianBlur(radius * 0.6))
    return Image.composite(Image.new("RGB", picture.size, (255, 255, 255)), picture, spot)


def _shadow(picture: Image.Image, luck: random.Random) -> Image.Image:
    slope = Image.linear_gradient("L").rotate(luck.choice((0, 90, 180, 270))).resize(picture.size)
    shade = slope.point(lambda value: int(18 + value * 0.8))
    return ImageChops.multiply(picture, Image.merge("RGB", [shade] * 3))


def _far_away(picture: Image.Image, luck: random.Random) -> Image.Image:
    """Put the card into the middle of a large, empty, slightly soft photo."""
    frame = Image.new("RGB", (luck.randint(2000, 3200), luck.randint(2000, 3200)), TABLE)
    small = _turned(_wide(picture, luck.randint(620, 1100)), luck.uniform(-30, 30))
    frame.paste(small, (luck.randint(100, 600), luck.randint(100, 900)))
    return frame.filter(ImageFilter.GaussianBlur(luck.uniform(1.0, 2.4)))


def _of_a_screen(picture: Image.Image, luck: random.Random) -> Image.Image:
    """Lay the grid of a screen over it, as when a screen is photographed."""
    period = luck.uniform(2.6, 5.0)
    columns = Image.new("L", (picture.width, 1))
    columns.putdata([int(175 + 80 * sin(2 * pi * x / period)) for x in range(picture.width)])
    grid = columns.resize(picture.size).rotate(luck.uniform(-8, 8), fillcolor=200)
    return ImageChops.multiply(picture, Image.merge("RGB", [grid] * 3))


def _together(picture: Image.Image, luck: random.Random) -> Image.Image:
    picture = _turned(_leaning(picture, luck, 0.15), luck.uniform(-25, 25))
    picture = _wide(picture, luck.randint(600, 1100))
    picture = picture.filter(ImageFilter.GaussianBlur(luck.uniform(0.4, 1.6)))
    picture = ImageEnhance.Brightness(picture).enhance(luck.uniform(0.3, 1.3))
    return _noisy(picture, luck.uniform(5, 30))


def _blur(picture: Image.Image, luck: random.Random) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(luck.uniform(1.4, 3.6)))


def _out_of_focus(picture: Image.Image, luck: random.Random) -> Image.Image:
    once = picture.filter(ImageFilter.BoxBlur(luck.uniform(1.5, 4.0)))
    return once.rotate(45, Image.Resampling.BICUBIC, expand=True).filter(
        ImageFilter.BoxBlur(luck.uniform(1.0, 3.2))
    )


def _dim(picture: Image.Image, luck: random.Random) -> Image.Image:
    return _noisy(ImageEnhance.Brightness(picture).enhance(luck.uniform(0.06, 0.22)), 5)


def _pale(picture: Image.Image, luck: random.Random) -> Image.Image:
    return _noisy(ImageEnhance.Contrast(picture).enhance(luck.uniform(0.03, 0.2)), 6)


def _soft_and_small(picture: Image.Image, luck: random.Random) -> Image.Image:
    return _blur(_wide(picture, luck.randint(620, 900)), random.Random(luck.random()))


SPOILED: dict[str, tuple[Spoiled, tuple[int, int]]] = {
    "blur": (_blur, (55, 85)),
    "out_of_focus": (_out_of_focus, (55, 85)),
    "small": (lambda one, luck: _wide(one, luck.randint(300, 560)), (40, 80)),
    "rotated": (lambda one, luck: _turned(one, luck.uniform(0, 360)), (50, 80)),
    "pale": (_pale, (50, 80)),
    "dark": (_dim, (50, 80)),
    "noise": (lambda one, luck: _noisy(one, luck.uniform(40, 110)), (60, 85)),
    "colour_noise": (_colour_noise, (60, 85)),
    "motion": (_motion, (60, 85)),
    "glare": (_glare, (60, 85)),
    "jpeg": (lambda one, luck: _wide(one, luck.randint(480, 900)), (2, 12)),
    "leaning": (lambda one, luck: _leaning(one, luck, 0.6), (50, 80)),
    "shadow": (_shadow, (40, 70)),
    "together": (_together, (30, 70)),
    "far_away": (_far_away, (55, 85)),
    "of_a_screen": (_of_a_screen, (60, 85)),
}


def jpeg(picture: Image.Image, quality: int) -> bytes:
    """Return the picture as a JPEG file."""
    content = io.BytesIO()
    picture.convert("RGB").save(content, "JPEG", quality=quality)
    return content.getvalue()


def citizen_cards(many: int, seed: int) -> Iterator[Sample]:
    """Draw `many` cards and spoil each in every way; the code is always in the photo."""
    for number in range(many):
        who = seed * 1000 + number
        texts = card_texts(who)
        which = number % 3
        base = paper("citizen_id", who) if which == 0 else back_of_2024(texts[which])
        for kind, (spoiled, (worst, best)) in SPOILED.items():
            luck = random.Random(f"{seed}-{number}-{kind}")
            content = jpeg(spoiled(base, luck), luck.randint(worst, best))
            yield Sample(kind, content, citizen=texts[which])
