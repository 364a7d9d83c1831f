"""The fields of a dossier in the order in which the portal asks for them, ready to be copied.

Source of the order: the record of an exchange dossier in a province's one-stop system (full name,
printed name, family and given name, sex, birth date, identity, residence, receipt, appointment,
reason, licences held, papers, delivery).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from desk.language import spoken
from desk.procedure_code import PROCEDURE_CODE, procedure_code
from desk.shown import iso_day, phone, sentence
from domain.checks import Check, Level
from domain.dossier import REASON_NAMES, Dossier, Reason
from domain.identity import masked, printed_name, split_name
from domain.names import NameParts
from domain.words import Text, _
from domain.zone import local

Words = str | Text


@dataclass(frozen=True)
class Line:
    """One field as shown: `value` may be masked, then `number` is True and nothing is copied."""

    key: str
    label: Text
    value: Words
    source: str
    number: bool = False
    derived: bool = False
    checks: tuple[Check, ...] = ()

    @property
    def warnings(self) -> tuple[Check, ...]:
        """What the clerk should look at."""
        return tuple(check for check in self.checks if check.level is Level.WARNING)

    @property
    def fits(self) -> str:
        """What was checked and is as it should be, in one string."""
        return " ".join(spoken(check.text) for check in self.checks if check.level is Level.OK)

    @property
    def can_be_copied(self) -> bool:
        """Whether the value stands here whole."""
        return bool(self.value) and not self.number


@dataclass(frozen=True)
class Group:
    """Fields under one small heading."""

    title: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Kind:
    """How one field is read from a dossier; `answer` is the question's key, empty if none."""

    answer: str
    label: Text
    read: Callable[[Dossier], Words]
    number: bool = False
    derived: bool = False


SOURCES: Mapping[str, tuple[Text, Text]] = {
    "qr": (_("QR"), _("Đọc từ mã QR trên căn cước")),
    "typed": (_("gõ"), _("Công dân gõ trong trò chuyện")),
    "clerk": (_("cán bộ"), _("Cán bộ ghi")),
    "earlier": (_("lần trước"), _("Lấy từ hồ sơ trước, công dân xác nhận lại")),
    "profile": (_("Zalo"), _("Lấy từ hồ sơ Zalo của công dân")),
    "picture": (_("ảnh"), _("Công dân gửi ảnh")),
}
SEXES = {"male": _("Nam"), "female": _("Nữ")}
SCHEMES = {"old": _("Hạng cũ, cấp đến 31/12/2024"), "new": _("Hạng mới, cấp từ 01/01/2025")}
DELIVERIES = {"home": _("Phát tận nhà"), "post_office": _("Nhận tại bưu cục")}
FILED_FOR = {
    "parent": _("cha, mẹ của người nhắn tin"),
    "spouse": _("vợ, chồng của người nhắn tin"),
    "child": _("con của người nhắn tin"),
    "sibling": _("anh, chị, em của người nhắn tin"),
    "other": _("người khác, không phải người nhắn tin"),
}
ORIGINS = {"vietnam": _("thi ở Việt Nam"), "foreign": _("đổi từ bằng nước ngoài")}
NO_TERM = _("Không thời hạn")
PICTURES: Mapping[str, Text] = {
    "id_picture": _("Căn cước"),
    "passport_picture": _("Hộ chiếu"),
    "residence_card": _("Thẻ thường trú"),
    "stay_paper": _("Thẻ tạm trú, thị thực"),
    "licence_front": _("Bằng, mặt trước"),
    "licence_back": _("Bằng, mặt sau"),
    "health_certificate": _("Giấy khám sức khoẻ"),
    "difference_paper": _("Giấy chứng minh chỗ sai"),
}


def _parts(dossier: Dossier) -> NameParts:
    """Return the name as the portal parts it; of a passport nobody can tell which part is which."""
    by_passport = dossier.answers.get("passport_number")
    return NameParts("", "") if by_passport else split_name(dossier.full_name)


def _answer(key: str) -> Callable[[Dossier], str]:
    return lambda dossier: str(dossier.answers.get(key) or "")


def _day(key: str) -> Callable[[Dossier], str]:
    return lambda dossier: iso_day(dossier.answers.get(key) or "")


def _named(key: str, names: Mapping[str, Text]) -> Callable[[Dossier], Words]:
    def read(dossier: Dossier) -> Words:
        value = str(dossier.answers.get(key) or "")
        return names.get(value, value)

    return read


def _reason(dossier: Dossier) -> Text:
    return sentence(REASON_NAMES[dossier.reason])


def _expires(dossier: Dossier) -> Words:
    value = str(dossier.answers.get("licence_expires_on") or "")
    return NO_TERM if value == "none" else iso_day(value)


