"""Asking before something is lost, and understanding the answer. Pure."""

from __future__ import annotations

from bot import cancelling, phrases
from bot.mending import EDIT
from bot.shape import Form
from bot.talk import Button, Saying, Talk
from bot.understanding import intents
from bot.understanding.plain import phrase
from bot.understanding.yes_no import Reply, plainly
from domain.words import _, lines

CANCEL, RESTART = "cancel", "restart"
ABOUT_A_SEAT = frozenset({cancelling.CANCEL_SEAT, cancelling.WHICH_SEAT})

_STOP = frozenset({"dung ho so", "dung", "huy", "bo", "co huy", "huy di", "huy ho so", "dung lai"})
_GO_ON = frozenset({
    "lam tiep", "tiep tuc", "tiep", "khong huy", "giu lai", "ko huy", "khong dung", "go on",
    "continue",
})  # fmt: skip


_LET_IT_BE = frozenset({"thoi", "thoi khoi", "thoi khong huy", "giu", "giu lich", "giu nguyen"})


def confirmation(form: Form | None, talk: Talk) -> Saying:
    """Return the words that ask before something is lost, or that ask what to mend."""
    if talk.confirming == EDIT and form is not None:
        return Saying(
            lines(_("Anh/chị muốn sửa mục nào ạ? Nhắn số giúp em."), phrases.listing(form, talk))
        )
    if talk.confirming in ABOUT_A_SEAT:
        return cancelling.confirmation(talk)
    title = form.title if form is not None else _("hồ sơ")
    yes = Button(_("Dừng hồ sơ"), "Dừng hồ sơ")
    asks = _("Anh/chị muốn dừng «{title}» ạ? Những gì đã khai sẽ bị xoá.")
    if talk.confirming == RESTART:
        yes = Button(_("Làm lại từ đầu"), "1")
        asks = _("Anh/chị muốn làm lại «{title}» từ đầu ạ? Những gì đã khai sẽ bị xoá.")
    go_on = Button(cancelling.GO_ON, "Làm tiếp")
    return Saying(
        lines(asks.with_(title=title), phrases.numbered([yes.title, go_on.title])), (yes, go_on)
    )


def reply(text: str, act: str = CANCEL) -> Reply:
    """Return whether the citizen is sure: the act by its name is a yes, «làm tiếp» a no.

    «Thôi» stops a form, and leaves an appointment as it is.
    """
    said = phrase(text)
    if act in ABOUT_A_SEAT and said in _LET_IT_BE:
        return Reply.NO
    if said in _STOP or intents.command(text) in {"cancel", "restart"}:
        return Reply.YES
    return Reply.NO if said in _GO_ON else plainly(text)
