"""Answers to what people ask between two questions, where no form knows better. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from bot import faq
from bot.shape import At
from bot.talk import Facts, Routed, Saying, Talk, Turn
from bot.understanding import intents
from bot.understanding.plain import phrase
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
    "later": _(
        "Dạ, để sau cũng được ạ: những gì đã khai em vẫn giữ. Lúc nào tiện, anh/chị nhắn "
        "«tiếp tục»."
    ),
}
"""What is no question about licences; those are in `faq.toml`."""


_ASKING_ENDS = frozenset({"khong", "ko", "hok", "k"})
SHORTEST = 2
"""Words of what is no question yet: «Không?» alone answers."""


def asks(text: str) -> bool:
    """Tell whether words that nothing else explains ask something; «Trần Văn Không» is a name."""
    if "," in text or text.istitle():
        return False
    last = text.rstrip(" .!ạ").split(" ")[-1]
    ends = last.islower() and phrase(last) in _ASKING_ENDS and len(text.split()) > SHORTEST
    what_if = phrase(text).endswith(" thi sao")
    return ends or what_if or intents.sounds_like_a_question(text)


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


def about_a_topic(at: At, text: str) -> Turn | None:
    """Answer the topic that the words name, and count one that is not for us; the talk waits."""
    topic = faq.topic_in(text, at.facts.today)
    if topic is None:
        return None
    told = Saying(faq.answer(topic, at.facts.today, at.facts.rules))
    routed = (Routed("elsewhere", "", topic.key),) if topic.elsewhere else ()
    return Turn(replace(at.talk, digressed=True, strikes=0), (told,), routed)


def before_any_form(talk: Talk, text: str, facts: Facts) -> Turn | None:
    """Answer a topic while no form is open, before the words may open one; None for a command."""
    if intents.command(text) is not None:
        return None
    turn = about_a_topic(At(talk, facts, ""), text)
    return None if turn is None else replace(turn, talk=replace(talk, asked=None))


def greets(text: str) -> bool:
    """Tell whether the words begin with a greeting («chào em, hôm qua chị bận quá»)."""
    return intents.command(re.split(r"[,.!]", text, maxsplit=1)[0]) == "greeting"
