"""`doibang calendar`: days on which an office is closed, and days that the state moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import click

from bot.commands.office import demand_office
from bot.commands.opening import open_ground
from bot.commands.printing import AS_JSON, say_columns, say_json
from bot.ground import Ground
from bot.handlers.calendar import calendar_of, open_slots
from bot.handlers.closures import Cleared, clear_day, work_day
from bot.handlers.due_moves import calendars_of
from domain.appointments import Closure
from domain.calendar import WorkingCalendar
from domain.dossier import Refused
from domain.words import _
from domain.zone import VIETNAM
from storage.calendar import CalendarDay
from storage.store import Store

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
OFFICE = click.option("--office", default="", help=str(_("Một bưu cục; bỏ trống là tất cả.")))


class NothingThere(Refused):
    """There is no closure to take back."""


@click.group(help=str(_("Ngày nghỉ, ngày làm bù của bưu cục.")))
def calendar() -> None:
    """Look after the office's own days."""


@calendar.command(
    help=str(_("Đóng cửa một ngày: ai có hẹn được báo lý do này và mời chọn giờ khác."))
)
@click.argument("day", type=DAY)
@click.argument("reason")
@OFFICE
def close(day: datetime, reason: str, office: str) -> None:
    """Close an office, or all, on a day, and say how many citizens hold a seat on it."""
    closed = Closure(office, day.date(), reason)
    with open_ground() as ground, ground.database.transaction() as store:
        if office:
            demand_office(store, office)
        was = calendars_of(store, office, now=ground.clock())
        store.calendar.close(closed)
        told = _clear(ground, store, closed.day, reason, office=office, was=was)
    click.echo(str(_("Đã đóng cửa ngày {day}: {reason}.").with_(day=closed.day, reason=reason)))
    _say_told(told)


@calendar.command(help=str(_("Mở cửa lại một ngày đã đóng.")))
@click.argument("day", type=DAY)
@OFFICE
def reopen(day: datetime, office: str) -> None:
    """Take a closure back, and open the day's slots again."""
    with open_ground() as ground, ground.database.transaction() as store:
        was = calendars_of(store, office, now=ground.clock())
        if not store.calendar.reopen(office, day.date()):
            raise NothingThere(_("Ngày {day} không bị đóng cửa.").with_(day=day.date()))
        open_slots(store, now=ground.clock())
        moved = work_day(store, day.date(), was=was, now=ground.clock())
    click.echo(str(_("Đã mở cửa lại ngày {day}.").with_(day=day.date())))
    _say_moved(moved)


@calendar.command(help=str(_("Nói một ngày có làm việc hay không, thay lịch nghỉ lễ chung.")))
@click.argument("day", type=DAY)
@click.option("--working/--off", "is_working", required=True, help=str(_("Làm việc hay nghỉ.")))
@click.option("--note", default="", help=str(_("Căn cứ, như số thông báo.")))
def day(day: datetime, note: str, *, is_working: bool) -> None:
    """Say whether a day is worked; the last word counts."""
    said = CalendarDay(day.date(), is_working, note)
    told = Cleared(0, 0)
    with open_ground() as ground, ground.database.transaction() as store:
        was = calendars_of(store, "", now=ground.clock())
        store.calendar.set_day(said)
        if is_working:
            open_slots(store, now=ground.clock())
            told = Cleared(0, work_day(store, said.day, was=was, now=ground.clock()))
        else:
            told = _clear(ground, store, said.day, note or str(_("nghỉ lễ")), was=was)
    is_now = _("ngày làm việc") if is_working else _("ngày nghỉ")
    click.echo(str(_("{day} là {what}.").with_(day=said.day, what=is_now)))
    _say_told(told)


@calendar.command("list", help=str(_("Xem những ngày đã ghi, và các ngày nghỉ của một năm.")))
@click.option("--year", type=click.IntRange(2000, 2100), help=str(_("Cả ngày nghỉ của năm này.")))
@OFFICE
@AS_JSON
def list_(*, year: int | None, office: str, as_json: bool) -> None:
    """List our own days and closures, and with a year every weekday that is not worked."""
    with open_ground() as ground, ground.database.reading() as store:
        days = store.calendar.days()
        closures = [one for one in store.calendar.closures() if _is_meant(one, office)]
        off = _off(store, office, year) if year else []
    if as_json:
        say_json({"days": days, "closures": closures, "off": off})
        return
    rows = _rows(days, closures, off)
    if rows:
        say_columns(rows)
    else:
        click.echo(str(_("Chưa ghi ngày nào; ngày nghỉ lễ chung vẫn được tính.")))


def _is_meant(closure: Closure, office: str) -> bool:
    return not office or closure.office in ("", office)


def _rows(
    days: list[CalendarDay], closures: list[Closure], off: list[date]
) -> list[tuple[object, ...]]:
    said = {one.day for one in days} | {one.day for one in closures}
    work = {True: _("làm việc"), False: _("nghỉ")}
    rows = [(one.day, work[one.is_working], one.note, "") for one in days]
    rows += [(one.day, _("đóng cửa"), one.reason, one.office) for one in closures]
    rows += [(day, work[False], "", "") for day in off if day not in said]
    rows.sort(key=lambda row: row[0])
    return [(f"{day:%d/%m/%Y}", *rest) for day, *rest in rows]


def _clear(
    ground: Ground,
    store: Store,
    day: date,
    why: str,
    *,
    office: str = "",
    was: Mapping[str, WorkingCalendar],
) -> Cleared:
    now = ground.clock()
    return clear_day(store, day, why, office=office, was=was, forms=ground.forms, now=now)


def _say_told(cleared: Cleared) -> None:
    """Say how many citizens had an appointment on the day, and that they know."""
    if cleared.seats:
        told = _("{count} công dân có hẹn ngày này đã được báo và mời chọn giờ khác.")
        click.echo(str(told.with_(count=cleared.seats)))
    _say_moved(cleared.dues)


def _say_moved(count: int) -> None:
    """Say how many dossiers are due at another time now."""
    if count:
        told = _("Hạn trả của {count} hồ sơ đổi theo; ai có ngày hẹn đổi đã được báo.")
        click.echo(str(told.with_(count=count)))


def _off(store: Store, office: str, year: int) -> list[date]:
    """Return the weekdays of a year that are not worked."""
    first = date(year, 1, 1)
    known = calendar_of(store, office, around=datetime(year, 7, 1, tzinfo=VIETNAM))
    every = (
        date.fromordinal(number)
        for number in range(first.toordinal(), date(year + 1, 1, 1).toordinal())
    )
    return [one for one in every if one.weekday() < 5 and not known.is_working(one)]  # noqa: PLR2004 - Saturday
