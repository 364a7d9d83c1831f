"""Words around a person of the office: what a clerk writes, a promise of one, our own faults."""

from __future__ import annotations

from datetime import date, datetime

from bot.notices.buttons import PERSON
from bot.spoken_time import time_said
from bot.talk import Saying
from domain.opening import Opening
from domain.rights import RIGHT_NAMES, Right
from domain.words import _, lines
from domain.zone import local_date

Said = tuple[Saying, ...]


def clerk_writes(words: str, clerk: str) -> Said:
    """Pass on what a clerk wrote, with the clerk's name."""
    return (Saying(_("{clerk} (bưu cục) nhắn: {words}").with_(clerk=clerk, words=words)),)


def person_asked(opening: Opening, now: datetime) -> Saying:
    """Promise a person, here in the chat, at an hour at which there is one."""
    if opening.is_open:
        text = _(
            "Dạ, em đã báo nhân viên. Bưu cục đang mở cửa tới {clock}; có người rảnh sẽ nhắn "
            "anh/chị tại đây ạ."
        )
        return Saying(text.with_(clock=f"{opening.changes_at:%H:%M}"))
    text = _(
        "Dạ, em đã báo nhân viên. Giờ này bưu cục nghỉ, mở cửa lại lúc {time}; khi đó có người "
        "nhắn anh/chị tại đây ạ."
    )
    today = opening.changes_at.date() == local_date(now)
    at = f"{opening.changes_at:%H:%M}" if today else time_said(opening.changes_at)
    return Saying(text.with_(time=at))


def person_is_done() -> Saying:
    """Tell, in one line, that the bot speaks again."""
    return Saying(_("Nhân viên đã trả lời xong; từ đây em làm tiếp với anh/chị ạ."))


def data_asked(right: Right, answer_by: date, due_on: date) -> Saying:
    """Acknowledge what a citizen asks about their own data, with its due dates."""
    text = _(
        "Dạ, bưu cục đã ghi nhận yêu cầu «{right}» của anh/chị. Chậm nhất {answer_by} có người trả "
        "lời, và xong trước hết ngày {due_on}. Hồ sơ cơ quan cấp bằng đã nhận thì phải lưu theo "
        "luật ạ."
    )
    return Saying(text.with_(right=RIGHT_NAMES[right], answer_by=answer_by, due_on=due_on))


def erased(*, kept: bool) -> Said:
    """Tell a citizen that their data is gone, and what is not ours to delete."""
    done = _(
        "Bưu cục đã xoá dữ liệu của anh/chị ạ. Ảnh và tin trong khung chat này là của Zalo: "
        "anh/chị tự xoá giúp em."
    )
    stays = _("Hồ sơ cơ quan cấp bằng đã nhận được giữ theo luật, không dùng vào việc khác.")
    return (Saying(lines(done, stays) if kept else done),)


def our_fault() -> Said:
    """Own up to a fault of ours that set a message aside, and say what to do."""
    text = _(
        "Em xin lỗi, bên em trục trặc nên chưa xử lý được tin vừa rồi. Những gì đã khai vẫn còn; "
        "anh/chị nhắn lại sau ít phút, hoặc nhắn «gặp nhân viên» ạ."
    )
    return (Saying(text, (PERSON,)),)
