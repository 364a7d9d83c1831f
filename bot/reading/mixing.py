"""How a code's modules mix in the spots of a picture: what is seen, and what is learnt of it.

Lens, hand and compression make of each spot a sum of the modules around it. The factors are learnt
on modules that are known or believed, first as a sum of simple ways of mixing, then more freely.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from math import cos, pi, sin

import numpy as np
from numpy.typing import NDArray

from bot.reading.grid import Sighting, tones_under
from bot.reading.place import averaged

Grey = NDArray[np.uint8]
Values = NDArray[np.float64]

REACH = 3
"""How many modules away a module still colours a spot."""

EDGE = 2
"""Spots are looked at so many modules beyond the code's edge, where all is light."""

SPOTS = 2
"""Spots to a module, each way."""

SHADE, CONTRAST = 11, 13
"""Shade and contrast are evened over so many modules."""

BENDS = 6
"""Slow shapes over the code: level, two slopes, three bends."""

RIDGE = 0.003
SURE_WITHIN = 5
FURTHEST_SHIFT = 0.4
FINE, FIELD = 8, 128


@dataclass
class Mixture:
    """A picture of a code as spots, what is known of its modules and what is believed of the rest.

    `spots` has, for each of the four spots of a module, a square with EDGE modules around the code;
    `known` holds 1 for light, -1 for dark, 0 where it is not known; `belief` is the logarithm of
    the odds that a module is light. `mixings` are simple ways of mixing, trusted as `trust` says;
    `bend` shifts the spots: two rows, across and down, of factors of the slow shapes.
    """

    pixels: Grey
    seen: Sighting
    known: Values
    mixings: Values
    trust: float = 0.0
    belief: Values = field(init=False)
    bend: Values = field(init=False)
    spots: Values = field(init=False)

    def __post_init__(self) -> None:
        """Believe nothing yet, and look at the spots where the grid says they are."""
        self.belief = np.zeros(self.known.shape)
        self.bend = np.zeros((2, BENDS))
        self.spots = _spots(self.pixels, self.seen, self.bend)

    @property
    def side(self) -> int:
        """How many modules each side has."""
        return self.seen.modules

    def lights(self) -> Values:
        """Return how light each module is held to be, from -1 to 1."""
        return np.where(self.known != 0, self.known, np.tanh(self.belief / 2))

    def place_better(self, made: Values) -> None:
        """Shift the spots to where `made`, what is believed, would look most like the picture."""
        many = made.shape[1] * SPOTS
        whole, rest = (_interleaved(one) for one in (made, self.spots - made))
        down, across = np.gradient(whole)
        slow = _slow(many)
        told = np.concatenate([across.ravel() * slow, down.ravel() * slow]) * SPOTS
        certain = _certainty(self).reshape(made.shape[1:])
        weighted = told * np.kron(certain, np.ones((SPOTS, SPOTS))).ravel()
        square = weighted @ told.T
        ridge = 0.02 * np.trace(square) / len(square) * np.eye(len(square))
        shift = np.linalg.solve(square + ridge, weighted @ rest.ravel()).reshape(2, -1)
        self.bend = self.bend - np.clip(shift, -FURTHEST_SHIFT, FURTHEST_SHIFT)
        self.spots = _spots(self.pixels, self.seen, self.bend)


def learnt(mixture: Mixture) -> tuple[Values, Values]:
    """Return the mixing (four spots, each a square of modules) and the ground's slow change."""
    many, window = mixture.side + 2 * EDGE, 2 * REACH + 1
    columns, slow = _coloured_by(mixture), _slow(many)
    told = np.concatenate([columns, slow])
    weight = _certainty(mixture)
    weighted = told * weight
    spots = mixture.spots.reshape(4, -1)
    shaped = _shaped(mixture.mixings, (columns, slow), (spots, weight))
    held = mixture.trust * weight.sum()
    ridge = np.full(len(told), RIDGE * weight.sum() + held)
    ridge[-BENDS:] = 0.01 * RIDGE * weight.sum()
    wanted = weighted @ spots.T
    wanted[:-BENDS] += held * shaped.T
    solved = np.linalg.solve(weighted @ told.T + np.diag(ridge), wanted)
    taps = solved[:-BENDS].T.reshape(4, window, window)
    return taps, (solved[-BENDS:].T @ slow).reshape(4, many, many)


def mixings_of(bell: float, line: float, angle: float) -> Values:
    """Return simple ways of mixing near one: a bell and a line in modules, the angle in radians."""
    bells = [max(0.2, bell * much) for much in (0.4, 0.7, 1.0, 1.4)]
    lines = [line * much for much in (0.6, 1.0, 1.4)] if line else [0.0]
    shapes = [_mixing(one, (length, angle)) for one in bells for length in lines]
    if line:
        shapes += [_mixing(bell, (line, angle + turn)) for turn in (-0.2, 0.2)]
    middle = _mixing(bell, (line, angle))
    for shift in ((0.25, 0.0), (0.0, 0.25)):
        ahead = _mixing(bell, (line, angle), shift)
        behind = _mixing(bell, (line, angle), (-shift[0], -shift[1]))
        shapes += [ahead - behind, ahead + behind - 2 * middle]
    return np.stack(shapes)


