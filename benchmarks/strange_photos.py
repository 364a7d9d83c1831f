"""Photos unlike those the reader was tuned on: other papers, type, cloths, lights and cameras.

By seed, like `drawn_photos.py`, but nothing is shared with it except how codes are made: papers are
drawn here, in Pillow's own type, laid on patterned cloth, seen at an angle, lit from one side,
cropped, two in one photo, shown on a telephone's screen, in the sizes that Zalo and old phones send.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from math import cos, pi, radians, sin

import segno
from drawn_photos import Sample, card_texts, jpeg
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

Draw = Callable[[random.Random], Image.Image]
Colour = tuple[int, int, int]
LINES = (
    "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Họ và tên / Full name",
    "NGUYỄN VĂN MẪU", "Ngày sinh / Date of birth: 05/03/1990", "Quốc tịch / Nationality: Việt Nam",
    "Nơi cư trú: Tổ 5, phường Pleiku, tỉnh Gia Lai", "Có giá trị đến / Expires: 05/03/2030",
    "Hạng / Class: B2   Số / No: 640123456789", "Chiều cao 165 cm, cân nặng 60 kg, thị lực 10/10",
    "Kết luận: đủ sức khoẻ lái xe hạng B2", "Ngày 12 tháng 10 năm 2026", "Bác sĩ ký tên, đóng dấu",
)  # fmt: skip


def _type(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)


def code_of(text: str, side: int, luck: random.Random) -> Image.Image:
    """Return the code of a text, in one of the qualities that printers choose."""
    made = io.BytesIO()
    level = luck.choice("lmq")
    segno.make(text, error=level, micro=False, boost_error=False).save(
        made, kind="png", scale=6, border=luck.choice((2, 3, 4))
    )
    return Image.open(made).convert("RGB").resize((side, side), Image.Resampling.LANCZOS)


def card(luck: random.Random, *, code: str | None, lines: int = 9) -> Image.Image:
    """Return a plastic card; with a text, its code in one of the corners."""
    width, height = 1010, 636
    ground = tuple(luck.randint(188, 245) for _each in range(3))
    sheet = Image.new("RGB", (width, height), ground)
    pen = ImageDraw.Draw(sheet)
    for ring in range(30, 900, luck.randint(14, 40)):
        shade = tuple(max(0, one - luck.randint(4, 18)) for one in ground)
        pen.ellipse((300 - ring, 320 - ring, 300 + ring, 320 + ring), outline=shade, width=2)
    left = luck.choice((40, 330))
    for line in range(lines):
        pen.text((left, 30 + 62 * line), luck.choice(LINES), (25, 28, 40), _type(luck.randint(22, 36)))
    if left > 300:  # noqa: PLR2004  a portrait has its place
        pen.rectangle((40, 190, 280, 510), fill=tuple(luck.randint(90, 200) for _each in range(3)))
        pen.ellipse((90, 230, 230, 400), fill=(202, 166, 140))
    if code:
        side = luck.randint(170, 260)
        place = (luck.choice((width - side - 30, 30)), luck.choice((24, height - side - 24)))
        sheet.paste(code_of(code, side, luck), place)
    return sheet


def page(luck: random.Random) -> Image.Image:
    """Return a page of a health certificate: white, with lines of print, a stamp, a signature."""
    sheet = Image.new("RGB", (1000, 1400), (luck.randint(228, 252),) * 3)
    pen = ImageDraw.Draw(sheet)
    pen.text((220, 70), "GIẤY KHÁM SỨC KHOẺ CỦA NGƯỜI LÁI XE", (20, 20, 20), _type(30))
    for line in range(luck.randint(14, 24)):
        pen.text((90, 170 + 48 * line), luck.choice(LINES), (30, 30, 34), _type(luck.randint(20, 26)))
        if luck.random() < 0.4:
            pen.line((90, 202 + 48 * line, 900, 202 + 48 * line), (140, 140, 140))
    x, y = luck.randint(520, 700), luck.randint(1000, 1150)
    pen.ellipse((x, y, x + 190, y + 190), outline=(190, 30, 40), width=6)
    return sheet


def cloth(size: tuple[int, int], luck: random.Random) -> Image.Image:
    """Return a ground to lie on: checked cloth, stripes, wood, a mat, a dark desk."""
    ground = Image.new("RGB", size, tuple(luck.randint(40, 210) for _each in range(3)))
    pen, step = ImageDraw.Draw(ground), luck.randint(18, 90)
    other = tuple(luck.randint(30, 230) for _each in range(3))
    kind = luck.choice(("plain", "checked", "stripes", "wood", "dots"))
    for x in range(0, size[0] + size[1], step):
        if kind in {"checked", "stripes"}:
            pen.line((x, 0, x - size[1] // 3, size[1]), other, max(2, step // 3))
        if kind == "checked":
            pen.line((0, x, size[0], x), other, max(2, step // 4))
        if kind == "wood":
            pen.line((0, x, size[0], x + luck.randint(-9, 9)), other, luck.randint(1, 4))
        if kind == "dots":
            for y in range(0, size[1], step):
                pen.ellipse((x, y, x + step // 3, y + step // 3), other)
    return ground.filter(ImageFilter.GaussianBlur(luck.uniform(0.6, 2.5)))


def laid(paper: Image.Image, luck: random.Random, *, turn: float, share: float) -> Image.Image:
    """Lay a paper on a cloth, seen at an angle, at this share of the photo's width."""
    size = luck.choice(((1600, 1200), (1200, 1600), (1920, 1080)))
    ground = cloth(size, luck)
    width = int(size[0] * share)
    paper = paper.resize((width, max(1, paper.height * width // paper.width)), Image.Resampling.LANCZOS)
    mask = Image.new("L", paper.size, 255)
    lean = [luck.uniform(0, 0.12) for _each in range(4)]
    wide, tall = paper.size
    corners = (
        *(-wide * lean[0], 0, 0, tall * (1 + lean[1])),
        *(wide, tall * (1 + lean[2]), wide * (1 + lean[3]), 0),
    )
    turned = [
        one.transform(one.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC).rotate(
            turn, Image.Resampling.BICUBIC, expand=True
        )
        for one in (paper, mask)
    ]
    spare = [max(0, size[axis] - turned[0].size[axis]) for axis in (0, 1)]
    ground.paste(turned[0], (luck.randint(0, spare[0]), luck.randint(0, spare[1])), turned[1])
    return ground


def seen_by_a_phone(picture: Image.Image, luck: random.Random) -> Image.Image:
    """Return it as a telephone keeps it: lit from a side, a lamp in the foil, grain, a little soft."""
    slope = Image.linear_gradient("L").rotate(luck.choice((0, 90, 180, 270))).resize(picture.size)
    weakest = luck.randint(110, 220)
    light = slope.point(lambda value: weakest + value * (255 - weakest) // 255)
    picture = ImageChops.multiply(picture, Image.merge("RGB", [light] * 3))
    if luck.random() < 0.4:
        picture = _lamp(picture, luck)
    tint = [luck.uniform(0.85, 1.0) for _each in range(3)]
    bands = [
        band.point(lambda value, by=by: int(value * by))
        for band, by in zip(picture.split(), tint, strict=True)
    ]
    picture = Image.merge("RGB", bands).filter(ImageFilter.GaussianBlur(luck.uniform(0.2, 1.1)))
    noise = Image.effect_noise(picture.size, luck.uniform(2, 16)).convert("RGB")
    return ImageChops.add(picture, noise, 1, -128)


def _lamp(picture: Image.Image, luck: random.Random) -> Image.Image:
    spot = Image.new("L", picture.size, 0)
    x, y = luck.uniform(0, 1) * picture.width, luck.uniform(0, 1) * picture.height
    reach = luck.uniform(0.03, 0.09) * picture.width
    ImageDraw.Draw(spot).ellipse((x - reach, y - reach, x + reach, y + reach), fill=230)
    white = Image.new("RGB", picture.size, (255, 255, 250))
    return Image.composite(white, picture, spot.filter(ImageFilter.GaussianBlur(reach * 0.5)))


def on_a_screen(paper: Image.Image, luck: random.Random) -> Image.Image:
    """Return a telephone's screenshot of a picture of the paper, between two dark bars."""
    width, height = luck.choice(((720, 1560), (1080, 2340), (1080, 1920)))
    screen = Image.new("RGB", (width, height), luck.choice(((0, 0, 0), (255, 255, 255))))
    shown = paper.resize((width, paper.height * width // paper.width), Image.Resampling.LANCZOS)
    screen.paste(shown, (0, (height - shown.height) // 2))
    pen = ImageDraw.Draw(screen)
    pen.text((30, 20), "08:41    4G  87%", (128, 128, 128), _type(width // 26))
    return screen


SHOTS: dict[str, tuple[Callable[[Image.Image, random.Random], Image.Image], tuple[int, int]]] = {
    "on cloth": (lambda one, luck: laid(one, luck, turn=luck.uniform(-14, 14), share=0.75), (45, 90)),
    "any angle": (lambda one, luck: laid(one, luck, turn=luck.uniform(0, 360), share=0.6), (45, 90)),
    "small on cloth": (
        lambda one, luck: laid(one, luck, turn=luck.uniform(-30, 30), share=luck.uniform(0.3, 0.42)),
        (40, 85),
    ),
    "screenshot": (on_a_screen, (50, 95)),
    "480p": (
        lambda one, luck: ImageOps.contain(
            laid(one, luck, turn=luck.uniform(-8, 8), share=0.9), (640, 480)
        ),
        (40, 80),
    ),
    "quality 10": (lambda one, luck: laid(one, luck, turn=luck.uniform(-8, 8), share=0.7), (8, 16)),
    "one side cut off": (lambda one, luck: _cut(one, luck), (50, 90)),
    "two cards": (lambda one, luck: _beside(one, luck), (50, 90)),
    "moved": (lambda one, luck: _moved(laid(one, luck, turn=luck.uniform(-9, 9), share=0.8), luck), (55, 90)),
    "out of focus": (
        lambda one, luck: laid(one, luck, turn=luck.uniform(-9, 9), share=0.8).filter(
            ImageFilter.GaussianBlur(luck.uniform(1.8, 3.4))
        ),
        (55, 90),
    ),
    "evening": (lambda one, luck: _evening(laid(one, luck, turn=luck.uniform(-9, 9), share=0.8), luck), (50, 85)),
    "upside down": (lambda one, luck: laid(one, luck, turn=180 + luck.uniform(-6, 6), share=0.8), (50, 90)),
}  # fmt: skip


def _cut(paper: Image.Image, luck: random.Random) -> Image.Image:
    """Cut a tenth off a side that holds no code, as when the frame was too narrow."""
    photo = laid(paper, luck, turn=luck.uniform(-5, 5), share=0.85)
    return photo.crop((0, 0, photo.width, int(photo.height * 0.97)))


def _beside(paper: Image.Image, luck: random.Random) -> Image.Image:
    other = card(luck, code=None)
    both = Image.new("RGB", (paper.width, paper.height * 2 + 60), (70, 66, 60))
    both.paste(paper, (0, 0))
    both.paste(other, (0, paper.height + 60))
    return laid(both, luck, turn=luck.uniform(-10, 10), share=0.6)


def _moved(photo: Image.Image, luck: random.Random) -> Image.Image:
    angle, length = luck.uniform(0, pi), luck.randint(4, 11)
    moved = photo
    for step in range(1, length):
        shift = (round(step * cos(angle)), round(step * sin(angle)))
        moved = Image.blend(moved, ImageChops.offset(photo, *shift), 1 / (step + 1))
    return moved


def _evening(photo: Image.Image, luck: random.Random) -> Image.Image:
    dim = ImageEnhance.Brightness(photo).enhance(luck.uniform(0.16, 0.35))
    noise = Image.effect_noise(dim.size, luck.uniform(8, 18)).convert("RGB")
    return ImageChops.add(dim, noise, 1, -128)


def citizen_cards(many: int, seed: int) -> Iterator[Sample]:
    """Draw `many` cards in every shot; the code is in each."""
    for number in range(many):
        text = card_texts(seed * 1000 + number)[number % 3]
        for kind, (shot, (worst, best)) in SHOTS.items():
            luck = random.Random(f"strange-{seed}-{number}-{kind}")
            picture = seen_by_a_phone(shot(card(luck, code=text), luck), luck)
            yield Sample(kind, jpeg(picture, luck.randint(worst, best)), citizen=text)


def good_photos(many: int, seed: int) -> Iterator[Sample]:
    """Draw good photos of papers without a code, cards and pages, on any cloth."""
    for number in range(many):
        for kind, draw in (("card", lambda luck: card(luck, code=None)), ("page", page)):
            for turn in (0, 90):
                luck = random.Random(f"strange-good-{seed}-{number}-{kind}-{turn}")
                share = 0.55 if kind == "page" or turn else 0.8
                photo = laid(draw(luck), luck, turn=turn + luck.uniform(-8, 8), share=share)
                name = f"{kind}, {'on its side' if turn else 'upright'}"
                yield Sample(name, jpeg(seen_by_a_phone(photo, luck), luck.randint(50, 90)))


def bad_photos(many: int, seed: int) -> Iterator[Sample]:
    """Draw photos that will not do, each with the problem to be named."""
    for number in range(many):
        for problem, kinds in BAD.items():
            for kind, draw in kinds.items():
                luck = random.Random(f"strange-bad-{seed}-{number}-{kind}")
                yield Sample(kind, jpeg(draw(luck), luck.randint(50, 90)), problem=problem)


def _some_paper(luck: random.Random) -> Image.Image:
    paper = page(luck) if luck.random() < 0.4 else card(luck, code=None)
    share = 0.5 if paper.height > paper.width else 0.8
    return laid(paper, luck, turn=luck.uniform(-10, 10), share=share)


def _blurred(luck: random.Random) -> Image.Image:
    return _some_paper(luck).filter(ImageFilter.GaussianBlur(luck.uniform(8, 18)))


def _shaken(luck: random.Random) -> Image.Image:
    photo, angle = _some_paper(luck), luck.choice((0, 30, 90, 130))
    turned = photo.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    smeared = turned.filter(ImageFilter.BoxBlur((luck.randint(20, 34), 1)))
    back = smeared.rotate(-angle, Image.Resampling.BICUBIC)
    wide, tall = photo.size
    left, top = (back.width - wide) // 2, (back.height - tall) // 2
    return back.crop((left, top, left + wide, top + tall))


def _dark(luck: random.Random) -> Image.Image:
    dim = ImageEnhance.Brightness(seen_by_a_phone(_some_paper(luck), luck))
    noise = Image.effect_noise((1600, 1200), luck.uniform(2, 5)).convert("RGB")
    shown = dim.enhance(luck.uniform(0.02, 0.10))
    return ImageChops.add(shown, noise.resize(shown.size), 1, -128)


def _small(luck: random.Random) -> Image.Image:
    return ImageOps.contain(_some_paper(luck), (luck.randint(120, 300), luck.randint(90, 220)))


def _cloth_alone(luck: random.Random) -> Image.Image:
    return seen_by_a_phone(cloth((1600, 1200), luck), luck)


def _sky(luck: random.Random) -> Image.Image:
    sky = Image.linear_gradient("L").resize((1400, 1050))
    blue = Image.merge("RGB", [sky.point(lambda v, b=b: min(255, b + v // 4)) for b in (110, 150, 205)])
    pen = ImageDraw.Draw(blue)
    for _each in range(luck.randint(2, 9)):
        x, y, r = luck.randint(0, 1400), luck.randint(0, 600), luck.randint(40, 160)
        pen.ellipse((x - 2 * r, y - r, x + 2 * r, y + r), (235, 238, 242))
    return seen_by_a_phone(blue.filter(ImageFilter.GaussianBlur(14)), luck)


def _hand(luck: random.Random) -> Image.Image:
    photo = cloth((1200, 1600), luck)
    pen, skin = ImageDraw.Draw(photo), (206, 164, 132)
    for finger in range(4):
        angle = radians(-70 + 22 * finger)
        tip = (600 + 620 * sin(angle), 900 - 620 * cos(angle))
        pen.line((600, 1000, *tip), skin, 120)
        pen.ellipse((tip[0] - 60, tip[1] - 60, tip[0] + 60, tip[1] + 60), skin)
    pen.ellipse((350, 850, 850, 1500), skin)
    return seen_by_a_phone(photo.filter(ImageFilter.GaussianBlur(1.5)), luck)


def _sticker(luck: random.Random) -> Image.Image:
    ground = Image.new("RGB", (512, 512), (255, 255, 255))
    pen = ImageDraw.Draw(ground)
    pen.ellipse((60, 60, 452, 452), fill=(255, 206, 60), outline=(120, 80, 0), width=8)
    for x in (170, 310):
        pen.ellipse((x, 180, x + 40, 250), fill=(60, 40, 20))
    pen.arc((150, 220, 362, 390), 20, 160, (60, 40, 20), 12)
    return ground


BAD: dict[str, dict[str, Draw]] = {
    "blurred": {"blurred on cloth": _blurred, "shaken on cloth": _shaken},
    "dark": {"in the dark": _dark},
    "small": {"thumbnail": _small},
    "no_document": {
        "cloth alone": _cloth_alone,
        "sky": _sky,
        "hand": _hand,
        "sticker": _sticker,
    },
}
