"""The figures of a report: one definition each, with the sentence that defines it.

Whoever shows a figure shows its definition too; whoever counts one reads it from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.events import Kind
from domain.words import Text, _


@dataclass(frozen=True)
class Figure:
    """A figure counts the dossiers that have an event of `kind` in the period, each once.

    Each is counted at its first such event in the period that was not taken back, so that the
    lines of a table add up to its total. An event without a dossier counts by itself. With an
    `outcome`, only events that ended so are counted.
    """

    key: str
    kind: Kind
    label: Text
    definition: Text
    outcome: str = ""


RECEIVED = Figure(
    "received",
    Kind.DOSSIER_RECEIVED,
    _("Tiếp nhận"),
    _("Số hồ sơ công dân nộp lần đầu trong kỳ."),
)

FIGURES = (
    RECEIVED,
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
        _("Đã từ chối"),
        _("Số hồ sơ bị từ chối trong kỳ."),
    ),
    Figure(
        "withdrawn",
        Kind.DOSSIER_WITHDRAWN,
        _("Công dân rút"),
        _("Số hồ sơ công dân rút lại trong kỳ, trước khi có người nhận làm."),
    ),
    Figure(
        "routed",
        Kind.INQUIRY_ROUTED,
        _("Chỉ dẫn nơi khác"),
        _(
            "Số lượt công dân được chỉ sang thủ tục khác (sát hạch, chờ hai tháng, bằng nước "
            "ngoài…) trong kỳ."
        ),
    ),
)

FINISHED = Figure(
    "finished",
    Kind.RESULT_RECEIVED,
    _("Đã có kết quả"),
    _("Số hồ sơ có bằng mới về đến bưu cục trong kỳ."),
)
ON_TIME = Figure(
    "on_time",
    Kind.RESULT_RECEIVED,
    _("Đúng hạn"),
    _("Số hồ sơ có bằng mới về đến bưu cục trong kỳ, không muộn hơn ngày hẹn trả."),
    outcome="on_time",
)
RATED = Figure(
    "rated",
    Kind.SATISFACTION_GIVEN,
    _("Đã chấm điểm"),
    _("Số hồ sơ được công dân chấm từ 1 đến 5 trong kỳ, sau khi nhận bằng."),
)
SATISFIED = Figure(
    "satisfied",
    Kind.SATISFACTION_GIVEN,
    _("Hài lòng"),
    _("Số hồ sơ được công dân chấm 4 hoặc 5 trong kỳ."),
    outcome="satisfied",
)
ALL_FIGURES = (*FIGURES, FINISHED, ON_TIME, RATED, SATISFIED)
COUNTED_KINDS = tuple(dict.fromkeys(figure.kind for figure in ALL_FIGURES))
"""The events that figures count; in the night those of the day before are frozen."""

DIMENSIONS = ("channel", "procedure", "office", "reason")
DIMENSION_NAMES: Mapping[str, Text] = {
    "channel": _("Kênh tiếp nhận"),
    "procedure": _("Thủ tục"),
    "office": _("Bưu cục"),
    "reason": _("Lý do"),
}
CHANNEL_NAMES: Mapping[str, Text] = {"zalo": _("Zalo")}


class NoSuchFigure(Exception):
    """No figure has this key."""


def figure(key: str) -> Figure:
    """Return the figure with this key; raise NoSuchFigure."""
    for one in ALL_FIGURES:
        if one.key == key:
            return one
    raise NoSuchFigure(key)