def _mixing(
    bell: float, moved: tuple[float, float], shift: tuple[float, float] = (0.0, 0.0)
) -> Values:
    """Return how modules mix under a bell, a line (length and angle) and a shift, in modules."""
    line, angle = moved
    down, across = np.fft.fftfreq(FIELD)[:, None] * FINE, np.fft.fftfreq(FIELD)[None, :] * FINE
    waves = np.sinc(down) * np.sinc(across) * np.exp(-2 * (pi * bell) ** 2 * (down**2 + across**2))
    waves = waves * np.sinc((across * cos(angle) + down * sin(angle)) * line)
    waves = waves * np.exp(-2j * pi * (across * shift[0] + down * shift[1]))
    spread = np.real(np.fft.ifft2(waves)) * FINE**2
    away = np.arange(-REACH, REACH + 1)
    taps = []
    for spot in np.ndindex(SPOTS, SPOTS):
        rows, columns = (
            np.round(((part + 0.5) / SPOTS - 0.5 - away) * FINE).astype(int) % FIELD
            for part in spot
        )
        taps.append(spread[np.ix_(rows, columns)])
    return np.stack(taps)


def _shaped(mixings: Values, told: tuple[Values, Values], shown: tuple[Values, Values]) -> Values:
    """Return the sum of simple ways of mixing that explains the spots best."""
    (columns, slow), (spots, weight) = told, shown
    many = len(mixings)
    made = np.stack([one.reshape(4, -1) @ columns for one in mixings])
    whole = np.concatenate([made.reshape(many, -1), np.tile(slow, 4)])
    heavy = whole * np.tile(weight, 4)
    square = heavy @ whole.T
    ridge = 1e-3 * np.diag(np.diag(square)) + 1e-6 * np.eye(len(square))
    factors = np.linalg.solve(square + ridge, heavy @ spots.ravel())[:many]
    return np.asarray(np.tensordot(factors, mixings, 1).reshape(4, -1))


def _spots(pixels: Grey, seen: Sighting, bend: Values) -> Values:
    """Return the tones of all spots, shade and contrast evened, as four squares."""
    many = (seen.modules + 2 * EDGE) * SPOTS
    at = (np.arange(many) + 0.5) / SPOTS - EDGE
    across, down = (one.ravel() for one in np.meshgrid(at, at))
    aside = bend @ _slow(many)
    tones = tones_under(pixels, seen, (across + aside[0], down + aside[1])).reshape(many, many)
    apart = tones - averaged(tones.astype(np.float32), SHADE * SPOTS)
    spread = np.sqrt(averaged((apart * apart).astype(np.float32), CONTRAST * SPOTS))
    even = apart / np.maximum(spread, 0.25 * float(spread.max()) + 1e-3)
    squares = [even[row::SPOTS, column::SPOTS] for row, column in np.ndindex(SPOTS, SPOTS)]
    return np.stack(squares).astype(np.float64)


def _coloured_by(mixture: Mixture) -> Values:
    """Return, for each module around, how light it is held to be beside each spot."""
    many, window = mixture.side + 2 * EDGE, 2 * REACH + 1
    lights = np.ones((many + 2 * REACH,) * 2)
    code = slice(EDGE + REACH, EDGE + REACH + mixture.side)
    lights[code, code] = mixture.lights()
    views = np.lib.stride_tricks.sliding_window_view(lights, (many, many))
    return views.reshape(window * window, -1)


def _certainty(mixture: Mixture) -> Values:
    """Return how certain all that colours each spot is: the mean of what is believed around it."""
    many = mixture.side + 2 * EDGE
    certain = np.ones((many, many), dtype=np.float32)
    certain[EDGE:-EDGE, EDGE:-EDGE] = mixture.lights() ** 2
    return np.asarray(averaged(certain, SURE_WITHIN) ** 2 + 0.02, dtype=np.float64).ravel()


@lru_cache(maxsize=64)
def _slow(many: int) -> Values:
    """Return the shapes that change slowly over a square of so many spots a side."""
    at = np.linspace(-1, 1, many)
    x, y = (one.ravel() for one in np.meshgrid(at, at))
    return np.stack([np.ones(x.shape), x, y, x * y, x * x, y * y])


def _interleaved(squares: Values) -> Values:
    many = squares.shape[1]
    apart = squares.reshape(SPOTS, SPOTS, many, many)
    return apart.transpose(2, 0, 3, 1).reshape(SPOTS * many, SPOTS * many)
