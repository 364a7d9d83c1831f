"""Telling a code's modules apart where each spot of the picture is a mixture of several.

What mixes them is learnt (`mixing.py`); then each module is held as light or dark as the whole
picture says, words that agree with their block become known, and both are done again: a block that
comes right teaches the others.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.reading import correcting, layout
from bot.reading.codes import drawn_codes
from bot.reading.grid import Sighting, drawn_anew
from bot.reading.mixing import EDGE, REACH, Mixture, Values, learnt
from bot.reading.place import averaged
from bot.reading.seen import Code

ROUNDS = 9
HOPELESS = 4
"""Where no block has come right until this round, none will."""

SWEEPS = 8
HELD = 0.3
"""How much of what was believed before is kept from one sweep to the next."""

SURE = 6.0
"""No module is believed to be light or dark beyond these odds, as a logarithm."""

NEAR = 9
LEAST_NOISE = 0.01
LEAST_SPREAD = 0.01
TRUST, TRUST_FADES = 0.3, 3.0
"""How much the simple ways of mixing are trusted at first, and by what that falls each round."""


def unmixed(
    pixels: NDArray[np.uint8], seen: Sighting, in_time: Callable[[], bool], mixings: Values
) -> tuple[Code, ...]:
    """Return the code that lies under a grid, where enough of it can be told; else nothing.

    `mixings` are ways in which its modules may mix.
    """
    if seen.version > layout.LARGEST_VERSION:
        return ()
    known = layout.known_modules(seen.version).astype(float)
    mixture = Mixture(pixels, seen, known, mixings)
    right: set[tuple[int, ...]] = set()
    for number in range(ROUNDS):
        if not in_time():
            break
        mixture.trust = TRUST / TRUST_FADES**number
        mixture.place_better(_believe(mixture))
        if _corrected(mixture, right):
            return drawn_codes(drawn_anew(mixture.lights()))
        if number == HOPELESS and not right:
            break
    return ()


def _believe(mixture: Mixture) -> Values:
    """Learn what mixes the modules, then weigh for each what all spots around it say.

    Return what the spots would be if that were so. A filter that undoes the mixing as far as the
    noise allows, and the knowledge that no module is grey, correct each other (message passing
    with a linear filter of least error, as in turbo equalisers).
    """
    taps, grounds = learnt(mixture)
    wide = mixture.side + 2 * (EDGE + REACH)
    waves = np.fft.rfft2(_placed(taps, wide))
    power = (np.abs(waves) ** 2).sum(0)
    loud = float((taps**2).sum()) / 4
    inside, code = slice(REACH, wide - REACH), slice(EDGE + REACH, wide - EDGE - REACH)
    target, lights = np.zeros((4, wide, wide)), np.ones((wide, wide))
    unknown = mixture.known == 0
    mixture.belief = np.zeros(mixture.known.shape)
    made = target
    for _sweep in range(SWEEPS):
        lights[code, code] = grey = mixture.lights()
        spread = max(LEAST_SPREAD, float((1 - grey[unknown] ** 2).mean())) if unknown.any() else 0.0
        made = np.fft.irfft2(np.fft.rfft2(lights) * waves, (wide, wide))
        rest = mixture.spots - grounds - made[:, inside, inside]
        target[:, inside, inside] = rest
        wrong = (rest**2).mean(0)
        noise = max(LEAST_NOISE, float(wrong.mean()) - spread * loud)
        filtered = 1 / (spread * power + noise)
        gain = float((power * filtered * _counted(wide)).sum()) / (wide * wide)
        back = np.fft.irfft2((np.fft.rfft2(target) * waves.conj()).sum(0) * filtered, (wide, wide))
        told = back[code, code] / gain + grey
        odds = 2 * told / max(1e-3, (1 - spread * gain) / gain) * _certain(wrong)
        mixture.belief = HELD * mixture.belief + (1 - HELD) * np.clip(odds, -SURE, SURE)
    return np.asarray(made[:, inside, inside] + grounds)


def _certain(wrong: Values) -> Values:
    """Return how far each module's surroundings may be believed, against those of all others."""
    near = averaged(wrong.astype(np.float32), NEAR)[EDGE:-EDGE, EDGE:-EDGE]
    return np.clip(float(wrong.mean()) / np.maximum(near, 1e-6), 0.2, 2.0)


@lru_cache(maxsize=20)
def _counted(wide: int) -> Values:
    """Return how many waves of a whole picture each one that is kept stands for."""
    counted = np.full(wide // 2 + 1, 2.0)
    counted[0] = 1
    if wide % 2 == 0:
        counted[-1] = 1
    return counted[None, :]


def _placed(taps: Values, wide: int) -> Values:
    """Return the mixing as a picture that waves can be taken of, its middle in the corner."""
    placed = np.zeros((4, wide, wide))
    window = taps.shape[1]
    placed[:, :window, :window] = taps[:, ::-1, ::-1]
    return np.roll(placed, (-REACH, -REACH), axis=(1, 2))


def _corrected(mixture: Mixture, right: set[tuple[int, ...]]) -> bool:
    """Put right what blocks can be put right, and note them as known; True where all are."""
    version = mixture.seen.version
    light = np.where(mixture.known != 0, SURE * mixture.known, mixture.belief)
    for form in layout.likeliest_forms(light, 1 if right else 2):
        blocks = layout.blocks_of(version, form.level)
        for block in blocks:
            if tuple(block) not in right and _block_corrected(mixture, form, block):
                right.add(tuple(block))
        if right:
            shown = layout.known_modules(version, form)
            mixture.known = np.where(shown != 0, shown, mixture.known)
            return len(right) == len(blocks)
    return False


def _block_corrected(mixture: Mixture, form: layout.Form, block: list[int]) -> bool:
    version = mixture.seen.version
    rows, columns = (one[block] for one in layout.word_places(version))
    turned = layout.mask_of(form.mask, mixture.side)[rows, columns]
    belief = mixture.belief[rows, columns]
    powers = 1 << np.arange(layout.WORD_BITS - 1, -1, -1)
    doubt = np.log1p(np.exp(-np.abs(belief))).sum(1)
    spare = layout.SPARE_WORDS[form.level][version - 1]
    words = correcting.corrected((((belief < 0) ^ turned) * powers).sum(1), doubt, spare)
    if words is None:
        return False
    dark = (words[:, None] & powers != 0) ^ turned
    mixture.known[rows, columns] = np.where(dark, -1.0, 1.0)
    return True
