"""Where somebody who comes back stands: what is done, what is missing, how long it takes. Pure."""

from __future__ import annotations

from bot.mending import MOST_MISSING, missing
from bot.shape import At, Form
from bot.talk import Facts, Talk
from domain.words import Text, _, lines

QUESTIONS_A_MINUTE = 2
"""Half a minute for a question, reading and looking for the card included.

An estimate on the careful side: who has a card that can be read is asked fewer than the path has.
"""


def minutes_left(form: Form, talk: Talk) -> int:
    """Return about how many minutes the questions take that are still to come; at least one."""
    waiting = [
        one
        for one in form.path(talk.answers)
        if one.key not in form.works_out
        and (one.key not in talk.answers or one.key in talk.reopened)
    ]
    return max(1, -(-len(waiting) // QUESTIONS_A_MINUTE))


def where(form: Form, talk: Talk, facts: Facts) -> Text:
    """Say what is under way, how much of it is done, about how long it takes, what is missing."""
    done = [one for one in form.listed(talk.answers) if one.key not in talk.reopened]
    standing = _STANDING if talk.dossier is None else _MENDING
    told = standing.with_(
        title=form.title, code=talk.dossier or "", done=len(done), minutes=minutes_left(form, talk)
    )
    return lines(told, *_what_is_missing(form, talk, facts))


def _what_is_missing(form: Form, talk: Talk, facts: Facts) -> list[Text]:
    labels = [one.label for one in missing(form, At(talk, facts, talk.asked or ""))]
    shown, more = labels[:MOST_MISSING], len(labels) - MOST_MISSING
    if not shown:
        return []
    row = shown[0]
    for label in shown[1:]:
        row = _("{first}, {second}").with_(first=row, second=label)
    if more > 0:
        row = _("{named} và {count} mục nữa").with_(named=row, count=more)
    return [_("Còn thiếu: {labels}.").with_(labels=row)]


def greeting(form: Form, talk: Talk, facts: Facts) -> Text:
    """Greet somebody who comes back to what they were doing; one question needs no account."""
    standing = [] if form.for_appointment else [where(form, talk, facts)]
    return lines(_("Em chào anh/chị ạ."), *standing)


_STANDING = _("Mình đang làm dở «{title}»: xong {done} mục, còn khoảng {minutes} phút nữa ạ.")
_MENDING = _("Mình đang bổ sung hồ sơ {code}: còn khoảng {minutes} phút nữa ạ.")
