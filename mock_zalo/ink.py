"""What the sample papers are drawn with: type, paper patterns, a face, a photographed table.

Everything is drawn at twice its size and shrunk, because Pillow draws shapes without smoothing.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SCALE = 2
STATIC = Path(__file__).parent / "static"
TYPE = "be-vietnam-pro-{}.woff2"
RED = (178, 34, 44)
INK = (28, 32, 40)
FAINT = (96, 104, 118)
TABLE = (92, 78, 66)

Colour = tuple[int, int, int]


@cache
def type_(size: int, weight: int = 400) -> ImageFont.FreeTypeFont:
    """Return the type at a size in pixels of the finished picture."""
    return ImageFont.truetype(STATIC / TYPE.format(weight), size * SCALE)


class Sheet:
    """A piece of paper; positions and sizes are in pixels of the finished picture."""

    def __init__(self, width: int, height: int, colour: Colour) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), colour)
        self.pen = ImageDraw.Draw(self.image)

    def write(
        self,
        at: tuple[float, float],
        text: str,
        size: int,
        *,
        weight: int = 400,
        colour: Colour = INK,
        anchor: str = "la",
    ) -> None:
        """Write one line of text."""
        place = (at[0] * SCALE, at[1] * SCALE)
        self.pen.text(place, text, colour, type_(size, weight), anchor=anchor)

    def write_wrapped(
        self, at: tuple[float, float], text: str, size: int, *, width: int, weight: int = 400
    ) -> None:
        """Write text over as many lines as the width asks for."""
        font, line, top = type_(size, weight), "", at[1]
        for word in [*text.split(), ""]:
            longer = f"{line} {word}".strip()
            if word and font.getlength(longer) <= width * SCALE:
                line = longer
                continue
            self.write((at[0], top), line, size, weight=weight)
            line, top = word, top + size * 1.3

    def box(self, box: tuple[float, ...], **style: object) -> None:
        """Draw a rounded rectangle; `radius` and `width` are finished pixels too."""
        for name in ("radius", "width"):
            if name in style:
                style[name] = int(style[name]) * SCALE  # type: ignore[call-overload]
        self.pen.rounded_rectangle([edge * SCALE for edge in box], **style)  # type: ignore[arg-type]

    def line(self, points: tuple[float, ...], colour: Colour, width: int = 1) -> None:
        """Draw a straight line."""
        self.pen.line([point * SCALE for point in points], colour, width * SCALE)

    def waves(self, colour: Colour, *, step: int = 11, height: int = 26) -> None:
        """Cover the paper with the fine lines that such papers have."""
        across = range(0, self.width * SCALE + 24, 24)
        for number, top in enumerate(range(-height, self.height + height, step)):
            shift = number * 0.55
            curve = [(x, (top + height * sin(x / 260 + shift)) * SCALE) for x in across]
            self.pen.line(curve, colour, 2)

    def emblem(self, centre: tuple[int, int], radius: int) -> None:
        """Draw a plain star in a ring: a stand-in, not the national emblem."""
        x, y = (value * SCALE for value in centre)
        r = radius * SCALE
        self.pen.ellipse((x - r, y - r, x + r, y + r), RED, (214, 164, 52), 3 * SCALE)
        points = [
            (x + long * r * sin(turn * pi / 5), y - long * r * cos(turn * pi / 5))
            for turn, long in enumerate([0.66, 0.26] * 5)
        ]
        self.pen.polygon(points, (250, 212, 70))

    def face(self, box: tuple[int, int, int, int], *, female: bool, ground: Colour) -> None:
        """Draw a portrait of nobody."""
        left, top, right, bottom = box
        size = ((right - left) * SCALE, (bottom - top) * SCALE)
        picture = Image.new("RGB", size, ground)
        pen, (w, h) = ImageDraw.Draw(picture), size
        hair, skin, shirt = (38, 30, 28), (226, 180, 150), (236, 238, 242)
        if female:
            pen.rounded_rectangle((w * 0.25, h * 0.2, w * 0.75, h * 0.86), w * 0.24, hair)
        pen.ellipse((w * 0.02, h * 0.76, w * 0.98, h * 1.4), shirt)
        pen.polygon([(w * 0.36, h * 0.78), (w * 0.64, h * 0.78), (w * 0.5, h * 0.95)], skin)
        pen.rectangle((w * 0.41, h * 0.62, w * 0.59, h * 0.8), (212, 164, 134))
        pen.ellipse((w * 0.29, h * 0.22, w * 0.71, h * 0.72), skin)
        pen.chord((w * 0.27, h * 0.15, w * 0.73, h * 0.62), 186, 354, hair)
        for eye in (0.41, 0.59):
            pen.ellipse((w * (eye - 0.025), h * 0.45, w * (eye + 0.025), h * 0.475), hair)
        pen.arc((w * 0.42, h * 0.54, w * 0.58, h * 0.63), 25, 155, (160, 90, 84), SCALE * 3)
        self.image.paste(picture, (left * SCALE, top * SCALE))

    def qr(self, at: tuple[int, int], text: str, size: int) -> None:
        """Draw a QR code with its quiet zone, `size` pixels wide."""
        stream = BytesIO()
        segno.make(text, error="m", micro=False).save(stream, kind="png", scale=8, border=3)
        code = Image.open(stream).convert("RGB")
        self.image.paste(
            code.resize((size * SCALE, size * SCALE), Image.Resampling.BOX),
            (at[0] * SCALE, at[1] * SCALE),
        )

    def mark_as_sample(self) -> None:
        """Write «MẪU» across the paper, so that nobody can take it for a real one."""
        small = Image.new("L", (self.width, self.height), 0)
        font = ImageFont.truetype(STATIC / TYPE.format(600), max(small.size) // 4)
        middle = (self.width / 2, self.height / 2)
        ImageDraw.Draw(small).text(middle, "MẪU", 42, font, anchor="mm")
        mark = small.rotate(16, Image.Resampling.BILINEAR).resize(self.image.size)
        self.image.paste(RED, (0, 0), mark)


def photographed(sheet: Sheet, *, turned: float, corner: int = 26) -> Image.Image:
    """Return the paper as a photo: lying on a table, turned a little, with its shadow."""
    margin = 40
    paper = sheet.image.resize((sheet.width, sheet.height), Image.Resampling.BOX)
    size = (sheet.width + 2 * margin, sheet.height + 2 * margin)
    lying, shape = Image.new("RGB", size, TABLE), Image.new("L", size, 0)
    lying.paste(paper, (margin, margin))
    edges = (margin, margin, margin + sheet.width - 1, margin + sheet.height - 1)
    ImageDraw.Draw(shape).rounded_rectangle(edges, corner, 255)
    lying = lying.rotate(turned, Image.Resampling.BICUBIC, fillcolor=TABLE)
    shape = shape.rotate(turned, Image.Resampling.BICUBIC)
    table = _table(size)
    shadow = shape.filter(ImageFilter.BoxBlur(12)).point(lambda value: value // 2)
    table.paste((24, 18, 14), (6, 10), shadow)
    table.paste(lying, (0, 0), shape)
    return table


def _table(size: tuple[int, int]) -> Image.Image:
    table = Image.new("RGB", size, TABLE)
    pen = ImageDraw.Draw(table)
    for line in range(0, size[1], 9):
        shade = round(7 * sin(line / 37) + 5 * sin(line / 11))
        colour = (TABLE[0] + shade, TABLE[1] + shade, TABLE[2] + shade)
        pen.rectangle((0, line, size[0], line + 9), colour)
    return table.filter(ImageFilter.BoxBlur(4))
