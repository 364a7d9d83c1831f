"""Answers to what people ask between two questions, where no form knows better. Pure."""

from __future__ import annotations

from bot import faq
from bot.shape import At
from bot.talk import Effect, Routed
from domain.words import Text, _

EXPLANATIONS: dict[str, Text] = {
    "other": _(
        "Việc này em chưa làm được ạ. Cấp bằng mới, phạt nguội, đăng ký xe: anh/chị hỏi công an "
        "xã, phường hoặc Cổng dịch vụ công."
    ),
    "help": _(
        "Anh/chị trả lời từng câu, nhắn số hoặc chữ đều được. «quay lại»: câu trước; «sửa»: sửa "
        "mục đã khai; «huỷ»: dừng; «gặp nhân viên»: có người giúp ạ."
    ),
    "thanks": _("Dạ, không có gì ạ."),
}
"""What is no question about licences; those are in `faq.toml`."""


def explained(intent: str, at: At, *, in_form: bool) -> Text | None:
    """Return the general answer to a question on the way, or None where it is none.

    «help» outside a form is the menu, which is not said here.
    """
    if intent == "help" and not in_form:
        return None
    topic = faq.topic_of(intent, at.facts.today)
    if topic is not None:
        return faq.answer(topic, at.facts.today, at.facts.rules)
    return EXPLANATIONS.get(intent)


def asked_about(text: str, at: At) -> tuple[Text, tuple[Effect, ...]] | None:
    """Return the answer to a topic that the words name, with its count where it is not for us."""
    topic = faq.topic_in(text, at.facts.today)
    if topic is None:
        return None
    routed = (Routed("elsewhere", "", topic.key),) if topic.elsewhere else ()
    return faq.answer(topic, at.facts.today, at.facts.rules), routed
