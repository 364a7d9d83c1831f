"""`doibang check`: the doctor. Each line says ok, warn or bad, and what to do about it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta

import click

from bot.commands.check_zalo import ask_zalo, look_here
from bot.commands.findings import BAD, OK, WARN, Finding
from bot.commands.printing import AS_JSON, say_columns, say_json
from bot.commands.sentences import sentence_for
from bot.ground import Ground
from bot.handlers.health import Readiness, readiness
from bot.settings import BadSetting, Settings
from bot.shape import BadForm
from bot.wiring import ground_from
from domain.people import Role
from domain.words import _
from storage.database import BadDatabaseUrl
from storage.store import Store
from storage.vault import Locked

LETTER_MAY_WAIT = timedelta(minutes=10)
TOKEN_MAY_AGE = timedelta(hours=24)
ROOM_LEFT = 512 * 1024 * 1024


@click.command(help=str(_("Khám dịch vụ: mỗi dòng ok, warn hay bad; mã thoát 1 nếu có bad.")))
@click.option("--offline", is_flag=True, help=str(_("Không gọi thử Zalo.")))
@AS_JSON
def check(*, offline: bool, as_json: bool) -> None:
    """Look at every part of the service and say what to do."""
    findings = list(_findings(online=not offline))
    if as_json:
        say_json(findings)
    else:
        say_columns([(one.level, one.name, one.what) for one in findings])
        for one in findings:
            if one.to_do:
                click.echo(f"→ {one.name}: {one.to_do}")
    if any(one.level == BAD for one in findings):
        sys.exit(1)


def _findings(*, online: bool) -> Iterator[Finding]:
    try:
        ground = ground_from(Settings.from_environment(os.environ))
    except (BadSetting, BadDatabaseUrl, BadForm) as error:
        told = sentence_for(error)
        yield Finding(_("Cài đặt"), BAD, told, _("sửa cài đặt rồi chạy lại doibang check."))
        return
    try:
        yield Finding(_("Cài đặt"), OK, _("đủ, gồm cả khoá bí mật"))
        yield _folder(ground)
        yield from _database(ground)
        if online:
            yield from ask_zalo(ground)
    finally:
        ground.database.close()


def _folder(ground: Ground) -> Finding:
    name, folder = _("Thư mục dữ liệu"), ground.settings.data_dir
    try:
        with tempfile.NamedTemporaryFile(dir=folder) as probe:
            probe.write(b"doibang")
            probe.flush()
    except OSError as error:
        return Finding(name, BAD, f"{folder}: {error.strerror}", _("cho phép ghi vào thư mục này."))
    room = os.statvfs(folder)
    if room.f_bavail * room.f_frsize < ROOM_LEFT:
        return Finding(name, WARN, _("{folder} sắp đầy").with_(folder=folder), _("dọn ổ đĩa."))
    return Finding(name, OK, str(folder))


def _database(ground: Ground) -> Iterator[Finding]:
    name = _("Cơ sở dữ liệu")
    state = readiness(ground)
    if not state.database:
        to_do = _("xem máy chủ có chạy không và DOIBANG_DATABASE_URL có đúng không.")
        yield Finding(name, BAD, _("không mở được"), to_do)
        return
    yield Finding(name, OK, "SQLite" if ground.database.is_sqlite else "PostgreSQL")
    migrations = _("Phiên bản dữ liệu")
    if not state.migrations:
        yield Finding(migrations, BAD, _("chưa mới nhất"), _("chạy doibang migrate."))
        return
    yield Finding(migrations, OK, _("mới nhất"))
    if not state.secret_key:
        yield Finding(_("Khoá bí mật"), BAD, sentence_for(Locked()), _("dùng lại khoá cũ."))
        return
    yield from _work(state)
    yield from _books(ground)


def _work(state: Readiness) -> Iterator[Finding]:
    name = _("Đồng hồ")
    if state.scheduler_lease:
        yield Finding(name, OK, _("đang chạy"))
    else:
        yield Finding(name, WARN, _("không chạy"), _("chạy doibang serve hoặc doibang clock."))
    name, age = _("Tin chờ gửi"), timedelta(seconds=state.oldest_unsent_letter or 0)
    if age > LETTER_MAY_WAIT:
        waits = _("lâu nhất {minutes} phút").with_(minutes=age // timedelta(minutes=1))
        yield Finding(name, WARN, waits, _("xem đồng hồ và Zalo ở trên; doibang deliver gửi tin."))
    else:
        yield Finding(name, OK, _("không có tin nào bị chậm"))
    if state.spool_waiting:
        waits = _("{count} tin nằm ngoài cơ sở dữ liệu").with_(count=state.spool_waiting)
        yield Finding(_("Tin đến"), WARN, waits, _("dịch vụ tự đưa vào khi cơ sở dữ liệu trở lại."))


def _books(ground: Ground) -> Iterator[Finding]:
    with ground.database.reading() as store:
        yield _set_aside(store)
        yield _offices(store)
        yield _staff(store)
        yield from look_here(ground, store)


def _set_aside(store: Store) -> Finding:
    name, count = _("Tin để riêng"), len(store.inbox.set_aside())
    if not count:
        return Finding(name, OK, _("không có"))
    to_do = _("trả lời công dân ở trang Tin để riêng.")
    return Finding(name, WARN, _("{count} tin").with_(count=count), to_do)


def _offices(store: Store) -> Finding:
    name, keys = _("Bưu cục"), [one.key for one in store.offices.all()]
    if not keys:
        return Finding(name, WARN, _("chưa có"), _("thêm bằng doibang office add."))
    closed = ", ".join(key for key in keys if not store.offices.hours(key))
    if closed:
        to_do = _("đặt bằng doibang office hours.")
        return Finding(name, WARN, _("{keys} chưa có giờ chụp ảnh").with_(keys=closed), to_do)
    return Finding(name, OK, ", ".join(keys))


def _staff(store: Store) -> Finding:
    name, everybody = _("Nhân viên"), [one for one in store.staff.all() if not one.disabled]
    if any(one.role is Role.ADMINISTRATOR for one in everybody):
        return Finding(name, OK, _("{count} người").with_(count=len(everybody)))
    return Finding(name, WARN, _("chưa có quản trị"), _("thêm bằng doibang staff add."))
