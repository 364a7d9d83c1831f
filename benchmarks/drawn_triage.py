"""Photos for the triage at the door, drawn by seed: papers that will do, and what will not.

Nothing here holds a citizen code that could be read.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator
from math import sin

import drawn_photos as drawn
from drawn_photos import Sample, jpeg
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

from mock_zalo.ink import Sheet, type_

PAPERS = ("licence_front", "licence_back", "health_certificate", "citizen_id")
WITHOUT_CODE = ("licence_front", "health_certificate")
Draw = Callable[[random.Random], Image.Image]


def mild(picture: Image.Image, luck: random.Random) -> Image.Image:
    """Return it as a careful person photographs it: a little turned, soft, grainy or dim."""
    width = luck.randint(700, 1500)
    picture = picture.resize((width, round(picture.height * width / picture.width)))
    if luck.random() < 0.5:
        picture = picture.rotate(
            luck.uniform(-12, 12), Image.Resampling.BICUBIC, expand=True, fillcolor=drawn.TABLE
        )
    picture = picture.filter(ImageFilter.GaussianBlur(luck.uniform(0, 1.0)))
    picture = ImageEnhance.Brightness(picture).enhance(luck.uniform(0.55, 1.2))
    noise = Image.effect_noise(picture.size, luck.uniform(1, 12)).convert("RGB")
    return ImageChops.add(picture, noise, 1, -128)


def good_photos(many: int, seed: int) -> Iterator[Sample]:
    """Draw good photos of papers: none of them may be turned away."""
    for number in range(many):
        for card in PAPERS:
            luck = random.Random(f"good-{seed}-{number}-{card}")
            base = drawn.paper(card, seed * 1000 + number)
            if card == "citizen_id":
                _without_code(base)
            yield Sample(card, jpeg(mild(base, luck), luck.randint(60, 90)))


def bad_photos(many: int, seed: int) -> Iterator[Sample]:
    """Draw photos that will not do, each with the problem to be named."""
    for number in range(many):
        for problem, kinds in BAD.items():
            for kind, draw in kinds.items():
                luck = random.Random(f"bad-{seed}-{number}-{kind}")
                picture = draw(luck)
                yield Sample(kind, jpeg(picture, luck.randint(55, 90)), problem=problem)
        yield from _no_pictures(random.Random(f"files-{seed}-{number}"))


def _without_code(base: Image.Image) -> None:
    """Paint over the code: the side of a card that has none."""
    base.paste((226, 240, 236), (950, 40, 1240, 330))


def _some_paper(luck: random.Random) -> Image.Image:
    return drawn.paper(luck.choice(PAPERS), luck.randint(0, 400))


def _blurred(luck: random.Random) -> Image.Image:
    base = _some_paper(luck)
    return base.filter(ImageFilter.GaussianBlur(luck.uniform(7, 16)))


def _shaken(luck: random.Random) -> Image.Image:
    base = _some_paper(luck)
    return base.filter(ImageFilter.BoxBlur(luck.choice(((22, 3), (3, 22), (16, 9)))))


def _dark(luck: random.Random) -> Image.Image:
    base = drawn.paper(luck.choice(WITHOUT_CODE), luck.randint(0, 400))
    base = ImageEnhance.Brightness(mild(base, luck)).enhance(luck.uniform(0.02, 0.12))
    noise = Image.effect_noise(base.size, 3).convert("RGB")
    return ImageChops.add(base, noise, 1, -128)


def _small(luck: random.Random) -> Image.Image:
    base, width = _some_paper(luck), luck.randint(100, 250)
    return base.resize((width, round(base.height * width / base.width)), Image.Resampling.LANCZOS)


def _wall(luck: random.Random) -> Image.Image:
    colour = tuple(luck.randint(90, 245) for _each in range(3))
    wall = Image.new("RGB", (luck.randint(600, 1600), luck.randint(600, 1600)), colour)
    slope = Image.linear_gradient("L").resize(wall.size).point(lambda value: 190 + value // 4)
    wall = ImageChops.multiply(wall, Image.merge("RGB", [slope] * 3))
    noise = Image.effect_noise(wall.size, luck.uniform(2, 14)).convert("RGB")
    return ImageChops.add(wall, noise, 1, -128)


def _plain(luck: random.Random) -> Image.Image:
    colour = tuple(luck.randint(60, 255) for _each in range(3))
    return Image.new("RGB", (luck.randint(600, 1600), luck.randint(600, 1600)), colour)


def _noise(luck: random.Random) -> Image.Image:
    size = (luck.randint(600, 1200), luck.randint(600, 1200))
    bands = [Image.effect_noise(size, luck.uniform(30, 90)) for _each in range(3)]
    return Image.merge("RGB", bands)


def _landscape(luck: random.Random) -> Image.Image:
    width, height = 1280, luck.choice((720, 850, 960))
    sky = Image.linear_gradient("L").resize((width, height))
    scene = Image.merge(
        "RGB", [sky.point(lambda v, b=b: min(255, b + v // 3)) for b in (90, 140, 190)]
    )
    pen = ImageDraw.Draw(scene)
    for hill in range(luck.randint(2, 4)):
        top, wave = height * (0.45 + 0.15 * hill), luck.uniform(120, 300)
        shift, tall = luck.uniform(0, 9), luck.uniform(20, 90)
        line = [(x, top + tall * sin(x / wave + shift)) for x in range(0, width + 16, 16)]
        colour = (40 + 30 * hill, luck.randint(90, 150), 50 + 10 * hill)
        pen.polygon([(0, height), *line, (width, height)], colour)
    for _tree in range(luck.randint(0, 25)):
        x, y, r = luck.randint(0, width), luck.randint(height // 2, height), luck.randint(8, 40)
        pen.ellipse((x - r, y - r, x + r, y + r), (30, luck.randint(80, 130), 40))
    scene = scene.filter(ImageFilter.GaussianBlur(luck.uniform(0, 1.5)))
    noise = Image.effect_noise(scene.size, luck.uniform(2, 12)).convert("RGB")
    return ImageChops.add(scene, noise, 1, -128)


def _face(luck: random.Random) -> Image.Image:
    sheet = Sheet(luck.randint(700, 1000), luck.randint(900, 1300), (190, 200, 210))
    box = (40, 60, sheet.width - 40, sheet.height)
    ground = tuple(luck.randint(120, 230) for _each in range(3))
    sheet.face(box, female=luck.random() < 0.5, ground=(ground[0], ground[1], ground[2]))
    face = sheet.image.resize((sheet.width, sheet.height), Image.Resampling.BOX)
    face = face.filter(ImageFilter.GaussianBlur(luck.uniform(0.3, 2.0)))
    noise = Image.effect_noise(face.size, luck.uniform(2, 12)).convert("RGB")
    return ImageChops.add(face, noise, 1, -128)


def _things(luck: random.Random) -> Image.Image:
    scene = Image.new("RGB", (1200, 900), tuple(luck.randint(100, 230) for _each in range(3)))
    pen = ImageDraw.Draw(scene)
    for _each in range(luck.randint(4, 16)):
        x, y = luck.randint(-50, 1100), luck.randint(-50, 800)
        box = (x, y, x + luck.randint(60, 420), y + luck.randint(60, 420))
        colour = tuple(luck.randint(0, 255) for _band in range(3))
        luck.choice((pen.ellipse, pen.rectangle))(box, fill=colour)
    return scene.filter(ImageFilter.GaussianBlur(luck.uniform(0.3, 1.5)))


def _screen_of_text(luck: random.Random) -> Image.Image:
    size = luck.choice(((720, 1560), (1080, 2340), (1080, 1920), (1200, 800)))
    light = luck.random() < 0.7
    ground, ink = ((255, 255, 255), (20, 20, 24)) if light else ((18, 18, 22), (230, 230, 230))
    screen = Image.new("RGB", size, ground)
    pen, words = ImageDraw.Draw(screen), ("hôm nay", "gửi", "bằng lái", "em", "anh chị", "ngày mai")
    pen.rectangle((0, 0, size[0], 70), fill=luck.choice((ground, (0, 104, 255))))
    y, font = 110, type_(luck.randint(13, 22))
    while y < size[1] - 60:
        if luck.random() < 0.85:
            line = " ".join(luck.choice(words) for _each in range(luck.randint(2, 9)))
            pen.text((40, y), line, ink, font)
        y += luck.randint(44, 70)
    return screen


def _no_pictures(luck: random.Random) -> Iterator[Sample]:
    good = jpeg(drawn.paper("licence_front", luck.randint(0, 400)), 70)
    huge = zlib.compress(bytes(1000))
    header = b"IHDR" + (20000).to_bytes(4, "big") * 2 + bytes((8, 2, 0, 0, 0))
    png = b"\x89PNG\r\n\x1a\n"
    for chunk in (header, b"IDAT" + huge, b"IEND"):
        png += (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    yield Sample("huge_header", png, problem="too_large")
    for kind, content in (
        ("random_bytes", luck.randbytes(5000)),
        ("cut_off", good[: len(good) // luck.randint(3, 9)]),
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"),
        ("pdf", b"%PDF-1.7\n" + luck.randbytes(900)),
        ("empty", b""),
    ):
        yield Sample(kind, content, problem="not_a_picture")


BAD: dict[str, dict[str, Draw]] = {
    "blurred": {"blurred": _blurred, "shaken": _shaken},
    "dark": {"dark": _dark},
    "small": {"small": _small},
    "no_document": {
        "wall": _wall,
        "plain": _plain,
        "noise": _noise,
        "landscape": _landscape,
        "face": _face,
        "things": _things,
        "screen_of_text": _screen_of_text,
    },
}
