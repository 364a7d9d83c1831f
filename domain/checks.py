"""What the desk is shown beside a dossier: cross-checks of the answers, as signs for the clerk.

A check is "ok" or a "warning"; none turns anybody away. An answer that is missing is not checked.
Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from domain.card_facts import ADULT, CardFacts, age_on, first_pass_year, read_facts
from domain.identity import (
    SEX_WORDS,
    NotANumberOfThisKind,
    Sex,
    is_old_id,
    read_citizen_id,
    read_licence_number,
)
from domain.names import search_key
from domain.provinces import Province
from domain.words import Text, _

OLD_ID_ENDS = date(2025, 1, 1)
"""The 9-digit CMND is no longer valid from this day (Luật Căn cước 26/2023/QH15; not verified)."""

LICENCE_NUMBER_FIELD = "licence_number"


class Level(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARNING = "warning"


@dataclass(frozen=True)
class Check:
    """One sign for the clerk: `key` is for ever, `field` the answer it stands beside."""

    key: str
    field: str
    level: Level
    text: Text


def checks(
    answers: Mapping[str, Any], today: date, qr: Mapping[str, Any] | None = None
) -> tuple[Check, ...]:
    """Return every check that these answers allow, in the order of the form.

    `answers` go by the keys of the exchange form, dates as ISO text; `qr` holds what the card's QR
    said under the same keys (`CitizenCard.answers()`).
    """
    facts = read_facts(answers)
    return (
        *_citizen_id(facts, today),
        *_foreigner(answers),
        *_birth_date(facts, today),
        *_licence_dates(facts, today),
        *_licence_number(facts, today),
        *_unreadable(facts),
        *_against_qr(answers, qr or {}),
    )


def _sign(key: str, field: str, *, fits: bool, ok: Text, otherwise: Text) -> Check:
    level, text = (Level.OK, ok) if fits else (Level.WARNING, otherwise)
    return Check(key, field, level, text)


def _warning(key: str, field: str, text: Text) -> Check:
    return Check(key, field, Level.WARNING, text)


def _citizen_id(facts: CardFacts, today: date) -> Iterator[Check]:
    number = facts.citizen_id
    if not number:
        return
    if is_old_id(number):
        if today >= OLD_ID_ENDS:
            yield _warning("old_id", "citizen_id", OLD_ID)
        return
    try:
        parts = read_citizen_id(number)
    except NotANumberOfThisKind:
        yield _warning("citizen_id_shape", "citizen_id", ID_SHAPE)
        return
    where = parts.province.name if parts.province else ""
    yield _sign(
        "citizen_id_province",
        "citizen_id",
        fits=bool(where),
        ok=ID_PROVINCE.with_(province=where),
        otherwise=ID_ELSEWHERE.with_(code=number[:3]),
    )
    if facts.sex:
        fits = parts.sex is facts.sex
        yield _sign("citizen_id_sex", "citizen_id", fits=fits, ok=ID_SEX, otherwise=ID_OTHER_SEX)
    if facts.birth_date:
        yield _sign(
            "citizen_id_birth_year",
            "citizen_id",
            fits=parts.birth_year == facts.birth_date.year,
            ok=ID_YEAR,
            otherwise=ID_OTHER_YEAR.with_(year=parts.birth_year),
        )


def _foreigner(answers: Mapping[str, Any]) -> Iterator[Check]:
    """Tell the clerk what the texts leave open for who shows a passport."""
    if not answers.get("passport_number"):
        return
    yield _warning("foreigner_stay", "passport_number", STAY)
    if answers.get("licence_origin") == "foreign" and not answers.get("residence_card"):
        yield _warning("no_residence_card", "licence_origin", NO_RESIDENCE_CARD)


def _birth_date(facts: CardFacts, today: date) -> Iterator[Check]:
    if not facts.birth_date:
        return
    age = age_on(today, facts.birth_date)
    if facts.birth_date > today:
        yield _warning("born_in_future", "birth_date", BORN_IN_FUTURE)
    elif age < ADULT:
        yield _warning("under_age", "birth_date", UNDER_AGE.with_(age=age))
    limit = facts.licence.maximum_age if facts.licence else None
    if limit and facts.sex:
        greatest = limit.female if facts.sex is Sex.FEMALE else limit.male
        if age > greatest:
            yield _warning("over_age", "birth_date", OVER_AGE.with_(age=age, greatest=greatest))


def _licence_dates(facts: CardFacts, today: date) -> Iterator[Check]:
    issued_on, expires_on = facts.issued_on, facts.expires_on
    if issued_on and issued_on > today:
        yield _warning("issued_in_future", "licence_issued_on", ISSUED_IN_FUTURE)
    if issued_on and facts.birth_date:
        least = facts.licence.minimum_age if facts.licence else ADULT
        yield _sign(
            "age_at_issue",
            "licence_issued_on",
            fits=age_on(issued_on, facts.birth_date) >= least,
            ok=OLD_ENOUGH,
            otherwise=TOO_YOUNG.with_(least=least),
        )
    if issued_on and expires_on:
        fits = expires_on > issued_on
        yield _sign("term", "licence_expires_on", fits=fits, ok=TERM, otherwise=TERM_TURNED)
    if facts.licence and facts.licence.has_term and facts.no_term:
        yield _warning("term_missing", "licence_expires_on", TERM_MISSING)
    if facts.licence and not facts.licence.has_term and expires_on:
        yield _warning("term_unexpected", "licence_expires_on", TERM_UNEXPECTED)
    elif expires_on:
        yield _sign(
            "expired",
            "licence_expires_on",
            fits=today <= expires_on,
            ok=VALID,
            otherwise=EXPIRED.with_(days=(today - expires_on).days),
        )


def _licence_number(facts: CardFacts, today: date) -> Iterator[Check]:
    number = facts.licence_number
    if not number:
        return
    try:
        parts = read_licence_number(number)
    except NotANumberOfThisKind:
        yield _warning("licence_number_shape", LICENCE_NUMBER_FIELD, NUMBER_SHAPE)
        return
    yield from _licence_province(number, parts.province, facts.issued_in)
    if facts.sex:
        yield _sign(
            "licence_number_sex",
            LICENCE_NUMBER_FIELD,
            fits=parts.sex is facts.sex,
            ok=NUMBER_SEX,
            otherwise=NUMBER_OTHER_SEX,
        )
    if facts.birth_date:
        year = first_pass_year(parts.pass_year, facts.issued_on or today)
        yield _sign(
            "licence_number_year",
            LICENCE_NUMBER_FIELD,
            fits=year - facts.birth_date.year >= ADULT,
            ok=NUMBER_YEAR.with_(year=year),
            otherwise=NUMBER_OTHER_YEAR.with_(digits=number[3:5]),
        )


def _licence_province(number: str, first: Province | None, issued_in: str) -> Iterator[Check]:
    """Compare with the place of issue: the number keeps the province that gave out the first."""
    if not first:
        text = NUMBER_ELSEWHERE.with_(code=number[:2])
        yield _warning("licence_number_province", LICENCE_NUMBER_FIELD, text)
    elif issued_in:
        yield _sign(
            "licence_number_province",
            LICENCE_NUMBER_FIELD,
            fits=search_key(first.name) in search_key(issued_in),
            ok=NUMBER_PROVINCE.with_(province=first.name),
            otherwise=NUMBER_OTHER_PROVINCE.with_(province=first.name),
        )


def _unreadable(facts: CardFacts) -> Iterator[Check]:
    for field in facts.unreadable:
        yield _warning("unreadable", field, UNREADABLE)


def _against_qr(answers: Mapping[str, Any], qr: Mapping[str, Any]) -> Iterator[Check]:
    for field in ("citizen_id", "full_name", "birth_date", "sex", "residence"):
        typed, printed = _compared(field, answers), _compared(field, qr)
        if typed and printed:
            fits = typed == printed
            yield _sign(f"qr_{field}", field, fits=fits, ok=QR_FITS, otherwise=QR_DIFFERS)


def _compared(field: str, told: Mapping[str, Any]) -> str:
    """Return an answer as it is compared: without marks, and Nữ is female."""
    key = search_key(str(told.get(field) or ""))
    return SEX_WORDS.get(key, key) if field == "sex" else key


OLD_ID = _("Số chứng minh nhân dân 9 số không còn giá trị từ 01/01/2025; xin số căn cước 12 số.")
STAY = _("Hộ chiếu: xem bản gốc và thời hạn cư trú khi công dân đến; văn bản chưa nói rõ thời hạn.")
NO_RESIDENCE_CARD = _(
    "Bằng đổi từ bằng nước ngoài chỉ đổi được khi có thẻ thường trú; công dân chưa gửi thẻ."
)
ID_SHAPE = _("Số căn cước phải có 12 chữ số (hoặc 9 chữ số với chứng minh nhân dân).")
ID_PROVINCE = _("Nơi đăng ký khai sinh: {province}.")
ID_ELSEWHERE = _("Mã {code} không có trong bảng 63 tỉnh (có thể sinh ở nước ngoài).")
ID_SEX = _("Giới tính khớp với số căn cước.")
ID_OTHER_SEX = _("Giới tính khác với số căn cước.")
ID_YEAR = _("Năm sinh khớp với số căn cước.")
ID_OTHER_YEAR = _("Số căn cước ghi năm sinh {year}.")
BORN_IN_FUTURE = _("Ngày sinh ở sau hôm nay.")
UNDER_AGE = _("Công dân mới {age} tuổi.")
OVER_AGE = _("Công dân {age} tuổi, quá tuổi lái xe hạng này ({greatest}).")
ISSUED_IN_FUTURE = _("Ngày cấp bằng ở sau hôm nay.")
OLD_ENOUGH = _("Đủ tuổi khi được cấp bằng.")
TOO_YOUNG = _("Chưa đủ {least} tuổi vào ngày cấp bằng.")
TERM = _("Ngày hết hạn ở sau ngày cấp.")
TERM_TURNED = _("Ngày hết hạn không ở sau ngày cấp.")
TERM_MISSING = _("Hạng này có thời hạn nhưng công dân ghi «không thời hạn».")
TERM_UNEXPECTED = _("Hạng này không có thời hạn nhưng công dân ghi ngày hết hạn.")
VALID = _("Bằng còn hạn.")
EXPIRED = _("Bằng đã quá ngày hết hạn {days} ngày.")
NUMBER_SHAPE = _("Số giấy phép lái xe không phải 12 chữ số (bằng giấy cũ có thể khác).")
NUMBER_PROVINCE = _("Số bằng do {province} cấp lần đầu.")
NUMBER_OTHER_PROVINCE = _("Số bằng do {province} cấp lần đầu, khác nơi cấp công dân ghi.")
NUMBER_ELSEWHERE = _("Số bằng bắt đầu bằng {code}, không phải mã tỉnh nào.")
NUMBER_SEX = _("Giới tính khớp với số bằng.")
NUMBER_OTHER_SEX = _("Giới tính khác với số bằng.")
NUMBER_YEAR = _("Số bằng ghi năm trúng tuyển đầu tiên {year}.")
NUMBER_OTHER_YEAR = _(
    "Năm trúng tuyển «{digits}» trong số bằng không hợp với ngày sinh và ngày cấp."
)
UNREADABLE = _("Không đọc được câu trả lời này.")
QR_FITS = _("Khớp với mã QR.")
QR_DIFFERS = _("Khác với mã QR trên thẻ.")
