"""Invented people: names, numbers and addresses that fit each other and belong to nobody.

Shapes (domain reference sections 11.1 and 12.1): a citizen id is province (064, Gia Lai) +
century and sex + two digits of the birth year + six digits; a licence number is province (64)
+ sex + two digits of the year of the first test + seven digits.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from mock_zalo.clock import local

if TYPE_CHECKING:
    from mock_zalo.luck import Luck

WOMEN = (
    "Nguyễn Thị Mẫu",
    "Rơ Châm H'Nhi",
    "Trần Thị Thu Thảo",
    "Ksor H'Mơ",
    "Lê Ngọc Diệp",
    "Siu H'Lan",
    "Phạm Thuỳ Dương",
    "Kpă H'Bia",
)
MEN = (
    "Nguyễn Văn Mẫu",
    "Rơ Mah Jút",
    "Trần Quốc Khánh",
    "Ksor Y Thanh",
    "Lê Hữu Phước",
    "Siu Blơ",
    "Phạm Đức Anh",
    "Đinh Văn Giáp",
)
PLACES = (
    "Tổ 5, Phường Pleiku, Gia Lai",
    "Làng Plei Ốp, Phường Hội Phú, Gia Lai",
    "12 Hẻm 45 đường Mẫu, Phường Diên Hồng, Gia Lai",
    "Thôn 3, Xã Biển Hồ, Gia Lai",
    "Buôn Chư Jút, Xã Ayun Pa, Gia Lai",
    "Tổ 2, Phường An Khê, Gia Lai",
    "Làng Kép, Xã Ia Mơ Nông, Gia Lai",
)
CLASSES = ("B2", "B2", "A1", "C", "B1")
TERM_YEARS = {"B2": 10, "C": 5, "B1": 10}
NEW_CENTURY = 2000


def invent(luck: Luck, ordinal: int, now: float) -> dict[str, str]:
    """Return the person on the sample cards; dates are dd/mm/yyyy, a licence soon to expire."""
    female = bool(ordinal % 2)
    names = WOMEN if female else MEN
    today = local(now).date()
    born = today - timedelta(days=int(365.25 * 24 + 9_000 * luck.roll("born", ordinal)))
    licence_class = CLASSES[ordinal % len(CLASSES)]
    expires_on = today + timedelta(days=20 + int(60 * luck.roll("expires", ordinal)))
    issued_on = _years_before(expires_on, TERM_YEARS.get(licence_class, 6))
    return {
        "full_name": names[(ordinal // 2) % len(names)],
        "sex": "Nữ" if female else "Nam",
        "birth_date": _shown(born),
        "citizen_id": _citizen_id(luck, ordinal, born, female=female),
        "old_citizen_id": "2310" + _digits(luck, "cmnd", ordinal, 5),
        "citizen_id_issued_on": "15/08/2022",
        "address": PLACES[ordinal % len(PLACES)],
        "licence_number": f"64{int(female)}{issued_on:%y}" + _digits(luck, "gplx", ordinal, 7),
        "licence_class": licence_class,
        "issued_on": _shown(issued_on),
        "expires_on": "Không thời hạn" if licence_class == "A1" else _shown(expires_on),
        "health_checked_on": _shown(today - timedelta(days=7)),
        "phone": "0987" + _digits(luck, "phone", ordinal, 6),
    }


def _citizen_id(luck: Luck, ordinal: int, born: date, *, female: bool) -> str:
    century = 2 * (born.year >= NEW_CENTURY) + female
    return f"064{century}{born:%y}" + _digits(luck, "cccd", ordinal, 6)


def _digits(luck: Luck, what: str, ordinal: int, count: int) -> str:
    return f"{int(luck.roll(what, ordinal) * 10**count):0{count}d}"


def _years_before(day: date, years: int) -> date:
    return day - timedelta(days=round(365.25 * years))


def _shown(day: date) -> str:
    return day.strftime("%d/%m/%Y")
