"""What a clerk typed, read into values; what cannot be read is said beside its field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from werkzeug.datastructures import MultiDict

from domain.corrections import Correction
from domain.words import Text, _
from domain.zone import VIETNAM

Typed = MultiDict[str, str]


class Unfilled(Exception):
    """A form has fields that are empty or cannot be read; `problems` goes by field id."""

    def __init__(self, **problems: Text) -> None:
        super().__init__(", ".join(problems))
        self.problems: Mapping[str, Text] = problems


def words(typed: Typed, name: str, problem: Text) -> str:
    """Return what stands in a field; raise Unfilled with this problem where it is empty."""
    found = typed.get(name, "").strip()
    if not found:
        raise Unfilled(**{name: problem})
    return found


def version(typed: Typed) -> int:
    """Return the version of the dossier that the clerk saw; 0, which none has, if it is lost."""
    seen = typed.get("version", "")
    return int(seen) if seen.isdecimal() else 0


def corrections(typed: Typed) -> tuple[Correction, ...]:
    """Return the fields that were ticked, each with its reason; raise Unfilled."""
    ticked = typed.getlist("field")
    if not ticked:
        raise Unfilled(send_back_fields=_("Anh/chị chọn ít nhất một mục cần bổ sung."))
    found = {key: _reason(typed, key) for key in ticked}
    missing = [key for key, reason in found.items() if not reason]
    if missing:
        raise Unfilled(
            **{f"words_{key}": _("Anh/chị chọn hoặc ghi lý do cho mục này.") for key in missing}
        )
    return tuple(Correction(key, reason) for key, reason in found.items())


def refusal(typed: Typed) -> str:
    """Return the reason of a refusal: the one that was chosen, with what was added to it."""
    chosen, added = typed.get("why", "").strip(), typed.get("why_words", "").strip()
    if not chosen and not added:
        raise Unfilled(why_words=_("Anh/chị chọn một lý do hoặc ghi lý do để công dân hiểu."))
    return ". ".join(part.rstrip(".") for part in (chosen, added) if part)


def instant(typed: Typed, now: datetime) -> datetime:
    """Return the date and time of an appointment, in UTC; raise Unfilled, also for the past."""
    try:
        day = date.fromisoformat(typed.get("on", ""))
    except ValueError:
        raise Unfilled(on=_("Anh/chị chọn ngày chụp ảnh.")) from None
    try:
        hour = time.fromisoformat(typed.get("at", ""))
    except ValueError:
        raise Unfilled(at=_("Anh/chị chọn giờ chụp ảnh.")) from None
    starts_at = datetime.combine(day, hour.replace(tzinfo=None), VIETNAM).astimezone(UTC)
    if starts_at <= now:
        raise Unfilled(on=_("Giờ này đã qua. Anh/chị chọn giờ khác."))
    return starts_at


def _reason(typed: Typed, key: str) -> str:
    chosen, added = typed.get(f"reason_{key}", "").strip(), typed.get(f"words_{key}", "").strip()
    return ": ".join(part for part in (chosen, added) if part)
