"""Which pictures a dossier still lacks, by the papers that the rules ask for on its day."""

from __future__ import annotations

from datetime import date

from desk.fields import PICTURES
from desk.ground import ground
from domain.dossier import Dossier
from domain.licence import UnknownClass
from domain.rules import Case, Judgement, judge
from domain.words import Text, _
from domain.zone import local_date

SHOWN_BY = {
    "licence_copy": ("licence_front", "licence_back"),
    "old_card": ("licence_front", "licence_back"),
    "health_certificate": ("health_certificate",),
    "passport": ("passport_picture",),
}
LACKING = {
    "licence_front": _("thiếu mặt trước"),
    "licence_back": _("thiếu mặt sau"),
    "health_certificate": _("thiếu giấy khám"),
    "passport_picture": _("thiếu hộ chiếu"),
}
COMPLETE = _("đủ giấy tờ")
SEVERAL = _("thiếu {count} giấy tờ")
NO_SUCH_CLASS = _("hạng chưa rõ")


def judged(dossier: Dossier) -> Judgement:
    """Return what the rules say about a dossier; raise UnknownClass for a class that never was."""
    answers = dossier.answers
    case = Case(
        reason=dossier.reason,
        licence_class=str(answers.get("licence_class", "")),
        scheme=str(answers.get("licence_scheme", "old")),
        expires_on=_day(answers.get("licence_expires_on")),
        on=local_date(dossier.handed_in_at),
        issued_in=str(answers.get("licence_issued_in") or "") or None,
        foreigner=bool(answers.get("passport_number")),
    )
    return judge(case, ground().forms.rules)


def lacking(dossier: Dossier) -> tuple[str, ...]:
    """Return the keys of the pictures that are wanted and not there; raise UnknownClass."""
    wanted = [key for paper in judged(dossier).papers for key in SHOWN_BY.get(paper.key, ())]
    return tuple(key for key in PICTURES if key in wanted and not dossier.answers.get(key))


def completeness(dossier: Dossier) -> tuple[str, Text]:
    """Return a level (done, soon) and the words for how complete the papers are."""
    try:
        keys = lacking(dossier)
    except UnknownClass:
        return "soon", NO_SUCH_CLASS
    if not keys:
        return "done", COMPLETE
    return "soon", LACKING[keys[0]] if len(keys) == 1 else SEVERAL.with_(count=len(keys))


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
