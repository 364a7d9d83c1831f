"""Putting a process together from its settings: the one place that makes the real parts."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.conversations import load
from bot.ground import MOMENT, Ground, PictureReader
from bot.handlers.tokens import DatabaseTokenKeeper
from bot.reader_process.reader import Reader
from bot.settings import BadSetting, Settings
from bot.shape import Forms
from bot.zalo.client import Zalo, new_session
from domain.rules import BadRules, DatedSettings, read_settings
from domain.words import _
from storage.database import Database
from storage.migrate import current, head
from storage.spool import Spool
from storage.vault import Files, Vault

CONNECTIONS = 24


class OldDatabase(Exception):
    """The database is not in the form that this program knows."""


def utc_now() -> datetime:
    """Return the instant now."""
    return datetime.now(UTC)


def ground_from(
    settings: Settings,
    *,
    clock: Callable[[], datetime] = utc_now,
    reader: PictureReader | None = None,
    moment: timedelta = MOMENT,
) -> Ground:
    """Return the ground of a process; raise BadSetting or BadDatabaseUrl.

    Pictures are looked at in a process of their own, unless another `reader` is given.
    """
    make_writable(settings.data_dir)
    vault = Vault(settings.secret_key)
    database = Database(settings.database_url, vault=vault)
    zalo = Zalo(
        new_session(connections=CONNECTIONS),
        settings.zalo,
        DatabaseTokenKeeper(database, settings.zalo.oa_id),
        before_request=database.forbid_inside,
        now=clock,
    )
    return Ground(
        settings=settings,
        database=database,
        files=Files(settings.data_dir / "pictures", vault),
        spool=Spool(settings.data_dir / "spool", vault),
        reader=reader or Reader(),
        zalo=zalo,
        forms=_forms(settings),
        clock=clock,
        moment=moment,
    )


def _forms(settings: Settings) -> Forms:
    forms = load(_rules(settings.rules_file))
    return replace(forms, requests_profile=settings.zalo.request_user_info)


def _rules(path: Path | None) -> DatedSettings | None:
    try:
        return read_settings(path) if path else None
    except BadRules as error:
        raise BadSetting(f"DOIBANG_RULES_FILE: {error}") from error


def make_writable(folder: Path) -> None:
    """Make the data folder; raise BadSetting where nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(_unwritable(folder)) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BadSetting(_unwritable(folder))


def demand_newest(database: Database) -> None:
    """Raise OldDatabase where the migrations have not been run."""
    if current(database) != head():
        raise OldDatabase(
            str(_("Cơ sở dữ liệu chưa ở phiên bản mới nhất: chạy «doibang migrate» trước."))
        )


def demand_fitting_key(ground: Ground) -> None:
    """Raise Locked where the secret key is not the one that locked what the database holds."""
    with ground.database.reading() as store:
        store.tokens.get(ground.settings.zalo.oa_id)


def _unwritable(folder: Path) -> str:
    return str(_("Không ghi được vào thư mục dữ liệu {folder}.").with_(folder=folder))
