"""The buttons under notices; each says what a citizen could have typed."""

from __future__ import annotations

from bot.talk import Button
from domain.words import _

MY_DOSSIERS = Button(_("Hồ sơ của tôi"), "hồ sơ của tôi")
PERSON = Button(_("Gặp nhân viên"), "Gặp nhân viên")
TAKE_BACK = Button(_("Rút lại để sửa"), "rút hồ sơ")
CHOOSE = Button(_("Chọn giờ khác"), "Đổi lịch")
MOVE = Button(_("Đổi lịch"), "Đổi lịch")
CANCEL = Button(_("Huỷ lịch hẹn"), "Huỷ lịch hẹn")
COME = Button(_("Sẽ đến"), "Sẽ đến")
