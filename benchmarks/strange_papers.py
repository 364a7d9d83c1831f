"""Papers and grounds drawn by another hand than `drawn_photos.py`: cards, pages, cloths, light."""

from __future__ import annotations

import io
import random

import segno
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

LINES = (
    "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Họ và tên / Full name",
    "NGUYỄN VĂN MẪU", "Ngày sinh / Date of birth: 05/03/1990", "Quốc tịch / Nationality: Việt Nam",
    "Nơi cư trú: Tổ 5, phường Pleiku, tỉnh Gia Lai", "Có giá trị đến / Expires: 05/03/2030",
    "Hạng / Class: B2   Số / No: 640123456789", "Chiều cao 165 cm, cân nặng 60 kg, thị lực 10/10",
    "Kết luận: đủ sức khoẻ lái xe hạng B2", "Ngày 12 tháng 10 năm 2026", "Bác sĩ ký tên, đóng dấu",
)  # fmt: skip


def type_(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    """Return Pillow's own type at this size."""
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
        pen.text(
            (left, 30 + 62 * line), luck.choice(LINES), (25, 28, 40), type_(luck.randint(22, 36))
        )
    if left > 300:  # a portrait has its place
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
    pen.text((220, 70), "GIẤY KHÁM SỨC KHOẺ CỦA NGƯỜI LÁI XE", (20, 20, 20), type_(30))
    for line in range(luck.randint(14, 24)):
        pen.text(
            (90, 170 + 48 * line), luck.choice(LINES), (30, 30, 34), type_(luck.randint(20, 26))
        )
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
    paper = paper.resize(
        (width, max(1, paper.height * width // paper.width)), Image.Resampling.LANCZOS
    )
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
    """Return it as a telephone keeps it: lit from a side, with a lamp in the foil, grain, soft."""
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
