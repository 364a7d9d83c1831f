"""A camera reckoned in light: perspective, lamp, shadow, lens, hand, sensor, telephone.

Used by `camera_photos.py` for the photos of a third hand.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from math import cos, pi, radians, sin

import numpy as np
from camera_papers import GAMMA, Light
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Span = tuple[float, float]
Corners = list[tuple[float, float]]


@dataclass(frozen=True)
class Shot:
    """How a photo is taken; each pair is the least and the most.

    `share` of the frame's width, `turn` and `tilt` in degrees; `focus` the radius of the lens's
    disc, `shake` the length of the hand's path, in pixels of a frame 1280 wide; `light` what
    reaches the sensor, `grain` its noise, `haze` light that lies on everything, `shadow` how much
    of the light a shadow takes, `glare` how bright the lamp in the foil; `bend` of the card;
    `quality` of the JPEG, `sent` its longer side in the end.
    """

    share: Span = (0.62, 0.9)
    turn: Span = (-12, 12)
    tilt: Span = (0, 16)
    focus: Span = (0.3, 1.2)
    shake: Span = (0, 1.5)
    light: Span = (0.6, 1.0)
    grain: Span = (0.004, 0.02)
    haze: Span = (0, 0.02)
    shadow: Span = (0, 0)
    glare: Span = (0, 0)
    bend: Span = (0, 0)
    quality: Span = (55, 85)
    sent: Span = (1280, 1600)


def developed(light: Light, shot: Shot, luck: random.Random) -> Image.Image:
    """Return the picture that a telephone makes of the light."""
    rolls = np.random.default_rng(luck.getrandbits(32))
    scale = light.shape[1] / 1280
    spoiled = spread_of(luck.uniform(*shot.focus) * scale, luck.uniform(*shot.shake) * scale, luck)
    through = through_lens(light, spoiled) * luck.uniform(*shot.light)
    grain = luck.uniform(*shot.grain)
    counted = through + rolls.normal(0, 1, light.shape).astype(np.float32) * (
        grain * np.sqrt(np.maximum(through, 0)) + grain * 0.2
    )
    top = float(np.percentile(counted, 99.5))
    lifted = counted / max(top, 1 / luck.uniform(2, 6))
    tones = np.power(np.clip(lifted, 0, 1), 1 / GAMMA) * 255
    picture = Image.fromarray(tones.astype(np.uint8))
    picture = picture.filter(ImageFilter.GaussianBlur(luck.uniform(0.3, 0.8)))
    return picture.filter(ImageFilter.UnsharpMask(1.2, luck.randint(20, 110), 2))


def lying(
    paper: tuple[int, int], frame: tuple[int, int], shot: Shot, luck: random.Random
) -> tuple[float, ...]:
    """Return Pillow's eight numbers for a paper held before the camera at an angle."""
    turn = radians(luck.uniform(*shot.turn))
    lean, towards = radians(luck.uniform(*shot.tilt)), luck.uniform(0, 2 * pi)
    far = 1.3 * frame[0]
    corners = []
    for x, y in ((0, 0), (1, 0), (1, 1), (0, 1)):
        flat = ((x - 0.5) * paper[0], (y - 0.5) * paper[1])
        u = flat[0] * cos(turn) - flat[1] * sin(turn)
        v = flat[0] * sin(turn) + flat[1] * cos(turn)
        along = u * cos(towards) + v * sin(towards)
        across = -u * sin(towards) + v * cos(towards)
        depth = far + along * sin(lean)
        along *= cos(lean)
        x2 = (along * cos(towards) - across * sin(towards)) * far / depth
        y2 = (along * sin(towards) + across * cos(towards)) * far / depth
        corners.append((frame[0] / 2 + x2, frame[1] / 2 + y2))
    corners = _no_larger(corners, frame)
    shift = [_into(frame[axis], [one[axis] for one in corners], luck) for axis in (0, 1)]
    corners = [(x + shift[0], y + shift[1]) for x, y in corners]
    wide, tall = (float(edge) for edge in paper)
    wanted = ((0.0, 0.0), (wide, 0.0), (wide, tall), (0.0, tall))
    rows: list[list[float]] = []
    values: list[float] = []
    for (left, top), (u, v) in zip(corners, wanted, strict=True):
        rows.append([left, top, 1, 0, 0, 0, -u * left, -u * top])
        rows.append([0, 0, 0, left, top, 1, -v * left, -v * top])
        values += [u, v]
    return tuple(np.linalg.solve(np.array(rows), np.array(values)))


