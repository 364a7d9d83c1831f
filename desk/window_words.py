"""What the write box says before anybody types: a letter is free, billed, or not sent at all."""

from __future__ import annotations

from datetime import datetime

from desk.ground import ground, now
from desk.shown import soon
from domain.window import Charge, window
from domain.words import Text, _
from storage.talks import StoredTalk


def window_of(stored: StoredTalk | None) -> Text | None:
    """Return the line above the write box for a citizen as the database knows them."""
    has_template = bool(ground().settings.zalo.notice_template)
    return window_words(stored.interacted_at if stored else None, now(), has_template=has_template)


def window_words(
    interacted_at: datetime | None, at: datetime, *, has_template: bool
) -> Text | None:
    """Return the line above the write box; None where nobody knows what the citizen did last."""
    if interacted_at is None:
        return None
    found = window(interacted_at, at)
    if found.until is None:
        return BY_TEMPLATE if has_template else CLOSED
    words = FREE if found.charge is Charge.FREE else BILLED
    return words.with_(until=soon(found.until, at))


FREE = _("Nhắn miễn phí tới {until}")
BILLED = _("Ngoài 48 giờ: tin tính phí, nhắn được tới {until}")
CLOSED = _("Quá 7 ngày: Zalo không cho nhắn, gọi điện giúp")
BY_TEMPLATE = _("Quá 7 ngày: tin đi thành thông báo mẫu, rút gọn và tính phí")
