"""`doibang office`: post offices and the hours in which they take photos."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time

import click

from bot.commands.opening import open_ground
from bot.commands.printing import AS_JSON, say_columns, say_json
from bot.handlers.calendar import open_slots
from domain.appointments import Office, OpeningHours
from domain.calendar_file import map_link
from domain.dossier import Refused
from domain.words import _
from storage.store import Store

WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
STRETCH = re.compile(r"([0-2]\d:[0-5]\d)[-–]([0-2]\d:[0-5]\d)")
POINT = re.compile(r"(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)")
NORTHMOST, EASTMOST = 90, 180
KEY = re.compile(r"[a-z][a-z0-9_]{1,31}")


MAP = click.option(
    "--map",
    "map_point",
    default="",
    help=str(_("Vĩ độ,kinh độ cho đường dẫn bản đồ; bỏ trống thì tìm theo địa chỉ.")),
)


class BadOffice(Refused):
    """The office, or its hours, cannot be kept like this."""


@click.group(help=str(_("Bưu cục và giờ chụp ảnh.")))
def office() -> None:
    """Look after the offices."""


@office.command("list", help=str(_("Xem các bưu cục và giờ chụp ảnh.")))
@AS_JSON
def list_(*, as_json: bool) -> None:
    """List the offices with their hours."""
    with open_ground() as ground, ground.database.reading() as store:
        found = [(one, store.offices.hours(one.key)) for one in store.offices.all()]
    if as_json:
        say_json([{**one.__dict__, "hours": hours} for one, hours in found])
    elif not found:
        click.echo(str(_("Chưa có bưu cục nào: thêm bằng «doibang office add».")))
    for one, hours in found if not as_json else ():
        click.echo(f"{one.key}  {one.name}, {one.address}, {one.phone}")
        if hours:
            say_columns([_line(stretch) for stretch in hours])


@office.command(help=str(_("Thêm một bưu cục.")))
@click.argument("key")
@click.option("--name", required=True, help=str(_("Tên, như công dân đọc.")))
@click.option("--address", required=True, help=str(_("Địa chỉ.")))
@click.option("--phone", required=True, help=str(_("Điện thoại.")))
@click.option(
    "--lead-hours",
    type=click.IntRange(0, 24 * 30),
    default=24,
    show_default=True,
    help=str(_("Hẹn chụp ảnh sớm nhất sau bấy nhiêu giờ.")),
)
@MAP
def add(key: str, *, name: str, address: str, phone: str, lead_hours: int, map_point: str) -> None:
    """Add an office."""
    point = _point(map_point)
    if not KEY.fullmatch(key):
        raise BadOffice(_("Khoá bưu cục gồm 2–32 chữ thường không dấu, số hoặc gạch dưới."))
    with open_ground() as ground, ground.database.transaction() as store:
        if not store.offices.add(Office(key, name, address, phone, lead_hours, point)):
            raise BadOffice(_("Khoá bưu cục «{key}» đã có rồi.").with_(key=key))
    click.echo(
        str(_("Đã thêm bưu cục «{key}». Đặt giờ bằng «doibang office hours».").with_(key=key))
    )


@office.command(
    "map", help=str(_("Đặt điểm của bưu cục trên bản đồ; bỏ trống để tìm theo địa chỉ."))
)
@click.argument("key")
@click.argument("point", default="")
def map_(key: str, point: str) -> None:
    """Say where an office is on the map, or, with no point, let the map look for its address."""
    placed = _point(point)
    with open_ground() as ground, ground.database.transaction() as store:
        demand_office(store, key)
        store.offices.place(key, placed)
        found = store.offices.get(key)
    if found:
        click.echo(map_link(found.map_point, f"{found.name}, {found.address}"))


@office.command(
    help=str(
        _(
            "Đặt giờ chụp ảnh, thay giờ cũ: ngày (T2 T3 T4 T5 T6 T7 CN, nối bằng dấu phẩy) và "
            "khoảng giờ, ví dụ: hours pleiku T2,T3,T4,T5,T6 07:30-11:00 13:30-16:30"
        )
    )
)
@click.argument("key")
@click.argument("days")
@click.argument("stretches", nargs=-1, required=True)
@click.option("--minutes", type=click.IntRange(5, 240), default=30, show_default=True)
@click.option("--capacity", type=click.IntRange(1, 100), default=2, show_default=True)
def hours(key: str, days: str, stretches: tuple[str, ...], *, minutes: int, capacity: int) -> None:
    """Replace an office's hours on these days, and open the slots of the coming weeks."""
    weekdays = [_weekday(day) for day in days.split(",")]
    plain = [_stretch(text) for text in stretches]
    new = [
        replace(one, office=key, weekday=day, minutes=minutes, capacity=capacity)
        for day in sorted(set(weekdays))
        for one in sorted(plain, key=lambda one: one.opens)
    ]
    with open_ground() as ground, ground.database.transaction() as store:
        demand_office(store, key)
        others = [one for one in store.offices.hours(key) if one.weekday not in weekdays]
        store.offices.set_hours(key, [*others, *new])
        opened = open_slots(store, now=ground.clock())
    click.echo(str(_("Đã đặt giờ; mở thêm {count} giờ chụp ảnh.").with_(count=opened)))


def demand_office(store: Store, key: str) -> None:
    """Raise BadOffice where no office has this key."""
    if store.offices.get(key) is None:
        raise BadOffice(_("Không có bưu cục «{key}».").with_(key=key))


def _point(text: str) -> str:
    """Return a point as the map wants it; raise BadOffice for what is none."""
    found = POINT.fullmatch(text.strip())
    if text.strip() and (
        found is None or abs(float(found[1])) > NORTHMOST or abs(float(found[2])) > EASTMOST
    ):
        raise BadOffice(
            _("«{text}» không phải là vĩ độ,kinh độ, như 13.9833,108.0000.").with_(text=text)
        )
    return f"{found[1]},{found[2]}" if found else ""


def _line(one: OpeningHours) -> tuple[object, ...]:
    seats = _("{minutes} phút, {count} chỗ").with_(minutes=one.minutes, count=one.capacity)
    return ("  " + WEEKDAYS[one.weekday], f"{one.opens:%H:%M}–{one.closes:%H:%M}", seats)


def _weekday(text: str) -> int:
    try:
        return WEEKDAYS.index(text.strip().upper())
    except ValueError:
        known = " ".join(WEEKDAYS)
        raise BadOffice(
            _("«{text}» không phải là một ngày: {known}.").with_(text=text, known=known)
        ) from None


def _stretch(text: str) -> OpeningHours:
    found = STRETCH.fullmatch(text)
    try:
        opens, closes = map(time.fromisoformat, found.groups() if found else ("", ""))
    except ValueError:
        opens = closes = time.min
    if opens >= closes:
        raise BadOffice(
            _("«{text}» không phải là một khoảng giờ, như 07:30-11:00.").with_(text=text)
        )
    return OpeningHours("", 0, opens, closes, 0, 0)
