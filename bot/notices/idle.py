"""The one reminder of a form that lies idle; the question that waits follows it."""

from __future__ import annotations

from bot.resuming import minutes_left
from bot.shape import Form
from bot.talk import Saying, Talk
from domain.words import _


def idle_form(form: Form, talk: Talk) -> tuple[Saying, ...]:
    """Say what is under way and how little is left, and how to be left in peace."""
    minutes = minutes_left(form, talk)
    if talk.dossier is not None:
        text = _(
            "Anh/chị ơi, hồ sơ {code} còn chờ bổ sung, khoảng {minutes} phút là xong. "
            "Anh/chị trả lời câu dưới là mình làm tiếp ạ; để sau thì nhắn «thôi»."
        )
        return (Saying(text.with_(code=talk.dossier, minutes=minutes)),)
    text = _(
        "Anh/chị ơi, «{title}» mình đang làm dở, còn khoảng {minutes} phút nữa thôi ạ. "
        "Anh/chị trả lời câu dưới là mình làm tiếp; không làm nữa thì nhắn «thôi»."
    )
    return (Saying(text.with_(title=form.title, minutes=minutes)),)
