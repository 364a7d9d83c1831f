"""What a Vietnamese keyboard leaves behind when it is off: «ddooir», «d9o6i3» made «doi». Pure.

Works on plain words (lower case, no marks). A word that can be Vietnamese as it stands is left
alone, and so is whatever no mending makes Vietnamese.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?"
    r"(?:uyeu|uye|uya|uyu|uoi|uou|uay|oai|oay|oao|oeo|ieu|yeu|uau|"
    r"[aeo]o|oa|oe|[aeou]u|[aou]i|[au]y|ia|ie|iu|ye|ua|ue|uo|uy|[aeiouy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
_TELEX_TONE = re.compile(
    r"(?<=[aeiouy])[sfrxjz]|(?<=[aeiouy][cmnptgh])[sfrxjz]|(?<=ng|nh|ch)[sfrxjz]"
)
_VNI = re.compile(r"[a-z]+[0-9][a-z0-9]*")
_CLASS_CODE = re.compile(r"[abcdeft][0-9]+e?|c1e|fb2|[a-e]")
_SHORT_VNI = re.compile(r"[iouy][0-9]{1,2}")


def syllable(word: str) -> bool:
    """Tell whether the plain word can be one Vietnamese syllable."""
    return bool(_SYLLABLE.fullmatch(word)) and "oo" not in word


@lru_cache(maxsize=8192)
def untyped(word: str) -> str:
    """Return the plain word without what Telex or VNI left in it, or the word as it is."""
    if syllable(word) or len(word) > LONGEST_WORD:
        return word
    if _VNI.fullmatch(word):
        return _without_figures(word)
    return _without_telex(word)


LONGEST_WORD = 10
"""Letters of the longest syllable as Telex writes it («nghieengs» has nine)."""


def _without_figures(word: str) -> str:
    bare = re.sub(r"[0-9]", "", word)
    if _CLASS_CODE.fullmatch(word) or not syllable(bare):
        return word
    return bare if len(bare) > 1 or _SHORT_VNI.fullmatch(word) else word


def _without_telex(word: str) -> str:
    if not word.isalpha():
        return word
    bare = re.sub(r"dd|aa|ee|oo", lambda hit: hit.group()[0], word)
    bare = re.sub(r"(?<=[aeou])w", "", bare)
    bare = re.sub(r"(?<=[bcdghklmnpqrstvx])w(?=[aeiou])", "u", bare)
    bare = re.sub(r"w", "", bare) if re.search(r"[aeiouy]", bare) else bare.replace("w", "u")
    for candidate in (bare, *_toneless(bare)):
        if syllable(candidate):
            return candidate
    return word


def _toneless(word: str) -> list[str]:
    """Return the word without one letter that may be a tone, or a đ typed at the end."""
    without = [word[: hit.start()] + word[hit.end() :] for hit in _TELEX_TONE.finditer(word)]
    if word.startswith("d") and word.endswith("d"):
        without += [word[:-1], *_toneless(word[:-1])]
    return without
