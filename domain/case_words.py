"""A case as people write it, in a command or a table: words in, a Case out. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from domain.dossier import Reason
from domain.findings import Case
from domain.licence import Scheme, UnknownClass, find_class, likely_scheme
from domain.words import Text, _

COLUMNS = ("reason", "class", "scheme", "expires_on", "on", "issued_in", "in_database")

REASONS: Mapping[str, Reason] = {
    **{reason.value: reason for reason in Reason},
    "about_to_expire": Reason.EXPIRING,
    "expiring_soon": Reason.EXPIRING,
    "renew": Reason.EXPIRING,
    "broken": Reason.DAMAGED,
    "wrong_info": Reason.WRONG_DATA,
    "change_info": Reason.WRONG_DATA,
    "paper": Reason.PAPER_TO_PET,
    "paper_card_to_pet": Reason.PAPER_TO_PET,
}
SCHEMES: Mapping[str, Scheme] = {scheme.value: scheme for scheme in Scheme}
IN_DATABASE: Mapping[str, bool | None] = {
    "yes": True,
    "true": True,
    "có": True,
    "no": False,
    "false": False,
    "không": False,
    "unknown": None,
}
NO_TERM_WORDS = frozenset({"none", "no_term", "không_thời_hạn", "khong_thoi_han"})

ISO_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
DAY_FIRST = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})", re.ASCII)

NOT_A_DATE = _("{column}: «{written}» không phải là ngày, hãy viết như 2026-11-23 hoặc 23/11/2026")

T = TypeVar("T")


class BadCase(ValueError):
    """The words of a case cannot be read."""

    @property
    def text(self) -> Text:
        """One sentence for the person who wrote them."""
        text: Text = self.args[0]
        return text


def read_case(cells: Mapping[str, str], *, today: date) -> Case:
    """Return the case that these cells describe; an empty or missing cell was not given.

    Keys are those of `COLUMNS`; others are ignored. Only `class` must be given. Not given:
    `reason` → about to expire (the dates decide anyway), `scheme` → the likeliest one of the class
    and the dates, `on` → today, `expires_on` → no term or not known. Dates are `yyyy-mm-dd` or
    `dd/mm/yyyy`; `expires_on` may be `none`. Raises BadCase.
    """
    given = {key: cells.get(key, "").strip() for key in COLUMNS}
    on = _date("on", given["on"]) if given["on"] else today
    no_term = _plain(given["expires_on"]) in NO_TERM_WORDS
    dated = given["expires_on"] and not no_term
    expires_on = _date("expires_on", given["expires_on"]) if dated else None
    licence, scheme = _licence(given, on=on, expires_on=expires_on, no_term=no_term)
    return Case(
        reason=_one_of("reason", given["reason"], REASONS, Reason.EXPIRING),
        licence_class=licence,
        scheme=scheme,
        expires_on=expires_on,
        on=on,
        issued_in=given["issued_in"] or None,
        in_database=_one_of("in_database", given["in_database"], IN_DATABASE, None),
    )


def _licence(
    given: Mapping[str, str], *, on: date, expires_on: date | None, no_term: bool
) -> tuple[str, Scheme]:
    code = given["class"]
    if not code:
        raise BadCase(_("thiếu hạng giấy phép lái xe (class)"))
    try:
        likely = likely_scheme(code, on=on, expires_on=expires_on, no_term=no_term)
        scheme = _one_of("scheme", given["scheme"], SCHEMES, likely)
        return find_class(code, scheme).code, scheme
    except UnknownClass as unknown:
        raise BadCase(_no_such_class(code, given["scheme"])) from unknown


def _no_such_class(code: str, scheme: str) -> Text:
    if not scheme:
        return _("class: không có hạng «{code}»").with_(code=code)
    return _("class: không có hạng «{code}» trong bảng «{scheme}»").with_(code=code, scheme=scheme)


def _one_of(column: str, written: str, known: Mapping[str, T], otherwise: T) -> T:
    if not written:
        return otherwise
    if _plain(written) not in known:
        raise BadCase(
            _("{column}: không hiểu «{written}», hãy dùng {known}").with_(
                column=column, written=written, known=", ".join(known)
            )
        )
    return known[_plain(written)]


def _date(column: str, written: str) -> date:
    found = ISO_DATE.fullmatch(written) or DAY_FIRST.fullmatch(written)
    try:
        if found:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        pass
    raise BadCase(NOT_A_DATE.with_(column=column, written=written))


def _plain(written: str) -> str:
    return re.sub(r"[\s_-]+", "_", written.strip().lower())
