"""What people see when something is not as it should be: one sentence, and the next thing to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from desk.pages import pages
from domain.words import Text, _
from storage.store import DatabaseAway

LETTERS_WORTH_KEEPING = ("letter", "why_words", "cancel_why", "official_code", "parcel_number")


@dataclass(frozen=True)
class Trouble:
    """A page of trouble."""

    status: int
    title: Text
    next: Text


STALE = Trouble(
    400,
    _("Trang này đã cũ nên chưa ghi được."),
    _("Anh/chị quay lại, tải lại trang rồi làm lại bước vừa rồi. Chữ đã gõ còn ở dưới để chép."),
)
FORBIDDEN = Trouble(
    403,
    _("Trang này chỉ dành cho quản trị viên."),
    _("Nếu cần xem, anh/chị nhờ quản trị viên của bưu cục."),
)
NOWHERE = Trouble(
    404,
    _("Không có trang hoặc hồ sơ này."),
    _("Anh/chị kiểm tra lại mã, hoặc tìm theo tên và số giấy tờ ở hàng chờ."),
)
WRONG_WAY = Trouble(
    405, _("Địa chỉ này không mở trực tiếp được."), _("Anh/chị mở hồ sơ từ hàng chờ rồi bấm nút.")
)
BROKEN = Trouble(
    500,
    _("Có lỗi của hệ thống, không phải của anh/chị."),
    _("Việc vừa bấm chưa được ghi. Anh/chị thử lại; nếu vẫn lỗi, báo quản trị viên."),
)
AWAY = Trouble(
    503,
    _("Chưa mở được sổ hồ sơ."),
    _("Anh/chị thử lại sau một phút. Chưa có gì bị mất."),
)


@pages.errorhandler(CSRFError)
def stale(_error: CSRFError) -> ResponseReturnValue:
    """Say that the form was too old, and give back what was typed."""
    kept = [request.form[name] for name in LETTERS_WORTH_KEEPING if request.form.get(name)]
    return _page(STALE, kept)


@pages.errorhandler(403)
def forbidden(_error: Exception) -> ResponseReturnValue:
    """Say who may."""
    return _page(FORBIDDEN)


@pages.errorhandler(404)
def nowhere(_error: Exception) -> ResponseReturnValue:
    """Say that there is nothing."""
    return _page(NOWHERE)


@pages.errorhandler(405)
def wrong_way(_error: Exception) -> ResponseReturnValue:
    """Say that this address is for buttons."""
    return _page(WRONG_WAY)


@pages.errorhandler(500)
def broken(_error: Exception) -> ResponseReturnValue:
    """Say that it is our fault; the log has the rest."""
    return _page(BROKEN)


@pages.errorhandler(DatabaseAway)
def away(_error: DatabaseAway) -> ResponseReturnValue:
    """Say that the books cannot be opened now."""
    return _page(AWAY)


@pages.route("/<path:unknown>")
def unknown(unknown: str) -> ResponseReturnValue:  # noqa: ARG001 - the address is what is unknown
    """Catch every other address of the desk, so that it has a page of the desk."""
    return _page(NOWHERE)


def _page(trouble: Trouble, kept: list[Any] | None = None) -> tuple[str, int]:
    page = render_template("desk/trouble.html", trouble=trouble, kept=kept or [])
    return page, trouble.status
