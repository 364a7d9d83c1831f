"""Photos unlike those the reader was tuned on: other papers, type, cloths, lights and cameras.

By seed, like `drawn_photos.py`, but nothing is shared with it except the invented people: papers
are drawn in `strange_papers.py`, in Pillow's own type, laid on patterned cloth, seen at an angle,
lit from one side, cropped, two in one photo, on a telephone's screen, small, moved, in the evening.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from math import cos, pi, radians, sin

from drawn_photos import Sample, card_texts, jpeg
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps
from strange_papers import card, cloth, laid, page, seen_by_a_phone, type_

Draw = Callable[[random.Random], Image.Image]


def on_a_screen(paper: Image.Image, luck: random.Random) -> Image.Image:
    """Return a telephone's screenshot of a picture of the paper, between two dark bars."""
    width, height = luck.choice(((720, 1560), (1080, 2340), (1080, 1920)))
    screen = Image.new("RGB", (width, height), luck.choice(((0, 0, 0), (255, 255, 255))))
    shown = paper.resize((width, paper.height * width // paper.width), Image.Resampling.LANCZOS)
    screen.paste(shown, (0, (height - shown.height) // 2))
    pen = ImageDraw.Draw(screen)
    pen.text((30, 20), "08:41    4G  87%", (128, 128, 128), type_(width // 26))
    return screen


Shot = Callable[[Image.Image, random.Random], Image.Image]


def _on_cloth(turned: float, share: float) -> Shot:
    """Return a shot of the paper on a cloth, turned up to so many degrees either way."""
    return lambda one, luck: laid(one, luck, turn=luck.uniform(-turned, turned), share=share)


def _small(one: Image.Image, luck: random.Random) -> Image.Image:
    return laid(one, luck, turn=luck.uniform(-30, 30), share=luck.uniform(0.3, 0.42))


def _old_phone(one: Image.Image, luck: random.Random) -> Image.Image:
    return ImageOps.contain(laid(one, luck, turn=luck.uniform(-8, 8), share=0.9), (640, 480))


def _upside_down(one: Image.Image, luck: random.Random) -> Image.Image:
    return laid(one, luck, turn=180 + luck.uniform(-6, 6), share=0.8)


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


def _moved(one: Image.Image, luck: random.Random) -> Image.Image:
    photo = _on_cloth(9, 0.8)(one, luck)
    angle, length = luck.uniform(0, pi), luck.randint(4, 11)
    moved = photo
    for step in range(1, length):
        shift = (round(step * cos(angle)), round(step * sin(angle)))
        moved = Image.blend(moved, ImageChops.offset(photo, *shift), 1 / (step + 1))
    return moved


def _evening(one: Image.Image, luck: random.Random) -> Image.Image:
    photo = _on_cloth(9, 0.8)(one, luck)
    dim = ImageEnhance.Brightness(photo).enhance(luck.uniform(0.16, 0.35))
    noise = Image.effect_noise(dim.size, luck.uniform(8, 18)).convert("RGB")
    return ImageChops.add(dim, noise, 1, -128)


def _out_of_focus(one: Image.Image, luck: random.Random) -> Image.Image:
    photo = _on_cloth(9, 0.8)(one, luck)
    return photo.filter(ImageFilter.GaussianBlur(luck.uniform(1.8, 3.4)))


SHOTS: dict[str, tuple[Shot, tuple[int, int]]] = {
    "on cloth": (_on_cloth(14, 0.75), (45, 90)),
    "any angle": (_on_cloth(180, 0.6), (45, 90)),
    "small on cloth": (_small, (40, 85)),
    "screenshot": (on_a_screen, (50, 95)),
    "480p": (_old_phone, (40, 80)),
    "quality 10": (_on_cloth(8, 0.7), (8, 16)),
    "one side cut off": (_cut, (50, 90)),
    "two cards": (_beside, (50, 90)),
    "moved": (_moved, (55, 90)),
    "out of focus": (_out_of_focus, (55, 90)),
    "evening": (_evening, (50, 85)),
    "upside down": (_upside_down, (50, 90)),
}
"""Each way of photographing a card, and the qualities of JPEG it is kept in."""


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


def _thumbnail(luck: random.Random) -> Image.Image:
    return ImageOps.contain(_some_paper(luck), (luck.randint(120, 300), luck.randint(90, 220)))


def _cloth_alone(luck: random.Random) -> Image.Image:
    return seen_by_a_phone(cloth((1600, 1200), luck), luck)


def _sky(luck: random.Random) -> Image.Image:
    sky = Image.linear_gradient("L").resize((1400, 1050))
    blue = Image.merge(
        "RGB", [sky.point(lambda v, b=b: min(255, b + v // 4)) for b in (110, 150, 205)]
    )
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
    ground = Image.new("RGB", (512, 512), (255, 255, luck.randint(230, 255)))
    pen = ImageDraw.Draw(ground)
    pen.ellipse((60, 60, 452, 452), fill=(255, 206, 60), outline=(120, 80, 0), width=8)
    for x in (170, 310):
        pen.ellipse((x, 180, x + 40, 250), fill=(60, 40, 20))
    pen.arc((150, 220, 362, 390), 20, 160, (60, 40, 20), 12)
    return ground


BAD: dict[str, dict[str, Draw]] = {
    "blurred": {"blurred on cloth": _blurred, "shaken on cloth": _shaken},
    "dark": {"in the dark": _dark},
    "small": {"thumbnail": _thumbnail},
    "no_document": {
        "cloth alone": _cloth_alone,
        "sky": _sky,
        "hand": _hand,
        "sticker": _sticker,
    },
}
