"""Asking before something is lost, and understanding the answer. Pure."""

from __future__ import annotations

from bot import phrases
from bot.mending import EDIT
from bot.shape import Form
from bot.talk import Button, Saying, Talk
from bot.understanding import intents
from bot.understanding.plain import phrase
from bot.understanding.yes_no import Reply, plainly
from domain.words import _, lines

CANCEL, RESTART, CANCEL_SEAT = "cancel", "restart", "cancel_seat"

_STOP = frozenset({"dung ho so", "dung", "huy", "bo", "co huy", "huy di", "huy ho so", "dung lai"})
_GO_ON = frozenset({
    "lam tiep", "tiep tuc", "tiep", "khong huy", "giu lai", "ko huy", "khong dung", "go on",
    "continue",
})  # fmt: skip


def confirmation(form: Form | None, talk: Talk) -> Saying:
    """Return the words that ask before something is lost, or that ask what to mend."""
    if talk.confirming == EDIT and form is not None:
        return Saying(
            lines(_("Anh/chị muốn sửa mục nào ạ? Nhắn số giúp em."), phrases.listing(form, talk))
        )
    title = form.title if form is not None else _("hồ sơ")
    yes, asks = {
        CANCEL: (
            Button(_("Dừng hồ sơ"), "Dừng hồ sơ"),
            _("Anh/chị muốn dừng «{title}» ạ? Những gì đã khai sẽ bị xoá.").with_(title=title),
        ),
        RESTART: (
            Button(_("Làm lại từ đầu"), "1"),
            _("Anh/chị muốn làm lại «{title}» từ đầu ạ? Những gì đã khai sẽ bị xoá.").with_(
                title=title
            ),
        ),
    }.get(
        talk.confirming or CANCEL,
        (Button(_("Huỷ lịch hẹn"), "1"), _("Anh/chị muốn huỷ lịch hẹn chụp ảnh đã có ạ?")),
    )
    go_on = Button(_("Làm tiếp"), "Làm tiếp")
    return Saying(lines(asks, phrases.numbered([yes.title, go_on.title])), (yes, go_on))


def reply(text: str) -> Reply:
    """Return whether the citizen is sure: the act by its name is a yes, «làm tiếp» a no."""
    said = phrase(text)
    if said in _STOP or intents.command(text) in {"cancel", "restart"}:
        return Reply.YES
    return Reply.NO if said in _GO_ON else plainly(text)
