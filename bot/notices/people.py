"""Words around a person of the office: what a clerk writes, a promise of one, our own faults."""

from __future__ import annotations

from bot.notices.buttons import PERSON
from bot.talk import Saying
from domain.words import _

Said = tuple[Saying, ...]


def clerk_writes(words: str, clerk: str) -> Said:
    """Pass on what a clerk wrote, with the clerk's name."""
    return (Saying(_("{clerk} (bưu cục) nhắn: {words}").with_(clerk=clerk, words=words)),)


def person_asked() -> Saying:
    """Promise a person, here in the chat."""
    return Saying(
        _("Dạ, em đã báo nhân viên bưu cục. Trong giờ làm việc sẽ có người nhắn anh/chị tại đây ạ.")
    )


def our_fault() -> Said:
    """Own up to a fault of ours that set a message aside, and say what to do."""
    text = _(
        "Em xin lỗi, bên em trục trặc nên chưa xử lý được tin vừa rồi. Những gì đã khai vẫn còn; "
        "anh/chị nhắn lại sau ít phút, hoặc nhắn «gặp nhân viên» ạ."
    )
    return (Saying(text, (PERSON,)),)
