"""Where the words of a code lie among its modules (ISO/IEC 18004): order, masks, blocks, levels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.reading.grid import fixed_pattern

Modules = NDArray[np.int8]
Places = NDArray[np.int64]

LARGEST_VERSION = 20
"""A card's text needs 5 to 13; beyond this nothing is corrected."""

WORD_BITS = 8
LEVEL_BITS = {"L": 1, "M": 0, "Q": 3, "H": 2}
SPARE_WORDS = {
    "L": (7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28),
    "M": (10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26),
    "Q": (13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30),
    "H": (17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28),
}
"""Words of correction in each block, by level, for versions 1–20 (Table 9)."""

BLOCKS = {
    "L": (1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8),
    "M": (1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16),
    "Q": (1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20),
    "H": (1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25),
}

_FORMAT_DIVISOR, _FORMAT_BITS, _FORMAT_MASK = 0x537, 10, 0x5412
_VERSION_DIVISOR, _VERSION_BITS, _VERSION_FROM = 0x1F25, 12, 7


@dataclass(frozen=True)
class Form:
    """A code's level of correction, one of L, M, Q and H, and its mask, 0–7."""

    level: str
    mask: int


FORMS = tuple(Form(level, mask) for level in LEVEL_BITS for mask in range(8))


@lru_cache(maxsize=LARGEST_VERSION)
def word_places(version: int) -> tuple[Places, Places]:
    """Return rows and columns of every word's eight bits, in the order of writing."""
    side = 17 + 4 * version
    taken = _taken(version)
    rows, columns = [], []
    upwards = True
    for right in (*range(side - 1, 6, -2), 5, 3, 1):
        for step in range(side):
            row = side - 1 - step if upwards else step
            for column in (right, right - 1):
                if not taken[row, column]:
                    rows.append(row)
                    columns.append(column)
        upwards = not upwards
    words = len(rows) // WORD_BITS
    shape = (words, WORD_BITS)
    return (
        np.array(rows[: words * WORD_BITS]).reshape(shape),
        np.array(columns[: words * WORD_BITS]).reshape(shape),
    )


@lru_cache(maxsize=8)
def mask_of(mask: int, side: int) -> NDArray[np.bool_]:
    """Return which modules a mask turns over."""
    i, j = np.indices((side, side))
    turned: Any = (
        lambda: (i + j) % 2,
        lambda: i % 2,
        lambda: j % 3,
        lambda: (i + j) % 3,
        lambda: (i // 2 + j // 3) % 2,
        lambda: i * j % 2 + i * j % 3,
        lambda: (i * j % 2 + i * j % 3) % 2,
        lambda: ((i + j) % 2 + i * j % 3) % 2,
    )[mask]()
    return np.asarray(turned == 0)


def blocks_of(version: int, level: str) -> list[list[int]]:
    """Return, for each block, which of the code's words are its own, in its own order."""
    many, spare = BLOCKS[level][version - 1], SPARE_WORDS[level][version - 1]
    words = len(word_places(version)[0])
    content = words - many * spare
    short = content // many
    blocks: list[list[int]] = [[] for _each in range(many)]
    longer = content % many
    at = 0
    for place in range(short + 1):
        for block in range(many) if place < short else range(many - longer, many):
            blocks[block].append(at)
            at += 1
    for _place in range(spare):
        for block in range(many):
            blocks[block].append(at)
            at += 1
    return blocks


def known_modules(version: int, form: Form | None = None) -> Modules:
    """Return what is known without reading a word: 1 light, -1 dark, 0 unknown."""
    side = 17 + 4 * version
    known = np.zeros((side, side), dtype=np.int8)
    rows, columns, colours = fixed_pattern(version)
    known[rows, columns] = -colours
    if version >= _VERSION_FROM:
        _write_version(known, version)
    known[side - 8, 8] = -1
    if form is not None:
        for (row, column), dark in zip(format_places(side), _format_bits(form) * 2, strict=True):
            known[row, column] = -1 if dark else 1
    return known


def likeliest_forms(light: NDArray[Any], most: int = 2) -> list[Form]:
    """Return the levels and masks that the two copies of the format fit best."""
    values = np.array([light[place] for place in format_places(light.shape[0])])
    values = np.clip(values, -2, 2)
    fits = [float(values @ (1 - 2 * np.array(_format_bits(form) * 2))) for form in FORMS]
    return [FORMS[number] for number in np.argsort(fits)[::-1][:most]]


def format_places(side: int) -> list[tuple[int, int]]:
    """Return where the fifteen bits of the format lie, the highest first, both copies."""
    first = [(8, 0), (8, 1), (8, 2), (8, 3), (8, 4), (8, 5), (8, 7), (8, 8)]
    first += [(7, 8), (5, 8), (4, 8), (3, 8), (2, 8), (1, 8), (0, 8)]
    second = [(side - 1 - step, 8) for step in range(7)]
    second += [(8, side - 8 + step) for step in range(8)]
    return first + second


def _format_bits(form: Form) -> list[int]:
    told = LEVEL_BITS[form.level] << 3 | form.mask
    whole = _with_remainder(told, _FORMAT_BITS, _FORMAT_DIVISOR) ^ _FORMAT_MASK
    return [whole >> (14 - bit) & 1 for bit in range(15)]


def _write_version(known: Modules, version: int) -> None:
    whole = _with_remainder(version, _VERSION_BITS, _VERSION_DIVISOR)
    side = known.shape[0]
    for bit in range(18):
        colour = -1 if whole >> bit & 1 else 1
        far, near = side - 11 + bit % 3, bit // 3
        known[near, far] = known[far, near] = colour


def _with_remainder(told: int, bits: int, divisor: int) -> int:
    rest = told << bits
    while rest.bit_length() > bits:
        rest ^= divisor << (rest.bit_length() - divisor.bit_length())
    return told << bits | rest


def _taken(version: int) -> NDArray[np.bool_]:
    """Return which modules carry no word."""
    taken: NDArray[np.bool_] = known_modules(version, FORMS[0]) != 0
    return taken
