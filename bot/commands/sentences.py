"""What went wrong, in one sentence for somebody at a terminal; a bug is kept in a file."""

from __future__ import annotations

import os
import tempfile
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.commands.demo import PartFailed
from bot.commands.tour import TourStuck
from bot.handlers.connect import UnknownConsent
from bot.logs import new_id
from bot.settings import BadSetting, Settings
from bot.shape import BadForm
from bot.wiring import OldDatabase
from bot.zalo.errors import ZaloError
from domain.dossier import Refused
from domain.report import BadPeriod
from domain.rules import BadRules
from domain.words import Text, _
from storage.database import BadDatabaseUrl
from storage.store import DatabaseAway
from storage.vault import Locked

BUGS = "bugs.log"
SPEAK_FOR_THEMSELVES = (BadSetting, OldDatabase, PartFailed, TourStuck, BadRules)
NEED_WORDS: Mapping[type[Exception], Text] = {
    BadDatabaseUrl: _(
        "Không dùng được DOIBANG_DATABASE_URL ({why}): viết sqlite:///đường/dẫn.db hoặc "
        "postgresql://người@máy/tên."
    ),
    DatabaseAway: _(
        "Không mở được cơ sở dữ liệu ({why}): xem máy chủ có chạy không và DOIBANG_DATABASE_URL "
        "có đúng không."
    ),
    Locked: _("DOIBANG_SECRET_KEY không phải khoá đã dùng để cất dữ liệu này."),
    BadForm: _("Một kịch bản trò chuyện viết sai: {why}."),
}


def sentence_for(error: Exception) -> str:
    """Return what to tell; what nobody foresaw is kept in a file, and the sentence says where."""
    known = _known(error)
    return _bug(error) if known is None else str(known)


def _known(error: Exception) -> Text | str | None:
    if isinstance(error, (Refused, BadPeriod, UnknownConsent)):
        return error.text
    if isinstance(error, ZaloError):
        return error.show
    if isinstance(error, SPEAK_FOR_THEMSELVES):
        return str(error)
    words = NEED_WORDS.get(type(error))
    return words and words.with_(why=error)


def _bug(error: Exception) -> str:
    number = new_id()
    kept = _("Chương trình gặp lỗi ngoài dự tính, mã lỗi {number}; chi tiết nằm trong {file}.")
    return str(kept.with_(number=number, file=_kept(number, error)))


def _kept(number: str, error: Exception) -> Path:
    """Write the bug below the data folder, or below the system's own where that cannot be."""
    told = "".join(traceback.format_exception(error))
    for folder in (_data_folder(), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / BUGS).open("a", encoding="utf-8") as file:
                file.write(f"{number} {datetime.now(UTC).isoformat()}\n{told}\n")
        except OSError:
            continue
        return folder / BUGS
    return Path(os.devnull)


def _data_folder() -> Path:
    try:
        return Settings.from_environment(os.environ).data_dir
    except BadSetting:
        return Path(tempfile.gettempdir())
