"""Numbers said in words («mùng năm tháng ba năm một chín chín mươi») made digits. Pure.

Works on plain text (lower case, no marks). «năm» is both *five* and *year*: it is a number only
where a number must stand.
"""

from __future__ import annotations

import re

UNITS = {
    "khong": 0, "linh": 0, "le": 0, "mot": 1, "mốt": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4,
    "nam": 5, "lam": 5, "nham": 5, "sau": 6, "bay": 7, "bảy": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_UNIT = r"(?:mot|hai|ba|bon|tu|nam|lam|nham|sau|bay|tam|chin)"
_DAY = rf"(?:hai muoi(?: {_UNIT})?|hai {_UNIT}|ba muoi(?: mot)?|ba mot|muoi(?: {_UNIT})?|{_UNIT})"
_MONTH = r"(?:gieng|chap|muoi hai|muoi mot|muoi|mot|hai|ba|tu|bon|nam|sau|bay|tam|chin)"
_DIGIT = r"(?:khong|linh|le|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi)"
_THOUSAND = rf"(?:mot|hai) (?:nghin|ngan)(?: {_DIGIT}| tram){{0,5}}"
_YEAR = rf"(?:{_THOUSAND}|{_DIGIT}(?: {_DIGIT}){{1,4}}|[0-9]{{4}}|[0-9]{{2}})"
_SPOKEN_DATE = re.compile(
    rf"\b(?:ngay |mung |mong |ngay mung |ngay mong )?({_DAY}|[0-9]{{1,2}})"
    rf" thang ({_MONTH}|[0-9]{{1,2}})"
    rf"(?:,? (?:nam )?({_YEAR}))?\b"
)
_DAY_IN_WORDS = re.compile(
    rf"\bngay ((?:hai|ba) muoi(?: {_UNIT})?|hai {_UNIT}|ba mot|muoi {_UNIT})\b(?! (?:nua|toi|sau))"
)
"""Two words at least, for «ngày năm» may be the day five or «this day of the year»."""

_MONTH_NAMES = {"gieng": 1, "chap": 12}


def spelled_out(said: str) -> str:
    """Return the plain text with a date in words written as digits: «5 thang 3 nam 1990».

    «rằm» is the fifteenth.
    """
    said = re.sub(r"\bram(?= thang\b)", "15", said)
    said = _SPOKEN_DATE.sub(_digits, said)
    return _DAY_IN_WORDS.sub(lambda hit: f"ngay {_small(hit.group(1))}", said)


def _digits(hit: re.Match[str]) -> str:
    day, month, year = hit.groups()
    written = f"{_small(day)} thang {_small(month)}"
    return f"{written} nam {_year(year)}" if year else written


def _small(text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text)
    if text in _MONTH_NAMES:
        return _MONTH_NAMES[text]
    parts = text.split()
    if "muoi" not in parts:
        tens, unit = ([0, *parts] if len(parts) == 1 else parts)[:2]
        return UNITS.get(str(tens), 0) * 10 + UNITS[str(unit)]
    at = parts.index("muoi")
    tens_value = UNITS[parts[at - 1]] if at else 1
    return tens_value * 10 + (UNITS[parts[at + 1]] if at + 1 < len(parts) else 0)


def _year(text: str) -> str:
    if text.isascii() and text.isdigit():
        return text
    parts = text.split()
    if "nghin" in parts or "ngan" in parts:
        return str(_thousands(parts))
    if "muoi" in parts:
        head, tail = parts[: parts.index("muoi") - 1], parts[parts.index("muoi") - 1 :]
        return "".join(str(UNITS[part]) for part in head) + f"{_small(' '.join(tail)):02d}"
    return "".join(str(UNITS[part]) for part in parts)


def _thousands(parts: list[str]) -> int:
    marks = {"nghin", "ngan", "tram"}
    at = next(number for number, part in enumerate(parts) if part in marks)
    total = UNITS[parts[0]] * 1000
    rest = parts[at + 1 :]
    if "tram" in rest:
        hundred = rest.index("tram")
        total += UNITS[rest[hundred - 1]] * 100
        rest = rest[hundred + 1 :]
    rest = [part for part in rest if part not in {"linh", "le"}]
    return total + (_small(" ".join(rest)) if rest else 0)
