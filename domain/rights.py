"""What a citizen may ask about their own data, and by when an office has to answer. Pure.

Source: Luật 91/2025/QH15 and Nghị định 356/2025/NĐ-CP (domain reference, section 25).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.words import Text, _


class Right(StrEnum):
    """What is asked for; the value is what the database says for ever."""

    SEE = "see"
    WITHDRAW = "withdraw"
    ERASE = "erase"


RIGHT_NAMES: Mapping[Right, Text] = {
    Right.SEE: _("Xem dữ liệu"),
    Right.WITHDRAW: _("Rút lại đồng ý"),
    Right.ERASE: _("Xoá dữ liệu"),
}


@dataclass(frozen=True)
class DataRequest:
    """What a citizen asked about their data; `channel` is "chat", or "zalo" for Zalo's own button.

    To be acknowledged by `answer_by` and done by `due_at`. After an erasure `citizen` is empty.
    """

    id: int
    citizen: str
    right: Right
    channel: str
    asked_at: datetime
    answer_by: datetime
    due_at: datetime
    done_at: datetime | None
    done_by: str
