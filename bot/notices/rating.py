"""The one question after the delivery: how satisfied somebody is."""

from __future__ import annotations

from bot.talk import Button, Saying
from domain.words import _, lines


def how_content(code: str) -> tuple[Saying, ...]:
    """Ask for a rating of one dossier; the numbers are what is typed or tapped."""
    asks = _(
        "Bằng mới đã về tay anh/chị (hồ sơ {code}). Anh/chị chấm cho bưu cục mấy điểm ạ, "
        "từ 1 (chưa hài lòng) đến 5 (rất hài lòng)?"
    )
    more = _("Có góp ý gì anh/chị nhắn kèm luôn; bận thì bỏ qua cũng được ạ.")
    buttons = tuple(
        Button(_("{score} điểm").with_(score=score), str(score)) for score in range(5, 0, -1)
    )
    return (Saying(lines(asks.with_(code=code), more), buttons),)
