"""Photos of a third hand: a camera reckoned in light, from the hand that holds it to the JPEG.

A paper is seen in perspective, lit, shone upon, shaded; the light passes a lens out of focus and a
hand that trembles along a curve; a sensor counts it with noise; the telephone smooths, sharpens and
compresses, often twice. `camera_papers.py` draws the papers. How bad each kind is was set before
our reader had looked at one.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import pi, sin

import numpy as np
from camera import Shot, Span, developed, lit, lying, some_point
from camera_papers import CARD, Light, card, ground, light_of, page
from drawn_photos import Sample, card_texts, jpeg
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FRAMES = ((1280, 960), (960, 1280), (1600, 1200), (1280, 720))


STILL = Shot()
SHOTS: dict[str, Shot] = {
    "held still": STILL,
    "trembling hand": replace(STILL, shake=(4, 15)),
    "missed focus": replace(STILL, focus=(1.8, 5.2)),
    "tilted": replace(STILL, tilt=(35, 58), turn=(-40, 40)),
    "far away": replace(STILL, share=(0.26, 0.42), turn=(-180, 180)),
    "half in shadow": replace(STILL, shadow=(0.5, 0.92), grain=(0.01, 0.03)),
    "lamp in the foil": replace(STILL, glare=(0.4, 3.0)),
    "at night": replace(STILL, light=(0.02, 0.09), grain=(0.008, 0.022), shake=(1, 5)),
    "washed out": replace(STILL, haze=(0.5, 3.0), grain=(0.01, 0.03)),
    "crushed": replace(STILL, quality=(8, 28), sent=(640, 1000)),
    "bent": replace(STILL, bend=(0.04, 0.14), tilt=(5, 30)),
    "hurried": replace(
        STILL, shake=(1, 6), focus=(0.8, 2.6), turn=(-60, 60), light=(0.1, 0.7), tilt=(5, 35)
    ),
}
TWICE = ("photo of a screen", "photo of a print", "screenshot")


def citizen_cards(many: int, seed: int) -> Iterator[Sample]:
    """Draw `many` cards in every shot; the code is in each."""
    for number in range(many):
        text = card_texts(seed * 1000 + number)[number % 3]
        for kind in (*SHOTS, *TWICE):
            luck = random.Random(f"camera-{seed}-{number}-{kind}")
            paper = card(luck, text)
            shot = SHOTS.get(kind)
            yield Sample(kind, taken(paper, shot, luck) if shot else twice(paper, kind, luck), text)


def taken(paper: Image.Image, shot: Shot, luck: random.Random) -> bytes:
    """Return the file of a photo of this paper."""
    frame = luck.choice(FRAMES)
    return sent(developed(seen_light(paper, shot, frame, luck), shot, luck), shot, luck)


def twice(paper: Image.Image, kind: str, luck: random.Random) -> bytes:
    """Return a photo of a photo, or a screenshot of one."""
    first = developed(seen_light(paper, STILL, (1280, 960), luck), STILL, luck)
    if kind == "screenshot":
        return sent(_shown(first, luck), STILL, luck)
    if kind == "photo of a screen":
        shot = replace(STILL, share=(0.8, 0.98), haze=(0.01, 0.1), shake=(0, 2))
        return taken(_glowing(first, luck), shot, luck)
    return taken(first.filter(ImageFilter.GaussianBlur(0.7)), replace(STILL, share=(0.85, 1)), luck)


def seen_light(
    paper: Image.Image, shot: Shot, frame: tuple[int, int], luck: random.Random
) -> Light:
    """Return the light that leaves the scene towards the camera."""
    share = luck.uniform(*shot.share) * (1.0 if paper.width >= paper.height else 0.72)
    wide = int(share * frame[0])
    paper = _bent(paper, luck.uniform(*shot.bend))
    paper = paper.resize(
        (wide, max(1, paper.height * wide // paper.width)), Image.Resampling.LANCZOS
    )
    lie = lying(paper.size, frame, shot, luck)
    way = (frame, Image.Transform.PERSPECTIVE, lie, Image.Resampling.BICUBIC)
    mask = Image.new("L", paper.size, 255).transform(*way)
    cover: Light = np.asarray(mask, dtype=np.float32)[:, :, None] / np.float32(255)
    scene = ground(frame, luck) * (1 - cover) + light_of(paper.transform(*way)) * cover
    return lit(scene, shot, luck, some_point(cover[:, :, 0], luck))


def sent(picture: Image.Image, shot: Shot, luck: random.Random) -> bytes:
    """Return the file: made smaller and compressed, one time in two compressed before that."""
    if luck.random() < 0.5:
        picture = _again(picture, luck.randint(60, 92))
    longest = luck.uniform(*shot.sent)
    factor = min(1.0, longest / max(picture.size))
    size = (round(picture.width * factor), round(picture.height * factor))
    return jpeg(picture.resize(size, Image.Resampling.BICUBIC), int(luck.uniform(*shot.quality)))


def _again(picture: Image.Image, quality: int) -> Image.Image:
    return Image.open(io.BytesIO(jpeg(picture, quality))).convert("RGB")


def _bent(paper: Image.Image, bend: float) -> Image.Image:
    if bend <= 0:
        return paper
    width, height = paper.size
    pieces = 24
    mesh = []
    for piece in range(pieces):
        left, right = width * piece // pieces, width * (piece + 1) // pieces
        tops = [bend * height * sin(pi * x / width) for x in (left, right)]
        quad = (left, -tops[0], left, height - tops[0], right, height - tops[1], right, -tops[1])
        mesh.append(((left, 0, right, height), quad))
    return paper.transform(paper.size, Image.Transform.MESH, mesh, Image.Resampling.BICUBIC)


def _shown(photo: Image.Image, luck: random.Random) -> Image.Image:
    """Return the photo on a telephone, as the telephone keeps its own screen."""
    width, height = luck.choice(((720, 1600), (1080, 2400), (1170, 2532)))
    dark = luck.random() < 0.5
    screen = Image.new("RGB", (width, height), (12, 12, 14) if dark else (244, 246, 250))
    wide = int(width * luck.uniform(0.7, 1.0))
    shown = photo.resize((wide, photo.height * wide // photo.width), Image.Resampling.BICUBIC)
    screen.paste(shown, ((width - wide) // 2, luck.randint(140, height - shown.height - 200)))
    pen, ink = ImageDraw.Draw(screen), (230, 230, 230) if dark else (30, 30, 30)
    pen.text((40, 30), "09:12", ink, ImageFont.load_default(width // 24))
    pen.text((60, height - 120), "Nhập tin nhắn", ink, ImageFont.load_default(width // 22))
    return screen


def _glowing(photo: Image.Image, luck: random.Random) -> Image.Image:
    """Return the photo as a screen shows it: points of light between dark lines."""
    wide = CARD[0]
    shown = photo.resize((wide, photo.height * wide // photo.width), Image.Resampling.BICUBIC)
    period, dark = luck.choice((2, 3)), luck.uniform(0.5, 0.85)
    tones = np.asarray(shown, dtype=np.float32).copy()
    tones[::period] *= dark
    tones[:, ::period] *= dark
    return Image.fromarray(np.clip(tones * 1.15, 0, 255).astype(np.uint8))


Draw = Callable[[random.Random], bytes]


def good_photos(many: int, seed: int) -> Iterator[Sample]:
    """Draw photos of papers without a code that a clerk can work with."""
    for number in range(many):
        for kind, draw in (("card", lambda luck: card(luck, None)), ("page", page)):
            for shot in ("held still", "half in shadow"):
                luck = random.Random(f"camera-good-{seed}-{number}-{kind}-{shot}")
                yield Sample(f"{kind}, {shot}", taken(draw(luck), SHOTS[shot], luck))


def bad_photos(many: int, seed: int) -> Iterator[Sample]:
    """Draw photos that will not do, each with the problem to be named."""
    for number in range(many):
        for kind, (problem, draw) in BAD.items():
            luck = random.Random(f"camera-bad-{seed}-{number}-{kind}")
            yield Sample(kind, draw(luck), problem=problem)


def _paper(luck: random.Random) -> Image.Image:
    return page(luck) if luck.random() < 0.4 else card(luck, None)


def _shot(**worse: Span) -> Draw:
    return lambda luck: taken(_paper(luck), replace(STILL, **worse), luck)


def _nothing(luck: random.Random) -> bytes:
    light = lit(ground(luck.choice(FRAMES), luck, printed=False), STILL, luck, (300.0, 300.0))
    return sent(developed(light, STILL, luck), STILL, luck)


def _unlit(luck: random.Random) -> bytes:
    light = seen_light(_paper(luck), STILL, (1280, 960), luck)
    dim = developed(light, STILL, luck).point(lambda tone: int(tone * 0.11))
    return sent(dim, STILL, luck)


BAD: dict[str, tuple[str, Draw]] = {
    "far out of focus": ("blurred", _shot(focus=(14, 26))),
    "swept": ("blurred", _shot(shake=(50, 110))),
    "hardly lit": ("dark", _unlit),
    "tiny": ("small", _shot(sent=(140, 330))),
    "only the ground": ("no_document", _nothing),
}
