"""Sample papers that the program draws: invented people, every paper marked «MẪU».

Fields follow the domain reference: citizen card and its QR (12.2), licence (11.3).
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from PIL import Image, ImageFilter

from mock_zalo.ink import FAINT, RED, Sheet, photographed

if TYPE_CHECKING:
    from collections.abc import Callable

Person = dict[str, str]

WIDTH, HEIGHT = 1200, 757
BLUR = 8
VEHICLES = {
    "A1": "Xe mô tô hai bánh",
    "B1": "Ô tô số tự động đến 9 chỗ, không hành nghề",
    "B2": "Ô tô đến 9 chỗ, ô tô tải dưới 3.500 kg",
    "C": "Ô tô tải từ 3.500 kg trở lên",
}


class UnknownCard(LookupError):
    """There is no sample card of that name."""

    def __str__(self) -> str:
        """Return the sentence."""
        return f"there is no card {self.args[0]!r}; there are {', '.join(CARDS)}"


def draw(card: str, person: Person) -> bytes:
    """Return a sample card of `CARDS` as JPEG bytes; raise `UnknownCard` for another name."""
    if card not in CARDS:
        raise UnknownCard(card)
    return _drawn(card, tuple(person.items()))


@lru_cache(maxsize=64)
def _drawn(card: str, person: tuple[tuple[str, str], ...]) -> bytes:
    content = BytesIO()
    CARDS[card](dict(person)).save(content, "JPEG", quality=88)
    return content.getvalue()


def qr_text(person: Person) -> str:
    """Return the seven fields of a chip card's QR.

    `CCCD|CMND|name|ddmmyyyy|Nam or Nữ|address|ddmmyyyy`.
    """
    return "|".join(
        (
            person["citizen_id"],
            person["old_citizen_id"],
            person["full_name"],
            person["birth_date"].replace("/", ""),
            person["sex"],
            person["address"],
            person["citizen_id_issued_on"].replace("/", ""),
        )
    )


def _citizen_id(person: Person) -> Image.Image:
    sheet = Sheet(WIDTH, HEIGHT, (226, 240, 236))
    sheet.waves((206, 228, 222))
    sheet.emblem((110, 96), 58)
    middle = 560
    sheet.write((middle, 34), "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", 27, weight=600, anchor="ma")
    sheet.write((middle, 72), "Độc lập - Tự do - Hạnh phúc", 22, weight=600, anchor="ma")
    sheet.write((middle, 128), "CĂN CƯỚC CÔNG DÂN", 46, weight=600, colour=RED, anchor="ma")
    sheet.write((middle, 188), "Citizen Identity Card", 20, colour=RED, anchor="ma")
    sheet.qr((934, 30), qr_text(person), 236)
    sheet.box((60, 196, 128, 252), fill=(216, 178, 92), outline=(150, 116, 44), radius=10, width=2)
    female = person["sex"] == "Nữ"
    sheet.face((60, 274, 330, 634), female=female, ground=(206, 222, 238))
    sheet.write((60, 652), "Có giá trị đến / Date of expiry", 17, colour=FAINT)
    sheet.write((60, 676), person.get("citizen_id_expires_on", "15/08/2037"), 24, weight=600)
    left = 374
    sheet.write((left, 250), "Số / No.:", 20, colour=FAINT)
    sheet.write((left + 110, 236), person["citizen_id"], 40, weight=600)
    _field(sheet, (left, 306), "Họ và tên / Full name", person["full_name"].upper(), size=34)
    _field(sheet, (left, 392), "Ngày sinh / Date of birth", person["birth_date"])
    _field(sheet, (left + 330, 392), "Giới tính / Sex", person["sex"])
    _field(sheet, (left + 540, 392), "Quốc tịch / Nationality", "Việt Nam")
    _field(sheet, (left, 478), "Quê quán / Place of origin", "Gia Lai")
    _field(sheet, (left, 564), "Nơi thường trú / Place of residence", person["address"])
    sheet.mark_as_sample()
    return photographed(sheet, turned=-0.8)


def _licence_front(person: Person) -> Image.Image:
    sheet = Sheet(WIDTH, HEIGHT, (250, 236, 226))
    sheet.waves((244, 216, 206), step=9, height=34)
    sheet.box((0, 0, WIDTH, 128), fill=(246, 222, 208))
    sheet.write((56, 30), "BỘ XÂY DỰNG", 22, weight=600)
    sheet.write((56, 62), "MINISTRY OF CONSTRUCTION", 15, colour=FAINT)
    right = WIDTH - 56
    sheet.write((right, 30), "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", 22, weight=600, anchor="ra")
    sheet.write((right, 62), "Độc lập - Tự do - Hạnh phúc", 18, anchor="ra")
    title = "GIẤY PHÉP LÁI XE / DRIVER'S LICENSE"
    sheet.write((WIDTH / 2, 146), title, 38, weight=600, colour=RED, anchor="ma")
    female = person["sex"] == "Nữ"
    sheet.face((56, 226, 316, 572), female=female, ground=(150, 200, 236))
    sheet.write((186, 590), "Hạng / Class", 18, colour=FAINT, anchor="ma")
    sheet.write((186, 610), person["licence_class"], 72, weight=600, colour=RED, anchor="ma")
    left = 366
    sheet.write((left, 228), "Số / No.", 20, colour=FAINT)
    sheet.write((left + 96, 214), person["licence_number"], 38, weight=600, colour=RED)
    _field(sheet, (left, 284), "Họ tên / Full name", person["full_name"].upper(), size=32)
    _field(sheet, (left, 370), "Ngày sinh / Date of birth", person["birth_date"])
    _field(sheet, (left + 400, 370), "Quốc tịch / Nationality", "VIỆT NAM")
    _field(sheet, (left, 456), "Nơi cư trú / Address", person["address"])
    _field(sheet, (left, 542), "Nơi cấp, ngày cấp / Issued", f"Gia Lai, {person['issued_on']}")
    _field(sheet, (left, 640), "Có giá trị đến / Expires", person["expires_on"], size=32)
    sheet.emblem((1058, 664), 54)
    sheet.mark_as_sample()
    return photographed(sheet, turned=0.7)


def _licence_back(person: Person) -> Image.Image:
    sheet = Sheet(WIDTH, HEIGHT, (250, 236, 226))
    sheet.waves((244, 216, 206), step=9, height=34)
    title = "CÁC LOẠI XE CƠ GIỚI ĐƯỜNG BỘ ĐƯỢC ĐIỀU KHIỂN"
    sheet.write((56, 44), title, 27, weight=600)
    sheet.write((56, 84), "CLASSIFICATION OF MOTOR VEHICLES", 17, colour=FAINT)
    columns, top, row = (56, 176, 700, 884), 136, 78
    heads = ("Hạng", "Loại xe cơ giới đường bộ", "Ngày trúng tuyển")
    for x, head in zip(columns, heads, strict=False):
        sheet.write((x + 16, top + 26), head, 18, colour=FAINT)
    for number, (name, vehicle) in enumerate(VEHICLES.items(), start=1):
        y = top + number * row
        sheet.line((columns[0], y, columns[-1], y), (190, 160, 150))
        sheet.write((columns[0] + 16, y + 20), name, 28, weight=600)
        sheet.write((columns[1] + 16, y + 26), vehicle, 20)
        if name == person["licence_class"]:
            sheet.write((columns[2] + 16, y + 24), person["issued_on"], 24, weight=600)
    bottom = top + (len(VEHICLES) + 1) * row
    sheet.box((columns[0], top, columns[-1], bottom), outline=(170, 130, 120), radius=4, width=2)
    sheet.qr((920, 136), f"MAU|{person['licence_number']}|{person['licence_class']}", 224)
    sheet.write((1032, 392), "Số phôi / Serial", 18, colour=FAINT, anchor="ma")
    serial = f"AA{person['licence_number'][-6:]}"
    sheet.write((1032, 418), serial, 34, weight=600, colour=RED, anchor="ma")
    note = "Giấy phép do chương trình vẽ để thử, không có giá trị sử dụng."
    sheet.write((56, 690), note, 19, colour=FAINT)
    sheet.mark_as_sample()
    return photographed(sheet, turned=-0.5)


def _health_certificate(person: Person) -> Image.Image:
    sheet = Sheet(900, 1200, (252, 251, 246))
    sheet.write((210, 56), "SỞ Y TẾ GIA LAI", 18, anchor="ma")
    sheet.write((210, 84), "TRUNG TÂM Y TẾ MẪU", 19, weight=600, anchor="ma")
    sheet.write((210, 116), f"Số: {person['licence_number'][-4:]}/GKSKLX", 17, anchor="ma")
    nation = "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    sheet.write((630, 56), nation, 18, weight=600, anchor="ma")
    sheet.write((630, 84), "Độc lập - Tự do - Hạnh phúc", 18, anchor="ma")
    sheet.line((520, 112, 740, 112), FAINT)
    sheet.write((450, 176), "GIẤY KHÁM SỨC KHOẺ", 40, weight=600, anchor="ma")
    sheet.write((450, 232), "CỦA NGƯỜI LÁI XE", 26, weight=600, anchor="ma")
    female = person["sex"] == "Nữ"
    sheet.face((80, 304, 260, 544), female=female, ground=(214, 226, 240))
    lines = (
        ("Họ và tên", person["full_name"].upper()),
        ("Giới tính", person["sex"]),
        ("Ngày sinh", person["birth_date"]),
        ("Số căn cước", person["citizen_id"]),
        ("Khám để lái xe hạng", person["licence_class"]),
    )
    for number, (label, value) in enumerate(lines):
        _line(sheet, (296, 310 + 48 * number), label, value)
    sheet.write((80, 574), "Chỗ ở hiện tại:", 19, colour=FAINT)
    sheet.write((226, 572), person["address"], 20, weight=600)
    _examinations(sheet)
    sheet.write((80, 894), "KẾT LUẬN", 22, weight=600)
    verdict = f"Đủ điều kiện sức khoẻ lái xe hạng {person['licence_class']}."
    sheet.write_wrapped((80, 930), verdict, 24, width=740, weight=600)
    day = person.get("health_checked_on", "16/11/2026")
    sheet.write((640, 990), f"Gia Lai, ngày {day}", 19, anchor="ma")
    sheet.write((640, 1018), "NGƯỜI KẾT LUẬN", 19, weight=600, anchor="ma")
    _stamp(sheet, (560, 1092), 70)
    sheet.write((640, 1140), "BS. Nguyễn Thị Mẫu", 21, weight=600, anchor="ma")
    sheet.mark_as_sample()
    return photographed(sheet, turned=-1.1, corner=4)


def _passport(person: Person) -> Image.Image:
    """Draw the page with the photo of a passport, of somebody whom no citizen card tells of."""
    sheet = Sheet(WIDTH, 860, (238, 240, 230))
    sheet.waves((222, 228, 214), step=10, height=30)
    number = f"M{person['licence_number'][-8:]}"
    name = "".join(
        one for one in normalize("NFD", person["full_name"].upper()) if not combining(one)
    ).replace("Đ", "D")
    sheet.write((60, 40), "HỘ CHIẾU / PASSPORT", 34, weight=600)
    sheet.write((WIDTH - 60, 40), number, 38, weight=600, colour=RED, anchor="ra")
    sheet.face((60, 130, 360, 560), female=person["sex"] == "Nữ", ground=(222, 228, 236))
    left, right = 410, 800
    _field(sheet, (left, 130), "Type · Country code", "P · KOR")
    _field(sheet, (right, 130), "Passport No.", number)
    _field(sheet, (left, 216), "Name", name, size=32)
    _field(sheet, (left, 302), "Nationality", "REPUBLIC OF KOREA")
    _field(sheet, (right, 302), "Sex", "F" if person["sex"] == "Nữ" else "M")
    _field(sheet, (left, 388), "Date of birth", person["birth_date"])
    _field(sheet, (right, 388), "Date of issue", person["citizen_id_issued_on"])
    _field(sheet, (left, 474), "Place of issue", "SEOUL")
    _field(sheet, (right, 474), "Date of expiry", "15/08/2032")
    sheet.box((0, 640, WIDTH, 860), fill=(246, 247, 240))
    words = name.replace("'", "").split()
    sheet.write((60, 684), f"P<KOR{words[0]}<<{'<'.join(words[1:])}".ljust(44, "<"), 34)
    sheet.write((60, 752), f"{number}<KOR".ljust(44, "<"), 34)
    sheet.mark_as_sample()
    return photographed(sheet, turned=0.6)


def _examinations(sheet: Sheet) -> None:
    findings = (
        ("Tâm thần, thần kinh", "Bình thường"),
        ("Mắt", "Phải 10/10, trái 10/10, phân biệt màu tốt"),
        ("Tai - mũi - họng", "Bình thường"),
        ("Tim mạch, hô hấp", "Huyết áp 120/75 mmHg"),
        ("Xét nghiệm ma tuý, nồng độ cồn", "Âm tính"),
    )
    for number, (part, finding) in enumerate(findings):
        top = 636 + 48 * number
        sheet.line((80, top - 10, 820, top - 10), (222, 218, 206))
        sheet.write((80, top), part, 19, colour=FAINT)
        sheet.write((420, top), finding, 19)


def _stamp(sheet: Sheet, centre: tuple[int, int], radius: int) -> None:
    left, top = centre[0] - radius, centre[1] - radius
    box = (left, top, centre[0] + radius, centre[1] + radius)
    sheet.box(box, outline=RED, radius=radius, width=4)
    sheet.write(centre, "ĐÃ KHÁM", 20, weight=600, colour=RED, anchor="mm")


def _field(sheet: Sheet, at: tuple[int, int], label: str, value: str, *, size: int = 26) -> None:
    sheet.write(at, label, 17, colour=FAINT)
    sheet.write_wrapped((at[0], at[1] + 24), value, size, width=WIDTH - 40 - at[0], weight=600)


def _line(sheet: Sheet, at: tuple[int, int], label: str, value: str) -> None:
    sheet.write(at, f"{label}:", 19, colour=FAINT)
    sheet.write((at[0] + 200, at[1] - 1), value, 21, weight=600)


def _blurred(person: Person) -> Image.Image:
    return _citizen_id(person).filter(ImageFilter.GaussianBlur(BLUR))


CARDS: dict[str, Callable[[Person], Image.Image]] = {
    "citizen_id": _citizen_id,
    "licence_front": _licence_front,
    "licence_back": _licence_back,
    "health_certificate": _health_certificate,
    "passport": _passport,
    "blurred": _blurred,
}
