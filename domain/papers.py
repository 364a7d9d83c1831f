"""The papers of a dossier, by key; which rule set asks for which is in `rules.toml`. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.dossier import Reason
from domain.words import Text, _

PAPER_NAMES: Mapping[str, Text] = {
    "form": _("{title}"),
    "health_certificate": _("Giấy khám sức khoẻ của người lái xe"),
    "licence_copy": _("Bản sao giấy phép lái xe"),
    "passport": _("Hộ chiếu, với người nước ngoài và người Việt Nam ở nước ngoài"),
    "identity_copy": _("Bản sao căn cước, chứng minh nhân dân hoặc hộ chiếu"),
    "original_file": _("Hồ sơ gốc, nếu còn"),
    "data_difference": _("Giấy tờ chứng minh thông tin trên bằng bị sai"),
    "live_photo": _("Ảnh chân dung, chụp trực tiếp tại nơi tiếp nhận"),
    "old_card": _("Giấy phép lái xe cũ, nộp lại khi nhận bằng mới"),
}

NEEDS_THE_CARD = frozenset({"licence_copy", "old_card"})
ONLY_FOR: Mapping[str, Reason] = {
    "original_file": Reason.LOST,
    "data_difference": Reason.WRONG_DATA,
}


@dataclass(frozen=True)
class Paper:
    """One paper that the dossier needs: `key` is for ever, `text` is what people read."""

    key: str
    text: Text


def papers_for(
    keys: tuple[str, ...],
    reason: Reason,
    *,
    form_title: str,
    health_certificate: bool,
    foreigner: bool = False,
) -> tuple[Paper, ...]:
    """Return those of a rule set's papers that this person, reason and class need, in its order."""
    return tuple(
        Paper(key, PAPER_NAMES[key].with_(title=form_title) if key == "form" else PAPER_NAMES[key])
        for key in keys
        if _needed(key, reason, health_certificate=health_certificate, foreigner=foreigner)
    )


def _needed(key: str, reason: Reason, *, health_certificate: bool, foreigner: bool) -> bool:
    if key == "health_certificate":
        return health_certificate
    if key == "passport":
        return foreigner
    if key in NEEDS_THE_CARD:
        return reason is not Reason.LOST
    return ONLY_FOR.get(key, reason) is reason