def _no_larger(corners: Corners, frame: tuple[int, int]) -> Corners:
    """Return the corners drawn together until the paper fits into the frame."""
    extents = [
        max(one[axis] for one in corners) - min(one[axis] for one in corners) for axis in (0, 1)
    ]
    factor = min(1.0, *((frame[axis] - 12) / extents[axis] for axis in (0, 1)))
    return [(x * factor, y * factor) for x, y in corners]


def _into(edge: int, places: list[float], luck: random.Random) -> float:
    """Return how far to shift what lies at `places`, so that it is within the frame or nearly."""
    low, high = -min(places) + 4, edge - 4 - max(places)
    return luck.uniform(min(low, high), max(low, high)) if low < high else (low + high) / 2


def some_point(cover: NDArray[np.float32], luck: random.Random) -> tuple[float, float]:
    """Return some point of the paper, where a lamp or the edge of a shadow may be."""
    rows, columns = np.nonzero(cover > 0.5)
    which = luck.randrange(max(1, len(rows))) if len(rows) else 0
    return (float(columns[which]), float(rows[which])) if len(rows) else (0.0, 0.0)


def lit(scene: Light, shot: Shot, luck: random.Random, spot: tuple[float, float]) -> Light:
    """Return the scene lit from a side, with a shadow's edge or a lamp at a spot, and haze."""
    height, width = scene.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = luck.uniform(0, 2 * pi)
    away = ((x - spot[0]) * cos(angle) + (y - spot[1]) * sin(angle)) / width
    lit = scene * (1 + luck.uniform(-0.5, 0.5) * away)[:, :, None]
    taken_away = luck.uniform(*shot.shadow)
    if taken_away:
        edge = 1 / (1 + np.exp(-np.clip(away / luck.uniform(0.003, 0.05), -40, 40)))
        lit *= (1 - taken_away * edge)[:, :, None]
    bright = luck.uniform(*shot.glare)
    if bright:
        side = (-(x - spot[0]) * sin(angle) + (y - spot[1]) * cos(angle)) / width
        reach = luck.uniform(0.02, 0.07), luck.uniform(0.02, 0.2)
        lit += bright * np.exp(-((away / reach[0]) ** 2) - (side / reach[1]) ** 2)[:, :, None]
    return np.asarray(np.maximum(lit, 0) + luck.uniform(*shot.haze), dtype=np.float32)


def spread_of(radius: float, path: float, luck: random.Random) -> Light:
    """Return where the light of one point falls: a disc, drawn along a hand's curved path."""
    side = int(2 * radius + 2 * path) // 2 * 2 + 9
    fine, middle = 4, side / 2
    drawn = np.zeros((side * fine, side * fine), dtype=np.float32)
    y, x = (np.mgrid[0 : side * fine, 0 : side * fine] + 0.5) / fine
    angle, turn, steps = luck.uniform(0, 2 * pi), luck.uniform(-1.2, 1.2), 40
    points, at = [], np.zeros(2)
    for _step in range(steps):
        points.append(at.copy())
        at += np.array((cos(angle), sin(angle))) * path / steps
        angle += turn / steps + luck.gauss(0, 0.04)
    centred = np.array(points) - np.mean(points, axis=0)
    for u, v in centred:
        away = np.hypot(x - middle - u, y - middle - v)
        drawn += np.clip((radius + 0.35 - away) * 4 + 0.5, 0, 1)
    fallen = drawn.reshape(side, fine, side, fine).mean((1, 3))
    return np.asarray(fallen / fallen.sum(), dtype=np.float32)


def through_lens(light: Light, spread: Light) -> Light:
    """Return the light after the lens and the hand spread every point of it."""
    half = spread.shape[0] // 2
    padded = np.pad(light, ((half, half), (half, half), (0, 0)), mode="edge")
    shape = padded.shape[:2]
    waves = np.fft.rfft2(spread, shape)
    spoiled = np.fft.irfft2(np.fft.rfft2(padded, axes=(0, 1)) * waves[:, :, None], shape, (0, 1))
    return spoiled[2 * half :, 2 * half :].astype(np.float32)
