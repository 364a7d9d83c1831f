"""Phones, citizen ids and licence numbers as people type them: ASCII digits only. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.understanding import NotUnderstood
from bot.understanding.plain import LONGEST_ANSWER, plain, tidy
from bot.understanding.second_thoughts import on_second_thought

MOBILE = re.compile(r"^0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}$")
"""Mobile numbers since 2018 (domain reference 15.1); a landline cannot be told by a message."""
CITIZEN_ID_LENGTHS = (12, 9)
LICENCE_NUMBER_LENGTH = 12

_GROUP = re.compile(r"[0-9]+")
_JOIN = re.compile(r"[.,\-–_()]{1,2}| |\) | \(| [\-–.] ")
"""What may stand between the groups of one number: 0912.345.678, 0912 - 345 - 678."""
_STROKED = re.compile(r"(?<![0-9/])(0[0-9]{2,3})/([0-9]{3})/([0-9]{3,4})(?![0-9/])")
_DAY = re.compile(r"(?<![0-9.\-])[0-9]{1,2}[.\-][0-9]{1,2}[.\-][0-9]{4}(?![.\-]?[0-9])")
_LABELS = re.compile(r"(?:cccd|cmnd|cmt|cc|gplx|blx|sdt|so|no|id|dt|tel|zalo|phone|card)$")
_PAPER = re.compile(r"(?<![A-Z0-9])([A-Z]{1,3}) ?([0-9]{5,9})(?![0-9])")
_SPOKEN = {
    "khong": "0", "mot": "1", "hai": "2", "ba": "3", "bon": "4", "tu": "4", "nam": "5", "lam": "5",
    "sau": "6", "bay": "7", "tam": "8", "chin": "9",
}  # fmt: skip
_SPELLED = re.compile(rf"\b(?:{'|'.join(_SPOKEN)})(?: (?:{'|'.join(_SPOKEN)})){{8,14}}\b")


@on_second_thought
def phone(text: str) -> str:
    """Return the first mobile number in the text as ten digits.

    Raises NotUnderstood "none", or "not_in_use" for digits that no mobile network gives out.
    """
    some = False
    for groups in _chains(_STROKED.sub(r"\1 \2 \3", text)):
        some = some or sum(map(len, groups)) > SHORTEST_PHONE
        found = _parted(groups, _mobile)
        if found:
            return found[0]
    raise NotUnderstood("not_in_use" if some else "none")


SHORTEST_PHONE = 7
"""Digits; fewer are a house, an age or a day."""


def _mobile(digits: str) -> str:
    """Return the national form of a mobile number, or nothing for other digits."""
    for prefix in ("0084", "840", "84"):
        rest = digits.removeprefix(prefix)
        if rest != digits and len(rest) == 9:  # noqa: PLR2004  a number without its leading 0
            digits = "0" + rest
            break
    return digits if MOBILE.match(digits) else ""


@on_second_thought
def citizen_id(text: str) -> str:
    """Return the citizen id in the text: 12 digits, or else 9 of the old identity card.

    Raises NotUnderstood "none", "length" where digits are missing or too many, or "many" where two
    different numbers are told. Nine digits that begin with 0 are taken for twelve cut short: so
    begins every citizen id, and no old card of this province.
    """
    number = _of_length(text, CITIZEN_ID_LENGTHS)
    if len(number) < max(CITIZEN_ID_LENGTHS) and number.startswith("0"):
        raise NotUnderstood("length")
    return number


@on_second_thought
def licence_number(text: str) -> str:
    """Return the 12-digit licence number; raise NotUnderstood "none", "length" or "many"."""
    return _of_length(text, (LICENCE_NUMBER_LENGTH,))


def paper_number(text: str) -> str:
    """Return the number of a licence from before PET: one to three letters and five to nine digits.

    Raises NotUnderstood "none".
    """
    hit = _PAPER.search(tidy(text).upper())
    if not hit:
        raise NotUnderstood("none")
    return hit.group(1) + hit.group(2)


def _of_length(text: str, lengths: tuple[int, ...]) -> str:
    chains = list(_chains(text))
    for length in lengths:
        fits = _exactly(length)
        found = dict.fromkeys(one for groups in chains for one in _parted(groups, fits))
        if len(found) > 1:
            raise NotUnderstood("many")
        if found:
            return next(iter(found))
    raise NotUnderstood("length" if re.search(r"[0-9]{3}", text[:LONGEST_ANSWER]) else "none")


def _exactly(length: int) -> Callable[[str], str]:
    return lambda digits: digits if len(digits) == length else ""


def _parted(groups: list[str], fits: Callable[[str], str]) -> list[str]:
    """Return the numbers of a chain: its groups that fit alone, or else the whole chain in parts.

    A chain of which a part is left over holds no number: «0912 345 678 9» has a digit too many.
    """
    alone = [number for number in map(fits, groups) if number]
    if alone or len(groups) > MOST_GROUPS:
        return alone
    house = bool(groups) and len(groups[0]) < SHORTEST_GROUP
    return _whole(groups, fits) or (_whole(groups[1:], fits) if house else [])


MOST_GROUPS = 30
"""Groups of one chain; two numbers said figure by figure have fewer."""

SHORTEST_GROUP = 3
"""Digits; fewer at the head of a chain may be the number of a house."""


def _whole(groups: list[str], fits: Callable[[str], str]) -> list[str]:
    for end in range(len(groups), 0, -1):
        first = fits("".join(groups[:end]))
        if first and end == len(groups):
            return [first]
        rest = _whole(groups[end:], fits) if first else []
        if rest:
            return [first, *rest]
    return []


def _chains(text: str) -> Iterator[list[str]]:
    """Yield the groups of digits that belong together, those of a day or with letters left out."""
    text = text[:LONGEST_ANSWER]
    said = _SPELLED.sub(_spelled, plain(text)) if _SPELLED.search(plain(text)) else tidy(text)
    said = _DAY.sub("|", said)
    hits = [hit for hit in _GROUP.finditer(said) if not _in_a_word(said, hit)]
    chain: list[str] = []
    end = -1
    for hit in hits:
        joined = _JOIN.fullmatch(said[end : hit.start()]) if chain else None
        if chain and not joined:
            yield chain
            chain = []
        chain.append(hit.group())
        end = hit.end()
    if chain:
        yield chain


def _spelled(hit: re.Match[str]) -> str:
    return "".join(_SPOKEN[word] for word in hit.group().split())


LONGEST_LABEL = 12
"""Letters before a number that are looked at."""


def _in_a_word(said: str, hit: re.Match[str]) -> bool:
    """Tell whether letters, stars or strokes touch the digits: «O912», «0912xxx», «5/3/1990»."""
    before = said[max(0, hit.start() - LONGEST_LABEL) : hit.start()]
    after = said[hit.end() : hit.end() + 2]
    led = re.search(r"[^\W\d_]+$", plain(before))
    labelled = led is not None and _LABELS.fullmatch(led.group())
    touched = re.search(r"[^\W_]$|[*]$|[0-9]/$", before) and not labelled
    foreign = before.endswith("+") and not hit.group().startswith("84")
    return bool(touched or foreign or re.match(r"[^\W_]|[*]|/[0-9]", after))
