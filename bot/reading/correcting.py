"""Correcting the words of a block (Reed–Solomon over GF(256)), told which of them are in doubt.

A plain decoder corrects half as many words as the block has to spare; one that knows where it is in
doubt, nearly as many as that (Forney's generalised minimum distance).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.int64]

FIELD = 0x11D
SPARED = 4
"""Words of correction that must be left to agree, where doubtful ones were left out."""


def _tables() -> tuple[Words, Words]:
    powers, logs, value = np.zeros(512, np.int64), np.zeros(256, np.int64), 1
    for exponent in range(255):
        powers[exponent], logs[value] = value, exponent
        value = value << 1 ^ (FIELD if value & 0x80 else 0)
    powers[255:510] = powers[:255]
    return powers, logs


POWERS, LOGS = _tables()


def corrected(words: Words, doubt: NDArray[np.float64], spare: int) -> Words | None:
    """Return the block's words put right, or None; `doubt` is larger for a less certain word."""
    found = syndromes(words, spare)
    if not found.any():
        return words
    order = np.argsort(-doubt)
    for out in _left_out(spare):
        right = _with_left_out(words, found, np.sort(order[:out]))
        if right is not None:
            return right
    return None


def syndromes(words: Words, spare: int) -> Words:
    """Return the block's value at each root of its generator: all zero where nothing is wrong."""
    exponents = np.arange(len(words) - 1, -1, -1)[None, :] * np.arange(spare)[:, None]
    terms = np.where(words == 0, 0, POWERS[(LOGS[words] + exponents) % 255])
    return np.asarray(np.bitwise_xor.reduce(terms, axis=1))


def _left_out(spare: int) -> list[int]:
    """Return how many of the most doubtful words to leave out, try by try."""
    most = spare - SPARED
    return sorted({0, *(most * part // 4 // 2 * 2 for part in (1, 2, 3, 4) if most > 0)})


def _with_left_out(words: Words, found: Words, out: Words) -> Words | None:
    spare, last = len(found), len(words) - 1
    gone = np.array([1], dtype=np.int64)
    for place in out:
        gone = _times(gone, np.array([POWERS[last - place], 1]))
    locator = _locator(found, gone, len(out))
    places = _roots(locator, len(words))
    if len(places) != len(locator) - 1:
        return None
    if len(out) and 2 * (len(places) - len(out)) + len(out) > spare - SPARED:
        return None
    return _put_right(words, found, (locator, places))


def _locator(found: Words, gone: Words, out: int) -> Words:
    """Return the polynomial, highest power first, whose roots are the wrong words (Massey)."""
    spare = len(found)
    now = gone[::-1].tolist()  # lowest power first
    before, length, since, scale = list(now), out, 1, 1
    for step in range(out, spare):
        wrong = 0
        for power, value in enumerate(now[: step + 1]):
            wrong ^= _product(value, int(found[step - power]))
        if wrong == 0:
            since += 1
            continue
        factor = _product(wrong, _inverse(scale))
        moved = [0] * since + [_product(factor, value) for value in before]
        kept = list(now)
        size = max(len(now), len(moved))
        now = [
            (now[at] if at < len(now) else 0) ^ (moved[at] if at < len(moved) else 0)
            for at in range(size)
        ]
        if 2 * length <= step + out:
            length, before, scale, since = step + 1 - length + out, kept, wrong, 1
        else:
            since += 1
    while len(now) > 1 and now[-1] == 0:
        now.pop()
    return np.array(now[::-1], dtype=np.int64)


def _roots(locator: Words, many: int) -> list[int]:
    """Return the places of the words that a locator names."""
    at = np.arange(many)
    values = _values(locator, POWERS[(255 - (many - 1 - at) % 255) % 255])
    return [int(place) for place in np.flatnonzero(values == 0)]


def _put_right(words: Words, found: Words, wrong: tuple[Words, list[int]]) -> Words | None:
    """Return the words corrected by Forney's formula, if nothing is wrong with them then."""
    locator, places = wrong
    spare, last = len(found), len(words) - 1
    evaluator = _times(found[::-1], locator)[-spare:]
    powers = np.arange(len(locator) - 1, 0, -1)
    slope = np.where(powers % 2 == 1, locator[:-1], 0)
    right = words.copy()
    for place in places:
        exponent = (last - place) % 255
        inverse = np.array([POWERS[(255 - exponent) % 255]])
        above = int(_values(evaluator, inverse)[0])
        below = int(_values(slope, inverse)[0])
        if below == 0:
            return None
        size = _product(_product(int(POWERS[exponent]), above), _inverse(below))
        right[place] ^= size
    return None if syndromes(right, spare).any() else right


def _product(one: int, other: int) -> int:
    return int(POWERS[LOGS[one] + LOGS[other]]) if one and other else 0


def _inverse(value: int) -> int:
    return int(POWERS[(255 - LOGS[value]) % 255])


def _times(one: Words, other: Words) -> Words:
    product = np.zeros(len(one) + len(other) - 1, dtype=np.int64)
    for at, value in enumerate(other):
        if value:
            product[at : at + len(one)] ^= np.where(one == 0, 0, POWERS[LOGS[one] + LOGS[value]])
    return product


def _values(polynomial: Words, at: Words) -> Words:
    """Return a polynomial's values (highest power first), by Horner; `at` is never zero."""
    total = np.zeros(len(at), dtype=np.int64)
    for coefficient in polynomial:
        total = np.where(total == 0, 0, POWERS[LOGS[total] + LOGS[at]]) ^ coefficient
    return total
