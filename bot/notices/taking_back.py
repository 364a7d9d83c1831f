"""A dossier that its citizen wants back after the hand-in. Pure."""

from __future__ import annotations

from bot.notices.buttons import PERSON, TAKE_BACK
from bot.talk import Saying
from domain.dossier import Dossier
from domain.words import _

Said = tuple[Saying, ...]


def taken_back(dossier: Dossier) -> Said:
    """Tell that a dossier handed in by mistake is back; the summary with its answers follows."""
    text = _("Em đã rút hồ sơ {code}, những gì đã khai vẫn còn ạ. Muốn dừng hẳn, nhắn «huỷ».")
    return (Saying(text.with_(code=dossier.code)),)


def may_be_taken_back(dossier: Dossier) -> Said:
    """Say how to take a dossier back, to somebody who may have meant that."""
    text = _(
        "Hồ sơ {code} đang chờ nhân viên kiểm tra ạ. Muốn rút lại để sửa, anh/chị nhắn «rút hồ sơ»."
    )
    return (Saying(text.with_(code=dossier.code), (TAKE_BACK,)),)


def a_clerk_has_it(dossier: Dossier) -> Said:
    """Tell why a dossier can no longer be taken back by a word, and who can help."""
    text = _(
        "Hồ sơ {code} nhân viên đã nhận làm nên em không tự rút được ạ. "
        "Cần sửa hay rút, anh/chị nhắn «gặp nhân viên» giúp em."
    )
    return (Saying(text.with_(code=dossier.code), (PERSON,)),)
