"""Sample people of the demo and what their papers say. Nobody here exists."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.dossier import Reason

Person = dict[str, str]

# The simulated Zalo makes men and women in turn, a man first.
MEN = (
    "Phạm Đức Anh", "Rơ Mah Jút", "Trần Quốc Khánh", "Ksor Y Thanh", "Lê Hữu Phước", "Siu Blơ",
    "Đinh Văn Giáp", "Nguyễn Hoàng Nam", "Kpă Thuận", "Võ Minh Tâm", "Rơ Châm Tới", "Bùi Xuân Lộc",
    "Nay Y Bhăm", "Đặng Công Danh", "Hồ Sỹ Hùng", "Puih Chơn", "Nguyễn Văn Mẫu",
)  # fmt: skip
WOMEN = (
    "Rơ Châm H'Nhi", "Trần Thị Thu Thảo", "Ksor H'Mơ", "Lê Ngọc Diệp", "Siu H'Lan", "Kpă H'Bia",
    "Phạm Thuỳ Dương", "Nguyễn Thị Hoà", "Rơ Mah H'Yên", "Võ Thị Kim Chi", "Đinh Thị Lin",
    "Nay H'Rin", "Bùi Thanh Vân", "Puih H'Uyên", "Đặng Thị Mai", "Hồ Ngọc Ánh", "Nguyễn Thị Mẫu",
)  # fmt: skip


def named(number: int) -> str:
    """Return the name of the demo's person of this number, man and woman in turn."""
    names = WOMEN if number % 2 else MEN
    return names[(number // 2) % len(names)]


def answers(person: Person, reason: Reason) -> dict[str, Any]:
    """Return what this person would have answered, question by question; pictures are empty."""
    expires = person["expires_on"]
    scheme = "new" if person["licence_class"] in ("B", "C1") else "old"
    found = {
        "consent": True,
        "reason": str(reason),
        "id_picture": "",
        "citizen_id": person["citizen_id"],
        "full_name": person["full_name"],
        "birth_date": _iso(person["birth_date"]),
        "sex": "female" if person["sex"] == "Nữ" else "male",
        "residence": person["address"],
        "licence_number": person["licence_number"],
        "licence_class": person["licence_class"],
        "licence_scheme": scheme,
        "licence_issued_on": _iso(person["issued_on"]),
        "licence_expires_on": _iso(expires) if expires[0].isdigit() else "none",
        "licence_front": "",
        "licence_back": "",
        "health_certificate": "",
        "phone": person["phone"],
        "delivery": "home",
        "address": person["address"],
        "slot": "office",
    }
    if person["licence_class"] == "A1":
        del found["health_certificate"]
    return found


def sources() -> dict[str, str]:
    """Return where each answer came from: the code on the card, or the thumb."""
    from_code = ("citizen_id", "full_name", "birth_date", "sex", "residence")
    return dict.fromkeys(from_code, "qr") | {"licence_number": "typed", "phone": "typed"}


def code_on_card(person: Person) -> str:
    """Return the text of the QR code on this person's citizen card."""

    def packed(day: str) -> str:
        return day.replace("/", "")

    fields = (
        person["citizen_id"],
        person["old_citizen_id"],
        person["full_name"],
        packed(person["birth_date"]),
        person["sex"],
        person["address"],
        packed(person["citizen_id_issued_on"]),
    )
    return "|".join(fields)


def _iso(day: str) -> str:
    return datetime.strptime(day, "%d/%m/%Y").date().isoformat()  # noqa: DTZ007 - a date