FIELDS: tuple[tuple[Text, tuple[Kind, ...]], ...] = (
    (
        _("Người đề nghị"),
        (
            Kind("filed_for", _("Nộp hộ cho"), _named("filed_for", FILED_FOR)),
            Kind("full_name", _("Họ và tên"), lambda dossier: dossier.full_name),
            Kind("", _("Họ tên in"), lambda d: printed_name(d.full_name), derived=True),
            Kind("", _("Họ và đệm"), lambda d: _parts(d).family_and_middle, derived=True),
            Kind("", _("Tên"), lambda d: _parts(d).given, derived=True),
            Kind("sex", _("Giới tính"), _named("sex", SEXES)),
            Kind("birth_date", _("Ngày sinh"), _day("birth_date")),
            Kind("nationality", _("Quốc tịch"), _answer("nationality")),
            Kind("citizen_id", _("Số căn cước"), _answer("citizen_id"), number=True),
            Kind("passport_number", _("Số hộ chiếu"), _answer("passport_number"), number=True),
            Kind("passport_issued_on", _("Ngày cấp hộ chiếu"), _day("passport_issued_on")),
            Kind("passport_issued_in", _("Nơi cấp hộ chiếu"), _answer("passport_issued_in")),
            Kind("residence", _("Nơi cư trú"), _answer("residence")),
        ),
    ),
    (
        _("Đề nghị"),
        (
            Kind(PROCEDURE_CODE, _("Mã thủ tục"), procedure_code, derived=True),
            Kind("", _("Ngày nộp"), lambda d: f"{local(d.handed_in_at):%d/%m/%Y}"),
            Kind("", _("Hạn trả"), lambda d: f"{local(d.due_at):%d/%m/%Y}"),
            Kind("reason", _("Lý do đổi"), _reason),
            Kind("difference", _("Chỗ bị sai"), _answer("difference")),
            Kind("target_class", _("Hạng muốn nhận"), _answer("target_class")),
        ),
    ),
    (
        _("Bằng đang có"),
        (
            Kind("licence_number", _("Số bằng"), _answer("licence_number"), number=True),
            Kind("licence_class", _("Hạng"), _answer("licence_class")),
            Kind("licence_scheme", _("Hệ hạng"), _named("licence_scheme", SCHEMES)),
            Kind("licence_origin", _("Bằng có từ"), _named("licence_origin", ORIGINS)),
            Kind("licence_issued_in", _("Nơi cấp"), _answer("licence_issued_in")),
            Kind("licence_issued_on", _("Ngày cấp"), _day("licence_issued_on")),
            Kind("licence_expires_on", _("Ngày hết hạn"), _expires),
        ),
    ),
    (
        _("Nhận kết quả"),
        (
            Kind("phone", _("Điện thoại"), lambda d: phone(str(d.answers.get("phone") or ""))),
            Kind("delivery", _("Cách nhận"), _named("delivery", DELIVERIES)),
            Kind("address", _("Địa chỉ"), _answer("address")),
        ),
    ),
)
NUMBERS = frozenset(kind.answer for _title, kinds in FIELDS for kind in kinds if kind.number)
LABELS: Mapping[str, Text] = {
    **{kind.answer: kind.label for _title, kinds in FIELDS for kind in kinds if kind.answer},
    **PICTURES,
    "slot": _("Giờ chụp ảnh"),
    "consent": _("Đồng ý xử lý dữ liệu"),
    "their_consent": _("Người có bằng đồng ý"),
}


def groups(
    dossier: Dossier, signs: Mapping[str, tuple[Check, ...]], revealed: Iterable[str] = ()
) -> tuple[Group, ...]:
    """Return the fields that have something to show; numbers are masked unless revealed."""
    open_numbers = frozenset(revealed)
    return tuple(
        Group(title, lines)
        for title, kinds in FIELDS
        if (lines := tuple(_lines(dossier, kinds, signs, open_numbers)))
    )


def line(dossier: Dossier, key: str, signs: Mapping[str, tuple[Check, ...]]) -> Line:
    """Return one field, shown whole; raise KeyError for a key that is no field."""
    kinds = {kind.answer: kind for _title, kinds in FIELDS for kind in kinds if kind.answer}
    return _line(dossier, kinds[key], signs, frozenset({key}))


def shown(dossier: Dossier, key: str) -> Words:
    """Return one field as the page shows it, a number masked; empty for what is no field."""
    kind = next((one for _title, kinds in FIELDS for one in kinds if one.answer == key), None)
    if kind is None:
        return ""
    value = kind.read(dossier)
    return masked(str(value)) if kind.number and value else value


def correctable(dossier: Dossier) -> tuple[tuple[str, Text], ...]:
    """Return what a clerk may send back: the answers that the citizen gave, pictures first."""
    asked: Mapping[str, Any] = dossier.answers
    pictures = [(key, name) for key, name in PICTURES.items() if _may_be_wanted(dossier, key)]
    typed = [
        (kind.answer, kind.label)
        for _title, kinds in FIELDS
        for kind in kinds
        if kind.answer in asked and kind.answer != "reason"
    ]
    return (*pictures, *typed)


def _may_be_wanted(dossier: Dossier, key: str) -> bool:
    """Tell whether a picture may be asked for: one that was sent, or should have been."""
    licence = () if dossier.reason is Reason.LOST else ("licence_front", "licence_back")
    paper = "passport_picture" if dossier.answers.get("passport_number") else "id_picture"
    return key in dossier.answers or key in (paper, *licence)


def _lines(
    dossier: Dossier,
    kinds: Iterable[Kind],
    signs: Mapping[str, tuple[Check, ...]],
    revealed: frozenset[str],
) -> Iterable[Line]:
    lines = (_line(dossier, kind, signs, revealed) for kind in kinds)
    return (line for line in lines if line.value)


def _line(
    dossier: Dossier,
    kind: Kind,
    signs: Mapping[str, tuple[Check, ...]],
    revealed: frozenset[str],
) -> Line:
    value = kind.read(dossier)
    hide = kind.number and bool(value) and kind.answer not in revealed
    return Line(
        key=kind.answer,
        label=kind.label,
        value=masked(str(value)) if hide else value,
        source=dossier.sources.get(kind.answer, ""),
        number=hide,
        derived=kind.derived,
        checks=signs.get(kind.answer, ()) if kind.answer else (),
    )
