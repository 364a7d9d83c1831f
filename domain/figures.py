"""The figures of a report: one definition each, with the sentence that defines it."""

from __future__ import annotations

from dataclasses import dataclass

from domain.events import Kind
from domain.words import Text, _


@dataclass(frozen=True)
class Figure:
    """A figure counts the dossiers that have an event of `kind` in the period, each once."""

    key: str
    kind: Kind
    label: Text
    definition: Text


FIGURES = (
    Figure(
        "received",
        Kind.DOSSIER_RECEIVED,
        _("Tiếp nhận"),
        _("Số hồ sơ công dân nộp lần đầu trong kỳ."),
    ),
    Figure(
        "sent_back",
        Kind.DOSSIER_SENT_BACK,
        _("Yêu cầu bổ sung"),
        _("Số hồ sơ được yêu cầu bổ sung ít nhất một lần trong kỳ."),
    ),
    Figure(
        "accepted",
        Kind.DOSSIER_ACCEPTED,
        _("Đã nhận vào Cổng"),
        _("Số hồ sơ được ghi mã chính thức trong kỳ."),
    ),
    Figure(
        "photographed",
        Kind.PHOTO_TAKEN,
        _("Đã chụp ảnh"),
        _("Số hồ sơ có người đến chụp ảnh trong kỳ."),
    ),
    Figure(
        "posted",
        Kind.DOSSIER_POSTED,
        _("Đã gửi bằng"),
        _("Số hồ sơ có bằng mới được gửi qua bưu điện trong kỳ."),
    ),
    Figure(
        "delivered",
        Kind.DOSSIER_DELIVERED,
        _("Đã giao bằng"),
        _("Số hồ sơ có bằng mới đến tay công dân trong kỳ."),
    ),
    Figure(
        "refused",
        Kind.DOSSIER_REFUSED,
        _("Từ chối"),
        _("Số hồ sơ bị từ chối trong kỳ."),
    ),
    Figure(
        "routed",
        Kind.INQUIRY_ROUTED,
        _("Chỉ dẫn nơi khác"),
        _("Số lượt công dân được chỉ sang thủ tục khác (sát hạch, chờ hai tháng…) trong kỳ."),
    ),
)

DIMENSIONS = ("channel", "procedure", "office", "reason")
